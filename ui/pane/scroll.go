package pane

import "tickdeck/ui/keymap"

// Scroll is a cursor in a list of n rows of which some show at a time.
type Scroll struct {
	Cursor int
	Top    int // first row that shows
}

// Clamp keeps the cursor inside n rows and shows it in a window of that many.
func (s *Scroll) Clamp(n, window int) {
	s.Cursor = max(0, min(s.Cursor, n-1))
	window = max(1, window)
	s.Top = max(min(s.Top, s.Cursor), s.Cursor-window+1)
	s.Top = max(0, min(s.Top, n-window))
}

// Moves are the actions that move a cursor: by is told how many rows, page how
// many rows a page is.
func Moves(keys keymap.Map, by func(rows int), page func() int) []keymap.Action {
	const far = 1 << 30
	return []keymap.Action{
		keys.Plain("list.up", func() { by(-1) }),
		keys.Plain("list.down", func() { by(1) }),
		keys.Plain("list.pageup", func() { by(-page()) }),
		keys.Plain("list.pagedown", func() { by(page()) }),
		keys.Plain("list.first", func() { by(-far) }),
		keys.Plain("list.last", func() { by(far) }),
	}
}
