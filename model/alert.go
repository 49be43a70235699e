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

// Alert is one detected pattern. It is shared by every screen, so that nothing
// changes after it was decoded but how often it came, and whether its JSON is
// still kept. All text in it is clean (see Clean).
type Alert struct {
	EventTime    time.Time // when the publisher says it happened; zero if it did not say
	Arrived      time.Time
	BarTime      time.Time // the beginning of the bar it was found on; zero if it did not say
	ID           string    // of the detection, however often it is sent; "" if its publisher gives none
	Symbol       string
	Pattern      string
	Timeframe    string
	Source       string    // who found it
	Tier         string    // the publisher's class of detections, such as daily
	RawDirection string    // the direction as it was sent
	Confidence   float64   // fraction 0–1, or None
	Price        float64   // or None
	Volume       float64   // or None
	Metadata     *Metadata // what else came; nil if nothing did
	Channel      int32     // index into the configured channels
	Direction    Direction
	Simulated    bool // found on prices that are made up
	Restored     bool // kept on disk since an earlier run of the program: in no books of this one

	repeats atomic.Uint32
	raw     atomic.Pointer[string]
}

// Repeat notes that the same detection arrived once more.
func (a *Alert) Repeat() { a.repeats.Add(1) }

// Times says how often this detection arrived, at least 1.
func (a *Alert) Times() int { return 1 + int(a.repeats.Load()) }

// DisplayTime is the publisher's time if it sent one, else the arrival.
func (a *Alert) DisplayTime() time.Time {
	if a.EventTime.IsZero() {
		return a.Arrived
	}
	return a.EventTime
}

// SetRaw keeps the JSON as it came: it is not clean.
func (a *Alert) SetRaw(json string) { a.raw.Store(&json) }

// Raw is the JSON as it came: not clean. ok is false once a history has let go
// of it to stay within its bytes.
func (a *Alert) Raw() (json string, ok bool) {
	if p := a.raw.Load(); p != nil {
		return *p, true
	}
	return "", false
}

// Metadata are the values of an alert that have no field of their own, under
// the names that the publisher gave them.
type Metadata struct {
	Names   []string  // shared by all alerts of the same shape
	Numbers []float64 // by name; None where the value is a text
	Texts   []string  // by name; nil where all are numbers
}

// Number is the value of that name, or None.
func (m *Metadata) Number(name string) float64 {
	if i := m.index(name); i >= 0 {
		return m.Numbers[i]
	}
	return None()
}

// Text is the value of that name if it is a text, or "".
func (m *Metadata) Text(name string) string {
	if i := m.index(name); i >= 0 && m.Texts != nil {
		return m.Texts[i]
	}
	return ""
}

func (m *Metadata) index(name string) int {
	if m == nil {
		return -1
	}
	for i, n := range m.Names {
		if n == name {
			return i
		}
	}
	return -1
}
