package exchange

import "time"

// Open reports whether the exchange trades at a moment.
func (e *Exchange) Open(t time.Time) bool { return e.State(t).Open }

// Closes is the end of the session that a moment is in or before.
func (e *Exchange) Closes(after time.Time) (time.Time, bool) {
	if s, trades := e.SessionOf(after); trades && after.Before(s.End) {
		return s.End, true
	}
	return e.following(dateOf(after.In(e.zone))).End, true
}
