package draw

import (
	"strings"

	"tickdeck/theme"
)

// eighths are the blocks that fill 1/8 to 7/8 of a cell from the left.
var eighths = [...]string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

var (
	fullCells  = strings.Repeat("█", MaxWidth)
	emptyCells = strings.Repeat("░", MaxWidth)
)

const blockBytes = len("█")

// Bar paints a fraction as a bar of exactly w cells, to an eighth of a cell.
func (l *Line) Bar(fill, track theme.Paint, fraction float64, w int) *Line {
	full, part := cells(fraction, w)
	l.buf = fill.Append(l.buf, fullCells[:full*blockBytes]+eighths[part])
	rest := w - full
	if part > 0 {
		rest--
	}
	l.buf = track.Append(l.buf, emptyCells[:rest*blockBytes])
	l.width += w
	return l
}

// Gauge paints a fraction as a thin rule of exactly w cells, to half a cell: many
// of them below each other stay calm, where blocks would grow into a wall.
func (l *Line) Gauge(fill, track theme.Paint, fraction float64, w int) *Line {
	halves := int(clamp(fraction)*float64(w*2) + 0.5)
	full, half := halves/2, halves%2
	l.buf = fill.Append(l.buf, heavyRule[:full*ruleBytes]+[...]string{"", "╸"}[half])
	l.buf = track.Append(l.buf, rule[:(w-full-half)*ruleBytes])
	l.width += w
	return l
}

// cells splits a fraction of w cells into full ones and eighths.
func cells(fraction float64, w int) (full, part int) {
	units := int(clamp(fraction)*float64(w*8) + 0.5)
	return units / 8, units % 8
}

// clamp makes a fraction of any number; what is not known counts as nothing.
func clamp(v float64) float64 {
	if v > 0 { // not NaN
		return min(v, 1)
	}
	return 0
}

// sparks are the heights of a sparkline's cells.
var sparks = [...]string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}

// Spark paints the series, oldest first, as w blocks scaled to its own largest
// value. Each block shows the largest of the values it stands for, so that a
// single bad second is seen; none known leaves a blank.
func (l *Line) Spark(p theme.Paint, series []float64, w int) *Line {
	if w <= 0 {
		return l
	}
	points := Thin(series, w)
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
	l.buf = p.Shut(l.buf)
	l.width += w
	return l
}

func spark(v, top float64) string {
	switch {
	case v < 0:
		return " "
	case top == 0 || v == 0:
		return sparks[0]
	}
	return sparks[min(len(sparks)-1, 1+int(v/top*float64(len(sparks)-2)+0.5))]
}

// Thin brings a series to at most w points, each the largest of those it stands
// for. A point of which nothing is known is −1.
func Thin(series []float64, w int) []float64 {
	w = min(w, len(series))
	out := make([]float64, w)
	for i := range out {
		out[i] = -1
		for _, v := range series[i*len(series)/w : (i+1)*len(series)/w] {
			if v == v { // not NaN
				out[i] = max(out[i], v)
			}
		}
	}
	return out
}
