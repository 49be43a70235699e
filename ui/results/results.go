package results

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/query"
	"tickdeck/theme"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the page by.
const ID = "results"

// Page is the page. It stands on a job by its id.
type Page struct {
	env     *pane.Env
	jobs    pane.Jobs
	exports pane.Exports // nil where there is nowhere to write
	export  exporting
	size    pane.Size
	id      string // of the job
	reading reading
	kept    []*model.Record // read before, the newest last
	facts   facts           // of the record that shows
	tab     tab
	scroll  [tabs]pane.Scroll
	point   int // of the curve under the date cursor; -1 for none
	raw     bool
	order   order
	query   *pane.QueryLine[query.Trade]
	parts   parts
	rev     uint64                // grows with everything that is drawn
	byTab   [tabs][]keymap.Action // what the keys do
	typing  []keymap.Action
	cache   pane.Cache[key]
}

// key is everything that the picture depends on.
type key struct {
	size  pane.Size
	rev   uint64
	query uint64
	theme *theme.Theme
}

// New makes the page.
func New(env *pane.Env, jobs pane.Jobs, exports pane.Exports) *Page {
	return &Page{env: env, jobs: jobs, exports: exports, point: -1, order: order{column: byPnL}}
}

// prepare makes what the page needs once it is opened: many a screen never opens one.
func (v *Page) prepare() {
	v.query = pane.NewQueryLine(v.env, query.Trades(), pane.Asking{Ask: v.ask, Values: v.values})
	v.typing = v.query.Actions(func() tea.Cmd { v.query.End(); return nil })
	keys := v.actions()
	for t := range tabs {
		v.byTab[t] = hinted(keys, t)
	}
}

func (v *Page) actions() []keymap.Action {
	k := v.env.Keys
	act := func(id string, do func()) keymap.Action {
		return k.Plain(id, func() { v.rev++; do() })
	}
	keys := []keymap.Action{
		act("results.next", func() { v.nextTab(1) }),
		act("results.previous", func() { v.nextTab(-1) }),
		act("results.earlier", func() { v.moveCursor(-1) }),
		act("results.later", func() { v.moveCursor(1) }),
		act("results.trade", v.openTrade),
		act("results.filter", v.filter),
		act("results.sortleft", func() { v.sortBy(-1) }),
		act("results.sortright", func() { v.sortBy(1) }),
		act("results.turn", v.turn),
		act("results.raw", v.toggleRaw),
		act("results.doubts", v.openDoubts),
		k.On("results.clone", v.clone),
		k.On("results.compare", v.compare),
		k.On("results.export", v.write),
		k.On("results.copy", v.copyVerdict),
		k.On("results.after", func() tea.Cmd { return v.step(1) }),
		k.On("results.before", func() tea.Cmd { return v.step(-1) }),
		act("results.close", v.leave),
	}
	for t := range tabs {
		keys = append(keys, act(t.action(), func() { v.choose(t) }))
	}
	moves := pane.Moves(k, v.move, v.window)
	for i, a := range moves {
		moves[i].Do = func() tea.Cmd { v.rev++; return a.Do() }
	}
	return append(keys, moves...)
}

// Open lays the page of a job over the screen.
func (v *Page) Open(id string) {
	if v.query == nil {
		v.prepare()
	}
	v.env.Open(v)
	v.tab, v.point, v.raw = tabCurve, -1, false
	v.env.Later(v.show(id))
}

// leave takes back what was asked of the list, else the page away.
func (v *Page) leave() {
	if v.tab == tabTrades && v.query.Leave() {
		return
	}
	v.reading.stop()
	v.env.Close()
}

// Resize is part of pane.Component.
func (v *Page) Resize(w, h int) { v.size = pane.Size{W: w, H: h} }

// Want is part of pane.Overlay.
func (v *Page) Want(w, h int) (int, int) { return w, h }

// Typing is part of pane.Typing.
func (v *Page) Typing() bool { return v.query.Typing() }

// Actions is part of pane.Component: those that mean something on this tab.
func (v *Page) Actions() []keymap.Action {
	if v.query.Typing() {
		return v.typing
	}
	return v.byTab[v.tab]
}

// hinted are the actions with hints for those alone that mean something on a tab.
func hinted(keys []keymap.Action, t tab) []keymap.Action {
	only := map[string]tab{"results.later": tabCurve, "results.trade": tabTrades, "results.filter": tabTrades}
	keys = slices.Clone(keys)
	for i := range keys {
		if on, ok := only[keys[i].ID]; ok && on != t {
			keys[i].Hinted = false
		}
	}
	return keys
}

// Update is part of pane.Component.
func (v *Page) Update(msg tea.Msg) tea.Cmd {
	v.rev++
	switch msg := msg.(type) {
	case recordMsg:
		v.read(msg)
	case wroteMsg:
		return v.wrote(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if v.query.Typing() {
			v.query.Update(msg)
		}
	default:
		pane.Mouse(msg, v.move, v.click)
	}
	return nil
}

// click chooses a tab, or what a row shows.
func (v *Page) click(x, y int) {
	if t, ok := v.parts.tabAt(x, y); ok {
		v.choose(t)
		return
	}
	if row := y - v.parts.rows; v.tab == tabTrades && row >= 0 && v.scroll[v.tab].Top+row < len(v.facts.trades) {
		v.scroll[v.tab].Cursor = v.scroll[v.tab].Top + row
	}
}

// record is what shows; nil while it is read, and where it could not be.
func (v *Page) record() *model.Record { return v.facts.record }

// report is the result that shows, or nil.
func (v *Page) report() *model.Report {
	if r := v.record(); r != nil {
		return r.Report
	}
	return nil
}
