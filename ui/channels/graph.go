package channels

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/guptarohit/asciigraph"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// graphFrom is the least height from which a graph says more than a sparkline:
// a blank line, a title, and four rows.
const graphFrom = 6

// The room of the numbers of an axis, and of these with the axis itself.
const (
	numberCells = 5
	axisCells   = numberCells + 2
)

// curve is a series, and the scale that it is drawn on.
type curve struct {
	title  string
	points []float64 // on the scale, which begins at 0; NaN where nothing was measured
	top    float64   // where the scale ends
	rows   int       // it is parted into
	number func(v float64) string
	paint  func(v float64) theme.Paint
}

// graphs draws the throughput and the delay of one channel side by side, a blank
// line above.
func graphs(s *theme.Styles, c *model.ChannelStat, w, h int) []string {
	half := (w - 3) / 2
	room, rows := max(2, half-axisCells), h-3
	left := rateCurve(s, c, room, rows).lines(s, half, h-1)
	right := delayCurve(s, c, room, rows).lines(s, half, h-1)
	var l draw.Line
	out := append(make([]string, 0, h), l.To(s.Text, w).String())
	for i := range left {
		l.Reset()
		l.Pad(s.Text, 1).Raw(left[i], half).Pad(s.Text, 2).Raw(right[i], half)
		out = append(out, l.To(s.Text, w).String())
	}
	return out
}

func rateCurve(s *theme.Styles, c *model.ChannelStat, room, rows int) *curve {
	g := &curve{title: pane.ChannelName(c.Name) + ", messages a second", points: holes(draw.Mean(c.Count, room)), rows: rows}
	most := 0.0
	for _, v := range g.points {
		if v > most { // not NaN
			most = v
		}
	}
	g.top = draw.RoundTop(most, rows)
	g.number = roundNumber
	g.paint = func(float64) theme.Paint { return s.Spark }
	return g
}

// delayCurve is on a scale of powers of ten, which reaches beyond the promise
// only where a delay does.
func delayCurve(s *theme.Styles, c *model.ChannelStat, room, rows int) *curve {
	g := &curve{title: pane.ChannelName(c.Name) + ", worst delay in ms", points: holes(draw.Worst(c.Delay, room))}
	g.top = math.Log10(inMilliseconds(promise) / inMilliseconds(lowest))
	for i, ms := range g.points {
		g.points[i] = max(0, math.Log10(ms/inMilliseconds(lowest))) // NaN stays NaN
		for g.points[i] > g.top {
			g.top++
		}
	}
	g.rows = max(1, rows/int(g.top)) * int(g.top) // each power of ten has a row
	ms := func(v float64) float64 { return inMilliseconds(lowest) * math.Pow(10, v) }
	g.number = func(v float64) string {
		if math.Abs(v-math.Round(v)) > 1e-6 {
			return ""
		}
		return roundNumber(ms(v))
	}
	g.paint = func(v float64) theme.Paint { return kept(s, ms(v), s.Spark) }
	return g
}

// roundNumber writes the number of an axis, to the digits that it has.
func roundNumber(v float64) string {
	if v >= 1000 {
		return strings.Replace(draw.Short(v), ".0", "", 1)
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}

// holes marks what was not measured as asciigraph wants it.
func holes(points []float64) []float64 {
	for i, v := range points {
		if v < 0 {
			points[i] = math.NaN()
		}
	}
	return points
}

func (g *curve) measured() bool {
	return slices.ContainsFunc(g.points, model.Known)
}

// lines draws the curve as h lines of w cells, the title first.
func (g *curve) lines(s *theme.Styles, w, h int) []string {
	var l draw.Line
	lines := append(make([]string, 0, h), l.Left(s.Faint, g.title, w).String())
	if !g.measured() {
		l.Reset()
		lines = append(lines, l.Left(s.Faint, "  nothing measured", w).String())
		return draw.Fill(lines, w, h)
	}
	for i, row := range strings.Split(g.plot(), "\n") {
		v := g.top * (1 - float64(i)/float64(g.rows))
		number, axis, rest := split(row)
		l.Reset()
		l.Right(s.Faint, strings.TrimSpace(number), numberCells).Pad(s.Text, 1).Add(s.Faint, axis)
		lines = append(lines, l.Left(g.paint(v), rest, w-l.Width()).To(s.Text, w).String())
	}
	return draw.Fill(lines, w, h)
}

func (g *curve) plot() string {
	return asciigraph.Plot(g.points, asciigraph.Height(g.rows), asciigraph.LowerBound(0), asciigraph.UpperBound(g.top),
		asciigraph.YAxisValueFormatter(g.number))
}

// split parts the number, the axis and the curve.
func split(row string) (number, axis, rest string) {
	for _, axis := range [...]string{theme.GlyphTeeE, theme.GlyphCross} {
		if number, rest, ok := strings.Cut(row, axis); ok {
			return number, theme.GlyphTeeE, rest
		}
	}
	return "", "", row
}
