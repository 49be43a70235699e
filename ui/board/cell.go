package board

import (
	"slices"
	"strconv"
	"time"

	"tickdeck/model"
	"tickdeck/model/activity"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// confWidth is the room for a confidence and the blank before it.
const confWidth = 4

// freshFor is how long a name is bold after an alert came; strong is the
// confidence from which on its figure always is.
const (
	freshFor = 2 * time.Second
	strong   = 0.90
)

// row draws one line of the cells of a row.
func (p *Pane) row(row, line int, focused bool) string {
	l := &p.line
	l.Reset()
	for i := row * p.grid.cols; i < min((row+1)*p.grid.cols, len(p.names.all)); i++ {
		end := l.Width() + p.grid.cell
		p.cell(p.names.all[i], line, focused && i == p.cursor, end)
	}
	return l.Exactly(p.env.Theme.Text, p.size.W)
}

// cell draws one line of a cell up to a column.
func (p *Pane) cell(symbol string, line int, chosen bool, end int) {
	t, l := p.env.Theme, &p.line
	g := p.seen.Symbols.Of(symbol)
	s, glyph := &t.Styles, " "
	if n := p.count(symbol); n > 0 {
		step := draw.LogStep(float64(n), 1, float64(p.busiest))
		s, glyph = &t.Heat[step*(theme.HeatSteps-1)/(draw.SparkSteps-1)], theme.Sparks[step]
	}
	switch {
	case line == 0 && chosen:
		l.Add(t.Focus, theme.GlyphCursor)
	case line == 0 && p.names.watch[symbol]:
		l.Add(t.Focus, theme.GlyphMarked)
	default:
		l.Pad(t.Text, 1)
	}
	switch line {
	case 0:
		l.Add(s.Spark, glyph)
		p.figures(s, symbol, g, chosen, end)
	case 1:
		l.Pad(s.Text, 1)
		p.pattern(s, g, end)
	default:
		l.Pad(s.Text, 1)
		p.curve(s, g, end)
	}
}

// figures are the name, where it points to, how many candles there were, and the
// best confidence.
func (p *Pane) figures(s *theme.Styles, symbol string, g *activity.Group, chosen bool, end int) {
	l, busy := &p.line, g != nil && g.Hour.Total() > 0
	name := s.Text
	switch {
	case chosen:
		name = s.Cursor
	case !busy:
		name = s.Faint
	case p.now().Sub(g.Last.Arrived) < freshFor:
		name = s.Bright
	}
	conf := confWidth
	if p.grid.tight {
		conf = 0
	}
	tail := 1 + 1 + p.grid.count + conf
	after := 0
	if end-l.Width()-p.grid.symbol-1-tail >= 3 { // a wide cell has air around its figures
		l.Pad(s.Text, 1)
		after = 1
	}
	at := end - tail - after
	symbol, _ = draw.Truncate(symbol, max(0, at-1-l.Width()))
	if chosen { // the name alone stands out
		l.Add(name, symbol).To(s.Text, at)
	} else {
		l.Left(name, symbol, at-l.Width())
	}
	if !busy {
		l.Right(s.Faint, draw.Dash, 1+1+p.grid.count).Right(s.Faint, draw.Dash, conf).To(s.Text, end)
		return
	}
	paint, glyph := direction(s, g.Hour.Majority())
	l.Add(paint, glyph).Figure(s.Text, appendCount(l.Scratch(), g.Hour.Total()), 1+p.grid.count)
	if conf > 0 {
		paint = s.Text
		if g.HourBest.Known() && g.HourBest.Confidence >= strong {
			paint = s.Bright
		}
		l.Figure(paint, appendConfidence(l.Scratch(), g.HourBest), conf)
	}
	l.To(s.Text, end)
}

// pattern is what came last, and how long ago.
func (p *Pane) pattern(s *theme.Styles, g *activity.Group, end int) {
	const age = 4
	l := &p.line
	w := end - l.Width()
	if g == nil || g.Last == nil {
		l.Left(s.Faint, "none this hour", w)
		return
	}
	l.Left(s.Faint, g.Last.Pattern, w-age)
	l.Figure(s.Faint, draw.AppendSteps(l.Scratch(), p.now().Sub(g.Last.Arrived)), age)
}

// curve is how many candles there were in the course of the hour, on a scale of
// the cell's own. A time without any is a faint line; before counting began there
// is nothing.
func (p *Pane) curve(s *theme.Styles, g *activity.Group, end int) {
	l := &p.line
	if g != nil && g.Hour.Total() > 0 {
		p.series = g.Counts(p.series[:0], activity.Minutes)
		for i := range activity.Minutes - p.seen.Covered(p.env.Now) {
			p.series[i] = model.None()
		}
		points := draw.Mean(p.series, end-l.Width()-1)
		top := slices.Max(points)
		l.SparkOn(func(v float64) (int, theme.Paint) {
			if v == 0 {
				return 0, s.Track
			}
			return 1 + int(v/top*float64(draw.SparkSteps-2)+0.5), s.Spark
		}, s.Text, points, end-l.Width()-1)
	}
	l.To(s.Text, end)
}

// direction says how what most candles say is painted, and its glyph.
func direction(s *theme.Styles, c activity.Class) (theme.Paint, string) {
	switch c {
	case activity.Bull:
		return s.Bull, theme.GlyphBull
	case activity.Bear:
		return s.Bear, theme.GlyphBear
	case activity.Neutral:
		return s.Even, theme.GlyphNeutral
	case activity.Even:
		return s.Text, theme.GlyphEven
	case activity.Unsaid:
	}
	return s.Faint, draw.Dash
}

// appendCount writes a number in at most four cells: 31, 12k, 120k, 3M.
func appendCount(dst []byte, n int) []byte {
	switch {
	case n < 1_000:
		return strconv.AppendInt(dst, int64(n), 10)
	case n < 1_000_000:
		return append(strconv.AppendInt(dst, int64(n/1_000), 10), 'k')
	}
	return append(strconv.AppendInt(dst, int64(n/1_000_000), 10), 'M')
}

// appendConfidence writes 0.91 as .91.
func appendConfidence(dst []byte, b activity.Best) []byte {
	if !b.Known() {
		return append(dst, draw.Dash...)
	}
	hundredths := int(max(0, b.Confidence)*100 + 0.5)
	if hundredths >= 100 {
		return append(dst, "1.0"...)
	}
	return append(dst, '.', byte('0'+hundredths/10), byte('0'+hundredths%10))
}
