package groups

import (
	"slices"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/activity"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// freshFor is how long a row is bold after an alert came; strong is the confidence
// from which on its figure always is.
const (
	freshFor = 2 * time.Second
	strong   = 0.90
)

// row draws one group.
func (p *Pane) row(s *theme.Styles, c columns, g *activity.Group) string {
	l := &p.line
	l.Reset()
	ago := p.env.Now.Truncate(time.Second).Sub(g.Last.Arrived)
	text := s.Text
	if ago < freshFor {
		text = s.Bright
	}
	l.Add(s.Focus, s.Mark).Left(text, draw.OrDash(g.Name), c.name)
	l.Right(text, draw.CountWithin(uint64(g.All.Total()), c.count-1), c.count)
	p.rate(s, g, c.rate)
	if c.last > 0 {
		l.Pad(s.Text, 2).Left(s.Text, p.last(g), c.last-2)
		l.Figure(s.Faint, draw.AppendSteps(l.Scratch(), ago), c.age)
	}
	if g.Best == nil {
		l.Right(s.Faint, draw.Dash, c.best)
	} else {
		paint := s.Text
		if g.Best.Confidence >= strong {
			paint = s.Bright
		}
		l.Right(paint, draw.Decimal(g.Best.Confidence, 2), c.best)
	}
	if c.sums > 0 {
		p.sum(s.Bull, s.Faint, g.All[activity.Bull])
		p.sum(s.Bear, s.Faint, g.All[activity.Bear])
		p.sum(s.Even, s.Faint, g.All[activity.Neutral]+g.All[activity.Even])
	}
	p.bar(s, g, c.bar)
	return l.Exactly(s.Text, c.width)
}

func (p *Pane) sum(paint, faint theme.Paint, n uint32) {
	if n == 0 {
		paint = faint
	}
	p.line.Right(paint, draw.CountWithin(uint64(n), sumCell-1), sumCell)
}

// last names what came last: of a symbol the pattern, of a pattern the symbol.
func (p *Pane) last(g *activity.Group) string {
	switch p.kind {
	case 0:
		return g.Last.Pattern
	case 1:
		return g.Last.Symbol
	}
	return g.Last.Symbol + " " + g.Last.Pattern
}

// rate is how many candles there were in the course of half an hour, on a scale of
// the row's own. A minute without any is a faint line; before counting began there
// is nothing.
func (p *Pane) rate(s *theme.Styles, g *activity.Group, w int) {
	l := &p.line
	if w == 0 {
		return
	}
	p.series = g.Counts(p.series[:0], rateMinutes)
	for i := range max(0, rateMinutes-p.seen.Covered(p.env.Now)) {
		p.series[i] = model.None()
	}
	points := draw.Worst(p.series, w-2)
	top := slices.Max(points)
	l.Pad(s.Text, 2).SparkOn(func(v float64) (int, theme.Paint) {
		if v == 0 {
			return 0, s.Track
		}
		return 1 + int(v/top*float64(draw.SparkSteps-2)+0.5), s.Spark
	}, s.Text, points, w-2)
}

var (
	fillCells  = strings.Repeat(theme.GlyphFill, barHalf)
	trackCells = strings.Repeat(theme.GlyphTrack, barHalf)
)

// bar shows of the candles with a direction how many are bearish, to the left of
// the middle, and how many are bullish, to the right of it.
func (p *Pane) bar(s *theme.Styles, g *activity.Group, w int) {
	if w == 0 {
		return
	}
	l := &p.line
	bull, bear := float64(g.All[activity.Bull]), float64(g.All[activity.Bear])
	all := max(1, bull+bear)
	halves := int(bear/all*2*barHalf + 0.5)
	full, half := halves/2, halves%2
	cells := func(of string, n int) string { return of[:n*len(theme.GlyphFill)] }
	l.Pad(s.Text, w-2*barHalf-1)
	l.Raw(s.Track.Render(cells(trackCells, barHalf-full-half)), barHalf-full-half)
	l.Raw(s.Bear.Render([...]string{"", theme.GlyphHalfLeft}[half]+cells(fillCells, full)), full+half)
	l.Add(s.Faint, theme.GlyphSide)
	l.Gauge(s.Bull, s.Track, bull/all, barHalf)
}
