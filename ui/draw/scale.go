package draw

import (
	"math"

	"tickdeck/theme"
)

// Scale says how high a point stands in a sparkline, from 0 to SparkSteps−1, and
// how it is painted.
type Scale func(v float64) (step int, p theme.Paint)

// SparkSteps is how many heights a cell of a sparkline has.
const SparkSteps = len(theme.Sparks)

// SparkOn is Spark on a scale that is the same for many lines. A point below 0
// is a blank.
func (l *Line) SparkOn(scale Scale, blank theme.Paint, points []float64, w int) *Line {
	if w <= 0 {
		return l
	}
	points = points[max(0, len(points)-w):]
	l.buf = append(blank.Open(l.buf), blanks[:w-len(points)]...)
	open := blank
	for _, v := range points {
		step, p := -1, blank
		if v >= 0 {
			step, p = scale(v)
		}
		if p != open {
			l.buf = p.Open(open.Close(l.buf))
			open = p
		}
		if step < 0 {
			l.buf = append(l.buf, ' ')
		} else {
			l.buf = append(l.buf, theme.Sparks[min(step, SparkSteps-1)]...)
		}
	}
	l.buf = open.Close(l.buf)
	l.width += w
	return l
}

// LogStep is the step of a value on a logarithmic scale from low, which is the
// lowest step, to high, which is the highest.
func LogStep(v, low, high float64) int {
	if v <= low {
		return 0
	}
	return int(min(1, math.Log(v/low)/math.Log(high/low))*float64(SparkSteps-1) + 0.5)
}

// RoundTop is the end of an axis from 0 that holds top and is parted into rows by
// round numbers: 1, 2, 2.5 or 5 times a power of ten.
func RoundTop(top float64, rows int) float64 {
	if rows <= 0 || !(top > 0) {
		return float64(max(1, rows))
	}
	power := math.Pow(10, math.Floor(math.Log10(top/float64(rows))))
	for _, m := range [...]float64{1, 2, 2.5, 5} {
		if step := m * power; step*float64(rows) >= top {
			return step * float64(rows)
		}
	}
	return 10 * power * float64(rows)
}
