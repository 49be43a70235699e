package rules

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MaxSpan is the longest time that a cool-down or a mute can be given.
const MaxSpan = 366 * 24 * time.Hour

// ParseSpan reads a length of time: 30s, 5m, 15 min, 2h, 1d.
func ParseSpan(text string) (time.Duration, error) {
	compact := strings.ToLower(strings.ReplaceAll(text, " ", ""))
	compact = strings.TrimSuffix(compact, "in") // 15min
	if days, ok := strings.CutSuffix(compact, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n <= int(MaxSpan/(24*time.Hour)) {
			compact = strconv.Itoa(n*24) + "h"
		}
	}
	d, err := time.ParseDuration(compact)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%s is no length of time: write 30s, 5m, 2h or 1d", quoted(text))
	case d <= 0 || d > MaxSpan:
		return 0, fmt.Errorf("%s is out of range: more than nothing, and at most a year", quoted(text))
	}
	return d, nil
}

// hours are two times of the day, as minutes; the second may be the smaller one.
type hours struct{ from, to int }

func parseHours(text string) (hours, error) {
	from, to, ok := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	a, errA := time.Parse("15:04", strings.TrimSpace(from))
	b, errB := time.Parse("15:04", strings.TrimSpace(to))
	if !ok || errA != nil || errB != nil {
		return hours{}, fmt.Errorf("%s are no hours of the day: write 22:00-07:00", quoted(text))
	}
	h := hours{a.Hour()*60 + a.Minute(), b.Hour()*60 + b.Minute()}
	if h.from == h.to {
		return hours{}, errors.New("these hours begin when they end: write 22:00-07:00, or switch the rule off")
	}
	return h, nil
}

// has reports whether it is then, by the clock of the time's own zone.
func (h hours) has(t time.Time) bool {
	m := t.Hour()*60 + t.Minute()
	if h.from < h.to {
		return m >= h.from && m < h.to
	}
	return m >= h.from || m < h.to
}

// MaxHourly is the highest limit of how often a rule fires in an hour.
const MaxHourly = 3600

func parseHourly(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > MaxHourly {
		return 0, fmt.Errorf("%s is no limit for an hour: write 1 to %d", quoted(text), MaxHourly)
	}
	return n, nil
}

// dayOf is the day of a moment, in its zone.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
