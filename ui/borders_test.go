package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// sidesOf is the reverse of joint: where the lines of a character lead.
func sidesOf(c string) side {
	for s := range lit {
		if s != 0 && s.joint() == c {
			return s
		}
	}
	return 0
}

// A line that leads down must be met by the cell below: titles cover no joint,
// and panes that share a line part it where they should.
func TestLinesMeetAtEverySize(t *testing.T) {
	d := newDeck(t, 80, 24)
	b := busy()
	b.Items, b.Jobs = nil, nil // what draws no lines of its own
	d.frame(b)
	for w := 100; w <= 300; w++ {
		for _, h := range [...]int{26, 40, 48} {
			d.resize(w, h)
			var above []string
			for y, line := range strings.Split(d.text(), "\n") {
				row := strings.Split(line, "")
				for x, c := range above {
					leads, met := sidesOf(c)&south != 0, sidesOf(row[x])&north != 0
					if leads != met {
						t.Fatalf("%d×%d: a line ends at column %d of row %d:\n%s", w, h, x, y, d.text())
					}
				}
				if above = row; y == 0 || y == h-1 || ansi.StringWidth(line) != len(row) {
					above = nil
				}
			}
		}
	}
}

func TestTheLinesAroundTheFocusHaveItsColour(t *testing.T) {
	d := fullDeck(t, 120, 40)
	for _, c := range [...]struct{ key, edge string }{
		{"1", "╭─"}, {"2", "┬─"}, {"3", "├─"},
	} {
		d.press(c.key)
		if want := d.env.Theme.Focus.Render(c.edge); !strings.Contains(d.screen(), want) {
			t.Errorf("%s: %q is not lit", c.key, c.edge)
		}
	}
	d.press("?")
	if lit := d.env.Theme.Focus.Render("├─"); strings.Contains(d.screen(), lit) {
		t.Error("a pane under a dialog is lit")
	}
}

func TestANoteStandsWhereNoLineEnds(t *testing.T) {
	d, _, _, _ := trial(t, 80, 24)
	b := &d.borders
	for x := 20; x < 80; x += 20 {
		*b.at(x, 1) |= north
	}
	for _, c := range [...]struct{ w, from, to int }{
		{10, 62, 75}, {13, 62, 75}, {14, 42, 59}, {17, 42, 59}, {18, 42, 59},
	} {
		if from, to := b.free(25, 75, 1, c.w); from != c.from || to != c.to {
			t.Errorf("%d cells: from %d to %d, not from %d to %d", c.w, from, to, c.from, c.to)
		}
	}
}
