package ui

import (
	"slices"
	"strings"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// helpGroups are all bindings, those first that work where the person is.
func (a *App) helpGroups() []keymap.Group {
	here := a.target().Actions()
	works := func(g keymap.Group) bool {
		return slices.ContainsFunc(g.Bindings, func(b keymap.Binding) bool {
			return slices.ContainsFunc(here, func(k keymap.Action) bool { return k.ID == b.ID })
		})
	}
	var first, others []keymap.Group
	for _, g := range a.env.Keys.Groups() {
		if works(g) {
			first = append(first, g)
		} else {
			others = append(others, g)
		}
	}
	return append(first, others...)
}

// helpRow is a line of the help screen: a heading, a key, or neither.
type helpRow struct{ heading, key, what, also string }

// twoColumns is the width from which help has them.
const twoColumns = 72

// toggleHelp shows every key, made from the very bindings that are taken, or
// takes it away again.
func (a *App) toggleHelp() {
	if a.help != nil && a.env.Top() == a.help {
		a.env.Close()
		return
	}
	groups := a.helpGroups()
	a.help = pane.NewPager(a.env, "Keys", func(p *pane.Page) {
		left, right := helpRows(groups, p.Width() >= twoColumns)
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
	})
	a.env.Open(a.help)
}

// helpRows are the rows of one column, or of two of about the same height.
func helpRows(groups []keymap.Group, two bool) (left, right []helpRow) {
	to := &left
	total := 0
	for _, g := range groups {
		total += len(g.Bindings) + 2
	}
	for _, g := range groups {
		if two && to == &left && len(left)+len(g.Bindings)/2 > total/2 {
			to = &right
		}
		*to = append(*to, helpRow{heading: g.Name})
		for _, k := range g.Bindings {
			*to = append(*to, helpRow{key: k.Shown, what: k.What, also: strings.Join(k.Also(), " ")})
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
			l.Pad(t.Text, min(1, w)).Left(t.Key, r.key, min(keys, w-1)).Left(t.Text, r.what, min(draw.Width(r.what), w-1-keys))
			if left := from + w - 2 - l.Width(); r.also != "" && left > 0 {
				l.Pad(t.Text, 2).Left(t.Faint, r.also, min(draw.Width(r.also), left-1))
			}
		}
	}
	l.To(t.Text, from+w)
}
