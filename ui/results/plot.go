package results

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/guptarohit/asciigraph"

	"tickdeck/theme"
)

// plot is the graph of a result: the equity and what holding came to, and the drawdown
// below, over the same days.
type plot struct {
	axis   axis
	equity []float64 // fractions of the first
	held   []float64 // nil where they are not known
	fall   []float64
	days   []time.Time
	cols   int
	upper  *grid
	lower  *grid   // nil where there is no room
	bottom float64 // of the drawdown's scale
	marks  []mark
}

// one is the only rune of a glyph.
func one(glyph string) rune {
	r, _ := utf8.DecodeRuneInString(glyph)
	return r
}

// coarse is how many rows of a line hide what it does.
const coarse = 3

// newPlot draws into so many columns, at most so many rows for the curves and fallRows
// for the drawdown. at is a point that is marked, or -1.
func newPlot(equity, held, fall []float64, days []time.Time, cols, rows, fallRows, at int) *plot {
	low, high := slices.Min(equity), slices.Max(equity)
	if len(held) > 0 {
		low, high = min(low, slices.Min(held)), max(high, slices.Max(held))
	}
	p := &plot{axis: roundAxis(low, high, rows), equity: equity, held: held, fall: fall, days: days, cols: cols}
	p.upper = newGrid(cols, p.axis.rows)
	p.line()
	p.dots()
	if fallRows > 0 {
		p.drawdown(fallRows)
	}
	if at >= 0 {
		p.cursor(columnOf(at, cols, len(equity)))
	}
	p.marks = dated(days, cols)
	return p
}

// line draws the equity as asciigraph does, or in braille where its rows hide what the
// curve does.
func (p *plot) line() {
	points := resample(p.equity, p.cols+1)
	top, bottom := p.axis.row(slices.Max(points)), p.axis.row(slices.Min(points))
	if bottom-top < coarse && slices.Max(p.equity) > slices.Min(p.equity) {
		p.fine()
		return
	}
	text := asciigraph.Plot(points, asciigraph.Height(p.axis.rows-1), asciigraph.LowerBound(p.axis.low), asciigraph.UpperBound(p.axis.high),
		asciigraph.YAxisValueFormatter(func(float64) string { return "" }))
	for y, row := range strings.Split(text, "\n") {
		x := -1
		for _, r := range afterAxis(row) {
			if x++; r != ' ' {
				p.upper.put(x, y, r, inkEquity)
			}
		}
	}
}

// afterAxis is what a row shows right of the axis.
func afterAxis(row string) string {
	at := strings.IndexAny(row, theme.GlyphTeeE+theme.GlyphCross)
	if at < 0 {
		return ""
	}
	_, n := utf8.DecodeRuneInString(row[at:])
	return row[at+n:]
}

// noDots is the cell of braille without dots, and the first of them all.
const noDots rune = 0x2800

// The dots of a cell of braille, by column and row.
var braille = [2][4]rune{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}

// fine draws the equity in dots: two columns and four rows a cell.
func (p *plot) fine() {
	points := resample(p.equity, 2*p.cols)
	before := 0
	for i, v := range points {
		y := int(math.Floor((p.axis.high + p.axis.step/2 - v) / p.axis.step * 4))
		y = max(0, min(y, 4*p.axis.rows-1))
		if i == 0 {
			before = y
		}
		from, to := min(y, before), max(y, before)
		if to-from > 1 && before < y { // joined to the one before, which has its own dot
			from++
		} else if to-from > 1 {
			to--
		}
		for dot := from; dot <= to; dot++ {
			p.dot(i, dot)
		}
		before = y
	}
}

func (p *plot) dot(x, y int) {
	c := p.upper.at(x/2, y/4)
	if c.r < noDots || c.r > noDots+0xff {
		*c = cell{noDots, inkEquity}
	}
	c.r |= braille[x%2][y%4]
}

// dots draws what holding came to, behind the equity.
func (p *plot) dots() {
	if len(p.held) == 0 {
		return
	}
	for x, v := range resample(p.held, p.cols) {
		p.upper.under(x, p.axis.row(v), one(theme.GlyphDot), inkHeld)
	}
}

// drawdown draws how far the equity lies below its height, in half rows.
func (p *plot) drawdown(rows int) {
	worst := slices.Max(p.fall)
	p.bottom = roundUp(worst/float64(rows)) * float64(rows)
	p.lower = newGrid(p.cols, rows)
	for x, v := range deepest(p.fall, p.cols) {
		halves := int(math.Round(v / p.bottom * float64(2*rows)))
		if v > 0.0005 { // 0.1% shows
			halves = max(1, halves)
		}
		for y := range halves / 2 {
			p.lower.put(x, y, one(theme.GlyphBlock), inkFall)
		}
		if halves%2 == 1 {
			p.lower.put(x, halves/2, one(theme.GlyphUpper), inkFall)
		}
	}
}

// roundUp is the next of 1, 1.5, 2, 2.5, 3, 4, 5 or 7.5 times a power of ten.
func roundUp(v float64) float64 {
	if !(v > 1e-5) {
		return 0.01
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range [...]float64{1, 1.5, 2, 2.5, 3, 4, 5, 7.5} {
		if m*power >= v*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// cursor marks a column.
func (p *plot) cursor(x int) {
	for _, g := range [...]*grid{p.upper, p.lower} {
		if g == nil {
			continue
		}
		for y := range g.h {
			g.under(x, y, one(theme.GlyphSide), inkCursor)
			g.at(x, y).ink = inkCursor
		}
	}
}

// text are the lines of the graph without paints, for a report.
func (p *plot) text() (out []string) {
	for y := range p.axis.rows {
		label := p.axis.label(y)
		out = append(out, strings.TrimRight(strings.Repeat(" ", max(0, 7-utf8.RuneCountInString(label)))+label+" "+theme.GlyphTeeE+p.upper.text(y), " "))
	}
	below := []rune(strings.Repeat(" ", 9+p.cols))
	for _, m := range p.marks {
		copy(below[9+m.x:], []rune(m.text))
	}
	if len(p.marks) > 0 {
		out = append(out, strings.TrimRight(string(below), " "))
	}
	return out
}
