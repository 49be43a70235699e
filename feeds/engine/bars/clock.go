package bars

import (
	"strconv"
	"strings"
	"time"
)

// layouts are the ISO times beside a plain date. A fraction of a second after
// them is understood by package time. Without a zone the time is in UTC.
var layouts = [...]string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05",
	"2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07",
	"2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02T15:04Z0700",
	"20060102T150405Z0700", "20060102T150405",
}

// The years that a time can lie in: what is outside is seconds or milliseconds
// mistaken for something else.
const (
	firstYear = 1800
	lastYear  = 2200
)

const notATime = " is not a time: it takes ISO (2024-01-31, 2024-01-31T09:30:00-05:00) or Unix seconds or milliseconds"

// parseTime reads an ISO date or time, or Unix seconds or milliseconds, and
// returns Unix seconds. Fractions of a second are dropped. It returns what is
// wrong, or "".
func parseTime(s string) (at int64, fault string) {
	if at, ok := plainDate(s); ok {
		return at, ""
	}
	at, ok := number(s)
	if !ok {
		at, ok = isoTime(s)
	}
	if !ok {
		return 0, quote(s) + notATime
	}
	if y := time.Unix(at, 0).UTC().Year(); y < firstYear || y > lastYear {
		return 0, quote(s) + " is in the year " + strconv.Itoa(y)
	}
	return at, ""
}

// plainDate reads 2006-01-02 and 20060102, which most rows have. It is stricter
// than sums: the 31st of April is none.
func plainDate(s string) (at int64, ok bool) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		return civil(s[:4], s[5:7], s[8:])
	}
	if len(s) == 8 {
		return civil(s[:4], s[4:6], s[6:])
	}
	return 0, false
}

func civil(year, month, dom string) (at int64, ok bool) {
	y, yok := digits(year)
	m, mok := digits(month)
	d, dok := digits(dom)
	if !yok || !mok || !dok || y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return 0, false
	}
	return civilDay(y, time.Month(m), d) * daySeconds, true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

// number reads Unix seconds, or milliseconds where seconds would lie after the
// year 5000. A fraction is dropped, as some write 1704067200.0.
func number(s string) (at int64, ok bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if _, ok := digits(fraction); !ok {
		return 0, false
	}
	at, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return 0, false
	}
	const seconds = 100_000_000_000
	if at >= seconds || at <= -seconds {
		at = floorDiv(at, 1000)
	}
	return at, true
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// isoTime takes a T or a space between date and time, and no space or one
// before the zone.
func isoTime(s string) (at int64, ok bool) {
	if len(s) > len("2006-01-02T15:04:05.999999999 +00:00") {
		return 0, false
	}
	s = strings.ToUpper(strings.Replace(s, " ", "T", 1))
	s = strings.Replace(s, " ", "", 1)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Unix(), true
		}
	}
	return 0, false
}

// quote shows a cell, shortened, with nothing in it that a terminal obeys.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strconv.Quote(s)
}
