// Package groups is the view of the feed by symbol, by pattern or by timeframe:
// how much there is of each, and which way it points.
package groups

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/activity"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the view by.
const ID = "groups"

// rateMinutes is the time of which the rate is shown.
const rateMinutes = 30

// Pane is the table. It reads the feed only while it shows. The cursor stays on its
// row when the order changes.
type Pane struct {
	env    *pane.Env
	list   string // id of the view that is told to show one group alone
	size   pane.Size
	head   pane.Head
	seen   *activity.Tracker
	shown  bool
	behind bool // more of the feed is to be read
	kind   int  // in kinds
	kinds  [3]grouping
	rows   []*activity.Group // sorted
	sorted sorting
	cache  pane.Cache[key]
	line   draw.Line
	series []float64
	keys   []keymap.Action
}

// grouping is one way to part the feed, and where the person is in it.
type grouping struct {
	name   string
	field  string // of a query
	of     *activity.Groups
	by     column
	up     bool   // the least first
	held   bool   // the cursor was moved; else it is on the first row
	chosen string // the row it is on then
	scroll pane.Scroll
}

// sorting is what the order of the rows depends on.
type sorting struct {
	seen  uint64
	kind  int
	by    column
	up    bool
	muted int
}

// key is everything that the picture depends on.
type key struct {
	sorting
	size    pane.Size
	cursor  int
	top     int
	behind  bool
	focused bool
	link    bool
	second  int64
	theme   *theme.Theme
}

// New makes the view. list is the id of the view that ⏎ leads to.
func New(env *pane.Env, list string) *Pane {
	seen := activity.New(0)
	p := &Pane{env: env, list: list, seen: seen, kinds: [3]grouping{
		{name: "symbol", field: "symbol", of: &seen.Symbols, by: byCount},
		{name: "pattern", field: "pattern", of: &seen.Patterns, by: byCount},
		{name: "timeframe", field: "tf", of: &seen.Timeframes, by: byCount},
	}}
	p.keys = []keymap.Action{
		env.Keys.On("groups.open", p.open),
		env.Keys.Plain("groups.next", func() { p.turn(1) }),
		env.Keys.Plain("groups.previous", func() { p.turn(-1) }),
		env.Keys.Plain("groups.sortleft", func() { p.sortBy(-1) }),
		env.Keys.Plain("groups.sortright", func() { p.sortBy(1) }),
		env.Keys.Plain("groups.turn", func() { p.now().up = !p.now().up }),
		env.Keys.On("groups.back", func() tea.Cmd { return pane.Go("", nil) }),
	}
	p.keys = append(p.keys, pane.Moves(env.Keys, p.move, p.window)...)
	return p
}

// now is the grouping that shows.
func (p *Pane) now() *grouping { return &p.kinds[p.kind] }

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action {
	for i := range p.keys {
		if p.keys[i].ID == "groups.next" {
			p.keys[i].What = "by " + p.kinds[(p.kind+1)%len(p.kinds)].name
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
	pane.Mouse(msg, p.move, p.click)
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

// headLines are the groupings and the header.
const headLines = 2

func (p *Pane) window() int { return max(1, p.size.H-headLines) }

// turn shows the next grouping.
func (p *Pane) turn(by int) { p.kind = (p.kind + by + len(p.kinds)) % len(p.kinds) }

// sortBy sorts by the column that many further on: of names the first is on top, of
// numbers the largest.
func (p *Pane) sortBy(by int) {
	k := p.now()
	shown := columnsFor(p.size.W, p.needs()).sortable()
	at := max(0, slices.Index(shown, k.by))
	k.by = shown[(at+by+len(shown))%len(shown)]
	k.up = k.by == byName
}

// settle brings the rows up to date, and finds the chosen one again.
func (p *Pane) settle() {
	k := p.now()
	if s := (sorting{p.seen.Rev, p.kind, k.by, k.up, len(p.env.Muted)}); s != p.sorted {
		p.sorted = s
		p.rows = append(p.rows[:0], k.of.All...)
		if p.kind == 0 {
			p.rows = slices.DeleteFunc(p.rows, func(g *activity.Group) bool { return slices.Contains(p.env.Muted, g.Name) })
		}
		slices.SortFunc(p.rows, k.compare)
	}
	at := 0
	if k.held {
		at = max(0, slices.IndexFunc(p.rows, func(g *activity.Group) bool { return g.Name == k.chosen }))
	}
	k.scroll.Cursor = at
	k.scroll.Clamp(len(p.rows), p.window())
}

func (p *Pane) move(rows int) {
	p.settle()
	k := p.now()
	if len(p.rows) == 0 {
		return
	}
	k.held, k.chosen = true, p.rows[max(0, min(k.scroll.Cursor+rows, len(p.rows)-1))].Name
	p.settle()
}

// click chooses the row of a line, below the groupings and the header.
func (p *Pane) click(_, y int) {
	p.settle()
	k := p.now()
	if at := k.scroll.Top + y - headLines; y >= headLines && at < len(p.rows) {
		k.held, k.chosen = true, p.rows[at].Name
		p.settle()
	}
}

// open shows the list of the group alone; leaving it leads back here.
func (p *Pane) open() tea.Cmd {
	p.settle()
	k := p.now()
	if len(p.rows) == 0 {
		return nil
	}
	k.held, k.chosen = true, p.rows[k.scroll.Cursor].Name
	return pane.Go(p.list, pane.FilterMsg{Query: pane.Matching(k.field, k.chosen), Back: ID})
}
