package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Close says when the market closes next, after a time. ok is false if nobody knows.
type Close func(after time.Time) (at time.Time, ok bool)

// forGood are the ways to say that a mute has no end.
var forGood = []string{"", "good", "for good", "forever", "always"}

// ParseUntil reads the end of a mute: 15m, 16:00, the close, 2026-11-30, for good. The
// time is zero for good. now is in the zone that is meant; closes may be nil.
func ParseUntil(text string, now time.Time, closes Close) (time.Time, error) {
	word := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if slices.Contains(forGood, word) {
		return time.Time{}, nil
	}
	if word == "close" || word == "the close" {
		return untilClose(now, closes)
	}
	if t, err := time.Parse("15:04", word); err == nil {
		return nextAt(t, now), nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", "2006-01-02T15:04", time.RFC3339} {
		at, err := time.ParseInLocation(layout, strings.ToUpper(word), now.Location())
		switch {
		case err != nil:
		case !at.After(now):
			return time.Time{}, fmt.Errorf("%s has passed: write a time to come", quoted(text))
		default:
			return at, nil
		}
	}
	d, err := ParseSpan(word)
	if err != nil {
		return time.Time{}, fmt.Errorf("%s is no end: write 15m, 16:00, the close, 2026-11-30 or for good", quoted(text))
	}
	return now.Add(d), nil
}

func untilClose(now time.Time, closes Close) (time.Time, error) {
	if closes != nil {
		if at, ok := closes(now); ok {
			return at, nil
		}
	}
	return time.Time{}, errors.New("nobody knows here when the market closes: write a time such as 16:00")
}

// nextAt is when the clock shows a time of the day next.
func nextAt(t, now time.Time) time.Time {
	y, m, d := now.Date()
	at := time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, now.Location())
	if !at.After(now) {
		at = time.Date(y, m, d+1, t.Hour(), t.Minute(), 0, 0, now.Location())
	}
	return at
}
