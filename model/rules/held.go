package rules

import (
	"time"

	"tickdeck/model"
)

// Reason is why a rule held an alert back.
type Reason uint8

// The reasons, in the order in which they are looked for.
const (
	Late   Reason = iota // it came too long before it was seen: the screen stood still
	Muted                // its symbol or pattern is muted
	Closed               // the market is
	Quiet                // these are quiet hours
	Candle               // the rule has fired on this candle
	Cooling
	Hourly
	Burst // it is counted with the one that the rule fires for
	reasons
)

var reasonNames = [reasons]string{
	"it came late", "muted", "market closed", "quiet hours", "fired on the same candle", "cool-down", "hourly limit", "same burst",
}

// String is the reason for people.
func (r Reason) String() string { return reasonNames[r] }

// Reasons are all there are.
func Reasons() (out []Reason) {
	for r := range reasons {
		out = append(out, r)
	}
	return out
}

// Held counts what was held back, by reason.
type Held [reasons]int

// Total sums them.
func (h *Held) Total() (n int) {
	for _, k := range h {
		n += k
	}
	return n
}

// Most is the reason of the largest part.
func (h *Held) Most() (most Reason) {
	for r := range reasons {
		if h[r] > h[most] {
			most = r
		}
	}
	return most
}

// Moment is one alert that a rule spoke of, and what became of it.
type Moment struct {
	Alert *model.Alert
	At    time.Time
	Fired bool
	Held  Reason // if it was not
}

// keptMoments is how many a rule remembers, to show them.
const keptMoments = 200

// Tally is what one rule did on a day.
type Tally struct {
	Fired   int
	Held    Held
	Overrun int // fired, but so often at once that it was not carried out

	moments []Moment
	next    int
}

func (t *Tally) note(m Moment) {
	if m.Fired {
		t.Fired++
	} else {
		t.Held[m.Held]++
	}
	if len(t.moments) < keptMoments {
		t.moments = append(t.moments, m)
		return
	}
	t.moments[t.next] = m
	t.next = (t.next + 1) % keptMoments
}

// Matched is how many alerts the rule spoke of.
func (t *Tally) Matched() int { return t.Fired + t.Held.Total() }

// Moments are the last of them, the newest first.
func (t *Tally) Moments() []Moment {
	out := make([]Moment, 0, len(t.moments))
	for i := range len(t.moments) {
		out = append(out, t.moments[(t.next+len(t.moments)-1-i)%len(t.moments)])
	}
	return out
}
