package model

import (
	"sync/atomic"
	"time"
)

// Direction is what a pattern says about the price to come.
type Direction uint8

// The directions. DirNone means that the publisher sent none.
const (
	DirNone Direction = iota
	DirBull
	DirBear
	DirNeutral // reversal, continuation, or undecided
)

var directionNames = [...]string{"–", "bullish", "bearish", "neutral"}

// String returns the word shown to people.
func (d Direction) String() string { return directionNames[d] }

// Alert is one detected pattern. It is shared by every screen, so nothing but
// Times changes after it was decoded. All text in it is clean (see Clean).
type Alert struct {
	Channel    int       // index into the configured channels
	At         time.Time // when the publisher says it happened; zero if it did not say
	Arrived    time.Time
	Symbol     string
	Pattern    string
	Timeframe  string
	Source     string
	Direction  Direction
	Said       string  // the direction as it was sent
	Confidence float64 // fraction 0–1, or None
	Price      float64 // or None
	Volume     float64 // or None
	Raw        string  // the JSON as it came: not clean

	repeats atomic.Uint32
}

// Repeat notes that the same detection arrived once more.
func (a *Alert) Repeat() { a.repeats.Add(1) }

// Times says how often this detection arrived, at least 1.
func (a *Alert) Times() int { return 1 + int(a.repeats.Load()) }

// When is the time to show: the publisher's if it sent one, else the arrival.
func (a *Alert) When() time.Time {
	if a.At.IsZero() {
		return a.Arrived
	}
	return a.At
}

// alertOverhead is about what an Alert costs in memory beside its raw JSON: the
// struct (192 bytes) and the slots that point at it. Its short texts are shared.
const alertOverhead = 240

// Size is about the memory this alert holds, in bytes.
func (a *Alert) Size() int { return alertOverhead + len(a.Raw) }

// Gap is a stretch of time without a connection: what was published on
// pub/sub meanwhile is lost.
type Gap struct {
	From, To time.Time
}

// Entry is one row of the feed: an alert, or a gap.
type Entry struct {
	Alert *Alert
	Gap   *Gap
}
