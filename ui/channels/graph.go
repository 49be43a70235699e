package channels

import (
	"math"
	"strings"

	"github.com/guptarohit/asciigraph"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// graphFrom is the least height from which a graph says more than a sparkline:
// a title, four rows, and a blank line above.
const graphFrom = 6

// axis is the room of asciigraph's numbers and its axis.
const axis = 8

// graphs draws the throughput and the delay of one channel side by side.
func graphs(s *theme.Styles, c *model.ChannelStat, w, h int) []string {
	half := (w - 3) / 2
	room := max(2, half-axis)
	left := graph(s.Spark, s.Faint, label(c.Name)+" · messages a second", draw.Mean(c.Count, room), half, h-1)
	right := graph(s.Delay, s.Faint, label(c.Name)+" · worst delay of each second, ms", draw.Worst(c.Delay, room), half, h-1)
	out := make([]string, 0, h)
	var l draw.Line
	out = append(out, l.To(s.Text, w).String())
	for i := range left {
		l.Reset()
		l.Pad(s.Text, 1).Raw(left[i], half).Pad(s.Text, 2).Raw(right[i], half)
		out = append(out, l.To(s.Text, w).String())
	}
	return out
}

// graph draws one series as h lines of w cells, the title first.
func graph(p, faint theme.Paint, title string, points []float64, w, h int) []string {
	var l draw.Line
	lines := []string{l.Left(faint, title, w).String()}
	known := false
	for i, v := range points {
		if known = known || v >= 0; v < 0 {
			points[i] = math.NaN() // nothing came: the curve has a hole there
		}
	}
	if !known {
		clear(points)
	}
	text := asciigraph.Plot(points, asciigraph.Height(max(1, h-2)), asciigraph.Precision(1), asciigraph.LowerBound(0))
	for row := range strings.SplitSeq(text, "\n") {
		l.Reset()
		number, rest := split(row)
		l.Add(faint, number).Left(p, rest, w-l.Width())
		lines = append(lines, l.To(p, w).String())
	}
	for len(lines) < h {
		l.Reset()
		lines = append(lines, l.To(p, w).String())
	}
	return lines[:h]
}

// split parts the numbers of the axis from the curve.
func split(row string) (axis, curve string) {
	if i := strings.IndexAny(row, "┤┼"); i >= 0 {
		return row[:i], row[i:]
	}
	return "", row
}
