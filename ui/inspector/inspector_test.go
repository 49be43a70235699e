package inspector

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// list is a view whose cursor is on a thing of so many lines.
type list struct {
	name  string
	rev   uint64
	lines int
	at    pane.At
	told  int // how often it was asked
}

func (l *list) Subject() pane.Subject {
	return pane.Subject{Of: l.name, Rev: [4]uint64{l.rev}, At: l.at}
}

func (l *list) Inspect(p *pane.Page) pane.Head {
	l.told++
	for i := range l.lines {
		p.Field("line", fmt.Sprint(l.name, " ", l.rev, " ", i))
	}
	return pane.Head{Title: l.name, Scope: "scope"}
}

func newPane() (*Pane, *pane.Env) {
	env := uitest.Env(time.Unix(0, 0))
	p := New(env)
	p.Resize(40, 6)
	return p, env
}

func text(p *Pane) string { return ansi.Strip(strings.Join(p.Lines(false), "\n")) }

func TestItShowsWhatIsUnderTheCursorOfTheViewWithTheFocus(t *testing.T) {
	p, env := newPane()
	if s := strings.TrimSpace(text(p)); s != "" || p.Head() != (pane.Head{}) {
		t.Errorf("before there is any it shows %q", s)
	}
	first, second := &list{name: "first", lines: 2, at: pane.At{Place: 14, Count: 1_421}}, &list{name: "second", lines: 2}
	env.Inspected = first
	if s := text(p); !strings.Contains(s, "first 0 1") || p.Head() != (pane.Head{Title: "first", Scope: "scope", Note: "14 of 1,421"}) {
		t.Errorf("%+v\n%s", p.Head(), s)
	}
	env.Inspected = second
	if s := text(p); !strings.Contains(s, "second 0 1") || p.Head().Note != "" {
		t.Errorf("%+v\n%s", p.Head(), s)
	}
}

func TestWhatTwoViewsCallTheSameIsNotMixedUp(t *testing.T) {
	p, env := newPane()
	env.Inspected = &list{name: "a", lines: 1}
	text(p)
	env.Inspected = &list{name: "a", lines: 3}
	if s := text(p); !strings.Contains(s, "a 0 2") {
		t.Errorf("it shows the other one:\n%s", s)
	}
}

func TestAPageIsMadeAnewOnlyWhenWhatItShowsHasChanged(t *testing.T) {
	p, env := newPane()
	l := &list{name: "a", lines: 2}
	env.Inspected = l
	text(p)
	l.at = pane.At{Place: 2, Count: 3}
	if text(p); l.told != 1 || p.Head().Note != "2 of 3" {
		t.Errorf("asked %d times for the same, note %q", l.told, p.Head().Note)
	}
	if n := testing.AllocsPerRun(20, func() { p.Lines(false) }); n > 1 { // the name of the list, in the test
		t.Errorf("%v allocations", n)
	}
	l.rev = 7
	if s := text(p); l.told != 2 || !strings.Contains(s, "a 7 1") {
		t.Errorf("asked %d times:\n%s", l.told, s)
	}
	p.Resize(30, 6)
	if text(p); l.told != 3 {
		t.Errorf("asked %d times after a change of size", l.told)
	}
}

func TestWhatHasNoRoomIsCounted(t *testing.T) {
	p, env := newPane()
	l := &list{name: "a", lines: 6}
	env.Inspected = l
	if s := text(p); strings.Contains(s, "more") || !strings.Contains(s, "a 0 5") {
		t.Errorf("it has room:\n%s", s)
	}
	l.lines, l.rev = 9, 1
	if s := text(p); !strings.Contains(s, "… 4 more lines: ⏎ shows them") || strings.Contains(s, "a 1 5") {
		t.Errorf("it shows\n%s", s)
	}
	for w := range 60 {
		for h := range 12 {
			p.Resize(w, h)
			lines := p.Lines(false)
			if len(lines) != h {
				t.Fatalf("%d lines of %d", len(lines), h)
			}
			for _, line := range lines {
				if ansi.StringWidth(line) != w {
					t.Fatalf("%d cells: %q", w, line)
				}
			}
		}
	}
}
