package alerts

import (
	"math"
	"strconv"
	"strings"

	"github.com/guptarohit/asciigraph"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// The rows of the graph of prices: the least, and the most where the page has room for
// them beside what else there is.
const (
	graphLeast = 6
	graphMost  = 14
	besideIt   = 2 // the times, and a blank line
)

// graphWidth is the least room of a graph, in cells.
const graphWidth = 20

// points are what is drawn of the symbol: what its bars closed at where bars are kept,
// else the prices that came with alerts. kept is how many bars there are.
func (d *detail) points() (points []point, kept int) {
	if d.env.Bars != nil {
		bars, kept := d.env.Bars.Bars(d.a.Symbol, d.a.Timeframe, d.a.Close(), d.page.Width())
		if len(bars) > 0 {
			for _, b := range bars {
				points = append(points, point{b.Time, b.Close})
			}
			return points, kept
		}
	}
	return d.seen.prices, 0
}

// kept says what the graph was made of.
func (d *detail) kept() {
	points, bars := d.points()
	switch {
	case bars > 0:
		d.page.Field("bars", draw.Count(uint64(len(points)))+" of "+draw.Count(uint64(bars))+" kept, at their close")
	default:
		d.page.Field("bars", "none kept, "+several(len(points), "price")+" seen")
	}
}

// prices draws the price of the symbol as a line, the scale and the last price at the
// right. below is how many lines follow.
func (d *detail) prices(below int) {
	points, _ := d.points()
	values := make([]float64, len(points))
	for i, x := range points {
		values[i] = x.price
	}
	room := d.page.Room - len(d.page.Lines()) - besideIt - below
	s := scaleOf(values, max(graphLeast, min(graphMost, room))-1)
	w := d.page.Width() - s.cells() - 1
	if len(points) < 2 || w < graphWidth {
		return
	}
	last := s.row(values[len(values)-1])
	for i, curve := range s.curve(lastOfEach(values, w), w) {
		d.page.Row(func(l *draw.Line) { d.graphRow(l, &s, []rune(curve), w, i, i == last, values[len(values)-1]) })
	}
	d.page.Row(func(l *draw.Line) {
		first, newest := points[0].at, points[len(points)-1].at
		from, to := d.clock(first, "15:04"), d.beside(first, newest, "15:04")
		l.Left(d.env.Theme.Faint, from, w-draw.Width(to)-1).Pad(d.env.Theme.Text, 1).Left(d.env.Theme.Faint, to, draw.Width(to))
	})
	d.page.Gap()
}

// graphRow is a row of the graph: the curve, and what the row stands for.
func (d *detail) graphRow(l *draw.Line, s *priceScale, curve []rune, w, i int, last bool, price float64) {
	t := d.env.Theme
	for x := range w {
		switch {
		case x < len(curve) && curve[x] != ' ':
			l.Add(t.Spark, string(curve[x]))
		case last:
			l.Add(t.Faint, theme.GlyphLevel)
		default:
			l.Pad(t.Text, 1)
		}
	}
	switch {
	case last:
		l.Right(t.Bright, theme.GlyphPoint+s.label(price), s.cells()+1)
	case i%2 == 0:
		l.Pad(t.Text, 1).Right(t.Faint, s.label(s.high()-float64(i)*s.step), s.cells())
	}
}

// priceScale is a scale of prices in round steps, one for each row.
type priceScale struct {
	low, step float64
	rows      int // above the lowest
}

// scaleOf is the finest scale of so many steps that holds all values.
func scaleOf(values []float64, rows int) priceScale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	if low > high {
		return priceScale{rows: rows}
	}
	for room := max(high-low, math.Abs(high)*1e-4, 1e-9); ; room *= 1.2 {
		step := draw.RoundTop(room, rows) / float64(rows)
		s := priceScale{math.Floor(low/step) * step, step, rows}
		if s.high() >= high || math.IsInf(room, 0) {
			return s
		}
	}
}

func (s *priceScale) high() float64 { return s.low + float64(s.rows)*s.step }

// row is the row of a value, from the top.
func (s *priceScale) row(v float64) int { return s.rows - int(math.Round((v-s.low)/s.step)) }

// label writes a price with the digits that the step asks for, and two at least.
func (s *priceScale) label(v float64) string {
	if math.Abs(v) >= 1e9 {
		return draw.Price(v)
	}
	digits := max(2, min(8, int(math.Ceil(-math.Log10(s.step)-1e-9))))
	return strconv.FormatFloat(v, 'f', digits, 64)
}

// cells is the room for a label.
func (s *priceScale) cells() int { return max(len(s.label(s.low)), len(s.label(s.high()))) }

// curve draws values in rows of at most w cells, from the top.
func (s *priceScale) curve(values []float64, w int) []string {
	text := asciigraph.Plot(values, asciigraph.Height(s.rows), asciigraph.Width(w), asciigraph.LowerBound(s.low), asciigraph.UpperBound(s.high()),
		asciigraph.YAxisValueFormatter(func(float64) string { return "" }))
	rows := strings.Split(text, "\n")
	for i, row := range rows {
		for _, axis := range [...]string{theme.GlyphTeeE, theme.GlyphCross} {
			if _, rest, ok := strings.Cut(row, axis); ok {
				rows[i] = rest
				break
			}
		}
	}
	return rows
}

// lastOfEach are at most w values, each the last of those it stands for.
func lastOfEach(values []float64, w int) []float64 {
	if len(values) <= w {
		return values
	}
	out := make([]float64, w)
	for i := range out {
		out[i] = values[(i+1)*len(values)/w-1]
	}
	return out
}
