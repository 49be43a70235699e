package jobs

import (
	"math"
	"strings"

	"github.com/guptarohit/asciigraph"

	"tickdeck/model"
)

// axis is the scale of a graph: its ends are multiples of a round step, which each
// row is.
type axis struct {
	low, high, step float64
	rows            int
}

// mostRows is how many rows a graph has at most above its lowest.
const mostRows = 9

// roundAxis is the finest axis of at most mostRows steps of 1, 2 or 5 times a power
// of ten that holds all points. Those that are not known are left out; ok is false
// when none is.
func roundAxis(points []float64) (a axis, ok bool) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range points {
		if model.Known(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	if low > high {
		return axis{}, false
	}
	least := max(high-low, math.Abs(high)*1e-6, 1e-9) / mostRows
	for unit := math.Pow(10, math.Floor(math.Log10(least))); ; unit *= 10 {
		for _, times := range [...]float64{1, 2, 5} {
			if a := axisOf(low, high, unit*times); a.rows <= mostRows {
				return a, true
			}
		}
	}
}

func axisOf(low, high, step float64) axis {
	from, to := math.Floor(low/step), math.Ceil(high/step)
	if from == to {
		to++
	}
	return axis{from * step, to * step, step, int(min(to-from, 2*mostRows))}
}

// label writes a point of the axis with the digits that its step asks for.
func (a axis) label(v float64) string {
	v = math.Round(v/a.step) * a.step
	unit, name := 1.0, ""
	switch top := max(math.Abs(a.low), math.Abs(a.high)); {
	case top >= 1e15:
		return strings.Replace(decimal(v/1e15, 0)+"e15", minusSign+"0e15", "0", 1)
	case top >= 1e9:
		unit, name = 1e9, "G"
	case top >= 1e6:
		unit, name = 1e6, "M"
	case top >= 1e4:
		unit, name = 1e3, "k"
	}
	digits := int(max(0, math.Ceil(-math.Log10(a.step/unit)-1e-9)))
	return decimal(v/unit, digits) + name
}

// graph draws points, oldest first, in lines of at most w cells; nil if there is
// nothing to draw.
func graph(points []float64, w int) []string {
	a, ok := roundAxis(points)
	if !ok {
		return nil
	}
	beside := max(len(a.label(a.low)), len(a.label(a.high))) + 3
	text := asciigraph.Plot(points,
		asciigraph.LowerBound(a.low), asciigraph.UpperBound(a.high), asciigraph.Height(a.rows),
		asciigraph.Width(max(10, w-beside)), asciigraph.YAxisValueFormatter(a.label))
	return strings.Split(text, "\n")
}
