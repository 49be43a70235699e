package pane

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// WheelRows is how many rows a turn of the wheel by a notch is worth.
const WheelRows = 3

// Mouse tells a message of the mouse to what it is for: scroll how many rows down the
// wheel was turned, click the cell that the left button was pressed on.
func Mouse(msg tea.Msg, scroll func(rows int), click func(x, y int)) {
	switch m := msg.(type) {
	case tea.MouseWheelMsg:
		switch m.Button {
		case tea.MouseWheelDown:
			scroll(WheelRows)
		case tea.MouseWheelUp:
			scroll(-WheelRows)
		}
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			click(m.X, m.Y)
		}
	}
}

// Lined remembers which thing each line of a picture shows: a click is on what the
// person saw, also where the list has moved on since.
type Lined[T any] struct {
	things []T
	shown  []bool
}

// Begin forgets the picture before.
func (l *Lined[T]) Begin() { l.things, l.shown = l.things[:0], l.shown[:0] }

// Show says that the lines up to n, which is not among them, show a thing.
func (l *Lined[T]) Show(n int, thing T) {
	for len(l.things) < n {
		l.add(thing, true)
	}
}

// Blank says that the lines up to n show none.
func (l *Lined[T]) Blank(n int) {
	var none T
	for len(l.things) < n {
		l.add(none, false)
	}
}

// Cut puts n lines that show none above all, and takes the first lines away.
func (l *Lined[T]) Cut(above, first int) {
	var none T
	l.things = slices.Concat(slices.Repeat([]T{none}, above), l.things)[first:]
	l.shown = slices.Concat(make([]bool, above), l.shown)[first:]
}

func (l *Lined[T]) add(thing T, shown bool) {
	l.things, l.shown = append(l.things, thing), append(l.shown, shown)
}

// At is what a line shows.
func (l *Lined[T]) At(line int) (thing T, ok bool) {
	if line < 0 || line >= len(l.things) {
		return thing, false
	}
	return l.things[line], l.shown[line]
}
