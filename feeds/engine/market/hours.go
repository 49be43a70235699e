package market

import (
	"time"

	"tickdeck/feeds/engine/bars"
)

// The simulated exchange keeps the hours of those in New York, but for half days:
// https://www.nyse.com/markets/hours-calendars.
const (
	sessionMinutes = 390       // from 9:30 to 16:00
	openMinute     = 9*60 + 30 // of the day in New York
	dayMinutes     = 24 * 60
)

// opening is the minute, counted from 1970 in UTC, in which the session of a day
// begins. It is worked out rather than looked up: not every machine has a
// database of time zones. Summer time, four hours behind UTC instead of five,
// lasts from the second Sunday of March to the first of November (Energy Policy
// Act of 2005, section 110).
func opening(day int64) int64 {
	t := time.Unix(day*daySeconds, 0).UTC()
	sunday := t.Day() - int(t.Weekday()) // the day of the month of the last one, below 1 in the month before
	summer := t.Month() > time.March && t.Month() < time.November ||
		t.Month() == time.March && sunday > 7 || t.Month() == time.November && sunday < 1
	behind := int64(5 * 60)
	if summer {
		behind = 4 * 60
	}
	return day*dayMinutes + openMinute + behind
}

func tradingDay(day int64) bool { return bars.TradingDay(time.Unix(day*daySeconds, 0)) }

// begun is the last day whose session began so many minutes before a minute or
// longer ago. A session begins and ends on the same day in UTC.
func begun(minute, ago int64) int64 {
	day := floorDiv(minute, dayMinutes)
	for !tradingDay(day) || opening(day)+ago > minute {
		day--
	}
	return day
}

// LastSession is the date of the last session that is over at a time. Its day
// is the last daily bar that there is then.
func LastSession(now time.Time) time.Time {
	return time.Unix(begun(minuteOf(now), sessionMinutes)*daySeconds, 0).UTC()
}

// slot is the place of a session on a clock that runs on: where it is over the
// next one begins, as if there were no night between them.
type slot struct {
	day   int64
	begin int64 // in minutes of the clock that runs on
}

func (s slot) end() int64 { return s.begin + sessionMinutes }

func (s slot) next() slot {
	day := s.day + 1
	for !tradingDay(day) {
		day++
	}
	return slot{day, s.end()}
}

func (s slot) before() slot {
	day := s.day - 1
	for !tradingDay(day) {
		day--
	}
	return slot{day, s.begin - sessionMinutes}
}

// time is what the exchange's clock shows in the slot at a time on the one that
// runs on.
func (s slot) time(at time.Time) time.Time {
	return time.Unix(opening(s.day)*60, 0).Add(at.Sub(time.Unix(s.begin*60, 0))).UTC()
}

func minuteOf(t time.Time) int64 { return floorDiv(t.Unix(), 60) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
