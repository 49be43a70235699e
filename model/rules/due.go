package rules

import (
	"errors"
	"time"

	"tickdeck/model"
	"tickdeck/model/query"
)

var errSameName = errors.New("another rule has this name: give it one of its own")

// Due hands over what is to be done by now, and forgets it. It is called with every
// look at the clock, also when no alert came.
func (e *Engine) Due(now time.Time) (fires []Fire, ring Ring, rings bool) {
	e.begin(now)
	for i := range e.rules {
		r := &e.rules[i]
		fires = append(fires, r.waiting...)
		r.waiting = nil
		if r.burst.over(now) {
			fires = append(fires, Fire{r.Rule, r.burst.best, now, r.burst.more})
			r.burst = burst{}
		}
	}
	ring, rings = e.ring.due(now)
	return fires, ring, rings
}

// maxWaiting is how many times one rule fires at most between two looks at the clock.
const maxWaiting = 1_000

// fire notes what a rule is to do for an alert.
func (e *Engine) fire(r *running, a *model.Alert, now time.Time) {
	switch {
	case r.Calls() && !r.Each:
		if r.burst.over(now) { // the one before was not asked for yet
			r.wait(Fire{r.Rule, r.burst.best, now, r.burst.more})
			r.burst = burst{}
		}
		r.burst.add(a, now)
	case r.Calls():
		r.wait(Fire{r.Rule, a, now, 0})
	}
	if r.Rings() {
		e.ring.ask(&r.compiled, a, now)
	}
}

func (r *running) wait(f Fire) {
	if len(r.waiting) < maxWaiting {
		r.waiting = append(r.waiting, f)
		return
	}
	r.Overrun++
}

// heldBack counts an alert that would have rung. While a ring waits it is told the
// strongest of them.
func (r *ringer) heldBack(a *model.Alert, now time.Time) {
	if r.best != nil {
		r.add(a, now)
		return
	}
	r.more++
}

// Style says how an alert is listed: in which style, "" for the usual, and whether it
// is pinned. The first rule that says something of it counts.
func (e *Engine) Style(a *model.Alert) (style string, pinned bool) {
	if len(e.shows) == 0 {
		return "", false
	}
	ev := query.Event{Alert: a, Around: &e.around.Around}
	for _, r := range e.shows {
		if style != "" && (pinned || !r.Pin) || !r.query.Match(ev) {
			continue
		}
		pinned = pinned || r.Pin
		if style == "" {
			style = r.Highlight
		}
	}
	return style, pinned
}

// Status is a rule, what is wrong with it, and what it did today.
type Status struct {
	Rule
	Err   *Error // nil if it works
	Tally *Tally
}

// Status of every rule, in their order. It is good until the next call of another
// method.
func (e *Engine) Status() []Status {
	out := make([]Status, len(e.rules))
	for i := range e.rules {
		r := &e.rules[i]
		out[i] = Status{r.Rule, r.err, &r.Tally}
	}
	return out
}
