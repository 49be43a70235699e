package ui

import (
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// word is a part of a title that stands in a line.
type word struct {
	x, w  int
	text  string
	paint theme.Paint
}

// leastNote is the least room in which a part of a note says anything.
const leastNote = 6

// title adds the words of a place, in the line above it: its name and scope at
// the left, its note at the right where no line from above ends.
func (b *borders) title(place int, t title) {
	p := b.plan.Places[place]
	x, end := p.X+1, p.X+p.W-1 // a rule beside each corner
	add := func(paint theme.Paint, x, room int, text string) int {
		text, w := draw.Fit(text, max(0, room))
		if w > 0 {
			b.words = append(b.words, word{x, w, text, paint})
		}
		return x + w
	}
	name, paint := " "+t.name+" ", b.theme.Title
	if place == b.lit {
		name, paint = " ▸ "+t.name+" ", b.theme.Focus
	}
	x = add(paint, x, end-x, name)
	if t.head.Scope != "" && end-x > leastNote {
		x = add(b.theme.Faint, x+1, end-x-1, " "+t.head.Scope+" ")
	}
	if t.head.Note != "" {
		from, to := b.free(x+1, end, p.Y-1, draw.Width(t.head.Note)+2)
		if note, w := draw.Fit(" "+t.head.Note+" ", to-from); w >= leastNote {
			add(b.theme.Faint, to-w, w, note)
		}
	}
}

// free is the part of a line between two columns where w cells have room before
// a line from above ends in it: the rightmost such part, else the longest. A
// cell beside each end of a line stays free.
func (b *borders) free(from, to, y, w int) (int, int) {
	longest := [2]int{from, from}
	right := to
	for x := to - 1; x >= from; x-- {
		if x > from && *b.at(x, y)&north == 0 {
			continue
		}
		begin := x
		if *b.at(x, y)&north != 0 {
			begin += 2
		}
		if right-begin >= w {
			return begin, right
		}
		if right-begin > longest[1]-longest[0] {
			longest = [2]int{begin, right}
		}
		right = x - 1
	}
	return longest[0], longest[1]
}

// titleRow draws the title of a page: "▸ Name  scope        state".
func titleRow(l *draw.Line, t *theme.Theme, title title, focused bool, w int) {
	const gap = 2
	mark, paint := "  ", t.Title
	if focused {
		mark, paint = "▸ ", t.Focus
	}
	l.Pad(t.Text, min(1, w)).Left(paint, mark+title.name, min(2+draw.Width(title.name), w-l.Width()))
	if room := w - l.Width() - gap; title.head.Scope != "" && room > leastNote {
		l.Pad(t.Text, gap).Left(t.Faint, title.head.Scope, min(draw.Width(title.head.Scope), room))
	}
	if room := w - l.Width() - gap - 1; title.head.Note != "" && room >= leastNote {
		n := min(draw.Width(title.head.Note), room)
		l.To(t.Text, w-1-n).Left(t.Faint, title.head.Note, n)
	}
}
