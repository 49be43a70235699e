package bars

import "time"

const daySeconds = 24 * 60 * 60

// dayOf is the day of a time in Unix seconds, counted from 1970-01-01, in UTC.
func dayOf(at int64) int64 { return floorDiv(at, daySeconds) }

// weekdayOf is the weekday of a day counted from 1970-01-01, a Thursday.
func weekdayOf(day int64) time.Weekday {
	return time.Weekday(((day+int64(time.Thursday))%7 + 7) % 7)
}

func onWeekend(day int64) bool {
	w := weekdayOf(day)
	return w == time.Saturday || w == time.Sunday
}

// TradingDay reports whether US exchanges open on the date of t in UTC: Monday
// to Friday but for their regular holidays as they are since 2022 (Juneteenth
// only since then). It knows no closing for an occasion, such as a day of
// mourning or a storm, and half days count as days.
func TradingDay(t time.Time) bool {
	day := dayOf(t.Unix())
	return !onWeekend(day) && !holiday(day)
}

// holiday reports whether a weekday is a regular holiday of the New York Stock
// Exchange: https://www.nyse.com/markets/hours-calendars, rule 7.2 for those
// that fall on a weekend.
func holiday(day int64) bool {
	t := time.Unix(day*daySeconds, 0).UTC()
	year, month, dom := t.Date()
	nth := (dom + 6) / 7
	switch t.Weekday() {
	case time.Monday:
		if nth == mondays[month] || month == time.May && dom > 31-7 {
			return true
		}
	case time.Thursday:
		if month == time.November && nth == 4 {
			return true
		}
	case time.Friday:
		if day == easter(year)-2 {
			return true
		}
	}
	return observed(day, year, month)
}

// mondays are the holidays on the nth Monday of a month: those of Martin Luther
// King, of the presidents and of work.
var mondays = [...]int{time.January: 3, time.February: 3, time.September: 1, time.December: 0} // to the end of the year

// dates are the holidays of a fixed date: New Year, Juneteenth, Independence
// Day, Christmas.
var dates = [...]int{time.January: 1, time.June: 19, time.July: 4, time.December: 25}

// observed reports whether a holiday of a fixed date is kept on a day: on the
// Monday after a Sunday, on the Friday before a Saturday; but not the New Year
// of the next month, as that Friday is the last day of a year's books.
func observed(day int64, year int, month time.Month) bool {
	if dates[month] == 0 || month == time.June && year < 2022 {
		return false
	}
	fixed := civilDay(year, month, dates[month])
	switch weekdayOf(fixed) {
	case time.Sunday:
		fixed++
	case time.Saturday:
		fixed--
	}
	return day == fixed
}

// easter is Easter Sunday by the anonymous Gregorian algorithm: Meeus,
// Astronomical Algorithms, chapter 8.
func easter(year int) int64 {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return civilDay(year, time.Month(n/31), n%31+1)
}

// civilDay is the day of a date, counted from 1970-01-01, by Howard Hinnant's
// days_from_civil: https://howardhinnant.github.io/date_algorithms.html. A date
// from year 0 on; it takes a tenth of time.Date's time.
func civilDay(year int, month time.Month, dom int) int64 {
	y, m := int64(year), int64(month)
	if m <= 2 {
		y--
	}
	era, yoe := y/400, y%400
	doy := (153*((m+9)%12)+2)/5 + int64(dom) - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}
