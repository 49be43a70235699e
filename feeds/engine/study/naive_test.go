package study

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

// randomMarket has symbols whose bars begin and end and are missing as they like.
func randomMarket(rng *rand.Rand, symbols, dates int) (out []bars.Series) {
	for k := range symbols {
		s := bars.Series{Symbol: fmt.Sprintf("S%d", k)}
		price, begin := 10+90*rng.Float64(), rng.IntN(1+dates/4)
		for d := range dates {
			open := price * (1 + 0.01*rng.NormFloat64())
			price = open * (1 + 0.02*rng.NormFloat64())
			if d < begin || rng.IntN(20) == 0 {
				continue
			}
			s.Bars = append(s.Bars, bars.Bar{
				Time: time.Date(2021, 11, 1+d, 0, 0, 0, 0, time.UTC).Unix(), Open: open, Close: price,
				High: max(open, price) * 1.01, Low: min(open, price) * 0.99, Volume: float64(rng.IntN(4)),
			})
		}
		out = append(out, s)
	}
	return out
}

// byTime finds events that depend on nothing but the time and the close of a bar,
// so that it may be asked twice.
func byTime(series []bars.Bar) (out []Event) {
	for i, b := range series {
		rng := rand.New(rand.NewPCG(uint64(b.Time), math.Float64bits(b.Close)))
		if rng.IntN(3) == 0 {
			way := []model.Direction{model.DirBull, model.DirBear, model.DirNeutral}[rng.IntN(3)]
			kind := Kind{[]string{"A", "B"}[rng.IntN(2)], way}
			out = append(out, Event{kind, i, float64(rng.IntN(30)) / 30})
		}
	}
	return out
}

// seen is an event as the naive study has it.
type seen struct {
	symbol       string
	time         int64
	r, base      float64
	hit, baseHit float64
	year         string
	trend        string
	volume       string
	confidence   float64
	parts        map[int64]float64
}

// naively makes the study of one kind and horizon from docs/event-study.md, one
// thing after the other.
func naively(market []bars.Series, kind Kind, h int) (out []seen) {
	for _, s := range market {
		for _, e := range byTime(s.Bars) {
			if e.Kind != kind || e.Index+h >= len(s.Bars) {
				continue
			}
			b := s.Bars[e.Index]
			x := seen{symbol: s.Symbol, time: b.Time, confidence: e.Confidence, parts: map[int64]float64{}}
			x.r = s.Bars[e.Index+h].Close/s.Bars[e.Index+1].Open - 1
			x.hit = hits(x.r, kind)
			peers := peersOf(market, b.Time, h)
			if len(market) >= 5 && len(peers) < 5 {
				continue
			}
			x.base, x.baseHit = meanAndHits(peers, kind)
			before := 0.0
			for j := 1; j <= h; j++ {
				stepBase, _ := meanAndHits(peersOf(market, b.Time, j), kind)
				now := s.Bars[e.Index+j].Close/s.Bars[e.Index+1].Open - 1 - stepBase
				x.parts[s.Bars[e.Index+j].Time] += now - before
				before = now
			}
			x.year = strconv.Itoa(time.Unix(b.Time, 0).UTC().Year())
			x.trend, x.volume = regimesOf(s.Bars[:e.Index+1])
			out = append(out, x)
		}
	}
	return out
}

func hits(r float64, kind Kind) float64 {
	if r > 0 && kind.Direction != model.DirBear || r < 0 && kind.Direction == model.DirBear {
		return 1
	}
	return 0
}

// peersOf are the returns of all symbols with a bar at a time, or of all bars
// where there are fewer than five symbols.
func peersOf(market []bars.Series, at int64, h int) (out []float64) {
	for _, s := range market {
		for i, b := range s.Bars {
			if (b.Time == at || len(market) < 5) && i+h < len(s.Bars) {
				out = append(out, s.Bars[i+h].Close/s.Bars[i+1].Open-1)
			}
		}
	}
	return out
}

func meanAndHits(returns []float64, kind Kind) (mean, hit float64) {
	for _, r := range returns {
		mean += r / float64(len(returns))
		hit += hits(r, kind) / float64(len(returns))
	}
	return mean, hit
}

func regimesOf(upTo []bars.Bar) (trend, volume string) {
	trend, volume = "unknown", "unknown"
	last := upTo[len(upTo)-1]
	if len(upTo) >= 50 {
		mean := 0.0
		for _, b := range upTo[len(upTo)-50:] {
			mean += b.Close / 50
		}
		trend = map[bool]string{true: "above", false: "below"}[last.Close > mean]
	}
	if len(upTo) > 20 {
		sum := 0.0
		for _, b := range upTo[len(upTo)-21 : len(upTo)-1] {
			sum += b.Volume
		}
		if sum > 0 {
			volume = map[bool]string{true: "above", false: "below"}[20*last.Volume > sum]
		}
	}
	return trend, volume
}

func TestASecondStudyThatIsWrittenNaivelyAgrees(t *testing.T) {
	for seed := uint64(1); seed <= 12; seed++ {
		rng := rand.New(rand.NewPCG(seed, 0))
		market := randomMarket(rng, []int{1, 3, 5, 8}[seed%4], 90+rng.IntN(60))
		table := study(t, market, byTime, Options{})
		seenRows := 0
		for _, r := range table.Rows {
			kind := Kind{r.Pattern, map[string]model.Direction{"bullish": model.DirBull, "bearish": model.DirBear, "neutral": model.DirNeutral}[r.Direction]}
			for _, x := range r.Horizons {
				seenRows++
				agree(t, fmt.Sprintf("market %d, %v, %d bars", seed, kind, x.Horizon), x, naively(market, kind, x.Horizon), len(market) >= 5)
			}
		}
		if seenRows < 20 {
			t.Errorf("market %d: %d rows", seed, seenRows)
		}
	}
}

func agree(t *testing.T, what string, x Estimate, want []seen, sameDate bool) {
	t.Helper()
	group := func(of []seen) (g Group) {
		g.N = len(of)
		for _, s := range of {
			n := float64(g.N)
			g.Mean, g.BaseMean = g.Mean+s.r/n, g.BaseMean+s.base/n
			g.Hit, g.BaseHit = g.Hit+s.hit/n, g.BaseHit+s.baseHit/n
		}
		return g
	}
	same := func(what string, got, want Group) {
		t.Helper()
		if got.N != want.N || !near(got.Mean, want.Mean) || !near(got.BaseMean, want.BaseMean) || !near(got.Hit, want.Hit) || !near(got.BaseHit, want.BaseHit) {
			t.Errorf("%s: got %+v, want %+v", what, got, want)
		}
	}
	same(what, Group{N: x.N, Mean: x.Mean, BaseMean: x.BaseMean, Hit: x.Hit, BaseHit: x.BaseHit}, group(want))
	symbols, dates, sorted := map[string]bool{}, map[int64]bool{}, []float64{}
	for _, s := range want {
		symbols[s.symbol], dates[s.time] = true, true
		sorted = append(sorted, s.r)
	}
	slices.Sort(sorted)
	n := len(sorted)
	if middle := (sorted[(n-1)/2] + sorted[n/2]) / 2; x.Symbols != len(symbols) || x.Dates != len(dates) || !near(x.Median, middle) {
		t.Errorf("%s: %d symbols, %d dates, median %v; want %d, %d, %v", what, x.Symbols, x.Dates, x.Median, len(symbols), len(dates), middle)
	}
	for name, by := range map[string]struct {
		groups []Group
		of     func(seen) string
	}{
		"year":   {x.Years, func(s seen) string { return s.year }},
		"trend":  {x.Trend, func(s seen) string { return s.trend }},
		"volume": {x.Volume, func(s seen) string { return s.volume }},
	} {
		total := 0
		for _, g := range by.groups {
			same(what+", "+name+" "+g.Name, g, group(slices.DeleteFunc(slices.Clone(want), func(s seen) bool { return by.of(s) != g.Name })))
			total += g.N
		}
		if total != n {
			t.Errorf("%s: by %s there are %d of %d", what, name, total, n)
		}
	}
	if tested := len(dates) >= 20; tested != (x.Test != nil) {
		t.Errorf("%s: with %d dates tested: %v", what, len(dates), x.Test != nil)
	} else if tested && sameDate && !near(x.T, tOf(want, x.Horizon)) {
		t.Errorf("%s: t %v, want %v", what, x.T, tOf(want, x.Horizon))
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// tOf is t = ē / se: se² = G/(G−1) · Σ_τ (Σ of the parts on τ − ē/h)² / n².
func tOf(events []seen, h int) float64 {
	n, mean := float64(len(events)), 0.0
	for _, e := range events {
		mean += (e.r - e.base) / n
	}
	scores := map[int64]float64{}
	for _, e := range events {
		for at, part := range e.parts {
			scores[at] += part - mean/float64(h)
		}
	}
	squares := 0.0
	for _, at := range slices.Sorted(func(yield func(int64) bool) {
		for at := range scores {
			if !yield(at) {
				return
			}
		}
	}) {
		squares += scores[at] * scores[at]
	}
	g := float64(len(scores))
	return mean / math.Sqrt(g/(g-1)*squares/n/n)
}
