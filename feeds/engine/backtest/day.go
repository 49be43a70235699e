package backtest

import (
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

const secondsPerDay = 24 * 60 * 60

// Day is a day in UTC, counted since 1970-01-01.
type Day int32

// DayOf is the day in UTC of a point in time.
func DayOf(t time.Time) Day { return dayAt(t.Unix()) }

func dayOf(b *bars.Bar) Day { return dayAt(b.Time) }

func dayAt(unix int64) Day {
	if unix < 0 { // a division cuts towards 0
		unix -= secondsPerDay - 1
	}
	return Day(unix / secondsPerDay)
}

// weekdaysBetween are those after a day and before another: Monday to Friday.
func weekdaysBetween(a, b Day) (n int) {
	for d := a + 1; d < b; d++ {
		if w := d.Time().Weekday(); w != time.Saturday && w != time.Sunday {
			n++
		}
	}
	return n
}

// Time is the beginning of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// String writes the day as YYYY-MM-DD.
func (d Day) String() string { return d.Time().Format(model.DateLayout) }

// append writes the day as YYYY-MM-DD, in a quarter of the time that a layout takes.
func (d Day) append(to []byte) []byte {
	year, month, day := d.Time().Date()
	to = two(two(to, year/100), year%100)
	return two(append(two(append(to, '-'), int(month)), '-'), day)
}

func two(to []byte, n int) []byte { return append(to, byte('0'+n/10), byte('0'+n%10)) }

// MarshalText writes the day as YYYY-MM-DD.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
