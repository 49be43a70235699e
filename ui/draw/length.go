package draw

import (
	"strconv"
	"time"
)

// Length writes a length of time in words, as exactly as it matters: 252 ms,
// 12.4 s, 3 min, 5 h, 2 days.
func Length(d time.Duration) string {
	unit, name := 24*time.Hour, " days"
	switch {
	case d < time.Second-time.Millisecond/2:
		unit, name = time.Millisecond, " ms"
	case d < 100*time.Second-50*time.Millisecond:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
	case d < time.Hour-30*time.Second:
		unit, name = time.Minute, " min"
	case d < 48*time.Hour-30*time.Minute:
		unit, name = time.Hour, " h"
	}
	return strconv.FormatInt(int64(max(0, d).Round(unit)/unit), 10) + name
}
