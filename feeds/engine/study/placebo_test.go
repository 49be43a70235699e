package study

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/market"
	"tickdeck/model"
)

// patterns finds all candlestick patterns, as the engine does.
func patterns() Find {
	set := candle.All()
	return func(series []bars.Bar) (out []Event) {
		for d := range set.Scan(series) {
			way := [...]model.Direction{model.DirBear, model.DirNeutral, model.DirBull}[d.Direction()+1]
			out = append(out, Event{Kind: Kind{d.Pattern.Name, way}, Index: d.Index, Confidence: d.Confidence})
		}
		return out
	}
}

func simulated(t testing.TB, seed uint64) (out []bars.Series) {
	t.Helper()
	m, err := market.New(seed, time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for _, symbol := range m.Symbols() {
		s, err := m.Daily(symbol, time.Time{}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func study(t testing.TB, market []bars.Series, find Find, o Options) *Table {
	t.Helper()
	o.Timeframe = "daily"
	table, err := Run(t.Context(), market, find, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// With more of them the shares come closer to what they should be:
// go test ./feeds/engine/study -run Nothing -v -markets 200.
var markets = flag.Int("markets", 10, "simulated markets to look for something in")

var replications = flag.Int("replications", 100, "of the intervals")

// levels counts how many p-values are at most so much.
type levels struct {
	n          int
	at         [4]int
	bins       [10]int
	discovered int // q at most 0.05
	missed     int // intervals without 0
}

var significance = [...]float64{0.01, 0.05, 0.1, 0.5}

func (l *levels) add(x *Test) {
	l.n++
	for i, a := range significance {
		if x.P <= a {
			l.at[i]++
		}
	}
	l.bins[min(9, int(10*x.P))]++
	if x.Q <= 0.05 {
		l.discovered++
	}
	if len(x.Interval) == 2 && (x.Interval[0] > 0 || x.Interval[1] < 0) {
		l.missed++
	}
}

func (l *levels) share(i int) float64 { return float64(l.at[i]) / float64(l.n) }

// On a market in which nothing is to be foreseen a p-value is below 5 % in one
// test in twenty, at every horizon, and after the correction next to nothing is
// left: one study in twenty finds anything.
//
// The tests of one study depend on each other, as a long-legged doji is a doji. So
// a share is that of one study, and its error is told by how studies differ.
func TestNothingIsFoundOnTheSimulatedMarketBeyondChance(t *testing.T) {
	find, wrong, discovered := patterns(), 0, 0
	by := map[int][]levels{} // by horizon, 0 for all: those of each study
	for seed := uint64(1); seed <= uint64(*markets); seed++ {
		one := map[int]*levels{0: {}}
		for _, r := range study(t, simulated(t, seed), find, Options{Parallel: 2, Seed: seed, Replications: *replications}).Rows {
			for _, x := range r.Horizons {
				if x.Test == nil {
					continue
				}
				if one[x.Horizon] == nil {
					one[x.Horizon] = &levels{}
				}
				one[x.Horizon].add(x.Test)
				one[0].add(x.Test)
			}
		}
		for h, l := range one {
			by[h] = append(by[h], *l)
		}
		discovered += one[0].discovered
		wrong += min(1, one[0].discovered)
	}
	for _, h := range append(horizons[:], 0) {
		told := ""
		for i, a := range significance {
			mean, deviation := shares(by[h], func(l levels) float64 { return l.share(i) })
			told += fmt.Sprintf("p ≤ %g in %.4f ± %.4f, ", a, mean, deviation)
			if math.Abs(mean-a) > 3.5*deviation || math.Abs(mean-a) > 0.01+0.5*a {
				t.Errorf("%d bars: p ≤ %g in %.4f ± %.4f of the tests", h, a, mean, deviation)
			}
		}
		missed, _ := shares(by[h], func(l levels) float64 { return float64(l.missed) / float64(l.n) })
		t.Logf("%2d bars: %s0 is outside of %.4f of the intervals", h, told, missed)
		if missed > 0.12 {
			t.Errorf("%d bars: 0 is outside of %.4f of the intervals", h, missed)
		}
	}
	t.Logf("%d discoveries, in %d of %d studies", discovered, wrong, *markets)
	if wrong > 2+*markets/15 {
		t.Errorf("something was found in %d of %d studies", wrong, *markets)
	}
}

// shares is the mean of a share over studies, and its standard error.
func shares(of []levels, share func(levels) float64) (mean, deviation float64) {
	n := float64(len(of))
	for _, l := range of {
		mean += share(l) / n
	}
	for _, l := range of {
		deviation += (share(l) - mean) * (share(l) - mean)
	}
	return mean, math.Sqrt(deviation / (n - 1) / n)
}

// episodes are events that say nothing, on runs of bars: what comes after them
// overlaps as much as it can.
func episodes(rng *rand.Rand, kinds, length int) Find {
	return func(series []bars.Bar) (out []Event) {
		for k := range kinds {
			for i := rng.IntN(100); i+length < len(series); i += length + rng.IntN(100) {
				for j := range length {
					out = append(out, Event{Kind: Kind{strconv.Itoa(k), model.DirBull}, Index: i + j})
				}
			}
		}
		return out
	}
}

// With a test that takes the events of each date for independent of all others,
// as if no horizons overlapped, the share of false alarms at 20 bars is told
// beside it: what the method is for.
func TestOverlappingHorizonsRaiseNoFalseAlarm(t *testing.T) {
	by, naive := map[int]*levels{}, map[int]*levels{}
	for _, h := range horizons {
		by[h], naive[h] = &levels{}, &levels{}
	}
	for seed := uint64(1); seed <= uint64(*markets); seed++ {
		series := simulated(t, seed)
		find := episodes(rand.New(rand.NewPCG(seed, 1)), 40, 5)
		table := study(t, series, find, Options{Seed: seed, Replications: *replications})
		for _, r := range table.Rows {
			for _, x := range r.Horizons {
				by[x.Horizon].add(x.Test)
			}
		}
		p := panelOf(t, series)
		samples, err := p.collect(t.Context(), episodes(rand.New(rand.NewPCG(seed, 1)), 40, 5), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range samples {
			for _, h := range horizons {
				naive[h].add(bySignalDate(p, p.outcomes(s, h, nil)))
			}
		}
	}
	for _, h := range horizons {
		l := by[h]
		t.Logf("%2d bars: %d tests, p ≤ 0.05 %.4f, by date of the signal alone %.4f; tenths %v; 0 outside the interval %.4f", h, l.n, l.share(1), naive[h].share(1), l.bins, float64(l.missed)/float64(l.n))
		if s := l.share(1); s < 0.03 || s > 0.075 {
			t.Errorf("%d bars: p ≤ 0.05 in %.4f of the tests", h, s)
		}
		if m := float64(l.missed) / float64(l.n); m > 0.1 {
			t.Errorf("%d bars: 0 is outside of %.4f of the intervals", h, m)
		}
		// Pearson's test that all tenths are alike: 9 degrees of freedom, 0.1 %
		if x := chiSquare(l); x > 27.9 {
			t.Errorf("%d bars: p-values are not uniform: %v, χ² %.1f", h, l.bins, x)
		}
	}
	if s := naive[longest].share(1); s < 0.15 {
		t.Errorf("without regard to the overlap p ≤ 0.05 in %.4f of the tests: does this test see the overlap?", s)
	}
}

func panelOf(t testing.TB, market []bars.Series) *panel {
	t.Helper()
	p, err := newPanel(market)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.measureBase(t.Context(), Options{}); err != nil {
		t.Fatal(err)
	}
	return p
}

// bySignalDate is the test with one cluster for each date on which there are
// events.
func bySignalDate(p *panel, got []outcome) *Test {
	mean, sums := 0.0, map[int32]float64{}
	for i := range got {
		mean += got[i].excess() / float64(len(got))
	}
	for i := range got {
		sums[got[i].date] += got[i].excess() - mean
	}
	squares := 0.0
	for d := range p.times {
		squares += sums[int32(d)] * sums[int32(d)]
	}
	x := mean * float64(len(got)) / math.Sqrt(squares)
	return &Test{T: x, P: twoSided(x, float64(len(sums)-1)), Q: 1}
}

func chiSquare(l *levels) (x float64) {
	want := float64(l.n) / 10
	for _, n := range l.bins {
		x += (float64(n) - want) * (float64(n) - want) / want
	}
	return x
}

// One symbol is compared with its own mean: there is nothing else.
func TestNothingIsFoundOnASingleSymbolBeyondChance(t *testing.T) {
	find, all := patterns(), levels{}
	for seed := uint64(1); seed <= 2; seed++ {
		for _, s := range simulated(t, seed) {
			table := study(t, []bars.Series{s}, find, Options{})
			if table.Base != "all_dates" {
				t.Fatalf("compared with %s", table.Base)
			}
			for _, r := range table.Rows {
				for _, x := range r.Horizons {
					if x.Test != nil {
						all.add(x.Test)
					}
				}
			}
		}
	}
	t.Logf("%d tests, p ≤ 0.05 in %.4f, %d discoveries", all.n, all.share(1), all.discovered)
	if s := all.share(1); s < 0.03 || s > 0.07 {
		t.Errorf("p ≤ 0.05 in %.4f of %d tests", s, all.n)
	}
}
