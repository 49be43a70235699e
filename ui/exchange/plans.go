package exchange

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/us"
)

// plans are the exchanges that are known. Where their rules come from is in
// docs/decisions/calendar.md.
func plans() []plan {
	return []plan{
		newYork("NYSE", "XNYS"), newYork("NASDAQ", "XNAS"),
		toronto(), london(), xetra(), euronext(), tokyo(), sydney(),
	}
}

func newYork(name, code string) plan {
	onePM := clock(13, 0)
	return plan{
		name: name, also: []string{code}, zone: "America/New_York",
		hours: []hours{{open: clock(9, 30), shut: clock(16, 0)}},
		closed: []*cal.Holiday{
			// One on a Saturday is not observed: the Friday ends a year's books.
			us.NewYear.Clone(&cal.Holiday{Observed: []cal.AltDay{{Day: time.Sunday, Offset: 1}}}),
			us.MlkDay, called(us.PresidentsDay, "Washington's Birthday"), aa.GoodFriday, us.MemorialDay,
			us.Juneteenth, us.IndependenceDay, us.LaborDay, called(us.ThanksgivingDay, "Thanksgiving"), us.ChristmasDay,
			once(2025, time.January, 9, "National Day of Mourning"),
		},
		early: []early{
			{on(time.July, 3, ""), onePM}, {us.DayAfterThanksgivingDay, onePM}, {on(time.December, 24, ""), onePM},
		},
	}
}

func toronto() plan {
	family := &cal.Holiday{Name: "Family Day", Month: time.February, Weekday: time.Monday, Offset: 3, Func: cal.CalcWeekdayOffset}
	return plan{
		name: "TSX", also: []string{"XTSE"}, zone: "America/Toronto",
		hours: []hours{{open: clock(9, 30), shut: clock(16, 0)}},
		closed: []*cal.Holiday{
			ca.NewYear, family, ca.GoodFriday, ca.VictoriaDay, ca.CanadaDay, called(ca.CivicDay, "Civic Holiday"),
			ca.LabourDay, called(ca.ThanksgivingDay, "Thanksgiving"), ca.ChristmasDay, ca.BoxingDay,
		},
		early: []early{{on(time.December, 24, ""), clock(13, 0)}},
	}
}

func london() plan {
	half := clock(12, 30)
	return plan{
		name: "LSE", also: []string{"XLON"}, zone: "Europe/London",
		hours: []hours{{open: clock(8, 0), shut: clock(16, 30)}},
		closed: []*cal.Holiday{
			gb.NewYear, gb.GoodFriday, gb.EasterMonday, called(gb.EarlyMay, "Early May Bank Holiday"),
			gb.SpringHoliday, gb.SummerHoliday, gb.ChristmasDay, gb.BoxingDay,
		},
		early: []early{{lastWeekdayTo(24), half}, {lastWeekdayTo(31), half}},
	}
}

func xetra() plan {
	return plan{
		name: "XETRA", also: []string{"XETR"}, zone: "Europe/Berlin",
		hours: []hours{{open: clock(9, 0), shut: clock(17, 30)}},
		closed: []*cal.Holiday{
			called(aa.NewYear, "New Year's Day"), aa.GoodFriday, aa.EasterMonday, called(aa.WorkersDay, "Labour Day"),
			on(time.December, 24, "Christmas Eve"), aa.ChristmasDay, called(aa.ChristmasDay2, "Boxing Day"),
			on(time.December, 31, "New Year's Eve"),
		},
		early: []early{{lastWeekdayTo(30), clock(14, 0)}},
	}
}

// euronext is the market of Paris, Amsterdam and Brussels, which keep one clock.
func euronext() plan {
	half := clock(14, 5)
	return plan{
		name: "EURONEXT", also: []string{"XPAR", "XAMS", "XBRU"}, zone: "Europe/Paris",
		hours: []hours{{open: clock(9, 0), shut: clock(17, 30)}},
		closed: []*cal.Holiday{
			called(aa.NewYear, "New Year's Day"), aa.GoodFriday, aa.EasterMonday, called(aa.WorkersDay, "Labour Day"),
			aa.ChristmasDay, called(aa.ChristmasDay2, "Boxing Day"),
		},
		early: []early{{on(time.December, 24, ""), half}, {on(time.December, 31, ""), half}},
	}
}

func tokyo() plan {
	noon := [2]int{clock(11, 30), clock(12, 30)}
	const market = "Market Holiday"
	return plan{
		name: "TSE", also: []string{"JPX", "XTKS"}, zone: "Asia/Tokyo",
		hours: []hours{
			{open: clock(9, 0), shut: clock(15, 0), lunch: noon},
			{from: date{2024, time.November, 5}, open: clock(9, 0), shut: clock(15, 30), lunch: noon},
		},
		closed: []*cal.Holiday{
			jp.NewYear, on(time.January, 2, market), on(time.January, 3, market), jp.ComingOfAgeDay, jp.NationalFoundationDay,
			called(jp.TheEmperorsBirthday, "Emperor's Birthday"), jp.VernalEquinoxDay, jp.ShowaDay, jp.ConstitutionMemorialDay,
			jp.GreeneryDay, jp.ChildrensDay, jp.MarineDay, jp.MountainDay, jp.RespectForTheAgedDay, citizensHoliday(),
			jp.AutumnalEquinoxDay, jp.SportsDay, jp.CultureDay, jp.LaborThanksgivingDay, on(time.December, 31, market),
		},
	}
}

// citizensHoliday is a day between two holidays, which the law makes one as well:
// in September, in some years.
func citizensHoliday() *cal.Holiday {
	return &cal.Holiday{Name: "Citizen's Holiday", Func: func(_ *cal.Holiday, year int) time.Time {
		aged, _ := jp.RespectForTheAgedDay.Calc(year)
		equinox, _ := jp.AutumnalEquinoxDay.Calc(year)
		if between := aged.AddDate(0, 0, 1); between.AddDate(0, 0, 1).Equal(equinox) {
			return between
		}
		return time.Time{}
	}}
}

func sydney() plan {
	half := clock(14, 10)
	return plan{
		name: "ASX", also: []string{"XASX"}, zone: "Australia/Sydney",
		hours: []hours{{open: clock(10, 0), shut: clock(16, 0)}},
		closed: []*cal.Holiday{
			au.NewYear, au.AustraliaDay, au.GoodFriday, au.EasterMonday, au.AnzacDay,
			called(au.QueensBirthday, "King's Birthday"), au.ChristmasDay, au.BoxingDay,
		},
		early: []early{{lastWeekdayTo(24), half}, {lastWeekdayTo(31), half}},
	}
}
