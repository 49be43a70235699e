package bars

import (
	"math"
	"time"
)

const minuteSeconds = 60

// Builder makes minute bars of the ticks of one symbol. The zero Builder is
// ready for use, by one goroutine.
//
// A bar begins on the full minute and closes with the first tick of a later
// one, or when Close is told that its minute is over. A minute without a tick
// has no bar: none is made up. Within a minute the order of arrival decides
// which tick is the open and which the close.
type Builder struct {
	bar  Bar
	open bool  // bar has ticks and may get more
	done int64 // ticks before this Unix second are late: those before 1970 always are
	late uint64
	bad  uint64
}

// Add takes a tick, and returns the bar that it closes, if it does. It does not
// allocate.
func (b *Builder) Add(at time.Time, price, volume float64) (closed Bar, ok bool) {
	if !(price > 0) || math.IsInf(price, 1) || !(volume >= 0) || math.IsInf(volume, 1) {
		b.bad++
		return Bar{}, false
	}
	minute := floorDiv(at.Unix(), minuteSeconds) * minuteSeconds
	switch {
	case b.open && minute == b.bar.Time:
		b.bar.High, b.bar.Low = max(b.bar.High, price), min(b.bar.Low, price)
		b.bar.Close = price
		b.bar.Volume += volume
		return Bar{}, false
	case minute < b.done:
		b.late++
		return Bar{}, false
	}
	closed, ok = b.bar, b.open
	b.bar = Bar{minute, price, price, price, price, volume}
	b.open, b.done = true, minute
	return closed, ok
}

// Close returns the open bar if its minute is over at now. Ticks of that minute
// that come after it are late.
func (b *Builder) Close(now time.Time) (closed Bar, ok bool) {
	if !b.open || now.Unix() < b.bar.Time+minuteSeconds {
		return Bar{}, false
	}
	b.open, b.done = false, b.bar.Time+minuteSeconds
	return b.bar, true
}

// Late is how many ticks came after their bar had closed, and are in no bar.
func (b *Builder) Late() uint64 { return b.late }

// Bad is how many ticks had a price that was none, or a volume below 0, and are
// in no bar.
func (b *Builder) Bad() uint64 { return b.bad }

// Days gathers bars whose times ascend into one for each date in UTC that has
// any.
func Days(bars []Bar) []Bar {
	var days []Bar
	for _, b := range bars {
		day := dayOf(b.Time) * daySeconds
		if n := len(days); n > 0 && days[n-1].Time == day {
			days[n-1].merge(b)
			continue
		}
		b.Time = day
		days = append(days, b)
	}
	return days
}

// merge adds the bar that follows.
func (b *Bar) merge(next Bar) {
	b.High, b.Low, b.Close = max(b.High, next.High), min(b.Low, next.Low), next.Close
	b.Volume += next.Volume
}
