package alerts

import (
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/tape"
)

// needs are the cells that the rows on the screen would take in the columns whose
// width depends on what is in them.
type needs struct {
	symbol, dir, frame, price int
	single                    bool // a row stands for one alert: seconds and ages count
}

// columns are the widths of what a row shows; 0 leaves a column out.
type columns struct {
	time, symbol, dir, pattern, frame, bar, price, ago, times int
	width                                                     int
}

// The widths that do not change with the room there is, each with the blank before
// it.
const (
	marksWidth = 2 // the cursor, and what was noted
	confWidth  = 2 + 4
	timesWidth = 1 + 3
	agoWidth   = 1 + 4
	barWidth   = 1 + 5
	fixedWidth = marksWidth + 2 + 1 + 1 + confWidth + 1
)

// The least and the most that a column takes which depends on what is in it.
const (
	minuteWidth   = len("15:04")
	secondWidth   = len("15:04:05")
	symbolLeast   = len("SYMBOL")
	dirLeast      = 3
	dirMost       = 7
	frameLeast    = 4
	frameMost     = 8
	priceLeast    = 7
	patternLeast  = 8
	patternCommon = len("Three White Soldiers +2")
	patternMost   = patternCommon + 12 // the others' names
)

// columnsFor chooses the columns for a width and for what the rows need. What tells
// alerts apart comes first, then the names of the others on a candle; the bar only
// says the confidence once more.
func columnsFor(w int, n needs) columns {
	c := columns{
		time: minuteWidth, symbol: max(symbolLeast, min(n.symbol, w/4)), dir: max(dirLeast, min(n.dir, dirMost)),
		pattern: patternLeast, width: w,
	}
	if n.single {
		c.time = secondWidth
	}
	rest := w - fixedWidth - c.time - c.symbol - c.dir - c.pattern
	full := false
	take := func(col *int, width int) {
		if full = full || rest < width; !full { // what comes later in the order must not jump ahead
			*col = width
			rest -= width
		}
	}
	widen := func(to int) {
		more := max(0, min(rest, to-c.pattern))
		c.pattern += more
		rest -= more
	}
	take(&c.frame, 2+max(frameLeast, min(n.frame, frameMost)))
	take(&c.price, 2+max(priceLeast, n.price))
	widen(patternCommon)
	take(&c.times, timesWidth)
	if n.single {
		take(&c.ago, agoWidth)
	}
	widen(patternMost)
	take(&c.bar, barWidth)
	c.pattern = max(4, c.pattern+rest)
	return c
}

// header names the columns. The one that the rows are sorted by has a paint of its
// own.
func (c columns) header(l *draw.Line, t *theme.Theme, by tape.Column) string {
	p := t.Faint
	of := func(column tape.Column) theme.Paint {
		if column == by && by != tape.ByTime {
			return t.Focus
		}
		return p
	}
	l.Reset()
	l.Pad(p, marksWidth).Left(of(tape.ByTime), "TIME", c.time).Pad(p, 2).Left(of(tape.BySymbol), "SYMBOL", c.symbol)
	l.Pad(p, 1).Left(of(tape.ByDirection), "DIR", c.dir).Pad(p, 1)
	pattern := "PATTERN"
	if c.time == minuteWidth && c.pattern > patternCommon {
		pattern = "PATTERN, STRONGEST FIRST"
	}
	l.Left(of(tape.ByPattern), pattern, c.pattern)
	l.Right(of(tape.ByTimeframe), "TF", c.frame).Right(of(tape.ByConfidence), "CONF", confWidth).Pad(p, c.bar)
	l.Right(of(tape.ByPrice), "PRICE", c.price).Right(p, "AGO", c.ago)
	return l.Exactly(p, c.width)
}
