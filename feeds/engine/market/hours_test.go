package market

import (
	"math"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // so that it is there on every machine

	"tickdeck/feeds/engine/bars"
)

func TestSessionsBeginAtHalfPastNineInNewYork(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for day := int64(firstDay); day < 80_000; day++ {
		y, m, d := time.Unix(day*daySeconds, 0).UTC().Date()
		want := time.Date(y, m, d, 9, 30, 0, 0, zone)
		if got := time.Unix(opening(day)*60, 0); want.Weekday() != time.Sunday && !got.Equal(want) {
			t.Fatalf("%s, not %s", got.In(zone), want)
		}
	}
}

// newYork is a time there in November 2026, when it is five hours behind UTC.
// The 21st is a Saturday, the 26th Thanksgiving.
func newYork(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour+5, minute, 0, 0, time.UTC)
}

func TestTheExchangeShowsTheRealTimeInASessionAndStepsOverNights(t *testing.T) {
	for name, c := range map[string]struct {
		now, last, shows time.Time
		after            time.Duration
		then             time.Time
	}{
		"in a session":       {newYork(23, 10, 4), newYork(20, 0, 0), newYork(23, 10, 4), 6 * time.Hour, newYork(24, 9, 34)},
		"at the opening":     {newYork(23, 9, 30), newYork(20, 0, 0), newYork(23, 9, 30), 390 * time.Minute, newYork(24, 9, 30)},
		"at the closing":     {newYork(23, 16, 0), newYork(23, 0, 0), newYork(24, 9, 30), time.Minute, newYork(24, 9, 31)},
		"in the evening":     {newYork(23, 22, 0), newYork(23, 0, 0), newYork(24, 15, 30), time.Hour, newYork(25, 10, 0)},
		"before the opening": {newYork(24, 9, 29), newYork(23, 0, 0), newYork(27, 13, 59), time.Hour, newYork(27, 14, 59)},
		"on a holiday":       {newYork(26, 12, 0), newYork(25, 0, 0), newYork(32, 10, 0), 0, time.Time{}},
	} {
		if got := LastSession(c.now); got.Format(time.DateOnly) != c.last.Format(time.DateOnly) {
			t.Errorf("%s: the last session is of %s", name, got)
		}
		l := newMarket(t, 3, c.now).Live(c.now, 0)
		if got := l.Time(c.now); !got.Equal(c.shows) {
			t.Errorf("%s: it shows %s, not %s", name, got, c.shows)
		}
		if got := l.Time(c.now.Add(c.after)); !c.then.IsZero() && !got.Equal(c.then) {
			t.Errorf("%s: then it shows %s, not %s", name, got, c.then)
		}
		all := watch(l, c.now, time.Minute, minutes(1))
		if last := all[len(all)-1].Time; last.Before(c.shows.Add(58*time.Second)) || !last.Before(c.shows.Add(time.Minute)) {
			t.Errorf("%s: the last tick is of %s", name, last)
		}
	}
}

func TestStocksTradeAtAnyHourAndOnlyInSessions(t *testing.T) {
	now, last := newYork(21, 1, 0), time.Time{} // a Saturday
	l := newMarket(t, 3, now).Live(now, 0)
	watch(l, now, time.Minute, minutes(1))
	days := map[string]bool{}
	for end := now.Add(40 * time.Hour); now.Before(end); now = now.Add(time.Minute) {
		traded := map[string]bool{}
		for _, k := range l.Ticks(now.Add(2 * time.Minute)) {
			day := k.Time.Unix() / daySeconds
			at := k.Time.Sub(time.Unix(opening(day)*60, 0))
			if !tradingDay(day) || at < 0 || at >= sessionMinutes*time.Minute || k.Time.Before(last) {
				t.Fatalf("%+v after %s", k, last)
			}
			last, traded[k.Symbol], days[k.Time.Format(time.DateOnly)] = k.Time, true, true
		}
		if len(traded) != 40 {
			t.Fatalf("%d symbols trade at %s", len(traded), now)
		}
	}
	if len(days) != 7 || days["2026-11-26"] || !days["2026-11-27"] || days["2026-11-28"] {
		t.Errorf("they traded on %v", days)
	}
}

// sessions are the minute bars of the stocks by day, as traded after now.
func sessions(t *testing.T, seed uint64, now time.Time, far time.Duration) map[string]map[int64][]bars.Bar {
	t.Helper()
	out, builders := map[string]map[int64][]bars.Bar{}, map[string]*bars.Builder{}
	for _, s := range stocks {
		builders[s.Symbol], out[s.Symbol] = &bars.Builder{}, map[int64][]bars.Bar{}
	}
	for _, k := range watch(newMarket(t, seed, now).Live(now, 0), now, far, minutes(30)) {
		if b, ok := builders[k.Symbol].Add(k.Time, k.Price, k.Volume); ok {
			day := b.Time / daySeconds
			out[k.Symbol][day] = append(out[k.Symbol][day], b)
		}
	}
	return out
}

func TestTheMinutesOfASessionAreThoseOfItsDailyBar(t *testing.T) {
	later := newMarket(t, 5, newYork(30, 20, 0))
	var ranges, daily, volume []float64
	for symbol, days := range sessions(t, 5, newYork(23, 9, 30), 4*sessionMinutes*time.Minute) {
		for day, minutes := range days {
			if len(minutes) < sessionMinutes { // its last one is not complete
				continue
			}
			date := time.Unix(day*daySeconds, 0)
			s, err := later.Daily(symbol, date, date)
			if err != nil {
				t.Fatal(err)
			}
			got, want := bars.Days(minutes)[0], s.Bars[0]
			if got.Time != want.Time || got.Open != want.Open || got.Close != want.Close {
				t.Errorf("%s: the minutes are %+v, the day is %+v", symbol, got, want)
			}
			ranges, daily = append(ranges, (got.High-got.Low)/want.Open), append(daily, (want.High-want.Low)/want.Open)
			volume = append(volume, got.Volume/want.Volume)
		}
	}
	if len(ranges) != 3*len(stocks) {
		t.Fatalf("%d sessions", len(ranges))
	}
	between(t, "the range of the minutes against that of the day", mean(ranges)/mean(daily), 0.85, 1.1)
	between(t, "the volume of the minutes against that of the day", mean(volume), 0.98, 1.02)
}

// Engines that share a Redis say the same of a bar, whenever they began.
func TestAMinuteIsTheSameWheneverTheMarketBegan(t *testing.T) {
	began := newYork(23, 10, 4)
	want := watch(newMarket(t, 3, began).Live(began, 0), began, 20*time.Hour, minutes(60))
	for name, c := range map[string]struct{ now, first time.Time }{
		"half a minute later": {began.Add(30 * time.Second), newYork(23, 9, 30)},
		"hours later":         {newYork(23, 15, 17), newYork(23, 14, 30)},
		"in the evening":      {newYork(23, 20, 2), newYork(24, 13, 30)},
		"on the next day":     {newYork(24, 9, 45), newYork(24, 9, 30)},
	} {
		got := watch(newMarket(t, 3, c.now).Live(c.now, 0), c.now, 20*time.Minute, minutes(20))
		from := slices.IndexFunc(want, func(k Tick) bool { return !k.Time.Before(c.first) })
		if from < 0 || !slices.Equal(got, want[from:from+len(got)]) {
			t.Errorf("%s: other ticks from %s on", name, got[0].Time)
		}
	}
	now := newYork(23, 9, 45)
	for before, want := range map[time.Duration]time.Time{
		0: newYork(23, 9, 30), 15 * time.Minute: newYork(23, 9, 30), time.Hour: newYork(20, 14, 30), 1000 * time.Hour: newYork(20, 9, 30),
	} {
		if got := newMarket(t, 3, now).Live(now, before).Ticks(now)[0].Time; got.Before(want) || got.After(want.Add(time.Second)) {
			t.Errorf("%s before, it begins at %s", before, got)
		}
	}
}

func TestAMinuteIsCompleteTwoSecondsAfterItsEnd(t *testing.T) {
	seen := map[string]int64{}
	var late []float64
	for _, k := range newMarket(t, 3, today).Live(today, 0).Ticks(today.Add(time.Hour)) {
		if minute := minuteOf(k.Time); seen[k.Symbol] != minute {
			seen[k.Symbol] = minute
			late = append(late, k.Time.Sub(time.Unix(minute*60, 0)).Seconds())
		}
	}
	between(t, "the latest first tick of a minute, in seconds", slices.Max(late), 1.8, 2)
	between(t, "the mean of them", mean(late), 0.5, 1.1)
	between(t, "their deviation", math.Sqrt(moment(late, 2)), 0.3, 0.7)
}
