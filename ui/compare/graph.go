package compare

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/guptarohit/asciigraph"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// seriesSigns are what the curves are drawn with: they are told apart without colours.
// The first is a line.
var seriesSigns = [mostCompared]string{theme.GlyphTrack, theme.GlyphMarked, theme.GlyphDot, "+", theme.GlyphTimes, "*", "o", theme.GlyphNeutral}

// seriesPaint is the colour of a curve.
func seriesPaint(t *theme.Theme, i int) theme.Paint {
	return [...]theme.Paint{t.Fill, t.Good, t.Warn, t.Even, t.Bad, t.Delay, t.Text, t.Faint}[i%mostCompared]
}

// leastGraph is how many lines the curves have at least: a blank, the graph, the dates.
const leastGraph = 9

// graph draws the curves of all results over the same days, each as what it has
// returned since it began, in h lines.
func (v *Compare) graph(h int) []string {
	t, w := v.env.Theme, v.size.W
	from, to := v.days()
	if !from.Before(to) || h < leastGraph {
		return nil
	}
	const margin, besideAxis = 3, 2
	all := make([][]float64, len(v.all))
	for i, c := range v.all {
		all[i] = sampled(c.curve(), from, to, max(2, w))
	}
	a, ok := roundAxis(all, h-3)
	if !ok {
		return nil
	}
	label := a.labelCells()
	n := w - margin - label - besideAxis - 1
	if n < 10 {
		return nil
	}
	text := v.plot(a, from, to, n)
	lines := []string{(&draw.Line{}).Exactly(t.Text, w)}
	for line := range strings.SplitSeq(text, "\n") {
		l := (&draw.Line{}).Pad(t.Text, margin)
		paintGraph(l, t, line)
		lines = append(lines, l.Exactly(t.Text, w))
	}
	return append(lines, dateLine(t, from, to, w-n-1, w))
}

// plot draws the curves over n cells.
func (v *Compare) plot(a axis, from, to time.Time, n int) string {
	var series [][]float64
	var signs []asciigraph.CharSet
	var paints []asciigraph.AnsiColor
	for i, c := range slices.Backward(v.all) { // the first is drawn last, over the others
		if points := sampled(c.curve(), from, to, n); points != nil {
			series, signs, paints = append(series, points), append(signs, charSet(i)), append(paints, firstColor+asciigraph.AnsiColor(i))
		}
	}
	return asciigraph.PlotMany(series,
		asciigraph.LowerBound(a.low), asciigraph.UpperBound(a.high), asciigraph.Height(a.rows),
		asciigraph.SeriesChars(signs...), asciigraph.SeriesColors(paints...), asciigraph.YAxisValueFormatter(a.label))
}

// curve is the equity of a column; nil if there is none.
func (c *column) curve() []model.CurvePoint {
	if c.record.Report == nil {
		return nil
	}
	return c.record.Report.Curve
}

// days are the first and the last day of all curves.
func (v *Compare) days() (from, to time.Time) {
	for _, c := range v.all {
		curve := c.curve()
		if len(curve) < 2 {
			continue
		}
		if first := curve[0].Day; from.IsZero() || first.Before(from) {
			from = first
		}
		if last := curve[len(curve)-1].Day; last.After(to) {
			to = last
		}
	}
	return from, to
}

// sampled is a curve at n moments from one day to another, in per cent of what it began
// with: its last point until then. Where it has not begun or is over, there is none.
func sampled(curve []model.CurvePoint, from, to time.Time, n int) []float64 {
	if len(curve) < 2 || !(curve[0].Equity > 0) {
		return nil
	}
	step := to.Sub(from) / time.Duration(n-1)
	out := make([]float64, n)
	for i := range out {
		at := from.Add(time.Duration(i) * step)
		if i == n-1 {
			at = to
		}
		k := sort.Search(len(curve), func(k int) bool { return curve[k].Day.After(at) }) - 1
		if out[i] = math.NaN(); k >= 0 && !at.After(curve[len(curve)-1].Day.Add(step/2)) {
			out[i] = 100 * (curve[k].Equity/curve[0].Equity - 1)
		}
	}
	return out
}

// axis is a scale whose every row is a multiple of a round step.
type axis struct {
	low, high, step float64
	rows            int
}

// roundAxis is the finest one of at most so many rows that holds all points and 0.
func roundAxis(series [][]float64, most int) (axis, bool) {
	low, high, known := 0.0, 0.0, false
	for _, points := range series {
		for _, p := range points {
			if model.Known(p) {
				low, high, known = min(low, p), max(high, p), true
			}
		}
	}
	if !known {
		return axis{}, false
	}
	least := max(high-low, 1e-3) / float64(max(1, most))
	for unit := math.Pow(10, math.Floor(math.Log10(least))); ; unit *= 10 {
		for _, times := range [...]float64{1, 2, 5} {
			step := unit * times
			from, to := math.Floor(low/step), math.Ceil(high/step)
			if to == from {
				to++
			}
			if rows := to - from; rows <= float64(most) || unit > 1e12 {
				return axis{from * step, to * step, step, int(min(rows, float64(most)))}, true
			}
		}
	}
}

// label writes a point of the axis: +2%, 0%, −0.5%.
func (a axis) label(v float64) string {
	v = math.Round(v/a.step) * a.step
	digits := int(max(0, math.Ceil(-math.Log10(a.step)-1e-9)))
	text := decimal(v, digits) + "%"
	if v > 0 && strings.Trim(text, "0.%") != "" {
		text = "+" + text
	}
	return text
}

// labelCells is the room for the labels.
func (a axis) labelCells() (n int) {
	for i := range a.rows + 1 {
		n = max(n, draw.Width(a.label(a.low+float64(i)*a.step)))
	}
	return n
}

// charSet is what a curve is drawn with.
func charSet(i int) asciigraph.CharSet {
	if i == 0 {
		c := asciigraph.DefaultCharSet
		c.StartCap, c.EndCap = c.Horizontal, c.Horizontal
		return c
	}
	return asciigraph.CreateCharSet(seriesSigns[i])
}

// firstColor is by which the graph says that a cell is of the first curve; the theme
// says how that looks.
const firstColor asciigraph.AnsiColor = 100

// paintGraph paints a line of the graph in the theme's colours.
func paintGraph(l *draw.Line, t *theme.Theme, line string) {
	paint := t.Faint
	for line != "" {
		escape := strings.IndexByte(line, '\x1b')
		if escape < 0 {
			l.Add(paint, line)
			return
		}
		l.Add(paint, line[:escape])
		code, rest, _ := strings.Cut(line[escape+1:], "m")
		paint, line = t.Faint, rest
		if n, err := strconv.Atoi(strings.TrimPrefix(code, "[38;5;")); err == nil {
			paint = seriesPaint(t, n-int(firstColor))
		}
	}
}

// dateLine are the days below the graph, which begins at a cell: the first, the last,
// and the one in the middle where there is room.
func dateLine(t *theme.Theme, from, to time.Time, at, w int) string {
	const day = len(model.DateLayout)
	l := (&draw.Line{}).Pad(t.Text, at)
	room := w - at
	if room < 2*day+1 {
		return l.Left(t.Faint, from.Format(model.DateLayout), room).Exactly(t.Text, w)
	}
	l.Left(t.Faint, from.Format(model.DateLayout), day)
	if room >= 4*day {
		l.Pad(t.Text, room/2-day-day/2).Left(t.Faint, from.Add(to.Sub(from)/2).Format(model.DateLayout), day)
	}
	l.Right(t.Faint, to.Format(model.DateLayout), w-l.Width())
	return l.Exactly(t.Text, w)
}
