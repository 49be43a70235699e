package market

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
)

var (
	_ DailyBars = (*Market)(nil)
	_ DailyBars = (*bars.Folder)(nil)
)

var today = time.Date(2026, 11, 23, 14, 30, 5, 0, time.UTC) // a Monday, just after the opening

func newMarket(t testing.TB, seed uint64, today time.Time) *Market {
	t.Helper()
	m, err := New(seed, today)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func daily(t testing.TB, m *Market, symbol string) []bars.Bar {
	t.Helper()
	s, err := m.Daily(symbol, time.Time{}, time.Time{})
	if err != nil || s.Symbol != symbol {
		t.Fatal(s.Symbol, err)
	}
	return s.Bars
}

func TestThereAreFortyStocksInOrder(t *testing.T) {
	m := newMarket(t, 1, today)
	symbols := m.Symbols()
	if len(symbols) != 40 || !slices.IsSorted(symbols) || len(slices.Compact(slices.Clone(symbols))) != 40 {
		t.Errorf("%v", symbols)
	}
	count := map[Sector]int{}
	for i, s := range Stocks() {
		if s.Symbol != symbols[i] || s.Name == "" || s.Price <= 0 || s.Volatility <= 0 || s.Volume <= 0 || s.Sector.String() == "unknown" {
			t.Errorf("%+v", s)
		}
		count[s.Sector]++
	}
	for s := range sectors {
		if count[s] < 2 {
			t.Errorf("%d stocks of %s", count[s], s)
		}
	}
}

func TestFiveYearsOfTradingDaysEndWithTheLastSession(t *testing.T) {
	m := newMarket(t, 1, today)
	for _, symbol := range m.Symbols() {
		got := daily(t, m, symbol)
		first, last := time.Unix(got[0].Time, 0).UTC(), time.Unix(got[len(got)-1].Time, 0).UTC()
		if first.Format(time.DateOnly) != "2021-11-22" || last.Format(time.DateOnly) != "2026-11-20" {
			t.Errorf("%s from %s to %s", symbol, first, last)
		}
		for i, b := range got {
			if f := b.Fault(); f != "" || b.Time%daySeconds != 0 || !bars.TradingDay(time.Unix(b.Time, 0)) || i > 0 && b.Time <= got[i-1].Time {
				t.Errorf("%s: %s %+v", symbol, f, b)
			}
			if b.Open != cents(b.Open) || b.High != cents(b.High) || b.Low != cents(b.Low) || b.Close != cents(b.Close) || b.Volume < 1000 {
				t.Errorf("%s is not in cents and shares: %+v", symbol, b)
			}
		}
	}
}

func TestTheSameSeedSymbolAndDateAreTheSameBar(t *testing.T) {
	a, b, later := newMarket(t, 7, today), newMarket(t, 7, today), newMarket(t, 7, today.AddDate(1, 0, 0))
	symbols := a.Symbols()
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(symbols), func(i, j int) { symbols[i], symbols[j] = symbols[j], symbols[i] })
	var wg sync.WaitGroup
	for _, symbol := range symbols {
		wg.Go(func() { _, _ = b.Daily(symbol, time.Time{}, time.Time{}) })
	}
	wg.Wait()
	for _, symbol := range a.Symbols() {
		if !slices.Equal(daily(t, a, symbol), daily(t, b, symbol)) {
			t.Errorf("%s depends on when it is asked for", symbol)
		}
		year, err := later.Daily(symbol, today.AddDate(-1, 0, 0), LastSession(today))
		if err != nil || !slices.Equal(year.Bars, daily(t, a, symbol)[len(daily(t, a, symbol))-len(year.Bars):]) {
			t.Errorf("%s depends on today, %v", symbol, err)
		}
	}
	if slices.Equal(daily(t, a, "AAPL"), daily(t, newMarket(t, 8, today), "AAPL")) {
		t.Error("the seed does nothing")
	}
}

func TestAMarketTellsWhatItHas(t *testing.T) {
	m := newMarket(t, 1, today)
	date := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	for want, ask := range map[string]struct {
		symbol   string
		from, to time.Time
	}{
		"no data for XYZ: 40 symbols are known, such as AAPL, ABBV":                           {"xyz", time.Time{}, time.Time{}},
		"AAPL has bars from 2021-11-22 to 2026-11-20, none between 2019-01-01 and 2019-12-31": {"aapl", date(2019, 1, 1), date(2019, 12, 31)},
		"AAPL has bars from 2021-11-22 to 2026-11-20, none between 2024-01-06 and 2024-01-07": {"AAPL", date(2024, 1, 6), date(2024, 1, 7)},
		"the range ends on 2024-01-01, before it begins on 2024-02-01":                        {"AAPL", date(2024, 2, 1), date(2024, 1, 1)},
	} {
		if _, err := m.Daily(ask.symbol, ask.from, ask.to); err == nil || err.Error() != want {
			t.Errorf("%v is not %q", err, want)
		}
	}
	if s, err := m.Daily(" brk.b ", date(2024, 1, 2), date(2024, 1, 5)); err != nil || s.Symbol != "BRK.B" || len(s.Bars) != 4 {
		t.Errorf("%+v, %v", s, err)
	}
	for _, y := range []int{1, 1999, 2010, 2200, 9999} {
		if _, err := New(1, date(y, 6, 1)); err == nil || !strings.Contains(err.Error(), "trades from 2011 to 2199") {
			t.Errorf("%d: %v", y, err)
		}
	}
	for _, y := range []int{2011, 2014, 2050} {
		if got := daily(t, newMarket(t, 1, date(y, 6, 1)), "KO"); len(got) < 300 || len(got) > 1270 {
			t.Errorf("%d: %d bars", y, len(got))
		}
	}
}

func BenchmarkDailyOfANewMarket(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		daily(b, newMarket(b, 1, today), "AAPL")
	}
}

func BenchmarkDailyOfAnotherSymbol(b *testing.B) {
	b.ReportAllocs()
	m := newMarket(b, 1, today)
	for b.Loop() {
		fresh := &Market{seed: 1, days: m.days, first: m.first, symbols: m.symbols}
		daily(b, fresh, "AAPL")
	}
}
