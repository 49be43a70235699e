package pane

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

// shelf is a list of things of so many lines.
type shelf struct{ at, lines int }

func (s *shelf) Subject() Subject { return Subject{Of: s.at, At: At{s.at, 3}} }

func (s *shelf) Inspect(p *Page) Head {
	for i := range s.lines {
		p.Field("line", fmt.Sprint(i))
	}
	return Head{Title: fmt.Sprint("thing ", s.at), Scope: "here"}
}

func reader(t *testing.T, lines int) (screen func() string, press func(id string)) {
	t.Helper()
	env := &Env{Theme: theme.New("dark", true), Keys: keymap.Default()}
	s := &shelf{1, lines}
	r := NewReader(env, s, func(by int) { s.at += by }, env.Close)
	env.Open(r)
	r.Resize(60, 6)
	press = func(id string) {
		for _, a := range r.Actions() {
			if a.ID == id {
				a.Do()
			}
		}
	}
	screen = func() string {
		if env.Top() == nil {
			return "closed"
		}
		all := r.Lines(true)
		for _, line := range all {
			if draw.Width(ansi.Strip(line)) != 60 || len(all) != 6 {
				t.Errorf("%d lines, one of them %q", len(all), line)
			}
		}
		return ansi.Strip(strings.Join(all, "\n"))
	}
	return screen, press
}

func TestAReaderScrollsAndGoesOn(t *testing.T) {
	screen, press := reader(t, 8)
	for _, c := range [...]struct{ press, want, first string }{
		{"", "↓ 3 more · 1 of 3", "line          0 "},
		{"list.down", "↓ 2 more · 1 of 3", "line          1 "},
		{"list.last", "↑ 3 above · 1 of 3", "line          3 "},
		{"list.down", "↑ 3 above · 1 of 3", "line          3 "},
		{"detail.next", "↓ 3 more · 2 of 3", "line          0 "}, // from its beginning
		{"detail.before", "↓ 3 more · 1 of 3", "line          0 "},
	} {
		press(c.press)
		lines := strings.Split(screen(), "\n")
		if !strings.HasPrefix(lines[0], " ▸ thing ") || !strings.Contains(lines[0], c.want) || !strings.HasPrefix(lines[1], " "+c.first) {
			t.Errorf("after %q:\n%s", c.press, strings.Join(lines, "\n"))
		}
	}
	if press("detail.close"); screen() != "closed" {
		t.Error("it does not close")
	}
}

func TestAReaderWithRoomSaysNothingOfLines(t *testing.T) {
	screen, _ := reader(t, 5)
	if text := screen(); strings.Contains(text, "more") || strings.Contains(text, "above") || !strings.Contains(text, " 1 of 3 ") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestJSONIsPaintedByWhatItIs(t *testing.T) {
	env := &Env{Theme: theme.New("dark", true)}
	p := NewPage(env, 40)
	p.JSON(`{"name \"x\": y":"text: 1","n":-1.5e3,"b":true,"list":["a: b",2],"none":{},"long":"` + strings.Repeat("word ", 12) + `"}`)
	th := env.Theme
	got := strings.Join(p.Lines(), "\n")
	for _, want := range []string{
		th.Key.Render(`  "name \"x\": y"`) + th.Text.Render(`: "text: 1",`), th.Key.Render(`  "n"`) + th.Bright.Render(`: -1.5e3,`),
		th.Bright.Render(`: true,`), th.Text.Render(`    "a: b",`), th.Bright.Render(`    2`), th.Key.Render(`  "none"`) + th.Faint.Render(`: {},`),
		th.Key.Render(`  "long"`) + th.Text.Render(`: "word word word word word`), th.Text.Render(`  word word word word word word "`),
	} {
		if !strings.Contains(got, strings.TrimSuffix(want, "\x1b[m")) { // the rest of the line is blank
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	plain := NewPage(env, 40)
	if plain.JSON("no JSON"); strings.TrimRight(ansi.Strip(plain.Lines()[0]), " ") != "no JSON" {
		t.Errorf("%q", plain.Lines())
	}
}
