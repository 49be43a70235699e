package draw

import (
	"strings"

	"tickdeck/theme"
)

var (
	fillCells  = strings.Repeat(theme.GlyphFill, MaxWidth)
	trackCells = strings.Repeat(theme.GlyphTrack, MaxWidth)
)

const fillBytes = len(theme.GlyphFill) // and of the track

// Gauge paints a fraction as a thin rule of exactly w cells, to half a cell: many
// of them below each other stay calm, where blocks would grow into a wall.
func (l *Line) Gauge(fill, track theme.Paint, fraction float64, w int) *Line {
	halves := int(clamp(fraction)*float64(w*2) + 0.5)
	full, half := halves/2, halves%2
	l.buf = fill.Append(l.buf, fillCells[:full*fillBytes]+[...]string{"", theme.GlyphHalf}[half])
	l.buf = track.Append(l.buf, trackCells[:(w-full-half)*fillBytes])
	l.width += w
	return l
}

// clamp makes a fraction of any number; what is not known counts as nothing.
func clamp(v float64) float64 {
	if v > 0 { // not NaN
		return min(v, 1)
	}
	return 0
}

// Spark paints points, oldest first, as blocks at the right end of w cells, scaled
// to the largest of them: see Worst and Mean. A point below 0 is a blank.
func (l *Line) Spark(p theme.Paint, points []float64, w int) *Line {
	if w <= 0 {
		return l
	}
	points = points[max(0, len(points)-w):]
	top := 0.0
	for _, v := range points {
		top = max(top, v)
	}
	l.buf = p.Open(l.buf)
	for range w - len(points) {
		l.buf = append(l.buf, ' ')
	}
	for _, v := range points {
		l.buf = append(l.buf, spark(v, top)...)
	}
	l.buf = p.Close(l.buf)
	l.width += w
	return l
}

func spark(v, top float64) string {
	switch {
	case v < 0:
		return " "
	case top == 0 || v == 0:
		return theme.Sparks[0]
	}
	return theme.Sparks[min(len(theme.Sparks)-1, 1+int(v/top*float64(len(theme.Sparks)-2)+0.5))]
}

// Worst brings a series to at most w points, each the largest of those it stands
// for, so that a single bad second is seen. A point of which nothing is known
// is −1.
func Worst(series []float64, w int) []float64 {
	return thin(series, w, func(values []float64) float64 {
		worst := -1.0
		for _, v := range values {
			if v == v { // not NaN
				worst = max(worst, v)
			}
		}
		return worst
	})
}

// Mean brings a series to at most w points, each the mean of those it stands for.
// A point of which nothing is known is −1.
func Mean(series []float64, w int) []float64 {
	return thin(series, w, func(values []float64) float64 {
		sum, known := 0.0, 0
		for _, v := range values {
			if v == v { // not NaN
				sum, known = sum+v, known+1
			}
		}
		if known == 0 {
			return -1
		}
		return sum / float64(known)
	})
}

func thin(series []float64, w int, one func([]float64) float64) []float64 {
	w = max(0, min(w, len(series)))
	out := make([]float64, w)
	for i := range out {
		out[i] = one(series[i*len(series)/w : (i+1)*len(series)/w])
	}
	return out
}
