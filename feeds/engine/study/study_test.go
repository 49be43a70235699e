package study

import (
	"context"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

// plant makes the price move by so much over the five bars after every bar on
// which a hidden event is, and gives the events.
func plant(market []bars.Series, rng *rand.Rand, effect float64) Find {
	at := map[*bars.Bar][]int{}
	for k := range market {
		series := slices.Clone(market[k].Bars)
		market[k].Bars = series
		for i := rng.IntN(110); i+6 < len(series); i += 60 + rng.IntN(101) {
			at[&series[0]] = append(at[&series[0]], i)
			for j := i + 1; j < len(series); j++ {
				// a fifth within each of the five bars; from then on the level is higher
				open, end := math.Pow(1+effect, float64(min(j-i-1, 5))/5), math.Pow(1+effect, float64(min(j-i, 5))/5)
				b := &series[j]
				b.Open, b.Close = b.Open*open, b.Close*end
				b.High, b.Low = max(b.High*open, b.Open, b.Close), min(b.Low*open, b.Open, b.Close)
			}
		}
	}
	return func(series []bars.Bar) (out []Event) {
		for _, i := range at[&series[0]] {
			out = append(out, Event{Kind: Kind{"Planted", model.DirBull}, Index: i})
		}
		return out
	}
}

func TestAPlantedEffectIsFoundWithItsSize(t *testing.T) {
	const effect = 0.02
	for seed := uint64(1); seed <= 2; seed++ {
		market := simulated(t, seed)
		planted := plant(market, rand.New(rand.NewPCG(seed, 9)), effect)
		others := patterns()
		table := study(t, market, func(series []bars.Bar) []Event {
			return append(planted(series), others(series)...)
		}, Options{Seed: seed, Replications: 500})
		at := slices.IndexFunc(table.Rows, func(r Row) bool { return r.Pattern == "Planted" })
		row := table.Rows[at]
		for _, x := range row.Horizons {
			// Of the base it is a part: every symbol has one such move in 110
			// bars, and one with an event no other for 60.
			h := float64(x.Horizon)
			want := effect * (min(1, h/5) - h/110)
			excess := x.Mean - x.BaseMean
			t.Logf("market %d, %2d bars: n %d, excess %.5f of %.5f, interval %.5f to %.5f, q %.2g", seed, x.Horizon, x.N, excess, want, x.Interval[0], x.Interval[1], x.Q)
			if off := (excess - want) / (excess / x.T); math.Abs(off) > 3 {
				t.Errorf("after %d bars an effect of %.5f was found as %.5f: %.1f standard errors off", x.Horizon, want, excess, off)
			}
			most := 0.001
			if x.Horizon < 5 { // only a part of the effect has come by then
				most = 0.05
			}
			if x.Q > most || x.Interval[0] <= 0 || x.Verdict != "better than any other day" || x.Hit <= x.BaseHit {
				t.Errorf("after %d bars q %v, interval %v, hit %v of %v: %s", x.Horizon, x.Q, x.Interval, x.Hit, x.BaseHit, x.Verdict)
			}
		}
		if row.Verdict != "better than any other day" {
			t.Errorf("it is said to be %s", row.Verdict)
		}
	}
}

func TestWhatComesAfterTheHorizonChangesNothing(t *testing.T) {
	market := simulated(t, 1)[:8]
	before := panelOf(t, market)
	samples, err := before.collect(t.Context(), patterns(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, cut := range []int{100, 101, 640, 1200} {
		after := panelOf(t, changedAfter(market, cut))
		for _, s := range samples {
			for _, h := range horizons {
				for _, e := range s.events {
					if int(e.bar)+h > cut { // its horizon is not over at the cut
						continue
					}
					one := sample{s.Kind, []occurrence{e}}
					if a, b := before.outcomes(one, h, nil), after.outcomes(one, h, nil); !reflect.DeepEqual(a, b) {
						t.Fatalf("%v at %d, %d bars: %+v, and with another future after %d %+v", s.Kind, e.bar, h, a, cut, b)
					}
					compared++
				}
			}
		}
	}
	if compared < 10_000 {
		t.Errorf("only %d were compared", compared)
	}
}

// changedAfter is the same market up to a bar, and another one after it.
func changedAfter(market []bars.Series, cut int) (out []bars.Series) {
	for _, s := range market {
		s.Bars = slices.Clone(s.Bars)
		for i := cut + 1; i < len(s.Bars); i++ {
			b := &s.Bars[i]
			f := 1 + 0.5*math.Abs(math.Sin(float64(i)))
			b.Open, b.High, b.Low, b.Close, b.Volume = b.Open*f, b.High*f*1.1, b.Low*f*0.8, b.Close*f, b.Volume*3
		}
		out = append(out, s)
	}
	return out
}

func TestAnotherFutureChangesNoEventOfThePast(t *testing.T) {
	market := simulated(t, 2)[:8]
	find := patterns()
	for _, cut := range []int{60, 61, 640, 1200} {
		other := changedAfter(market, cut)
		for k := range market {
			past := func(series []bars.Bar) (out []occurrence) {
				for _, e := range find(series) {
					if e.Index <= cut {
						out = append(out, occurrence{bar: int32(e.Index), confidence: e.Confidence, trend: trend(series, e.Index), volume: volume(series, e.Index)})
					}
				}
				return out
			}
			if a, b := past(market[k].Bars), past(other[k].Bars); len(a) == 0 || !slices.Equal(a, b) {
				t.Fatalf("%s up to %d: %d events and %d", market[k].Symbol, cut, len(a), len(b))
			}
		}
	}
}

func TestTheSameStudyGivesTheSameTableOnAnyNumberOfProcessors(t *testing.T) {
	market := simulated(t, 3)[:12]
	one := study(t, market, patterns(), Options{Seed: 5, Replications: 100})
	many := study(t, market, patterns(), Options{Seed: 5, Replications: 100, Parallel: 7})
	if !reflect.DeepEqual(one, many) {
		t.Error("they differ")
	}
	other := study(t, market, patterns(), Options{Seed: 6, Replications: 100})
	at := slices.IndexFunc(one.Rows, func(r Row) bool { return r.Pattern == "Doji" })
	a, b := one.Rows[at].Horizons[0], other.Rows[at].Horizons[0]
	if a.P != b.P || slices.Equal(a.Interval, b.Interval) {
		t.Errorf("of another seed p is %v for %v and the interval %v for %v", b.P, a.P, b.Interval, a.Interval)
	}
}

func TestTheHorizonsAreThoseThatCanBeAskedFor(t *testing.T) {
	if !slices.Equal(horizons[:], model.StudyHorizons()) || horizons[len(horizons)-1] != longest || !slices.Contains(horizons[:], model.StudyHorizon) {
		t.Errorf("%v, up to %d", horizons, longest)
	}
}

func TestTooFewDatesAreNotTested(t *testing.T) {
	market := simulated(t, 1)
	table := study(t, market, func(series []bars.Bar) (out []Event) {
		for i := range LeastDates - 1 {
			out = append(out, Event{Kind: Kind{"Rare", model.DirBull}, Index: 100 + i})
		}
		return append(out, Event{Kind: Kind{"Late", model.DirBear}, Index: len(series) - 2})
	}, Options{Replications: 100})
	if table.Tests != 0 || len(table.Rows) != 2 {
		t.Fatalf("%d tests, %d rows", table.Tests, len(table.Rows))
	}
	for _, r := range table.Rows {
		for _, x := range r.Horizons {
			if x.Test != nil || x.Verdict != "too few to say" {
				t.Errorf("%s, %d bars: %+v", r.Pattern, x.Horizon, x)
			}
		}
		if r.Verdict != "too few to say" {
			t.Errorf("%s: %s", r.Pattern, r.Verdict)
		}
	}
	if late := table.Rows[0]; len(late.Horizons) != 1 || late.Horizons[0].N != len(market) {
		t.Errorf("the bars of one horizon had come: %+v", late)
	} else if _, ok := table.Evidence(late); ok {
		t.Error("there is evidence of what has not come")
	}
}

func TestADateWithFewSymbolsHasNoBase(t *testing.T) {
	market := simulated(t, 1)[:6]
	for k := 1; k < 3; k++ { // four are left before bar 600
		market[k].Bars = market[k].Bars[600:]
	}
	table := study(t, market, func(series []bars.Bar) (out []Event) {
		for i := range series {
			out = append(out, Event{Kind: Kind{"Any", model.DirNeutral}, Index: i})
		}
		return out
	}, Options{})
	if n, want := table.Rows[0].Horizons[0].N, 6*(len(market[0].Bars)-600-1); n != want || table.Base != "same_date" {
		t.Errorf("%d events, want %d, compared with %s", n, want, table.Base)
	}
}

func TestBarsThatCannotBeStudiedAreRefused(t *testing.T) {
	good := bars.Bar{Time: 1, Open: 1, High: 1, Low: 1, Close: 1}
	bad, twice := good, good
	bad.Close = math.NaN()
	for want, series := range map[string][]bars.Bar{
		"there are no bars":               nil,
		"X on 1970-01-01: close NaN":      {bad},
		"X on 1970-01-01: its bars are n": {good, twice},
	} {
		_, err := Run(t.Context(), []bars.Series{{Symbol: "X", Bars: series}}, byTime, Options{})
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestAStudyEndsWithItsContext(t *testing.T) {
	for _, parallel := range []int{1, 2} {
		ctx, cancel := context.WithCancel(t.Context())
		var pieces atomic.Int64
		_, err := Run(ctx, simulated(t, 1)[:6], func([]bars.Bar) []Event { cancel(); return nil }, Options{Parallel: parallel, Pause: func() { pieces.Add(1) }})
		if err == nil {
			t.Error("it went on to the end")
		}
		if parallel == 1 && pieces.Load() > longest+1 {
			t.Errorf("%d pieces of work were done", pieces.Load())
		}
	}
}

// By hand: 0.01·4/1, 0.04·4/3 and 0.03·4/2 with the order kept, 0.5.
func TestTheCorrectionIsThatOfBenjaminiAndHochberg(t *testing.T) {
	tests := []*Test{{P: 0.04}, {P: 0.01}, {P: 0.5}, {P: 0.03}}
	correct(tests)
	for i, want := range []float64{0.04 * 4 / 3, 0.04, 0.5, 0.04 * 4 / 3} {
		if !near(tests[i].Q, want) {
			t.Errorf("p %v has q %v, want %v", tests[i].P, tests[i].Q, want)
		}
	}
}

// The 97.5 % quantiles of Student's t, as every table has them.
func TestTheProbabilityIsThatOfStudent(t *testing.T) {
	for df, at := range map[float64]float64{1: 12.7062, 2: 4.30265, 10: 2.22814, 30: 2.04227, 1e6: 1.95997} {
		if p := twoSided(at, df); math.Abs(p-0.05) > 1e-5 {
			t.Errorf("beyond %v with %v degrees of freedom: %v", at, df, p)
		}
	}
}

func TestAQuantileLiesBetweenTheNearestValues(t *testing.T) {
	for p, want := range map[float64]float64{0: 1, 0.25: 2, 0.3: 2.2, 1: 5} {
		if got := quantile([]float64{1, 2, 3, 4, 5}, p); !near(got, want) {
			t.Errorf("at %v: %v, want %v", p, got, want)
		}
	}
}

func TestDecilesAreOfTheConfidenceWithinAKind(t *testing.T) {
	s := sample{events: make([]occurrence, 40)}
	for i := range s.events {
		s.events[i].confidence = float64(39-i) / 100
	}
	s.events[1].confidence = s.events[0].confidence // as good as the best
	s.rank()
	var n [11]int
	for _, e := range s.events {
		n[e.decile]++
	}
	if n != [11]int{0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4} || s.events[0].decile != 10 || s.events[39].decile != 1 {
		t.Errorf("%v, the best %d, the worst %d", n, s.events[0].decile, s.events[39].decile)
	}
}
