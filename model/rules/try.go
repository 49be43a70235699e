package rules

import (
	"context"
	"iter"
	"time"

	"tickdeck/model"
)

// Trial is what a rule would have done about alerts that came before.
type Trial struct {
	Today   Tally     // since midnight
	Week    int       // how often it would have fired in the last seven days
	Days    float64   // of the last seven of which something is kept
	Oldest  time.Time // the first alert that was looked at; zero if there was none
	Looked  int       // how many were looked at
	Stopped bool      // the context ended before all were
}

// PerDay is how often it would have fired a day. ok is false where less than a day is
// kept: that says nothing of a week.
func (t *Trial) PerDay() (perDay float64, ok bool) {
	if t.Days < 1 {
		return 0, false
	}
	return float64(t.Week) / t.Days, true
}

// Try lets a rule see alerts in the order in which they came, as if each were just
// coming in. What is muted now counts as held back. Around is not shared with an
// engine: Try may run beside it.
func Try(ctx context.Context, r Rule, around Around, alerts iter.Seq[*model.Alert], now time.Time) (Trial, *Error) {
	r.Off = false
	e := New(around)
	e.Set([]Rule{r}, now)
	if err := e.rules[0].err; err != nil {
		return Trial{}, err
	}
	const day = 24 * time.Hour
	t := Trial{}
	rule, weekAgo := &e.rules[0], now.Add(-7*day)
	for a := range alerts {
		if t.Looked++; t.Looked%4096 == 0 && ctx.Err() != nil {
			t.Stopped = true
			break
		}
		if a.Arrived.Before(weekAgo) {
			continue
		}
		if t.Oldest.IsZero() {
			t.Oldest = a.Arrived
		}
		before := rule.Fired
		newDay := e.day
		e.Take(a, a.Arrived)
		if !e.day.Equal(newDay) {
			before = 0
		}
		t.Week += rule.Fired - before
		rule.waiting = nil // nobody carries it out
	}
	if today := dayOf(e.local(now)); e.day.Equal(today) {
		t.Today = rule.Tally
	}
	if !t.Oldest.IsZero() {
		t.Days = min(7, now.Sub(t.Oldest).Hours()/24)
	}
	return t, nil
}
