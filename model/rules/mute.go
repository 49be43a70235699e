package rules

import (
	"errors"
	"strings"
	"time"

	"tickdeck/model"
)

// Mute hides a symbol or a pattern, until a time or for good.
type Mute struct {
	Symbol  string    `json:"symbol,omitempty"`
	Pattern string    `json:"pattern,omitempty"`
	Until   time.Time `json:"until,omitzero"`   // zero for good
	Since   time.Time `json:"since,omitzero"`   // when the person muted it; zero if it is not known
	Lifted  bool      `json:"lifted,omitempty"` // the person has undone it, though it is in the configuration

	Place *Place `json:"-"` // nil if it was made on the screen
}

// What it is about, as it is listed.
func (m *Mute) What() string {
	if m.Symbol != "" {
		return "symbol " + m.Symbol
	}
	return "pattern " + m.Pattern
}

// Key is the same for two mutes of one thing.
func (m *Mute) Key() string {
	if m.Symbol != "" {
		return "s:" + symbolKey(m.Symbol)
	}
	return "p:" + model.PatternKey(m.Pattern)
}

// Over reports whether its time has passed.
func (m *Mute) Over(now time.Time) bool {
	return m.Lifted || !m.Until.IsZero() && !now.Before(m.Until)
}

func symbolKey(symbol string) string { return strings.ToUpper(symbol) }

// Check says what is wrong with it, nil if nothing is.
func (m *Mute) Check() *Error {
	if m.Place != nil && m.Place.Wrong != nil {
		return m.Place.Wrong
	}
	if (m.Symbol == "") == (m.Pattern == "") || m.Symbol == "" && model.PatternKey(m.Pattern) == "" {
		return wrong(m.Place, "", errors.New("a mute is about one symbol or one pattern: write symbol = \"GME\" or pattern = \"Short Line\""))
	}
	return nil
}

// Mutes are those in force. They belong to one goroutine; a Muter may be asked from
// any.
type Mutes struct {
	list   []Mute
	hidden map[string]*hiding
	muter  *Muter
	today  int // alerts that any of them has hidden
	day    time.Time
	rev    uint64
}

// hiding counts what a mute has hidden on a day.
type hiding struct {
	alerts int
	kept   []*model.Alert // the last of them
}

// keptHidden is how many alerts each mute remembers to have hidden.
const keptHidden = 200

// NewMutes knows of none.
func NewMutes() *Mutes { return &Mutes{hidden: map[string]*hiding{}, muter: &Muter{}} }

// Set replaces them. What each has hidden so far stays counted.
func (m *Mutes) Set(list []Mute) {
	m.list, m.muter = nil, newMuter(list)
	for _, one := range list {
		if one.Check() == nil {
			m.list = append(m.list, one)
		}
	}
	m.rev++
}

// Muter asks them, also from other goroutines: it does not change.
func (m *Mutes) Muter() *Muter { return m.muter }

// Rev grows with every change of the mutes and of what they have counted.
func (m *Mutes) Rev() uint64 { return m.rev }

// Tick forgets those that are over, and counts anew with a new day. zone is the
// person's. It reports whether one ended.
func (m *Mutes) Tick(now time.Time, zone *time.Location) (ended []Mute) {
	if day := dayOf(now.In(zone)); !day.Equal(m.day) {
		m.day, m.hidden, m.today = day, map[string]*hiding{}, 0
		m.rev++
	}
	kept := m.list[:0:0]
	for _, one := range m.list {
		if one.Over(now) {
			if !one.Lifted {
				ended = append(ended, one)
			}
			continue
		}
		kept = append(kept, one)
	}
	if len(kept) < len(m.list) {
		m.list, m.muter = kept, newMuter(kept)
		m.rev++
	}
	return ended
}

// Count notes an alert that has just come if it is muted, under each mute that hides
// it, and reports whether it is.
func (m *Mutes) Count(a *model.Alert, now time.Time) bool {
	if !m.muter.Muted(a, now) {
		return false
	}
	for i := range m.list {
		if one := &m.list[i]; !one.Over(now) && one.speaksOf(a) {
			h := m.hidden[one.Key()]
			if h == nil {
				h = &hiding{}
				m.hidden[one.Key()] = h
			}
			h.alerts++
			if h.kept = append(h.kept, a); len(h.kept) >= 2*keptHidden {
				h.kept = append(h.kept[:0:0], h.kept[keptHidden:]...)
			}
		}
	}
	m.today++
	m.rev++
	return true
}

// Today is how many alerts are hidden today, each counted once.
func (m *Mutes) Today() int { return m.today }

func (m *Mute) speaksOf(a *model.Alert) bool {
	if m.Symbol != "" {
		return strings.EqualFold(m.Symbol, a.Symbol)
	}
	return model.SamePattern(m.Pattern, a.Pattern)
}

// MuteStatus is a mute and what it has hidden today.
type MuteStatus struct {
	Mute
	Hidden int
	Last   []*model.Alert // the last of them, the oldest first
}

// Status of those in force, in the order in which they were set.
func (m *Mutes) Status() []MuteStatus {
	out := make([]MuteStatus, 0, len(m.list))
	for _, one := range m.list {
		s := MuteStatus{Mute: one}
		if h := m.hidden[one.Key()]; h != nil {
			s.Hidden, s.Last = h.alerts, h.kept[max(0, len(h.kept)-keptHidden):]
		}
		out = append(out, s)
	}
	return out
}
