package pane

import tea "charm.land/bubbletea/v2"

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
func Moves(by func(rows int), page func() int) []Action {
	const far = 1 << 30
	move := func(n int) func() tea.Cmd { return Plain(func() { by(n) }) }
	pages := func(n int) func() tea.Cmd { return Plain(func() { by(n * page()) }) }
	moves := []Action{
		On("↑/k", "up", move(-1), "up", "k"),
		On("↓/j", "down", move(1), "down", "j"),
		On("PgUp", "page up", pages(-1), "pgup", "ctrl+b"),
		On("PgDn", "page down", pages(1), "pgdown", "ctrl+f", "space"),
		On("g/Home", "first", move(-far), "g", "home"),
		On("G/End", "last", move(far), "G", "end"),
	}
	for i := range moves {
		moves[i].Moves = true
	}
	return moves
}
