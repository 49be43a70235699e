// Package board is the view of every symbol that was seen or is watched, as a
// grid: what there is of each, how much, and which way it points. A symbol keeps
// its place; one of which nothing comes is faint, never gone.
package board

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/activity"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/mutes"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the view by.
const ID = "board"

const (
	// window is how far back the board counts: by when alerts arrived, since a
	// simulated market's clock may run ahead of ours.
	window = activity.Minutes * time.Minute
	// leastScale is how many candles are much at least: with one or two of each
	// symbol none of them is busy.
	leastScale = 8
)

// Pane is the board. It reads the feed only while it shows.
type Pane struct {
	env    *pane.Env
	list   string // id of the view that is told to show one symbol alone
	size   pane.Size
	head   pane.Head
	seen   *activity.Tracker
	shown  bool
	behind bool // more of the feed is to be read

	names    names
	chosen   string // the symbol under the cursor
	cursor   int    // its place among the names
	top      int    // first row of the grid that shows
	grid     grid
	busiest  int // candles of the symbol with most of them, at least leastScale
	countMax int // the most there ever were: the width of the column stays
	series   []float64
	cache    pane.Cache[key]
	line     draw.Line
	keys     []keymap.Action
}

// key is everything that the picture depends on.
type key struct {
	size    pane.Size
	seen    uint64
	names   uint64
	chosen  string
	top     int
	behind  bool
	focused bool
	link    bool
	second  int64
	theme   *theme.Theme
}

// New makes the board. list is the id of the view that ⏎ leads to.
func New(env *pane.Env, list string) *Pane {
	p := &Pane{env: env, list: list, seen: activity.New(window)}
	p.keys = []keymap.Action{
		env.Keys.On("board.open", p.open),
		env.Keys.Plain("board.left", func() { p.step(-1) }),
		env.Keys.Plain("board.right", func() { p.step(1) }),
		env.Keys.Plain("board.order", p.order),
		env.Keys.On("board.back", func() tea.Cmd { return pane.Go("", nil) }),
		env.Keys.On("board.scope", p.scopeNext),
		env.Keys.On("board.watch", func() tea.Cmd { return p.with(func(symbol string) tea.Cmd { return pane.Watch(p.env, symbol) }) }),
		env.Keys.On("board.mute", func() tea.Cmd { return p.with(p.mute) }),
	}
	p.keys = append(p.keys, pane.Moves(env.Keys, p.move, func() int { return max(1, p.grid.visible) })...)
	return p
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action {
	for i := range p.keys {
		switch p.keys[i].ID {
		case "board.order":
			p.keys[i].What = p.names.other()
		case "board.scope":
			p.keys[i].What = p.names.otherScope()
		}
	}
	return p.keys
}

// Update is part of pane.Component.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case pane.FocusMsg:
		p.shown = true
	case pane.BlurMsg:
		p.shown = false
	}
	pane.Mouse(msg, p.wheel, p.click)
	return nil
}

// Work is part of pane.Worker: it reads the feed on while it shows.
func (p *Pane) Work() (more bool) {
	if !p.shown {
		return false
	}
	p.behind = p.seen.Read(&p.env.State.Feed, p.env.Now, activity.Portion)
	return p.behind
}

// settle brings numbers, names and the cursor up to date.
func (p *Pane) settle() {
	p.names.update(p.env)
	p.busiest = 0
	for _, g := range p.seen.Symbols.All {
		p.busiest = max(p.busiest, g.Hour.Total())
	}
	p.countMax = max(p.countMax, p.busiest) // also where symbols are silent again
	p.busiest = max(p.busiest, leastScale)
	all := p.names.all
	p.grid = gridFor(p.size, len(all), p.names.width, digits(p.countMax))
	p.cursor = max(0, min(p.cursor, len(all)-1))
	if at := slices.Index(all, p.chosen); at >= 0 {
		p.cursor = at
	} else if len(all) > 0 {
		p.chosen = all[p.cursor]
	}
	s := pane.Scroll{Cursor: p.cursor / p.grid.cols, Top: p.top}
	s.Clamp(p.grid.rows, p.grid.visible)
	p.top = s.Top
}

// step moves the cursor that many cells.
func (p *Pane) step(cells int) {
	p.settle()
	p.choose(p.cursor + cells)
}

// move moves the cursor that many rows; beyond the end it stays in its column,
// and goes to the very first or last one where all rows are passed.
func (p *Pane) move(rows int) {
	p.settle()
	switch {
	case rows <= -p.grid.rows:
		p.choose(0)
	case rows >= p.grid.rows:
		p.choose(len(p.names.all) - 1)
	default:
		row := max(0, min(p.cursor/p.grid.cols+rows, p.grid.rows-1))
		p.choose(row*p.grid.cols + p.cursor%p.grid.cols)
	}
}

// wheel moves the cursor by a row of cells for each notch.
func (p *Pane) wheel(rows int) { p.move(rows / pane.WheelRows) }

// click chooses the symbol of a cell.
func (p *Pane) click(x, y int) {
	p.settle()
	if at, ok := p.grid.at(x, y, p.top); ok && at < len(p.names.all) {
		p.choose(at)
	}
}

func (p *Pane) choose(at int) {
	if n := len(p.names.all); n > 0 {
		p.cursor = max(0, min(at, n-1))
		p.chosen = p.names.all[p.cursor]
	}
	p.settle()
}

// open shows the list of the symbol alone; leaving it leads back here.
func (p *Pane) open() tea.Cmd {
	return p.with(func(symbol string) tea.Cmd {
		return pane.Go(p.list, pane.FilterMsg{Query: pane.Matching("symbol", symbol), Back: ID})
	})
}

// order sorts by activity, once, or by name again.
func (p *Pane) order() {
	p.settle()
	p.names.turn(p.env, func(a, b string) int {
		return cmp.Or(cmp.Compare(p.count(b), p.count(a)), cmp.Compare(a, b))
	})
	p.settle()
}

// with does something about the symbol under the cursor.
func (p *Pane) with(do func(symbol string) tea.Cmd) tea.Cmd {
	p.settle()
	if p.chosen == "" {
		return nil
	}
	return do(p.chosen)
}

// mute asks for how long a symbol is to be hidden.
func (p *Pane) mute(symbol string) tea.Cmd {
	p.env.Open(mutes.NewDialog(p.env, &model.Alert{Symbol: symbol}))
	return nil
}

// scopeNext shows the watched symbols alone, or all again.
func (p *Pane) scopeNext() tea.Cmd {
	p.settle()
	if p.names.mine == 0 {
		return pane.Toast(pane.Info, "No symbol is watched: "+p.env.Keys.Binding("board.watch").Shown+" puts one on your watchlist.")
	}
	p.names.only = !p.names.only
	p.names.make(p.env)
	p.settle()
	return nil
}

func (p *Pane) count(symbol string) int {
	if g := p.seen.Symbols.Of(symbol); g != nil {
		return g.Hour.Total()
	}
	return 0
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

// Brief is part of pane.View.
func (p *Pane) Brief() string { return draw.Count(uint64(len(p.env.State.Symbols))) + " symbols" }

// now is the time of the last frame in whole seconds, on which the picture depends.
func (p *Pane) now() time.Time { return p.env.Now.Truncate(time.Second) }

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.settle()
	k := key{
		size: p.size, seen: p.seen.Rev, names: p.names.rev, chosen: p.chosen, top: p.top, behind: p.behind,
		focused: focused, link: p.env.State.Link.Up, second: p.now().Unix(), theme: p.env.Theme,
	}
	return p.cache.Lines(k, func(dst []string) []string {
		p.head = pane.Head{Scope: p.scope(), Note: p.note()}
		return p.draw(dst, focused)
	})
}

func (p *Pane) draw(dst []string, focused bool) []string {
	w, h := p.size.W, p.size.H
	if len(p.names.all) == 0 {
		return draw.Fill(p.empty(dst), w, h)
	}
	lines := draw.Fill(dst, w, p.grid.above)
	for row := p.top; row < min(p.grid.rows, p.top+p.grid.visible); row++ {
		for i := range p.grid.lines {
			lines = append(lines, p.row(row, i, focused))
		}
		lines = draw.Fill(lines, w, len(lines)+p.grid.gap)
	}
	lines = draw.Fill(lines, w, max(0, h-p.grid.below))
	if p.grid.below > 0 {
		lines = append(lines, p.about())
	}
	if p.grid.below > 1 {
		lines = append(lines, p.legend())
	}
	return draw.Fill(lines, w, h)
}

func (p *Pane) empty(lines []string) []string {
	say := func(text string) {
		p.line.Reset()
		lines = append(lines, p.line.Left(p.env.Theme.Faint, "  "+text, p.size.W).Exactly(p.env.Theme.Text, p.size.W))
	}
	say("")
	if !p.env.State.Link.Up {
		say("No symbol yet: waiting for the connection.")
		return lines
	}
	say("No symbol yet. Each takes its place here with its first alert, and keeps it.")
	return lines
}
