package exchange

import "time"

// Session is the trading of one day.
type Session struct {
	Begin, End time.Time
	Lunch      time.Time // when the break begins; zero where there is none
	Back       time.Time // when the break ends
	Early      bool      // it ends earlier than on other days
}

// In reports whether there is trading at a moment: neither before nor after the
// session nor in its break.
func (s Session) In(t time.Time) bool {
	return !t.Before(s.Begin) && t.Before(s.End) && !s.atLunch(t)
}

func (s Session) atLunch(t time.Time) bool {
	return !s.Lunch.IsZero() && !t.Before(s.Lunch) && t.Before(s.Back)
}

// SessionOf is the session of the exchange's own day that a moment is in, and
// whether there is one.
func (e *Exchange) SessionOf(t time.Time) (Session, bool) { return e.session(dateOf(t.In(e.zone))) }

func (e *Exchange) session(d date) (Session, bool) {
	off, isSpecial := e.days[d]
	if d.weekend() || isSpecial && off.shut == 0 {
		return Session{}, false
	}
	h := e.hoursOn(d)
	s := Session{Begin: d.at(h.open, e.zone), End: d.at(h.shut, e.zone)}
	if isSpecial {
		s.End, s.Early = d.at(off.shut, e.zone), true
	}
	if h.lunch[0] > 0 {
		s.Lunch, s.Back = d.at(h.lunch[0], e.zone), d.at(h.lunch[1], e.zone)
	}
	return s, true
}

// State is whether an exchange trades at a moment, and until when that holds.
type State struct {
	At     time.Time // the moment, in the exchange's zone
	Open   bool
	Until  time.Time // when it opens or closes next; a lunch break closes it
	Reason string    // what is out of the ordinary: a holiday, lunch, an early close; "" if nothing is
}

// The reasons that are no holidays.
const (
	lunch      = "lunch"
	earlyClose = "early close"
)

// State tells whether the exchange trades at a moment.
func (e *Exchange) State(t time.Time) State {
	t = t.In(e.zone)
	day := dateOf(t)
	s, trades := e.session(day)
	switch {
	case !trades:
		return State{At: t, Until: e.following(day).Begin, Reason: e.days[day].name}
	case t.Before(s.Begin):
		return State{At: t, Until: s.Begin}
	case !t.Before(s.End):
		return State{At: t, Until: e.following(day).Begin}
	case s.atLunch(t):
		return State{At: t, Until: s.Back, Reason: lunch}
	case t.Before(s.Lunch):
		return State{At: t, Open: true, Until: s.Lunch}
	case s.Early:
		return State{At: t, Open: true, Until: s.End, Reason: earlyClose}
	}
	return State{At: t, Open: true, Until: s.End}
}

// following is the first session after a day.
func (e *Exchange) following(d date) Session {
	for {
		d = d.next()
		if s, ok := e.session(d); ok {
			return s
		}
	}
}

// String says it in words: open until 16:00; closed: Thanksgiving Day, until
// Fri 09:30; lunch until 12:30.
func (s State) String() string {
	until := "until " + s.until()
	switch {
	case s.Open && s.Reason != "":
		return "open " + until + ", " + s.Reason
	case s.Open:
		return "open " + until
	case s.Reason == lunch:
		return lunch + " " + until
	case s.Reason != "":
		return "closed: " + s.Reason + ", " + until
	}
	return "closed " + until
}

// Brief says it in a word.
func (s State) Brief() string {
	switch {
	case s.Open:
		return "open"
	case s.Reason == lunch:
		return lunch
	}
	return "closed"
}

// until writes the time at which it changes, with the day where that is another
// one: within a week its name, else the date.
func (s State) until() string {
	switch at, on := dateOf(s.At), dateOf(s.Until); {
	case at == on:
		return s.Until.Format("15:04")
	case on.at(0, time.UTC).Sub(at.at(0, time.UTC)) < 7*24*time.Hour:
		return s.Until.Format("Mon 15:04")
	}
	return s.Until.Format("2 Jan 15:04")
}
