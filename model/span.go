package model

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The ways to write days in few characters.
var (
	back     = regexp.MustCompile(`^([1-9][0-9]{0,3})(d|w|m|y)$`)
	justYear = regexp.MustCompile(`^[0-9]{4}$`)
	oneMonth = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,2}$`)
)

// ParseSpan reads the days that a text means: 2024, 2024-03, 2024-03..2024-06,
// 2024-03-11..2024-06-28, 1y, 6m, 3w, 90d and ytd. What counts back from today ends with
// yesterday, whose bars are whole, and so does a span without an end: 2024..
func ParseSpan(text string, today time.Time) (Period, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	y, m, d := today.Date()
	yesterday := time.Date(y, m, d-1, 0, 0, 0, 0, time.UTC)
	if text == "" {
		return Period{}, errors.New("give the days, such as 1y, 2024 or 2024-03..2024-06")
	}
	if from, to, ranged := cutSpan(text); ranged {
		return spanBetween(from, to, yesterday)
	}
	if text == "ytd" {
		return Period{time.Date(yesterday.Year(), 1, 1, 0, 0, 0, 0, time.UTC), yesterday}, nil
	}
	if part := back.FindStringSubmatch(text); part != nil {
		n, _ := strconv.Atoi(part[1]) // four digits at most
		return Period{backFrom(yesterday, n, part[2]), yesterday}, nil
	}
	p, err := days(text)
	if err == nil && p.Start.After(yesterday) {
		return p, fmt.Errorf("%.24s has not begun: there are no bars of it", text)
	}
	if err == nil && p.End.After(yesterday) && p.End.Sub(p.Start) > 0 { // the part of this year, or month, that is over
		p.End = yesterday
	}
	return p, err
}

// cutSpan parts a span into its ends.
func cutSpan(text string) (from, to string, ok bool) {
	for _, mark := range []string{"..", "→", " to ", " - ", "–"} {
		if from, to, ok = strings.Cut(text, mark); ok {
			return strings.TrimSpace(from), strings.TrimSpace(to), true
		}
	}
	return "", "", false
}

func spanBetween(from, to string, yesterday time.Time) (Period, error) {
	if from == "" {
		return Period{}, errors.New("a span wants a beginning: write 2024-03..2024-06")
	}
	first, err := days(from)
	if err != nil {
		return Period{}, err
	}
	last := Period{End: yesterday}
	if to != "" {
		if last, err = days(to); err != nil {
			return Period{}, err
		}
	}
	return Period{first.Start, last.End}, nil
}

// days are those of a year, a month, or the one that is written.
func days(text string) (Period, error) {
	switch {
	case justYear.MatchString(text):
		y, _ := strconv.Atoi(text)
		if y == 0 {
			break
		}
		return Period{time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)}, nil
	case oneMonth.MatchString(text):
		first, err := time.Parse("2006-1", text)
		if err != nil || first.Year() == 0 {
			break
		}
		return Period{first, first.AddDate(0, 1, -1)}, nil
	default:
		if day, err := time.Parse(DateLayout, text); err == nil && day.Year() > 0 {
			return Period{day, day}, nil
		}
	}
	return Period{}, fmt.Errorf("%.24q is no day, month or year: write 2024-12-31, 2024-12, 2024, 1y or ytd", text)
}

// backFrom is the day behind which so many days, weeks, months or years end with last.
func backFrom(last time.Time, n int, unit string) time.Time {
	switch unit {
	case "d":
		return last.AddDate(0, 0, 1-n)
	case "w":
		return last.AddDate(0, 0, 1-7*n)
	case "m":
		return monthsBack(last, n).AddDate(0, 0, 1)
	}
	return monthsBack(last, 12*n).AddDate(0, 0, 1)
}

// monthsBack is the same day of an earlier month, or the last that it has.
func monthsBack(day time.Time, n int) time.Time {
	to := day.AddDate(0, -n, 0)
	if to.Day() != day.Day() { // AddDate makes 3 March of 31 February
		to = to.AddDate(0, 0, -to.Day())
	}
	return to
}

// Weekdays counts the days from Monday to Friday of a period: about as many as have a
// daily bar, since holidays differ from one exchange to another.
func (p Period) Weekdays() int {
	if p.End.Before(p.Start) {
		return 0
	}
	n := int(p.End.Sub(p.Start).Hours()/24) + 1
	count := n / 7 * 5
	for day := range n % 7 {
		if w := p.Start.AddDate(0, 0, day).Weekday(); w != time.Saturday && w != time.Sunday {
			count++
		}
	}
	return count
}
