package backtest

import (
	"time"
)

const (
	secondsPerDay = 24 * 60 * 60
	minutesPerDay = 24 * 60
)

// Day is when a bar begins: a day in UTC, counted since 1970-01-01. In a backtest on
// bars shorter than a day it is a minute, counted from minuteZero on, so that the one
// is not mistaken for the other. Both fit four bytes, of which every bar has some.
type Day int32

// minuteZero is the first minute of 1970-01-01; days are far below, for a million
// years.
const minuteZero Day = 1 << 30

// DayOf is the day in UTC of a point in time.
func DayOf(t time.Time) Day { return dayAt(t.Unix()) }

func dayAt(unix int64) Day { return floored(unix, secondsPerDay) }

func minuteAt(unix int64) Day { return minuteZero + floored(unix, 60) }

// floored is a/b rounded down: a division cuts towards 0.
func floored(a, b int64) Day {
	if a < 0 {
		a -= b - 1
	}
	return Day(a / b)
}

// minute reports whether it is one.
func (d Day) minute() bool { return d > minuteZero/2 }

// day is the day, also of a minute.
func (d Day) day() Day {
	if d.minute() {
		return floored(int64(d-minuteZero), minutesPerDay)
	}
	return d
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

// Time is the beginning of the day or the minute.
func (d Day) Time() time.Time {
	if d.minute() {
		return time.Unix(int64(d-minuteZero)*60, 0).UTC()
	}
	return time.Unix(int64(d)*secondsPerDay, 0).UTC()
}

// String writes a day as 2024-12-31, and a minute as 2024-12-31T15:59:00Z.
func (d Day) String() string { return string(d.append(nil)) }

// append writes it in a quarter of the time that a layout takes.
func (d Day) append(to []byte) []byte {
	t := d.Time()
	year, month, day := t.Date()
	to = two(two(to, year/100), year%100)
	to = two(append(two(append(to, '-'), int(month)), '-'), day)
	if d.minute() {
		to = two(append(two(append(to, 'T'), t.Hour()), ':'), t.Minute())
		to = append(to, ":00Z"...)
	}
	return to
}

func two(to []byte, n int) []byte { return append(to, byte('0'+n/10), byte('0'+n%10)) }

// MarshalText writes it as String does.
func (d Day) MarshalText() ([]byte, error) { return d.append(nil), nil }
