package query

import (
	"strings"
	"time"
)

// times reads moments, and notes until when they mean what they do now.
type times struct {
	now     time.Time // in the zone that is meant
	expires time.Time // when a time of the day means another day; zero for never
}

// micros is a moment as a number that can be compared: exact to the microsecond.
func micros(t time.Time) float64 { return float64(t.UnixMicro()) }

// moment reads 09:30, 2026-11-30, 2026-11-30T09:30 and today.
func (c *times) moment(text string) (float64, error) {
	if strings.EqualFold(text, "today") {
		return micros(c.atClock(time.Time{})), nil
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return micros(c.atClock(t)), nil
		}
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, strings.ToUpper(text), c.now.Location()); err == nil {
			return micros(t), nil
		}
	}
	return 0, errNotRead
}

// atClock is the last time that the clock showed what t says.
func (c *times) atClock(t time.Time) time.Time {
	on := func(days int) time.Time {
		y, m, d := c.now.Date()
		return time.Date(y, m, d+days, t.Hour(), t.Minute(), t.Second(), 0, c.now.Location())
	}
	last, next := on(0), on(1)
	if last.After(c.now) {
		last, next = on(-1), last
	}
	if c.expires.IsZero() || next.Before(c.expires) {
		c.expires = next
	}
	return last
}
