package exchange

import (
	"time"

	"github.com/rickar/cal/v2"
)

// The years for which holidays are computed. The published lists begin with the
// first one.
const (
	firstYear = 2024
	lastYear  = 2060
)

// plan is what an exchange is made from.
type plan struct {
	name   string
	also   []string // its market identifier codes, and what else it is called
	zone   string
	hours  []hours
	closed []*cal.Holiday
	early  []early
}

// early is a day on which trading ends before its time. Where it is a holiday in
// some year, it is that.
type early struct {
	day  *cal.Holiday
	shut int
}

func (p plan) build() (*Exchange, bool) {
	zone, err := time.LoadLocation(p.zone)
	if err != nil {
		return nil, false
	}
	e := &Exchange{name: p.name, zone: zone, hours: p.hours, days: map[date]special{}}
	for _, x := range p.early {
		e.add(x.day, x.shut)
	}
	for _, h := range p.closed {
		e.add(h, 0)
	}
	return e, true
}

// add enters the days on which a holiday is observed.
func (e *Exchange) add(h *cal.Holiday, shut int) {
	own := h.Clone(nil) // a rule of the library may write into the holiday that it computes
	for year := firstYear; year <= lastYear; year++ {
		if _, on := own.Calc(year); !on.IsZero() && !dateOf(on).weekend() {
			e.days[dateOf(on)] = special{name: own.Name, shut: shut}
		}
	}
}

// clock is a time of day in minutes.
func clock(hour, minute int) int { return hour*60 + minute }

// on is a day of a month in each year, named as given.
func on(month time.Month, day int, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// lastWeekdayTo is a day of December, or the Friday before where it is on a weekend.
func lastWeekdayTo(day int) *cal.Holiday {
	h := on(time.December, day, "")
	h.Observed = []cal.AltDay{{Day: time.Saturday, Offset: -1}, {Day: time.Sunday, Offset: -2}}
	return h
}

// once is a day of one year alone.
func once(year int, month time.Month, day int, name string) *cal.Holiday {
	h := on(month, day, name)
	h.StartYear, h.EndYear = year, year
	return h
}

// called is a holiday by another name.
func called(h *cal.Holiday, name string) *cal.Holiday { return h.Clone(&cal.Holiday{Name: name}) }
