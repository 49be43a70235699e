package bars

import (
	"fmt"
	"strings"
	"time"
)

// Report is what a file holds, and what it lacks. Nothing is filled in.
//
// A gap is, between daily bars (20 to 28 hours apart), at least one weekday
// without a bar that is not a regular holiday of US exchanges. Between bars of
// less, it is a distance above the step within one day in UTC, or a weekday
// without any bar; that a day begins late or ends early is not seen, as files do not say
// when their exchange is open. Between bars of more, such as weeks, it is
// a distance of one and a half steps or more.
type Report struct {
	File        string
	Bars        int
	First, Last time.Time
	Step        time.Duration // the distance between bars that is most common; 0 for a single bar
	Gaps        int           // how many there are
	Missing     int           // bars that would have been in them; of intraday bars only those within a day
	MissingDays int           // weekdays without a bar, unless the step is more than a day
	Holidays    int           // weekdays without a bar that are holidays of US exchanges: no gaps
	Largest     Gap           // the longest of the gaps
}

// Gap is a stretch without bars where there should be some.
type Gap struct {
	After, Before time.Time // the bars around it
}

// Duration is the time between the bars around the gap.
func (g Gap) Duration() time.Duration { return g.Before.Sub(g.After) }

// Intraday reports whether the bars are shorter than a day.
func (r Report) Intraday() bool { return r.Step > 0 && r.Step < shortestDay }

// The distances of daily bars: a clock that is changed twice a year makes them
// 23 and 25 hours.
const (
	shortestDay = 20 * time.Hour
	longestDay  = 28 * time.Hour
)

func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d bars from %s to %s", r.File, r.Bars, r.stamp(r.First), r.stamp(r.Last))
	if r.Step > 0 {
		fmt.Fprintf(&b, ", mostly %s apart", step(r.Step))
	}
	if r.Gaps == 0 {
		return b.String() + ", no gaps"
	}
	fmt.Fprintf(&b, "; gaps: %d (%d bars", r.Gaps, r.Missing)
	if r.Intraday() {
		fmt.Fprintf(&b, " within days and %d days", r.MissingDays)
	}
	fmt.Fprintf(&b, " missing), the longest from %s to %s", r.stamp(r.Largest.After), r.stamp(r.Largest.Before))
	return b.String()
}

func (r Report) stamp(t time.Time) string {
	if r.Intraday() {
		return stamp(t.Unix())
	}
	return date(t)
}

func stamp(at int64) string {
	t := time.Unix(at, 0).UTC()
	if at%daySeconds == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05Z")
}

func step(d time.Duration) string {
	if days := d / (24 * time.Hour); d%(24*time.Hour) == 0 {
		return strings.Replace(fmt.Sprintf("%d days", days), "1 days", "a day", 1)
	}
	return d.String()
}

// survey finds the gaps of bars whose times ascend.
func survey(name string, bars []Bar) Report {
	r := Report{File: name, Bars: len(bars), Step: commonStep(bars)}
	if len(bars) > 0 {
		r.First, r.Last = time.Unix(bars[0].Time, 0).UTC(), time.Unix(bars[len(bars)-1].Time, 0).UTC()
	}
	step := int64(r.Step / time.Second)
	for i := 1; i < len(bars); i++ {
		if distance := bars[i].Time - bars[i-1].Time; distance > step {
			r.between(bars[i-1].Time, bars[i].Time, step)
		}
	}
	return r
}

// between notes what is missing between two bars that are more than a step
// apart.
func (r *Report) between(a, b, step int64) {
	missing, days := 0, 0
	if r.Step <= longestDay {
		days = r.daysWithout(a, b)
	}
	switch {
	case r.Step > longestDay:
		missing = int((b-a+step/2)/step) - 1
	case r.Step >= shortestDay:
		missing = days
	case dayOf(a) == dayOf(b):
		missing = int((b-a+step-1)/step) - 1
	}
	if missing == 0 && days == 0 {
		return
	}
	r.Gaps++
	r.Missing += missing
	r.MissingDays += days
	if g := (Gap{time.Unix(a, 0).UTC(), time.Unix(b, 0).UTC()}); g.Duration() > r.Largest.Duration() {
		r.Largest = g
	}
}

// daysWithout counts the weekdays between two bars, holidays apart.
func (r *Report) daysWithout(a, b int64) (n int) {
	for day := dayOf(a) + 1; day < dayOf(b); day++ {
		switch {
		case onWeekend(day):
		case holiday(day):
			r.Holidays++
		default:
			n++
		}
	}
	return n
}

// commonStep is the distance between bars that is most common; of equally
// common ones the shortest.
func commonStep(bars []Bar) time.Duration {
	counts := map[int64]int{}
	run, length := int64(0), 0 // bars are mostly alike, so they are counted in runs
	for i := 1; i < len(bars); i++ {
		d := bars[i].Time - bars[i-1].Time
		if d != run {
			counts[run] += length
			run, length = d, 0
		}
		length++
	}
	counts[run] += length
	best, most := int64(0), 0
	for d, n := range counts {
		if n > most || n == most && d < best {
			best, most = d, n
		}
	}
	return time.Duration(best) * time.Second
}
