package draw

import (
	"strconv"
	"time"
)

// Age writes how long something is past, in steps, so that a table does not
// tick: now, 10 s, 30 s, 1 min, 3 h, 9 d. It takes at most six cells.
func Age(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return "now"
	case d < 30*time.Second:
		return "10 s"
	case d < time.Minute:
		return "30 s"
	}
	return coarse(d)
}

// AppendSteps is AppendAgo in the same steps as Age, for a column of four cells: now,
// 10s, 30s, 4m, 2h. What is of a clock ahead of ours is as far ahead as it is.
func AppendSteps(dst []byte, d time.Duration) []byte {
	switch {
	case d <= -time.Second:
	case d < 10*time.Second:
		d = 0
	case d < 30*time.Second:
		d = 10 * time.Second
	case d < time.Minute:
		d = 30 * time.Second
	}
	return AppendAgo(dst, d)
}

func coarse(d time.Duration) string {
	switch {
	case d < 100*time.Minute:
		return whole(d, time.Minute, "min")
	case d < 100*time.Hour:
		return whole(d, time.Hour, "h")
	}
	return whole(d, 24*time.Hour, "d")
}

func whole(d, unit time.Duration, name string) string {
	return strconv.FormatInt(int64(d/unit), 10) + " " + name
}

// Milliseconds writes a delay in milliseconds, whose unit the header says, in at
// most five cells: 0.3, 4.8, 61, 3.1k.
func Milliseconds(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	if d > 0 && ms >= 0.95 && ms < 9.95 {
		return strconv.FormatFloat(ms, 'f', 1, 64)
	}
	if d <= 0 {
		return Dash
	}
	return Short(ms)
}

// Memory writes an amount of memory with its unit, in at most seven cells: 512 B,
// 3.1 MB.
func Memory(v float64) string {
	s := Bytes(v)
	if s == Dash {
		return s
	}
	number, unit := s[:len(s)-1], s[len(s)-1:]
	if unit != "B" {
		unit += "B"
	}
	return number + " " + unit
}
