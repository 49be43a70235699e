package exchange

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// published are the days without trading and, behind a bar, those that end early,
// as exchanges publish them; weekends are left out. Where each list is from is in
// docs/decisions/calendar.md.
var published = map[string]map[int]string{
	"NYSE": {
		2024: "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25 | 07-03 11-29 12-24 13:00",
		2025: "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25 | 07-03 11-28 12-24 13:00",
		2026: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25 | 11-27 12-24 13:00",
		2027: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24 | 11-26 13:00",
		2028: "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25 | 07-03 11-24 13:00",
	},
	"TSX": {
		2024: "01-01 02-19 03-29 05-20 07-01 08-05 09-02 10-14 12-25 12-26 | 12-24 13:00",
		2025: "01-01 02-17 04-18 05-19 07-01 08-04 09-01 10-13 12-25 12-26 | 12-24 13:00",
		2026: "01-01 02-16 04-03 05-18 07-01 08-03 09-07 10-12 12-25 12-28 | 12-24 13:00",
		2027: "01-01 02-15 03-26 05-24 07-01 08-02 09-06 10-11 12-27 12-28 | 12-24 13:00",
	},
	"LSE": {
		2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26 | 12-24 12-31 12:30",
		2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26 | 12-24 12-31 12:30",
		2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28 | 12-24 12-31 12:30",
		2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28 | 12-24 12-31 12:30",
	},
	"XETRA": {
		2024: "01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31 | 12-30 14:00",
		2025: "01-01 04-18 04-21 05-01 12-24 12-25 12-26 12-31 | 12-30 14:00",
		2026: "01-01 04-03 04-06 05-01 12-24 12-25 12-31 | 12-30 14:00",
		2027: "01-01 03-26 03-29 12-24 12-31 | 12-30 14:00",
		2028: "04-14 04-17 05-01 12-25 12-26 | 12-29 14:00",
		2029: "01-01 03-30 04-02 05-01 12-24 12-25 12-26 12-31 | 12-28 14:00",
	},
	"EURONEXT": {
		2024: "01-01 03-29 04-01 05-01 12-25 12-26 | 12-24 12-31 14:05",
		2025: "01-01 04-18 04-21 05-01 12-25 12-26 | 12-24 12-31 14:05",
		2026: "01-01 04-03 04-06 05-01 12-25 | 12-24 12-31 14:05",
		2027: "01-01 03-26 03-29 | 12-24 12-31 14:05",
	},
	"TSE": {
		2024: "01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-31 | ",
		2025: "01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-24 12-31 | ",
		2026: "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31 | ",
		2027: "01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-31 | ",
	},
	"ASX": {
		2024: "01-01 01-26 03-29 04-01 04-25 06-10 12-25 12-26 | 12-24 12-31 14:10",
		2025: "01-01 01-27 04-18 04-21 04-25 06-09 12-25 12-26 | 12-24 12-31 14:10",
		2026: "01-01 01-26 04-03 04-06 06-08 12-25 12-28 | 12-24 12-31 14:10",
	},
}

func find(t testing.TB, name string) *Exchange {
	t.Helper()
	e, ok := Find(name)
	if !ok {
		t.Fatalf("%s is not known", name)
	}
	return e
}

func TestHolidaysAndEarlyClosesAreThosePublished(t *testing.T) {
	for _, name := range Names() {
		list := published[name]
		if name == "NASDAQ" { // it keeps the days of New York's other exchange
			list = published["NYSE"]
		}
		if len(list) < 3 {
			t.Errorf("%s: only %d years of it are held to a list", name, len(list))
		}
		for year, want := range list {
			if got := listed(find(t, name), year); got != want {
				t.Errorf("%s %d:\n got %s\nwant %s", name, year, got, want)
			}
		}
	}
}

// listed writes the special weekdays of a year the way the lists are written.
func listed(e *Exchange, year int) string {
	var closed, early []string
	var shut string
	for d := (date{year, time.January, 1}); d.year == year; d = d.next() {
		s, trades := e.SessionOf(d.at(clock(12, 0), e.zone))
		day := fmt.Sprintf("%02d-%02d", d.month, d.day)
		switch {
		case d.weekend():
		case !trades:
			closed = append(closed, day)
		case s.Early:
			early, shut = append(early, day), s.End.Format("15:04")
		}
	}
	return strings.Join(closed, " ") + " | " + strings.Join(slices.Concat(early, []string{shut}), " ")
}

func TestTheReasonIsTheHolidaysName(t *testing.T) {
	for day, want := range map[string]string{
		"NYSE 2026-11-26": "Thanksgiving", "NYSE 2026-04-03": "Good Friday", "NYSE 2026-07-03": "Independence Day",
		"NYSE 2025-01-09": "National Day of Mourning", "NYSE 2026-06-19": "Juneteenth", "NYSE 2026-02-16": "Washington's Birthday",
		"LSE 2026-12-28": "Boxing Day", "XETRA 2026-12-24": "Christmas Eve", "EURONEXT 2026-05-01": "Labour Day",
		"TSE 2026-09-22": "Citizen's Holiday", "TSE 2026-12-31": "Market Holiday", "TSX 2026-05-18": "Victoria Day",
		"ASX 2026-06-08": "King's Birthday", "NYSE 2026-11-28": "", "XETRA 2026-12-26": "", "NYSE 2026-11-25": "",
	} {
		name, on, _ := strings.Cut(day, " ")
		e := find(t, name)
		at, err := time.ParseInLocation(time.DateOnly, on, e.Zone())
		if err != nil {
			t.Fatal(err)
		}
		if got := e.State(at); got.Open || got.Reason != want {
			t.Errorf("%s: got %+v, want %q", day, got, want)
		}
	}
}
