// Package alerts is the pane of the live feed: what was detected, a row for each
// candle, the newest first.
package alerts

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
	"tickdeck/ui/tape"
)

// ID is what the screen knows the view by.
const ID = "alerts"

// Pane shows the feed. While it follows, the newest row is on top; who goes down or
// holds it has the rows stay where they are, and what comes is counted.
type Pane struct {
	env    *pane.Env
	size   pane.Size
	tape   *tape.Tape
	began  bool // something has come
	away   bool // the person does not look
	place  place
	filter filter
	notes  *notes
	seen   seen      // of the symbol that the detail shows
	resume *tape.Row // it was followed when the detail of this was opened
	raw    bool      // the detail shows the JSON
	cols   columns
	today  time.Time // of which rows show the time alone
	head   pane.Head
	cache  pane.Cache[key]
	line   draw.Line
	names  []*model.Alert // of the row that is being drawn
	lined  pane.Lined[*tape.Row]
	export exporter
	picker *picker // the dialog for the columns, while it is open
	keys   []keymap.Action
	typed  []keymap.Action // while a query is typed
}

// key is everything that the picture depends on.
type key struct {
	size      pane.Size
	feed      uint64
	tape      uint64
	notes     uint64
	prefs     uint64
	picked    uint64
	place     place
	filter    uint64
	waiting   int
	focused   bool
	theme     *theme.Theme
	clock     pane.Clock
	second    int64
	fresh     int
	perMinute float64
	refused   int
	writing   int // percent
	link      bool
}

// New makes the pane. kept are what the person noted of alerts before; nil for a
// memory that ends with the program.
func New(env *pane.Env, kept pane.Notes) *Pane {
	p := &Pane{env: env, tape: tape.New(), notes: newNotes(kept), place: place{follow: true}}
	p.filter.init(p)
	p.export.p = p
	p.keys = append(p.actions(), pane.Moves(env.Keys, p.move, p.rows)...)
	p.typed = p.filter.actions()
	return p
}

func (p *Pane) actions() []keymap.Action {
	k := p.env.Keys
	return []keymap.Action{
		k.Plain("alerts.open", p.open),
		k.Plain("alerts.unfold", p.unfold),
		k.Plain("alerts.fold", p.fold),
		k.On("alerts.filter", p.filter.begin),
		k.Plain("alerts.hold", p.holdOrFollow),
		k.Plain("alerts.follow", p.toNewest),
		k.On("alerts.leave", p.leave),
		k.Plain("alerts.here", p.toDivider),
		k.Plain("alerts.raw", p.turnRaw),
		k.Plain("alerts.backtest", p.backtestHere),
		k.On("alerts.acknowledge", p.acknowledge),
		k.Plain("alerts.mark", p.mark),
		k.Plain("alerts.unfoldall", p.unfoldAll),
		k.Plain("alerts.sortleft", func() { p.sortBy(-1) }),
		k.Plain("alerts.sortright", func() { p.sortBy(1) }),
		k.Plain("alerts.turn", p.turn),
		k.On("alerts.mute", p.mute),
		k.On("alerts.watch", p.watch),
		k.On("alerts.savedbefore", func() tea.Cmd { return p.filter.walkSaved(-1) }),
		k.On("alerts.savednext", func() tea.Cmd { return p.filter.walkSaved(1) }),
		k.On("alerts.copy", func() tea.Cmd { return p.copyAs(asText) }),
		k.On("alerts.copyjson", func() tea.Cmd { return p.copyAs(asJSON) }),
		k.On("alerts.export", p.export.begin),
		k.Plain("alerts.columns", p.pick),
	}
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pane.FilterMsg:
		p.filter.take(msg)
	case pane.AwayMsg:
		p.leaves()
	case pane.BackMsg:
		p.away = false
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.filter.Typing() {
			p.filter.Update(msg)
		}
	case wroteMsg:
		return p.export.wrote(msg)
	case tea.MouseMsg:
		pane.Mouse(msg, p.scroll, p.click)
	}
	return nil
}

// leaves notes where the person stops looking.
func (p *Pane) leaves() {
	if !p.away {
		p.away = true
		p.tape.Divide(p.env.Now)
		p.notes.seen(p.env.Now)
	}
}

// Typing is part of pane.Typing.
func (p *Pane) Typing() bool { return p.filter.Typing() }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action {
	if p.filter.Typing() {
		return p.typed
	}
	return p.keys
}

// portion is how many alerts are looked at at a time: so many that a frame is still
// drawn in time.
const portion = 20_000

// Work is part of pane.Worker: it takes what is new in the feed.
func (p *Pane) Work() (more bool) {
	if feed := p.env.State.Feed; !p.began && feed.Len() > 0 {
		p.began = true
		if at := p.notes.lastSeen(); !at.IsZero() {
			p.tape.Left(at, feed)
		}
	}
	if !p.away {
		p.notes.looking(p.env.Now)
	}
	p.filter.refresh()
	p.reach()
	return p.tape.Apply(p.env.State.Feed, portion)
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

// unfold shows the alerts of the candle under the cursor.
func (p *Pane) unfold() {
	if r := p.current(); r != nil {
		p.tape.Unfold(r)
	}
}

func (p *Pane) fold() {
	if r := p.current(); r != nil {
		p.place.cursor = p.tape.Fold(r)
	}
}

// unfoldAll shows a row for each alert, or one for each candle again.
func (p *Pane) unfoldAll() {
	p.tape.SetUnfolded(!p.tape.Unfolded())
	p.Work()
	p.toTop()
}

// sortBy sorts by the column that many to the right.
func (p *Pane) sortBy(by int) {
	all, o := p.orders(), p.tape.Order()
	o.Reverse = false
	at := max(0, slices.Index(all, o))
	p.sorted(all[(at+by+len(all))%len(all)])
}

func (p *Pane) turn() {
	o := p.tape.Order()
	o.Reverse = !o.Reverse
	p.sorted(o)
}

func (p *Pane) sorted(o tape.Order) {
	p.tape.SetOrder(o)
	p.Work()
	p.toTop()
}

// acknowledge notes that the person has seen what is under the cursor, or takes that
// back, and goes to the next.
func (p *Pane) acknowledge() tea.Cmd { return p.noteOf(p.notes.acknowledge, "acked") }

func (p *Pane) mark() { p.noteOf(p.notes.mark, "marked") }

func (p *Pane) noteOf(do func([]*model.Alert), field string) tea.Cmd {
	r := p.alertThere()
	if r == nil {
		return nil
	}
	do(p.tape.AppendAlerts(nil, r))
	p.filter.changed(field)
	p.move(1)
	return nil
}

// leave goes back by a step: out of the detail, out of the filter, then to the newest.
func (p *Pane) leave() tea.Cmd {
	if p.closeDetail() {
		return nil
	}
	if cmd, left := p.filter.leave(); left {
		return cmd
	}
	p.toNewest()
	return nil
}
