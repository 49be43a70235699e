package bars

import (
	"fmt"
	"math"
	"time"
)

// Fault says in a few words why the bar cannot be, or "" if it can: prices are
// finite and above 0, the high at least and the low at most open and close, the
// volume finite and not below 0. Bars from files and simulated ones are held to
// the same.
func (b Bar) Fault() string {
	for _, p := range [...]struct {
		name  string
		value float64
	}{{"open", b.Open}, {"high", b.High}, {"low", b.Low}, {"close", b.Close}} {
		if !(p.value > 0) || math.IsInf(p.value, 1) {
			return fmt.Sprintf("%s %v is not a price above 0", p.name, p.value)
		}
	}
	switch {
	case b.High < b.Open:
		return fmt.Sprintf("high %v is below the open %v", b.High, b.Open)
	case b.High < b.Close:
		return fmt.Sprintf("high %v is below the close %v", b.High, b.Close)
	case b.Low > b.Open:
		return fmt.Sprintf("low %v is above the open %v", b.Low, b.Open)
	case b.Low > b.Close:
		return fmt.Sprintf("low %v is above the close %v", b.Low, b.Close)
	case !(b.Volume >= 0) || math.IsInf(b.Volume, 1):
		return fmt.Sprintf("volume %v is not 0 or more", b.Volume)
	}
	return ""
}

// Between is the part of the series that begins on the days from the one to
// the other, both inclusive; of the times only the date in UTC counts. A zero
// time is no limit. It shares the bars with s.
//
// The error tells a person what there is instead: a *RangeError.
func (s Series) Between(from, to time.Time) (Series, error) {
	begin, end := 0, len(s.Bars)
	if !from.IsZero() {
		begin = s.index(dayOf(from.Unix()) * daySeconds)
	}
	if !to.IsZero() {
		end = s.index((dayOf(to.Unix()) + 1) * daySeconds)
	}
	if begin >= end {
		return Series{}, s.none(from, to)
	}
	return Series{Symbol: s.Symbol, Bars: s.Bars[begin:end:end]}, nil
}

// index is the place of the first bar at or after a time.
func (s Series) index(at int64) int {
	lo, hi := 0, len(s.Bars)
	for lo < hi {
		mid := (lo + hi) / 2
		if s.Bars[mid].Time < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (s Series) none(from, to time.Time) error {
	e := &RangeError{Symbol: s.Symbol, From: from, To: to}
	if n := len(s.Bars); n > 0 {
		e.First, e.Last = time.Unix(s.Bars[0].Time, 0).UTC(), time.Unix(s.Bars[n-1].Time, 0).UTC()
	}
	return e
}
