package form

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/ui/draw"
	"tickdeck/ui/uitest"
)

// exact checks that every line is as wide as it should be and shows no control.
func (r *rig) exact(w, h int) {
	r.t.Helper()
	r.form.Resize(w, h)
	lines := r.form.Lines(true)
	if len(lines) != h {
		r.t.Fatalf("%dx%d, field %d: %d lines", w, h, r.form.focus, len(lines))
	}
	for i, line := range lines {
		plain := ansi.Strip(line)
		if n := draw.Width(plain); n != w {
			r.t.Fatalf("%dx%d, field %d: line %d is %d wide: %q", w, h, r.form.focus, i, n, plain)
		}
		if strings.ContainsFunc(plain, unicode.IsControl) {
			r.t.Fatalf("a control character in %q", plain)
		}
	}
}

func TestEverySizeIsExact(t *testing.T) {
	r := newRig(t)
	r.press("aapl, brk.b, 日本, x", "tab", "2024-1", "tab", "tab")
	for f := range r.form.fields {
		r.form.to(f)
		r.form.changed()
		for w := 20; w <= 220; w++ {
			r.exact(w, 6+w%40)
			r.exact(w, 22)
		}
		for h := 6; h <= 90; h++ {
			r.exact(60, h)
			r.exact(300, h)
		}
		for w := range 24 {
			for h := range 10 {
				r.exact(w, h)
			}
		}
	}
}

func TestEverySizeShowsTheFieldThatHasTheFocus(t *testing.T) {
	r := newRig(t)
	for f := range r.form.fields {
		if !r.form.counts(&r.form.fields[f]) {
			continue
		}
		r.form.to(f)
		r.form.changed()
		for h := 6; h <= 40; h++ {
			r.form.Resize(60, h)
			if got := strings.Count(r.screen(), "▸"); got < 2 {
				t.Fatalf("at height %d field %d is out of sight:\n%s", h, f, r.screen())
			}
		}
	}
}

func TestEverySizeOfFailureAndPreviewIsExact(t *testing.T) {
	r := newRig(t)
	r.jobs.err = errors.New(strings.Repeat("something went wrong ", 30))
	r.fill()
	for _, what := range []func(){func() { r.press("ctrl+s") }, r.settle, func() { r.press("ctrl+p") }} {
		what()
		for w := 20; w <= 220; w++ {
			r.exact(w, 6+w%40)
			r.exact(w, 14)
		}
		r.exact(1, 1)
		r.exact(3, 2)
	}
}

func TestTheFormIsAPageOfItsOwn(t *testing.T) {
	r := newRig(t)
	for _, s := range [][2]int{{1, 1}, {20, 6}, {60, 14}, {80, 22}, {120, 38}, {300, 88}} {
		if w, h := r.form.Want(s[0], s[1]); w != s[0] || h != s[1] {
			t.Errorf("%v: wants %dx%d", s, w, h)
		}
	}
}

func TestAHugePasteIsCutAndSaid(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("AAPL\n", 200_000), strings.Repeat("x", 1<<20), strings.Repeat("\x1b[2J\u202e", 200_000),
		strings.Repeat("\xff", 1<<20), strings.Repeat(" ", 1<<20), strings.Repeat("日", 350_000), "AAPL" + strings.Repeat("\u200b", 350_000),
	} {
		r := newRig(t)
		for f := range r.form.fields {
			r.form.to(f)
			start := time.Now()
			r.paste(text)
			r.exact(76, 22)
			if d := time.Since(start); d > time.Second { // a hang, not a timing: the benchmark has the figure
				t.Errorf("field %d took %v", f, d)
			}
			if e := &r.form.fields[f].entry; len([]rune(e.text())) > e.limit {
				t.Errorf("field %d holds %d characters", f, len([]rune(e.text())))
			}
			r.exact(60, 16)
		}
	}
}

func TestACutPasteIsSaidUntilTheNextEdit(t *testing.T) {
	r := newRig(t)
	r.paste(strings.Repeat("AAPL\r\nMSFT\t", 100_000))
	r.sees("! only the first 1,000 characters were taken")
	r.press("tab")
	r.sees("AAPL, MSFT ")
	r.sees("only the first 1,000")
	r.press("shift+tab", ", nvda")
	r.misses("only the first")
}

func TestAPasteIsIgnoredWhileTheFormIsClosed(t *testing.T) {
	r := newRig(t)
	r.press("esc")
	r.paste("AAPL")
	if got := r.text("Symbols"); got != "" {
		t.Errorf("the field holds %q", got)
	}
}

func TestAPastedListIsParted(t *testing.T) {
	r := newRig(t)
	r.paste("\ufeffaapl\r\n\tmsft\u200b\nbrk.b\n\n")
	r.press("tab")
	r.paste("2024-01\n")
	r.press("left")
	r.paste("2024-02")
	r.sees("AAPL, MSFT, BRK.B")
	r.sees("2024-02-01 → 2024-02-29")
}

func FuzzPaste(f *testing.F) {
	for _, s := range []string{"AAPL", "\x1b]0;x\x07", "🇩🇪👩‍👩‍👧", "e\u0301\u0302", "ෆ\u0d4e\u1100\u1161", "\u202e\u200b\ufe0f#\ufe0f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := newRig(t)
		r.paste(text)
		r.exact(60, 16)
		r.press("home", "right")
		r.exact(76, 22)
		r.press("tab", "tab", "tab")
		r.paste(text)
		r.exact(20, 9)
	})
}

func TestScreens(t *testing.T) {
	for _, size := range [][2]int{{60, 14}, {80, 22}, {120, 38}, {200, 58}} {
		for name, prepare := range map[string]func(*rig){
			"new":      func(*rig) {},
			"suggest":  func(r *rig) { r.press("msft, a") },
			"patterns": func(r *rig) { r.press("aapl", "tab", "tab", "tab", "star", "down", "space", "right", "space") },
			"costs": func(r *rig) {
				r.goTo("Opposite")
				if r.press("down"); r.form.here().kind == fold {
					r.press("right", "down")
				}
				r.press("down", "1")
			},
			"wrong":   func(r *rig) { r.press("tab", "9", "ctrl+s", "tab") },
			"preview": func(r *rig) { r.fill(); r.press("ctrl+p") },
			"failed": func(r *rig) {
				r.jobs.err = errors.New("could not submit: no Redis at localhost:6379 (connection refused)")
				r.fill()
				r.press("enter")
				r.settle()
			},
		} {
			t.Run(fmt.Sprintf("%dx%d/%s", size[0], size[1]+2, name), func(t *testing.T) {
				r := newRig(t)
				r.form.Resize(r.form.Want(size[0], size[1]))
				prepare(r)
				golden.RequireEqual(t, r.screen())
			})
		}
	}
}

func TestTheColoursOfEachThemeAreAsTheyWere(t *testing.T) {
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.env.Theme = th
			r.form.Resize(r.form.Want(120, 38))
			r.press("aapl", "tab", "tab", "tab", "star", "down", "space", "tab", "9", "ctrl+s")
			golden.RequireEqual(t, strings.Join(r.form.Lines(true), "\n"))
		})
	}
}

func BenchmarkLines(b *testing.B) {
	r := newRig(&testing.T{})
	r.press("aapl, msft")
	b.ReportAllocs()
	for b.Loop() {
		r.form.rev++
		r.form.Lines(true)
	}
}

func BenchmarkHugePaste(b *testing.B) {
	text := strings.Repeat("AAPL\n", 200_000)
	r := newRig(&testing.T{})
	b.ReportAllocs()
	for b.Loop() {
		r.form.fields[symbols].entry.set("")
		r.form.Update(tea.PasteMsg{Content: text})
		r.form.Lines(true)
	}
}
