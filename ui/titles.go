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

// title adds the words of a place, in the line above it: its name and scope at
// the left, its note at the right where no line from above ends.
func (b *borders) title(place int, t title) {
	p := b.plan.Places[place]
	x, end := p.X+1, p.X+p.W-1 // a rule beside each corner
	add := func(paint theme.Paint, x int, text string) int {
		w := draw.Width(text)
		b.words = append(b.words, word{x, w, text, paint})
		return x + w
	}
	name, paint := " "+t.name+" ", b.theme.Title
	if place == b.highlighted {
		name, paint = draw.Focus+t.name+" ", b.theme.Focus
	}
	name, _ = draw.Truncate(name, max(0, end-x))
	x = add(paint, x, name)
	if scope, n := draw.Part(t.head.Scope, end-x-1); n > 0 {
		x = add(b.theme.Faint, x+1, scope)
	}
	from, to := b.free(x+1, end, p.Y-1, draw.Width(t.head.Note)+2)
	if note, n := draw.Part(t.head.Note, to-from); n > 0 {
		add(b.theme.Faint, to-n, note)
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
