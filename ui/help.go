package ui

import (
	"slices"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// KeyGroup is where keys work, and the keys.
type KeyGroup struct {
	Name    string
	Actions []pane.Action
}

// Keys lists every key there is: the help screen and docs/keys.md are made of
// it. The keys that move a cursor are the same in every list, and listed once.
func (a *App) Keys() []KeyGroup {
	alerts := a.panes[paneAlerts].Actions()
	return []KeyGroup{
		{"Everywhere", a.keys},
		{"In every list", moves(alerts, true)},
		{"Alerts", moves(alerts, false)},
		{"Jobs", moves(a.panes[paneJobs].Actions(), false)},
		{"Undecodable, details, help", moves(newRejects(a.env).Actions(), false)},
		{"New backtest", a.form.AllActions()},
	}
}

// moves are the actions that move a cursor, or all the others.
func moves(actions []pane.Action, wanted bool) []pane.Action {
	return slices.DeleteFunc(slices.Clone(actions), func(a pane.Action) bool { return a.Moves != wanted })
}

// helpRow is a line of the help screen: a heading, a key, or neither.
type helpRow struct{ heading, key, what string }

// twoColumns is the width from which help has them.
const twoColumns = 72

// openHelp shows every key, made from the very actions that take them.
func (a *App) openHelp() {
	a.env.Open(pane.NewReader(a.env, "Keys", func(p *pane.Page) {
		left, right := a.helpRows(p.Width() >= twoColumns)
		each := p.Width()
		if len(right) > 0 {
			each /= 2
		}
		for i := range max(len(left), len(right)) {
			p.Row(func(l *draw.Line) {
				drawHelp(l, a.env.Theme, left, i, each)
				drawHelp(l, a.env.Theme, right, i, p.Width()-l.Width())
			})
		}
	}))
}

// helpRows are the rows of one column, or of two of about the same height.
func (a *App) helpRows(two bool) (left, right []helpRow) {
	to := &left
	total := 0
	for _, g := range a.Keys() {
		total += len(g.Actions) + 2
	}
	for _, g := range a.Keys() {
		if two && to == &left && len(left)+len(g.Actions)/2 > total/2 {
			to = &right
		}
		*to = append(*to, helpRow{heading: g.Name})
		for _, k := range g.Actions {
			*to = append(*to, helpRow{key: k.Help().Key, what: k.Help().Desc})
		}
		*to = append(*to, helpRow{})
	}
	return left, right
}

func drawHelp(l *draw.Line, t *theme.Theme, rows []helpRow, i, w int) {
	from := l.Width()
	if i < len(rows) {
		const keys = 11
		r := rows[i]
		l.Left(t.Title, r.heading, min(draw.Width(r.heading), w))
		if r.key != "" {
			l.Pad(t.Text, min(1, w)).Left(t.Key, r.key, min(keys, w-1)).Left(t.Text, r.what, w-1-keys)
		}
	}
	l.To(t.Text, from+w)
}
