package rules

import (
	"time"

	"tickdeck/model"
	"tickdeck/model/query"
)

// Around is what the rules may ask of the world that they are in.
type Around struct {
	query.Around                                    // Clock.Zone counts; the time is given with each call
	Open         func(time.Time) bool               // whether the market is open; nil if nobody knows: it is taken for open
	Muted        func(*model.Alert, time.Time) bool // nil if nothing is
}

// Engine applies rules to alerts in the order in which they come. It belongs to one
// goroutine.
type Engine struct {
	schema *query.Schema[query.Event]
	around Around
	rules  []running
	shows  []*running // those that change how alerts are listed
	ring   ringer
	day    time.Time
	still  pause
	rev    uint64
}

// pause is a time in which nothing was seen.
type pause struct{ from, to time.Time }

// running is a rule with what it remembers.
type running struct {
	compiled
	limits
	Tally
	burst   burst // that it will fire for
	waiting []Fire
}

// New makes an engine that has no rules yet.
func New(around Around) *Engine { return &Engine{schema: query.Alerts(), around: around} }

// Set replaces the rules. One that has not changed goes on where it was; of those
// that share a name only the first works. now is the time by which they are read.
func (e *Engine) Set(rules []Rule, now time.Time) {
	e.around.Now = now
	before := map[string]*running{}
	for i := range e.rules {
		before[e.rules[i].Name] = &e.rules[i]
	}
	next := make([]running, 0, min(len(rules), MaxRules))
	names := map[string]bool{}
	for _, r := range rules[:min(len(rules), MaxRules)] {
		n := running{compiled: compile(r, e.schema, e.around.Clock), limits: newLimits()}
		if names[r.Name] && n.err == nil {
			n.err = wrong(r.Place, "name", errSameName)
		}
		if old := before[r.Name]; old != nil && !names[r.Name] {
			n.limits, n.Tally, n.burst = old.limits, old.Tally, old.burst
			if old.CoolDown != r.CoolDown || old.Hourly != r.Hourly {
				n.hour, n.at = nil, 0
			}
		}
		names[r.Name] = true
		next = append(next, n)
	}
	e.rules, e.shows = next, nil
	for i := range e.rules {
		if r := &e.rules[i]; r.works() && r.Shows() {
			e.shows = append(e.shows, r)
		}
	}
	e.rev++
}

func (r *running) works() bool { return r.err == nil && !r.Off }

// Rev grows with every change of the rules and of what they have counted.
func (e *Engine) Rev() uint64 { return e.rev }

// Take applies every rule to an alert that has just come.
func (e *Engine) Take(a *model.Alert, now time.Time) {
	e.begin(now)
	ev := query.Event{Alert: a, Around: &e.around.Around}
	for i := range e.rules {
		if r := &e.rules[i]; r.works() && r.query.Match(ev) {
			e.matched(r, a, now)
			e.rev++
		}
	}
}

// Stood notes that nothing was seen between two times: the deck was suspended, or the
// machine slept. What was sent meanwhile may come only behind that.
func (e *Engine) Stood(from, to time.Time) { e.still = pause{from, to} }

// came is when an alert came, or would have come had the deck not stood still.
func (e *Engine) came(a *model.Alert) time.Time {
	if sent := a.EventTime; sent.After(e.still.from) && sent.Before(e.still.to) {
		return sent
	}
	return a.Arrived
}

// begin sets the clock: a new day counts anew, and a time of the day in a query means
// another one.
func (e *Engine) begin(now time.Time) {
	if e.around.Now.Equal(now) && !e.day.IsZero() {
		return
	}
	e.around.Now = now
	day := dayOf(e.local(now))
	if !day.Equal(e.day) {
		for i := range e.rules {
			e.rules[i].Tally = Tally{}
		}
		e.day = day
		e.rev++
	}
	for i := range e.rules {
		if r := &e.rules[i]; r.works() {
			r.renew(e.schema, e.around.Clock)
		}
	}
}

func (e *Engine) local(t time.Time) time.Time {
	if e.around.Zone == nil {
		return t.UTC()
	}
	return t.In(e.around.Zone)
}

// matched decides what becomes of an alert that a rule speaks of.
func (e *Engine) matched(r *running, a *model.Alert, now time.Time) {
	why, held := e.silences(r, a, now)
	silent := held
	if !held {
		why, held = r.blocks(&r.compiled, a, now)
	}
	gathers := r.Calls() && !r.Each
	inBurst := gathers && r.burst.best != nil && !r.burst.over(now)
	if !held && inBurst {
		why, held = Burst, true
		r.seen(a)
	}
	r.note(Moment{Alert: a, At: now, Fired: !held, Held: why})
	switch {
	case silent:
		return
	case !held:
		r.fired(&r.compiled, a, now)
		e.fire(r, a, now)
	case inBurst:
		r.burst.add(a, now)
	}
	if held && r.Rings() {
		e.ring.heldBack(a, now)
	}
}

// silences says whether an alert is not for now at all.
func (e *Engine) silences(r *running, a *model.Alert, now time.Time) (Reason, bool) {
	switch {
	case now.Sub(e.came(a)) > latest:
		return Late, true
	case e.around.Muted != nil && e.around.Muted(a, now):
		return Muted, true
	case r.MarketHours && e.around.Open != nil && !e.around.Open(now):
		return Closed, true
	case r.hasQuiet && r.quiet.has(e.local(now)):
		return Quiet, true
	}
	return 0, false
}
