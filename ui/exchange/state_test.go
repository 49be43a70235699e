package exchange

import (
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAnExchangeIsKnownByItsNamesAndCodes(t *testing.T) {
	for name, want := range map[string]string{
		"NYSE": "NYSE America/New_York", "xnys": "NYSE America/New_York", "XNAS": "NASDAQ America/New_York",
		"lse": "LSE Europe/London", "XLON": "LSE Europe/London", "XETR": "XETRA Europe/Berlin", "Euronext": "EURONEXT Europe/Paris",
		"XAMS": "EURONEXT Europe/Paris", "JPX": "TSE Asia/Tokyo", "XTKS": "TSE Asia/Tokyo", "XTSE": "TSX America/Toronto", "XASX": "ASX Australia/Sydney",
	} {
		if e := find(t, name); e.Name()+" "+e.Zone().String() != want {
			t.Errorf("%s: got %s %s", name, e.Name(), e.Zone())
		}
	}
	for _, name := range []string{"", "HKEX", "New York", "NYSE "} {
		if e, ok := Find(name); ok {
			t.Errorf("%q is %s", name, e.Name())
		}
	}
	seen := map[string]bool{}
	for _, p := range plans() {
		for _, name := range append(p.also, p.name) {
			if seen[name] || name != strings.ToUpper(name) {
				t.Errorf("%s is there twice, or in small letters", name)
			}
			seen[name] = true
		}
	}
}

func TestTheStateInWords(t *testing.T) {
	for _, c := range []struct{ name, at, want string }{
		{"NYSE", "2026-11-30 09:29", "closed until 09:30"},
		{"NYSE", "2026-11-30 09:30", "open until 16:00"},
		{"NYSE", "2026-11-30 15:59", "open until 16:00"},
		{"NYSE", "2026-11-30 16:00", "closed until Tue 09:30"},
		{"NYSE", "2026-11-25 20:00", "closed until Fri 09:30"},
		{"NYSE", "2026-11-26 10:42", "closed: Thanksgiving, until Fri 09:30"},
		{"NYSE", "2026-11-27 10:42", "open until 13:00, early close"},
		{"NYSE", "2026-11-27 13:00", "closed until Mon 09:30"},
		{"NYSE", "2026-11-28 10:42", "closed until Mon 09:30"},
		{"NYSE", "2021-07-04 10:42", "closed until Mon 09:30"}, // no holidays are known of that year
		{"TSE", "2026-11-30 11:29", "open until 11:30"},
		{"TSE", "2026-11-30 11:30", "lunch until 12:30"},
		{"TSE", "2026-11-30 12:30", "open until 15:30"},
		{"TSE", "2024-11-01 14:59", "open until 15:00"},
		{"TSE", "2024-11-05 14:59", "open until 15:30"},
		{"TSE", "2028-12-29 16:00", "closed until Thu 09:00"}, // Thursday the 4th
		{"TSE", "2026-12-30 16:00", "closed until Mon 09:00"},
		{"LSE", "2026-12-24 12:00", "open until 12:30, early close"},
		{"LSE", "2026-12-24 12:30", "closed until Tue 08:00"},
		{"XETRA", "2026-12-30 13:59", "open until 14:00, early close"},
		{"ASX", "2026-04-27 10:00", "open until 16:00"},
	} {
		e := find(t, c.name)
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, e.Zone())
		if err != nil {
			t.Fatal(err)
		}
		s := e.State(at.UTC())
		if s.String() != c.want {
			t.Errorf("%s %s: got %q, want %q", c.name, c.at, s, c.want)
		}
		if first := strings.Fields(strings.ReplaceAll(c.want, ":", " "))[0]; s.Brief() != first {
			t.Errorf("%s %s: %q is %q in brief", c.name, c.at, s, s.Brief())
		}
	}
	for until, want := range map[int]string{4: "closed until Mon 09:00", 5: "closed until 5 May 09:00"} { // the same weekday
		far := State{At: time.Date(2026, 4, 28, 16, 0, 0, 0, time.UTC), Until: time.Date(2026, 5, until, 9, 0, 0, 0, time.UTC)}
		if far.String() != want {
			t.Errorf("got %q, want %q", far, want)
		}
	}
}

// The clocks of America change on other days than those of Europe, and Tokyo's never do.
func TestTradingFollowsTheClockOfTheExchange(t *testing.T) {
	for _, c := range []struct{ name, day, begin, end string }{
		{"NYSE", "2026-03-06", "14:30", "21:00"},
		{"NYSE", "2026-03-09", "13:30", "20:00"},
		{"NYSE", "2026-10-30", "13:30", "20:00"},
		{"NYSE", "2026-11-02", "14:30", "21:00"},
		{"LSE", "2026-03-27", "08:00", "16:30"},
		{"LSE", "2026-03-30", "07:00", "15:30"},
		{"XETRA", "2026-10-23", "07:00", "15:30"},
		{"XETRA", "2026-10-26", "08:00", "16:30"},
		{"ASX", "2026-04-02", "23:00", "05:00"},
		{"ASX", "2026-04-07", "00:00", "06:00"},
		{"TSE", "2026-03-09", "00:00", "06:30"},
		{"TSE", "2026-11-02", "00:00", "06:30"},
	} {
		e := find(t, c.name)
		day, err := time.ParseInLocation(time.DateOnly, c.day, e.Zone())
		if err != nil {
			t.Fatal(err)
		}
		s, ok := e.SessionOf(day)
		if begin, end := s.Begin.UTC().Format("15:04"), s.End.UTC().Format("15:04"); !ok || begin != c.begin || end != c.end {
			t.Errorf("%s %s: got %s to %s UTC, want %s to %s", c.name, c.day, begin, end, c.begin, c.end)
		}
	}
}

// From one change to the next, through all the years of the lists and beyond: what
// was open closes when it says so, not a moment earlier or later.
func TestItChangesWhenItSaysAndOnlyThen(t *testing.T) {
	for _, name := range Names() {
		e := find(t, name)
		at := time.Date(2023, 12, 30, 0, 0, 0, 0, e.Zone())
		for changes := 0; at.Year() < 2031; changes++ {
			s := e.State(at)
			last, next := e.State(s.Until.Add(-time.Nanosecond)), e.State(s.Until)
			if !s.Until.After(at) || last.Open != s.Open || !last.Until.Equal(s.Until) || next.Open == s.Open {
				t.Fatalf("%s at %s: %+v, then %+v, then %+v", name, at, s, last, next)
			}
			at = s.Until
			if changes > 20_000 {
				t.Fatal("it never ends")
			}
		}
	}
}

func TestInBetweenNothingChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(Names()).Draw(t, "exchange")
		e, _ := Find(name)
		at := time.Unix(rapid.Int64Range(1_704_000_000, 2_800_000_000).Draw(t, "at"), 0)
		s := e.State(at)
		between := at.Add(time.Duration(rapid.Int64Range(0, int64(s.Until.Sub(at))-1).Draw(t, "between")))
		if b := e.State(between); b.Open != s.Open || !b.Until.Equal(s.Until) {
			t.Fatalf("%s: %+v at %s, %+v at %s", name, s, at, b, between)
		}
		if session, ok := e.SessionOf(at); s.Open != (ok && session.In(at)) {
			t.Fatalf("%s at %s: %+v, session %+v", name, at, s, session)
		}
	})
}

// The other way to know it: minute by minute from the printed list, and the law on
// daylight saving time.
func TestEveryMinuteOfNewYorkIsAsTheListSays(t *testing.T) {
	e := find(t, "NYSE")
	for year := 2024; year <= 2027; year++ {
		list := published["NYSE"][year]
		closed, early, _ := strings.Cut(list, " | ")
		second := time.Date(year, 3, 8, 7, 0, 0, 0, time.UTC) // Sundays, at 2 in the night
		second = second.AddDate(0, 0, int(7-second.Weekday())%7)
		first := time.Date(year, 11, 1, 6, 0, 0, 0, time.UTC)
		first = first.AddDate(0, 0, int(7-first.Weekday())%7)
		for at := time.Date(year, 1, 1, 5, 0, 0, 0, time.UTC); at.Before(time.Date(year+1, 1, 1, 5, 0, 0, 0, time.UTC)); at = at.Add(time.Minute) {
			local := at.Add(-5 * time.Hour)
			if !at.Before(second) && at.Before(first) {
				local = at.Add(-4 * time.Hour)
			}
			day, minute, end := local.Format("01-02"), local.Hour()*60+local.Minute(), 16*60
			if strings.Contains(early, day) {
				end = 13 * 60
			}
			weekday := local.Weekday() != time.Saturday && local.Weekday() != time.Sunday
			want := weekday && !strings.Contains(closed, day) && minute >= 9*60+30 && minute < end
			if got := e.State(at); got.Open != want {
				t.Fatalf("%s: got %+v, want open %v", at, got, want)
			}
		}
	}
}

func TestManyScreensMayAskAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			e, ok := Find("TSE")
			if s := e.State(time.Date(2027, 3, 22, 3, 0, 0, 0, time.UTC)); !ok || s.Reason != "Vernal Equinox Day" {
				t.Errorf("got %+v", s)
			}
		})
	}
	all.Wait()
}

func BenchmarkFind(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Find("TSE")
	}
}

func BenchmarkState(b *testing.B) {
	e := find(b, "NYSE")
	for name, at := range map[string]time.Time{
		"open":    time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC),
		"weekend": time.Date(2026, 11, 28, 15, 0, 0, 0, time.UTC),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.State(at)
			}
		})
	}
}
