package bars

import (
	"testing"
	"time"
)

// at makes flat bars of times.
func at(t testing.TB, times ...string) []Bar {
	t.Helper()
	out := make([]Bar, len(times))
	for i, s := range times {
		if len(s) == len(time.DateOnly) {
			s += "T00:00:00Z"
		}
		out[i] = Bar{unix(t, s), 1, 1, 1, 1, 1}
	}
	return out
}

func TestGapsAreReported(t *testing.T) {
	type want struct {
		step                          time.Duration
		gaps, missing, days, holidays int
		after                         string
	}
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		bars []Bar
		want want
	}{
		"a single bar":              {at(t, "2024-01-02"), want{}},
		"a week without a gap":      {at(t, "2024-01-08", "2024-01-09", "2024-01-10", "2024-01-11", "2024-01-12"), want{step: day}},
		"a weekend is none":         {at(t, "2024-01-10", "2024-01-11", "2024-01-12", "2024-01-15", "2024-01-16"), want{step: day}},
		"a holiday is none":         {at(t, "2023-12-20", "2023-12-21", "2023-12-22", "2023-12-26", "2023-12-27"), want{step: day, holidays: 1}},
		"two gaps":                  {at(t, "2024-01-08", "2024-01-09", "2024-01-11", "2024-01-12", "2024-01-17", "2024-01-18"), want{day, 2, 2, 2, 1, "2024-01-12"}},
		"minutes within a day":      {at(t, "2024-01-08T15:00:00Z", "2024-01-08T15:01:00Z", "2024-01-08T15:02:00Z", "2024-01-08T15:05:00Z"), want{time.Minute, 1, 2, 0, 0, "2024-01-08T15:02:00Z"}},
		"a night is none":           {at(t, "2024-01-08T20:58:00Z", "2024-01-08T20:59:00Z", "2024-01-09T14:30:00Z", "2024-01-09T14:31:00Z"), want{step: time.Minute}},
		"a day without minutes":     {at(t, "2024-01-08T20:58:00Z", "2024-01-08T20:59:00Z", "2024-01-10T14:30:00Z", "2024-01-10T14:31:00Z"), want{time.Minute, 1, 0, 1, 0, "2024-01-08T20:59:00Z"}},
		"a minute that is not full": {at(t, "2024-01-08T15:00:00Z", "2024-01-08T15:01:00Z", "2024-01-08T15:02:00Z", "2024-01-08T15:03:30Z"), want{time.Minute, 1, 1, 0, 0, "2024-01-08T15:02:00Z"}},
		"a month of weeks":          {at(t, "2024-01-01", "2024-01-08", "2024-01-15", "2024-02-12"), want{7 * day, 1, 3, 0, 0, "2024-01-15"}},
		"months of unequal length":  {at(t, "2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"), want{step: 31 * day}},
	} {
		r := survey("a.csv", c.bars)
		got := want{r.Step, r.Gaps, r.Missing, r.MissingDays, r.Holidays, c.want.after}
		if got != c.want {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
		if c.want.after == "" && r.Largest != (Gap{}) || c.want.after != "" && stamp(r.Largest.After.Unix()) != c.want.after {
			t.Errorf("%s: the largest is %+v", name, r.Largest)
		}
	}
}

func TestAReportReadsAsASentence(t *testing.T) {
	for want, bars := range map[string][]Bar{
		"a.csv: 1 bars from 2024-01-08 to 2024-01-08, no gaps":                                                                                                                                               at(t, "2024-01-08"),
		"a.csv: 2 bars from 2024-01-08 to 2024-01-09, mostly a day apart, no gaps":                                                                                                                           at(t, "2024-01-08", "2024-01-09"),
		"a.csv: 3 bars from 2024-01-08 to 2024-01-11, mostly a day apart; gaps: 1 (1 bars missing), the longest from 2024-01-09 to 2024-01-11":                                                               at(t, "2024-01-08", "2024-01-09", "2024-01-11"),
		"a.csv: 4 bars from 2024-01-08T15:00:00Z to 2024-01-08T15:04:00Z, mostly 1m0s apart; gaps: 1 (1 bars within days and 0 days missing), the longest from 2024-01-08T15:02:00Z to 2024-01-08T15:04:00Z": at(t, "2024-01-08T15:00:00Z", "2024-01-08T15:01:00Z", "2024-01-08T15:02:00Z", "2024-01-08T15:04:00Z"),
	} {
		if got := survey("a.csv", bars).String(); got != want {
			t.Errorf("%s\nis not\n%s", got, want)
		}
	}
}

// The holidays that the New York Stock Exchange published for these years.
func TestUSHolidaysAreKnown(t *testing.T) {
	want := map[string]bool{}
	for _, s := range []string{
		"2021-01-01", "2021-01-18", "2021-02-15", "2021-04-02", "2021-05-31", "2021-07-05", "2021-09-06", "2021-11-25", "2021-12-24",
		"2022-01-17", "2022-02-21", "2022-04-15", "2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05", "2022-11-24", "2022-12-26",
		"2023-01-02", "2023-01-16", "2023-02-20", "2023-04-07", "2023-05-29", "2023-06-19", "2023-07-04", "2023-09-04", "2023-11-23", "2023-12-25",
		"2024-01-01", "2024-01-15", "2024-02-19", "2024-03-29", "2024-05-27", "2024-06-19", "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25",
		"2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25",
	} {
		want[s] = true
	}
	for d := day("2021-01-01"); d.Year() <= 2026; d = d.AddDate(0, 0, 1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if open := !weekend && !want[date(d)]; d.Year() != 2025 && TradingDay(d) != open {
			t.Errorf("%s is a trading day: %t", date(d), !open)
		}
	}
}

func TestDatesAreThoseOfPackageTime(t *testing.T) {
	for d := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() <= lastYear; d = d.AddDate(0, 0, 1) {
		s := date(d)
		if got, ok := plainDate(s); !ok || got != d.Unix() || weekdayOf(got/daySeconds) != d.Weekday() && got >= 0 {
			t.Fatalf("%s is %d, %t", s, got, ok)
		}
		if weekdayOf(dayOf(d.Unix())) != d.Weekday() {
			t.Fatalf("%s is a %s", s, weekdayOf(dayOf(d.Unix())))
		}
	}
}
