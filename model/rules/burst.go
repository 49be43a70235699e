package rules

import (
	"time"

	"tickdeck/model"
)

const (
	// lull ends a burst: nothing more has come for so long.
	lull = 250 * time.Millisecond
	// longestBurst ends it however much is still coming.
	longestBurst = 2 * time.Second
	// RingEvery is how far apart all rules together ring at least.
	RingEvery = 10 * time.Second
	// latest is how old an alert may be for a rule to fire on it.
	latest = time.Minute
)

// burst are alerts that came close together, of which one is told.
type burst struct {
	best        *model.Alert // nil while there is none
	first, last time.Time
	more        int // beside the best
}

func (b *burst) add(a *model.Alert, now time.Time) {
	switch {
	case b.best == nil:
		b.best, b.first = a, now
	case stronger(a, b.best):
		b.best = a
		b.more++
	default:
		b.more++
	}
	b.last = now
}

// over reports whether there was one, and nothing is to be waited for any more.
func (b *burst) over(now time.Time) bool {
	return b.best != nil && (now.Sub(b.last) >= lull || now.Sub(b.first) >= longestBurst)
}

// stronger compares by confidence; of equal ones the first is kept.
func stronger(a, b *model.Alert) bool {
	if !model.Known(b.Confidence) {
		return model.Known(a.Confidence)
	}
	return a.Confidence > b.Confidence // never if it is not known
}

// Fire asks for what a rule does outside of the deck.
type Fire struct {
	Rule  Rule
	Alert *model.Alert
	At    time.Time
	More  int // alerts of the same burst that are told with it
}

// Ring asks for the bell or a notification, for all rules together.
type Ring struct {
	Rule         string // the first that asked
	Alert        *model.Alert
	More         int // alerts that rules would have told beside it, since the ring before
	Bell, Notify bool
}

// ringer gathers what rings.
type ringer struct {
	burst
	rule         string
	bell, notify bool
	last         time.Time // when it rang
}

func (r *ringer) ask(c *compiled, a *model.Alert, now time.Time) {
	first := r.best == nil
	r.add(a, now)
	if first || r.best == a {
		r.rule = c.Name
	}
	r.bell, r.notify = r.bell || c.Bell, r.notify || c.Notify
}

// due is the ring that is to be made now, if any.
func (r *ringer) due(now time.Time) (Ring, bool) {
	if !r.over(now) || !r.last.IsZero() && now.Sub(r.last) < RingEvery {
		return Ring{}, false
	}
	out := Ring{Rule: r.rule, Alert: r.best, More: r.more, Bell: r.bell, Notify: r.notify}
	*r = ringer{last: now}
	return out, true
}
