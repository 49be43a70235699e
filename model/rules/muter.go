package rules

import (
	"strings"
	"time"

	"tickdeck/model"
)

// Muter reports whether an alert is muted. It does not change: any goroutine may ask
// it.
type Muter struct {
	symbols  map[string]time.Time // until when, in upper case; zero for good
	patterns []mutedPattern
}

type mutedPattern struct {
	name  string
	until time.Time
}

func newMuter(list []Mute) *Muter {
	m := &Muter{symbols: map[string]time.Time{}}
	for _, one := range list {
		switch {
		case one.Lifted || one.Check() != nil:
		case one.Symbol != "":
			m.symbols[symbolKey(one.Symbol)] = one.Until
		default:
			m.patterns = append(m.patterns, mutedPattern{one.Pattern, one.Until})
		}
	}
	return m
}

// Muted reports whether an alert is hidden at that time.
func (m *Muter) Muted(a *model.Alert, now time.Time) bool {
	if len(m.symbols) > 0 {
		// A symbol in upper case, as nearly all are, is looked up as it is.
		if until, ok := m.symbols[strings.ToUpper(a.Symbol)]; ok && (until.IsZero() || now.Before(until)) {
			return true
		}
	}
	for i := range m.patterns {
		p := &m.patterns[i]
		if (p.until.IsZero() || now.Before(p.until)) && model.SamePattern(p.name, a.Pattern) {
			return true
		}
	}
	return false
}
