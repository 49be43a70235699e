package model

import "maps"

// MaxTimeframes is of how many timeframes the evidence is looked up. Nobody alerts
// on so many; a publisher of nonsense does.
const MaxTimeframes = 16

// EvidenceSet is the evidence of the timeframes that it was looked up for. It is
// immutable and shared by every screen; nil is that nothing was looked up.
type EvidenceSet struct {
	timeframes map[string]evidenceTable
}

// evidenceTable is what was found for one timeframe.
type evidenceTable struct {
	rows     map[evidenceKey]Evidence
	patterns int    // that the rows are of
	problem  string // why nobody knows what there is; "" if it was read
}

// evidenceKey is what alerts are joined by.
type evidenceKey struct{ pattern, direction string }

// With is the set with another table for one timeframe. Of two rows for the same
// the one that was computed last counts. problem says why the table could not be
// read; "" if it was.
func (s *EvidenceSet) With(timeframe string, rows []Evidence, problem string) *EvidenceSet {
	next := &EvidenceSet{timeframes: map[string]evidenceTable{}}
	if s != nil {
		maps.Copy(next.timeframes, s.timeframes)
	}
	t := evidenceTable{rows: make(map[evidenceKey]Evidence, len(rows)), problem: problem}
	names := map[string]struct{}{}
	for _, e := range rows {
		names[PatternKey(e.Pattern)] = struct{}{}
		k := evidenceKey{PatternKey(e.Pattern), e.Direction}
		if old, twice := t.rows[k]; !twice || e.Computed.After(old.Computed) {
			t.rows[k] = e
		}
	}
	t.patterns = len(names)
	next.timeframes[timeframe] = t
	return next
}

// Of is the evidence for an alert: the same pattern in the same direction on bars of
// the same timeframe. missing says in words why there is none; it is "" when there is.
// It does not allocate where there is.
func (s *EvidenceSet) Of(a *Alert) (e Evidence, missing string) {
	switch {
	case a.Timeframe == "":
		return e, "nobody can say: no timeframe was sent"
	case a.Direction == DirNone:
		return e, "nobody can say: no direction was sent"
	case s == nil:
		return e, notLookedUp
	}
	t, read := s.timeframes[a.Timeframe]
	var room [64]byte
	key := appendPatternKey(room[:0], a.Pattern) // a query asks for every alert there is
	e, found := t.rows[evidenceKey{string(key), a.Direction.String()}]
	switch {
	case found:
		return e, ""
	case t.problem != "":
		return e, "nobody can say: " + t.problem
	case read:
		return e, "nobody has counted"
	case len(s.timeframes) >= MaxTimeframes:
		return e, "not looked up: there are too many timeframes"
	}
	return e, notLookedUp
}

// Patterns is how many patterns there is evidence of for a timeframe.
func (s *EvidenceSet) Patterns(timeframe string) int {
	if s == nil {
		return 0
	}
	return s.timeframes[timeframe].patterns
}

const notLookedUp = "not looked up yet"
