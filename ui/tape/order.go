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
	ByVolume
	BySource
	ByTier
	ByArrival
	ByLatency
	ByChannel
	ByMetadata
)

// Order is a column, and whether it is turned round.
type Order struct {
	By      Column
	Reverse bool
	Field   string // of ByMetadata: the name of the value
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
	default:
		return o.compareRest(x, y)
	}
	if o.Reverse {
		return -c
	}
	return c
}

// compareRest is compare for the columns that a list has only if somebody asks for them.
func (o Order) compareRest(x, y *model.Alert) (c int) {
	switch o.By {
	case ByVolume:
		return number(x.Volume, y.Volume, !o.Reverse)
	case BySource:
		return text(x.Source, y.Source, o.Reverse)
	case ByTier:
		return text(x.Tier, y.Tier, o.Reverse)
	case ByMetadata:
		if c = number(x.Metadata.Number(o.Field), y.Metadata.Number(o.Field), !o.Reverse); c != 0 {
			return c
		}
		return text(x.Metadata.Text(o.Field), y.Metadata.Text(o.Field), o.Reverse)
	case ByLatency:
		return number(latency(x), latency(y), !o.Reverse)
	case ByArrival:
		c = y.Arrived.Compare(x.Arrived)
	case ByChannel:
		c = cmp.Compare(x.Channel, y.Channel)
	}
	if o.Reverse {
		return -c
	}
	return c
}

// latency is how long an alert was on its way; none where nobody said when it was sent.
func latency(a *model.Alert) float64 {
	if a.EventTime.IsZero() {
		return model.None()
	}
	return a.Arrived.Sub(a.EventTime).Seconds()
}

// text compares two texts, of which one that nobody sent comes last.
func text(a, b string, turned bool) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	case turned:
		return strings.Compare(b, a)
	}
	return strings.Compare(a, b)
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
