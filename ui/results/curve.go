package results

import (
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// curves are those of a result, as fractions of what they begin with.
type curves struct {
	equity, held, fall []float64
	days               []time.Time
}

func curvesOf(r *model.Report) curves {
	c := curves{fall: falls(r.Curve)}
	c.equity, c.days = relative(r.Curve)
	if held, _ := relative(r.Held); len(held) == len(c.equity) {
		c.held = held
	}
	return c
}

// gutter is the room for the numbers of the axis, and for the axis.
const gutter = 9

// beside is the room for names at the right of the graph.
func beside(w int) int {
	switch {
	case w >= 100:
		return 16
	case w >= 70:
		return 8
	}
	return 1
}

// curve is the first tab: the graph, and the facts below it.
func (v *Page) curve(w, h int) []string {
	c, facts := v.facts.equity, v.figures(w)
	cols := w - gutter - beside(w)
	if cols < 10 {
		return facts
	}
	const legend, caption, dates = 1, 1, 1
	rows, fallRows := h-legend-dates-caption-2, 2
	switch {
	case h < 11:
		rows, fallRows = h-legend-dates, 0
	case h-len(facts)-legend-caption-dates-4 >= 8: // all of it shows at once
		rows, fallRows = min(18, h-len(facts)-legend-caption-dates-4), 3
	case h > 20:
		rows = min(rows, 14)
	}
	p := newPlot(c.equity, c.held, c.fall, c.days, cols, max(3, rows), fallRows, v.point)
	lines := append([]string{v.legend(w)}, v.upper(p, w)...)
	if p.lower != nil {
		lines = append(lines, v.lower(p, w)...)
	}
	lines = append(lines, v.dates(p, w))
	if len(facts) > 0 {
		lines = append(append(lines, (&draw.Line{}).To(v.env.Theme.Text, w).String()), facts...)
	}
	if w < besideTabs {
		note := more(v.scroll[tabCurve].Top, len(lines), h)
		n := draw.Width(note) + 1
		var l draw.Line
		lines[0] = l.Raw(v.legend(w-n), w-n).Add(v.env.Theme.Faint, note).Exactly(v.env.Theme.Text, w)
	}
	return lines
}

// legend says what the lines are, or under the date cursor what they are there.
func (v *Page) legend(w int) string {
	t, c := v.env.Theme, &v.facts.equity
	var l draw.Line
	l.Pad(t.Text, min(gutter, w))
	if v.point < 0 {
		l.Add(t.Fill, theme.GlyphTrack).Add(t.Faint, " equity")
		if len(c.held) > 0 {
			l.Add(t.Faint, "   "+theme.GlyphDot+" buy and hold")
		}
		return l.Exactly(t.Text, w)
	}
	i := v.point
	day := export.Moment(c.days[i])
	if day == "" {
		day = fmt.Sprintf("point %d of %d", i+1, len(c.equity))
	}
	l.Add(t.Focus, day).Add(t.Text, "  equity "+verdict.Count(v.report().Curve[i].Equity)+" ").Add(gain(&t.Styles, c.equity[i]), verdict.Percent(c.equity[i], 1))
	if len(c.held) > 0 {
		l.Add(t.Faint, "  hold "+verdict.Percent(c.held[i], 1))
	}
	l.Add(t.Faint, "  drawdown "+verdict.Share(-c.fall[i], 1))
	return l.Exactly(t.Text, w)
}

// axisLine begins a line with a number and the axis.
func (v *Page) axisLine(l *draw.Line, label string) {
	t := v.env.Theme
	l.Right(t.Faint, label, gutter-2).Pad(t.Text, 1).Add(t.Faint, theme.GlyphTeeE)
}

func (v *Page) upper(p *plot, w int) (out []string) {
	t := v.env.Theme
	last := len(p.equity) - 1
	at, heldAt := p.axis.row(p.equity[last]), -1
	if len(p.held) > 0 {
		heldAt = p.axis.row(p.held[last])
		if heldAt == at { // both ends are to be read
			heldAt += 1 - 2*btoi(p.held[last] > p.equity[last] && at > 0 || at == p.axis.rows-1)
		}
	}
	names := w >= 100
	for y := range p.axis.rows {
		var l draw.Line
		v.axisLine(&l, p.axis.label(y))
		p.upper.row(&l, &t.Styles, y)
		switch y {
		case at:
			v.end(&l, t.Fill.Render, "equity", p.equity[last], names, w)
		case heldAt:
			v.end(&l, t.Faint.Render, "hold", p.held[last], names, w)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	return out
}

// end writes where a curve ends, beside it.
func (v *Page) end(l *draw.Line, paint func(string) string, name string, value float64, names bool, w int) {
	text := " " + verdict.Percent(value, 1)
	if names {
		text = " " + name + text
	}
	if n := draw.Width(text); l.Width()+n <= w {
		l.Raw(paint(text), n)
	}
}

func (v *Page) lower(p *plot, w int) []string {
	t := v.env.Theme
	var l draw.Line
	out := []string{l.Pad(t.Text, min(gutter, w)).Left(t.Faint, "drawdown", max(0, w-gutter)).Exactly(t.Text, w)}
	each := p.bottom / float64(p.lower.h)
	for y := range p.lower.h {
		label := ""
		if y == 0 || y == p.lower.h-1 {
			label = percentOf(-float64(y)*each, each)
		}
		l = draw.Line{}
		v.axisLine(&l, label)
		p.lower.row(&l, &t.Styles, y)
		if worst := v.report().MaxDrawdown; y == p.lower.h-1 && model.Known(worst) {
			v.end(&l, t.Bear.Render, "worst", -worst, w >= 100, w)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	return out
}

// dates is the line of the dates, with the year or years at the right.
func (v *Page) dates(p *plot, w int) string {
	t := v.env.Theme
	var l draw.Line
	for _, m := range p.marks {
		l.To(t.Text, gutter+m.x).Add(t.Faint, m.text)
	}
	if n := len(p.days); n > 0 && !p.days[0].IsZero() {
		years := p.days[0].Format("2006")
		if last := p.days[n-1].Format("2006"); last != years {
			years += draw.Dash + last
		}
		if at := gutter + p.cols + 1; l.Width() < at && at+draw.Width(years) <= w {
			l.To(t.Text, at).Add(t.Faint, years)
		}
	}
	return l.Exactly(t.Text, w)
}

// moveCursor moves the date cursor by a column.
func (v *Page) moveCursor(by int) {
	n := len(v.facts.equity.equity)
	if v.tab != tabCurve || n == 0 {
		return
	}
	if v.point < 0 {
		v.point = [...]int{0, n - 1}[btoi(by < 0)]
		return
	}
	cols := max(10, v.size.W-gutter-beside(v.size.W))
	v.point = max(0, min(n-1, v.point+by*max(1, n/cols)))
}
