package pane

import (
	"fmt"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// Inspected is implemented by a view that can tell in full of what is under its
// cursor.
type Inspected interface {
	// Subject is what that is now.
	Subject() Subject
	// Inspect fills a page with it, and says what stands in the title.
	Inspect(*Page) Head
}

// Subject tells what is under a cursor apart from anything else, and from itself when
// it has changed: as long as it is the same, so is the page.
type Subject struct {
	Of  any // comparable
	Rev [4]uint64
	At  At
}

// At is the place in a list, from 1, and how many there are; 0 where that is not
// known. It stands in the title alone.
type At struct{ Place, Count int }

// Reading is the page of what is under a cursor, kept as long as it is good.
type Reading struct {
	key   readingKey
	head  Head
	lines []string
	at    At
	note  string
}

type readingKey struct {
	width, room int
	of          any
	rev         [4]uint64
	theme       *theme.Theme
}

// Of are the lines of the page, and what stands in its title. room is how many lines
// show at once.
func (r *Reading) Of(env *Env, in Inspected, width, room int) (Head, []string) {
	s := in.Subject()
	k := readingKey{width, room, s.Of, s.Rev, env.Theme}
	if r.lines == nil || k != r.key {
		page := NewPage(env, width)
		page.Room = room
		r.head = in.Inspect(page)
		r.key, r.lines = k, page.Lines()
	}
	if s.At != r.at {
		r.at, r.note = s.At, s.At.note()
	}
	r.head.Note = r.note
	return r.head, r.lines
}

func (a At) note() string {
	if a.Count == 0 {
		return ""
	}
	return fmt.Sprintf("%s of %s", draw.Count(uint64(a.Place)), draw.Count(uint64(a.Count)))
}
