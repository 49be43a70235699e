package compare

import (
	"fmt"
	"slices"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// headLines are the title and the names.
const headLines = 2

// The widths of the page, in cells: of the names of the rows, and of a result.
const (
	mostName  = 22
	leastName = 14
	leastCell = 18
	mostCell  = 26
	changed   = 7 // of a cell, for how much it differs
)

// grid is where the columns are.
type grid struct {
	name  int
	cell  int
	shown []int // of all columns, from left to right
}

// at is where a column begins; −1 if it does not show.
func (g grid) at(i int) int {
	k := slices.Index(g.shown, i)
	if k < 0 {
		return -1
	}
	return g.name + k*g.cell
}

// grid parts the width. The first column always shows; of the others those around the
// cursor.
func (v *Compare) grid() grid {
	g := grid{name: mostName}
	if v.size.W < 80 {
		g.name = leastName + 2
	}
	n := max(1, min(len(v.all), (v.size.W-g.name)/leastCell))
	g.cell = max(1, min(mostCell, (v.size.W-g.name)/n))
	if v.fromX = min(v.fromX, len(v.all)-n); v.under > 0 {
		v.fromX = max(min(v.fromX, v.under-1), v.under-n+1)
	}
	v.fromX = max(0, v.fromX)
	for i := range n {
		if i > 0 {
			i += v.fromX
		}
		g.shown = append(g.shown, i)
	}
	return g
}

// Lines is part of pane.Component.
func (v *Compare) Lines(focused bool) []string {
	g := v.grid()
	k := compareKey{v.size, v.changes, v.under, v.fromX, v.fromY, 0, v.env.Theme}
	if slices.ContainsFunc(v.all, func(c *column) bool { return c.record.Report == nil }) {
		k.rev = v.env.State.Jobs.Rev
	}
	return v.cache.Lines(k, func(dst []string) []string { return v.draw(dst, g, focused) })
}

func (v *Compare) draw(dst []string, g grid, focused bool) []string {
	t, w := v.env.Theme, v.size.W
	box := draw.Box{Title: fmt.Sprintf("Compare %d", len(v.all)), Scope: v.scope(), Note: v.note(g), Focused: focused}
	dst = append(dst, titleRow(t, box, w), v.names(g, focused))
	body := v.body(g)
	if left := v.room() - len(body) - 1; len(v.all) > 0 { // the graph takes what is left
		body = append(body, v.graph(max(left, leastGraph))...)
	}
	v.lines = len(body)
	v.fromY = max(0, min(v.fromY, v.lines-v.room()))
	return draw.Fill(append(dst, body[v.fromY:]...), w, v.size.H)
}

// note says what is the same of all figures, and which columns have no room.
func (v *Compare) note(g grid) string {
	if n := len(v.all) - len(g.shown); n > 0 {
		return fmt.Sprintf("%d of %d show", len(g.shown), len(v.all))
	}
	if held := v.common(v.held); held != "" && held != draw.Dash {
		return "hold " + held
	}
	return ""
}

// held is what buying and holding came to.
func (v *Compare) held(c *column) string {
	if r := v.result(c); r != nil {
		return draw.Change(r.HeldROI, 1)
	}
	return draw.Dash
}

// name is as much of a column's id as tells it from others.
func (v *Compare) name(c *column) string {
	return model.CleanLine(v.env.State.Jobs.ShortID(c.id, idCells))
}

// names are over the columns, each with the sign of its curve.
func (v *Compare) names(g grid, focused bool) string {
	t := v.env.Theme
	l := (&draw.Line{}).Pad(t.Text, g.name)
	for _, i := range g.shown {
		paint, mark := t.Title, " "
		if i == v.under && focused {
			paint, mark = t.Focus, theme.GlyphCursor
		}
		room := g.cell - changed - 1
		name, n := draw.Truncate(v.name(v.all[i]), max(1, room-2))
		l.Pad(t.Text, room-n-3).Add(paint, mark).Add(seriesPaint(t, i), seriesSigns[i]).Pad(t.Text, 1).Add(paint, name)
		l.To(t.Text, g.at(i)+g.cell)
	}
	return l.Exactly(t.Text, v.size.W)
}

// body are the rows: what differs first, then the figures, then what to think of them.
func (v *Compare) body(g grid) (lines []string) {
	t := v.env.Theme
	if line, some := v.states(g); some {
		lines = append(lines, line)
	}
	different, same := v.differences()
	for _, d := range different {
		lines = append(lines, v.line(g, theme.GlyphDiffers, d.name, func(i int) (theme.Paint, string, string) {
			return t.Text, draw.OrDash(d.words[i]), ""
		}))
	}
	if text := sameWords(same, len(different)); v.anyRequest() {
		l := (&draw.Line{}).Pad(t.Text, 3).Left(t.Faint, text, v.size.W-3)
		lines = append(lines, l.Exactly(t.Text, v.size.W))
	}
	lines = append(lines, v.figureLines(g)...)
	for _, said := range v.verdicts() {
		lines = append(lines, warningLines(v.env, said, v.size.W)...)
	}
	return lines
}

func (v *Compare) anyRequest() bool {
	return slices.ContainsFunc(v.all, func(c *column) bool { return c.record.Request != nil || c.record.Report != nil })
}

func sameWords(same, different int) string {
	switch {
	case different == 0:
		return "nothing that was asked for differs"
	case same == 1:
		return "1 other parameter is the same"
	}
	return fmt.Sprintf("%d other parameters are the same", same)
}

// states say of each column what there is of it, where that is not all.
func (v *Compare) states(g grid) (line string, some bool) {
	t := v.env.Theme
	line = v.line(g, " ", "", func(i int) (theme.Paint, string, string) {
		c := v.all[i]
		j, known := v.job(c)
		switch {
		case c.state == failed:
			some = true
			return t.Bad, "not read", ""
		case c.state != read:
			some = true
			return t.Faint, "reading" + theme.GlyphMore, ""
		case c.record.Report == nil:
			some = true
			if !known || j.Phase == model.PhaseCompleted {
				return t.Warn, "no result", ""
			}
			paint, text := stateOf(&t.Styles, j)
			return paint, text, ""
		}
		return t.Text, "", ""
	})
	return line, some
}

// line is a row: its sign and name, and what each column shows and how much that
// differs.
func (v *Compare) line(g grid, sign, name string, of func(i int) (theme.Paint, string, string)) string {
	t := v.env.Theme
	l := (&draw.Line{}).Pad(t.Text, 1).Add(t.Warn, sign).Pad(t.Text, 1).Left(t.Faint, name, g.name-3)
	for _, i := range g.shown {
		paint, text, differs := of(i)
		l.Right(paint, text, g.cell-changed-1).Pad(t.Text, 1).Left(t.Faint, differs, changed)
	}
	return l.Exactly(t.Text, v.size.W)
}

// figureLines are the figures of each, those of the best in bold, and how much they
// differ from the first.
func (v *Compare) figureLines(g grid) (lines []string) {
	t := v.env.Theme
	for _, f := range [...]*figure{&figures[byReturn], &figures[bySharpe], &figures[byDrawdown]} {
		lines = append(lines, v.figureLine(g, f))
	}
	won := v.line(g, " ", "trades, won", func(i int) (theme.Paint, string, string) {
		r := v.result(v.all[i])
		if r == nil || !model.Known(r.Trades) {
			return t.Faint, draw.Dash, ""
		}
		text := figures[byTrades].write(r.Trades)
		if model.Known(r.WinRate) {
			text += ", " + draw.Fraction(r.WinRate, 0)
		}
		return t.Text, text, ""
	})
	lines = append(lines, won, v.figureLine(g, &figures[byFactor]))
	if v.common(v.held) == "" {
		lines = append(lines, v.line(g, " ", "hold", func(i int) (theme.Paint, string, string) {
			return t.Text, v.held(v.all[i]), ""
		}))
	}
	return lines
}

func (v *Compare) figureLine(g grid, f *figure) string {
	t := v.env.Theme
	values := make([]float64, len(v.all))
	for i, c := range v.all {
		values[i] = model.None()
		if r := v.result(c); r != nil {
			values[i] = f.of(r)
		}
	}
	return v.line(g, " ", f.name, func(i int) (theme.Paint, string, string) {
		paint, differs := t.Text, ""
		switch {
		case !model.Known(values[i]):
			paint = t.Faint
		case f.stands(values, i):
			paint = t.Bright
		}
		if i > 0 {
			differs = f.change(values[i], values[0])
		}
		return paint, f.write(values[i]), differs
	})
}

// stands reports whether a value is the best, and another is worse.
func (f *figure) stands(values []float64, i int) bool {
	worse := false
	for _, other := range values {
		if model.Known(other) && f.rounded(other) != f.rounded(values[i]) {
			if f.better(other, values[i]) {
				return false
			}
			worse = true
		}
	}
	return worse
}
