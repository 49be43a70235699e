package groups

import (
	"cmp"
	"strings"

	"tickdeck/model"
	"tickdeck/model/activity"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// column is what rows can be sorted by.
type column uint8

// The columns from left to right.
const (
	byName column = iota
	byCount
	byRate
	byLast
	byBest
	byBalance
)

var columnNames = [...]string{"name", "count", "rate", "last", "best", "balance"}

// compare says which of two groups is above the other.
func (k *grouping) compare(a, b *activity.Group) int {
	order := 0
	switch k.by {
	case byName:
	case byCount:
		order = cmp.Compare(a.All.Total(), b.All.Total())
	case byRate:
		order = cmp.Compare(a.Lately(rateMinutes), b.Lately(rateMinutes))
	case byLast:
		order = a.Last.Arrived.Compare(b.Last.Arrived)
	case byBest:
		order = cmp.Compare(bestOf(a), bestOf(b))
	case byBalance: // what has none is below, whichever way
		x, y := a.All.Balance(), b.All.Balance()
		if model.Known(x) != model.Known(y) {
			return map[bool]int{true: -1, false: 1}[model.Known(x)]
		}
		order = cmp.Compare(x, y)
	}
	names := cmp.Compare(a.Name, b.Name)
	switch {
	case k.by == byName && !k.up:
		return -names
	case k.up:
		return cmp.Or(order, names)
	}
	return cmp.Or(-order, names)
}

// bestOf is the highest confidence, and below all others where there is none.
func bestOf(g *activity.Group) float64 {
	if g.Best == nil {
		return -1
	}
	return g.Best.Confidence
}

// columns are the widths of what a row shows; 0 leaves a column out.
type columns struct{ name, count, rate, last, age, best, sums, bar, width int }

// The widths that columns have, each with the blanks before it.
const (
	nameLeast = 10 // for the header of the timeframes, and the arrow of the order
	nameMost  = 32
	countCell = 8
	rateLeast = 2 + 10
	rateMost  = 2 + rateMinutes
	lastLeast = 5 // without the blanks
	lastMost  = 2 + 32
	ageCell   = 1 + 4
	bestCell  = 2 + 4
	sumCell   = 6
	barHalf   = 6
	barCell   = 3 + 2*barHalf
)

// needs are the cells that the rows would take in the columns with names.
type needs struct{ name, last int }

// columnsFor chooses the columns for a width. What counts comes first; the curve and
// the names of what came last have what is left.
func columnsFor(w int, n needs) columns {
	last := 2 + max(lastLeast, n.last)
	c := columns{name: max(nameLeast, min(n.name, nameMost, w/4)), count: countCell, width: w}
	rest := w - 1 - c.name - c.count - 1
	if rest < 0 { // the name gives way
		c.name = max(1, c.name+rest)
		rest = 0
	}
	full := false
	take := func(col *int, width int) {
		if full = full || rest < width; !full {
			*col = width
			rest -= width
		}
	}
	widen := func(col *int, to int) {
		if *col > 0 {
			more := max(0, min(rest, to-*col))
			*col += more
			rest -= more
		}
	}
	take(&c.sums, 3*sumCell)
	take(&c.best, bestCell)
	take(&c.rate, rateLeast)
	take(&c.last, min(last, lastMost/2))
	take(&c.age, ageCell)
	widen(&c.last, min(last, 2+20))
	take(&c.bar, barCell)
	widen(&c.rate, rateMost)
	widen(&c.last, min(last, lastMost))
	widen(&c.name, max(c.name, n.name)+2)
	return c
}

// sortable are the columns that show.
func (c columns) sortable() []column {
	out := []column{byName, byCount}
	for _, k := range [...]struct {
		width int
		by    column
	}{{c.rate, byRate}, {c.last, byLast}, {c.best, byBest}, {c.sums, byBalance}} {
		if k.width > 0 {
			out = append(out, k.by)
		}
	}
	return out
}

func (c columns) header(l *draw.Line, t *theme.Theme, k *grouping) string {
	l.Reset()
	head := func(by column, text string) (theme.Paint, string) {
		if by == k.by {
			return t.Focus, text + arrow(k.up)
		}
		return t.Faint, text
	}
	paint, text := head(byName, strings.ToUpper(k.name))
	l.Pad(t.Text, 1).Left(paint, text, c.name)
	paint, text = head(byCount, "COUNT")
	l.Right(paint, text, c.count)
	if c.rate > 0 {
		paint, text = head(byRate, "30 MIN")
		l.Pad(t.Text, 2).Left(paint, text, c.rate-2)
	}
	if c.last > 0 {
		paint, text = head(byLast, "LAST")
		l.Pad(t.Text, 2).Left(paint, text, c.last-2).Right(t.Faint, "AGO", c.age)
	}
	paint, text = head(byBest, "BEST")
	l.Right(paint, text, c.best)
	if c.sums > 0 {
		s := &t.Styles
		l.Right(s.Bull, theme.GlyphBull, sumCell).Right(s.Bear, theme.GlyphBear, sumCell).Right(s.Even, theme.GlyphNeutral, sumCell)
		paint, text = head(byBalance, "")
		if c.bar > 0 {
			paint, text = head(byBalance, "BALANCE")
			l.Pad(t.Text, 2).Left(paint, text, c.bar-2)
		} else {
			l.Left(paint, text, 1)
		}
	}
	return l.Exactly(t.Text, c.width)
}
