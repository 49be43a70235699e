// Package exchange knows when stock exchanges trade: hours, lunch breaks,
// holidays and early closes. It reads no clock: it is asked about a moment.
//
// Holidays are computed by rule for the years firstYear to lastYear, and a test
// holds them to published lists as far as those go. Outside of these years every
// weekday counts as a trading day.
package exchange

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the zone of an exchange is known on a bare machine too
)

// Exchange is one exchange with its calendar. It does not change once it is made.
type Exchange struct {
	name  string
	zone  *time.Location
	hours []hours // the newest last
	days  map[date]special
}

// hours are the trading hours of a day, in minutes of its clock.
type hours struct {
	from       date // the first day on which they hold
	open, shut int
	lunch      [2]int // begin and end; zero where there is none
}

// special is a weekday that is not as the others.
type special struct {
	name string
	shut int // in minutes, where trading ends early; 0 where there is none
}

// date is a day in the zone of the exchange.
type date struct {
	year  int
	month time.Month
	day   int
}

func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date{y, m, d}
}

// at is the moment of the day at which its clock shows so many minutes.
func (d date) at(minutes int, zone *time.Location) time.Time {
	return time.Date(d.year, d.month, d.day, 0, minutes, 0, 0, zone)
}

func (d date) next() date { return dateOf(time.Date(d.year, d.month, d.day+1, 0, 0, 0, 0, time.UTC)) }

func (d date) weekend() bool {
	w := d.at(0, time.UTC).Weekday()
	return w == time.Saturday || w == time.Sunday
}

func (d date) before(e date) bool { return d.at(0, time.UTC).Before(e.at(0, time.UTC)) }

// Find makes the exchange of this name or market identifier code (ISO 10383),
// such as NYSE or XNYS. Letters may be small.
func Find(name string) (*Exchange, bool) {
	name = strings.ToUpper(name)
	for _, p := range plans() {
		if p.name == name || slices.Contains(p.also, name) {
			return p.build()
		}
	}
	return nil, false
}

// Names are those of all exchanges that are known, without their other names.
func Names() (out []string) {
	for _, p := range plans() {
		out = append(out, p.name)
	}
	return out
}

// Name is the exchange's usual name, such as NYSE.
func (e *Exchange) Name() string { return e.name }

// Zone is the time zone in which it trades.
func (e *Exchange) Zone() *time.Location { return e.zone }

// hoursOn are the trading hours of a day that is not special.
func (e *Exchange) hoursOn(d date) hours {
	for _, h := range slices.Backward(e.hours) {
		if !d.before(h.from) {
			return h
		}
	}
	return e.hours[0]
}
