package tape

import (
	"cmp"
	"strings"

	"tickdeck/model"
)

// Column is what rows are sorted by.
type Column uint8

// The columns. ByTime is the order of the feed; it alone has rows for what is no
// alert.
const (
	ByTime Column = iota
	BySymbol
	ByDirection
	ByPattern
	ByTimeframe
	ByConfidence
	ByPrice
)

// Order is a column, and whether it is turned round.
type Order struct {
	By      Column
	Reverse bool
}

// above reports whether a stands above b. Rows of the same candle keep together.
func (o Order) above(a, b *Row) bool {
	if a.candle != nil && a.candle == b.candle && !a.alone && !b.alone {
		return a.part < b.part
	}
	a, b = a.whole(), b.whole()
	c := 0
	if o.By != ByTime {
		c = o.compare(a, b)
	}
	if c == 0 {
		c = cmp.Compare(b.block, a.block)
		if o.By == ByTime && o.Reverse {
			c = -c
		}
	}
	if c == 0 {
		c = together(a, b)
	}
	return c < 0
}

// compare says by the column which of two rows comes first. What has no value is
// last, however it is turned.
func (o Order) compare(a, b *Row) (c int) {
	x, y := a.Alert, b.Alert
	switch o.By {
	case BySymbol:
		c = strings.Compare(x.Symbol, y.Symbol)
	case ByDirection:
		c = cmp.Compare(b.balance(), a.balance())
	case ByPattern:
		c = strings.Compare(x.Pattern, y.Pattern)
	case ByTimeframe:
		c = cmp.Compare(model.BarLength(x.Timeframe), model.BarLength(y.Timeframe))
	case ByConfidence:
		return number(x.Confidence, y.Confidence, !o.Reverse)
	case ByPrice:
		return number(x.Price, y.Price, !o.Reverse)
	}
	if o.Reverse {
		return -c
	}
	return c
}

// together is the order among what came at once: what was asked for first, then what
// is the best of its kind, then the alphabet. Never the order of arrival, which says
// nothing.
func together(a, b *Row) int {
	if c := cmp.Compare(b.rank, a.rank); c != 0 {
		return c
	}
	if a.Alert == nil || b.Alert == nil {
		return cmp.Compare(b.id, a.id)
	}
	if c := number(a.Alert.Confidence, b.Alert.Confidence, true); c != 0 {
		return c
	}
	if c := strings.Compare(a.Alert.Symbol, b.Alert.Symbol); c != 0 {
		return c
	}
	return cmp.Compare(b.id, a.id)
}

// number compares two numbers, of which one that nobody sent comes last.
func number(a, b float64, falling bool) int {
	switch known := model.Known(a); {
	case known != model.Known(b):
		if known {
			return -1
		}
		return 1
	case !known:
		return 0
	case falling:
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
