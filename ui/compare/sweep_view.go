package compare

import (
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Lines is part of pane.Component.
func (v *Sweep) Lines(focused bool) []string {
	v.settle()
	p := v.now
	k := sweepKey{planKey: v.planKey(), marks: v.marks, scroll: v.scroll, theme: v.env.Theme, focused: focused}
	if p.sum.Over() < p.sum.Jobs {
		k.second = v.env.Now.Unix()
	}
	return v.cache.Lines(k, func(dst []string) []string { return v.draw(dst, focused) })
}

// plan is how the room is parted between the table and the map.
type plan struct {
	above  int // rows of the title and the warnings
	cols   columns
	heat   *heat
	beside int // cells of the map, if it stands beside the table
	below  int // rows of it, if it stands below
	rows   int // of the table
}

// between are the cells between the table and the map.
const between = 3

// leastMap is the least height of a map below the table: with two rows of values.
const leastMap = headRows + 2

// plan is worked out where something has changed that it depends on.
func (v *Sweep) plan() *plan {
	if k := v.planKey(); k != v.plannedFor || v.planned == nil {
		pl := v.parted()
		v.plannedFor, v.planned = k, &pl
	}
	return v.planned
}

func (v *Sweep) planKey() planKey {
	return planKey{v.size, v.now, v.order, v.figure, v.x, v.y, v.best, v.chosen}
}

func (v *Sweep) parted() plan {
	pl := plan{above: len(v.above()), cols: v.columnsFor(v.size.W)}
	pl.rows = v.size.H - pl.above - 2 // the header and the foot
	if !v.mapped() {
		return pl
	}
	m, w := v.gather(), v.size.W
	left, most := w-pl.cols.width-between, pl.rows/2-1 // and a blank line
	below := most >= leastMap && w >= m.least()
	if left >= m.least() && (!below || m.columns(left) >= m.columns(w-beforeCells)) {
		pl.heat, pl.beside = m, left
		return pl
	}
	if below {
		pl.heat, pl.below = m, min(most, headRows+len(m.cells))
		pl.rows -= pl.below + 1
	}
	return pl
}

// window is how many rows of the table show.
func (v *Sweep) window() int {
	if len(v.now.rows) == 0 {
		return 1
	}
	return max(1, v.plan().rows)
}

func (v *Sweep) draw(dst []string, focused bool) []string {
	t, pl := v.env.Theme, v.plan()
	dst = append(dst, v.above()...)
	v.lined.Begin()
	if len(v.now.rows) == 0 {
		l := (&draw.Line{}).Left(t.Faint, "   No job of this sweep is kept any more.", v.size.W)
		return draw.Fill(append(dst, l.Exactly(t.Text, v.size.W)), v.size.W, v.size.H)
	}
	table := []string{v.header(pl.cols)}
	v.lined.Blank(len(dst) + 1)
	for i := v.scroll.Top; i < len(v.now.rows) && len(table) <= pl.rows; i++ {
		s := &t.Styles
		if focused && i == v.scroll.Cursor {
			s = &t.Selected
		}
		table = append(table, v.line(s, pl.cols, v.now.rows[i]))
		v.lined.Show(len(dst)+len(table), v.now.rows[i].job.ID)
	}
	dst = append(dst, v.join(pl, table)...)
	if pl.below > 0 {
		dst = draw.Fill(dst, v.size.W, len(dst)+1)
		for _, line := range v.heatLines(pl.heat, v.size.W-beforeCells, pl.below) {
			l := (&draw.Line{}).Pad(t.Text, beforeCells).Raw(line, v.size.W-beforeCells)
			dst = append(dst, l.Exactly(t.Text, v.size.W))
		}
	}
	dst = draw.Fill(dst, v.size.W, v.size.H-1)
	return append(dst, v.footLine())
}

// source is where it is explained what luck has to do with a sweep.
const source = "luck: docs/backtests.md"

// footLine is the foot, with the source of the warning where there is room for it.
func (v *Sweep) footLine() string {
	t, w := v.env.Theme, v.size.W
	l, text := (&draw.Line{}).Pad(t.Text, 1), v.foot()
	if beside := w - draw.Width(source) - 1; v.now.luck.Trials > 1 && draw.Width(text)+4 <= beside {
		return l.Left(t.Faint, text, beside-1).Add(t.Faint, source).Exactly(t.Text, w)
	}
	return l.Left(t.Faint, text, w-1).Exactly(t.Text, w)
}

// join puts the lines of the map beside those of the table.
func (v *Sweep) join(pl *plan, table []string) []string {
	t, w := v.env.Theme, v.size.W
	var beside []string
	if pl.beside > 0 {
		beside = v.heatLines(pl.heat, pl.beside, pl.rows+1)
	}
	out := make([]string, max(len(table), len(beside)))
	for i := range out {
		var l draw.Line
		if i < len(table) {
			l.Raw(table[i], pl.cols.width)
		}
		if i < len(beside) {
			l.To(t.Text, pl.cols.width+between).Raw(beside[i], pl.beside)
		}
		out[i] = l.Exactly(t.Text, w)
	}
	return out
}

// above are the title and the warnings.
func (v *Sweep) above() []string {
	w := v.size.W
	lines := []string{titleRow(v.env.Theme, draw.Box{Title: "Sweep " + shortID(v.now.id), Scope: v.now.scope(), Note: v.state(), Focused: true}, w)}
	for _, said := range v.now.warnings() {
		lines = append(lines, warningLines(v.env, said, w)...)
	}
	return lines[:min(len(lines), max(1, 1+v.size.H/3))]
}

// warningLines write a warning behind its sign.
func warningLines(env *pane.Env, said warning, w int) (lines []string) {
	t, paint, sign := env.Theme, env.Theme.Text, theme.GlyphRuled
	if said.calm {
		paint, sign = t.Faint, " "
	}
	const indent = 3
	page := pane.NewPage(env, max(1, w-indent-1))
	page.Text(paint, said.text)
	for i, line := range page.Lines() {
		if i > 0 {
			sign = " "
		}
		l := (&draw.Line{}).Pad(t.Text, 1).Add(t.Warn, sign).Pad(t.Text, 1).Raw(line, max(1, w-indent-1))
		lines = append(lines, l.Exactly(t.Text, w))
	}
	return lines
}
