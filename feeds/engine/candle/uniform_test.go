package candle

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"tickdeck/feeds/engine/bars"
)

// spread is how the confidences of detections lie.
type spread struct{ n, sum, squares, high float64 }

func (s *spread) add(confidence float64) {
	s.n++
	s.sum += confidence
	s.squares += confidence * confidence
	if confidence >= 0.8 {
		s.high++
	}
}

func (s *spread) mean() float64      { return s.sum / s.n }
func (s *spread) deviation() float64 { return math.Sqrt(s.squares/s.n - s.mean()*s.mean()) }

func spreads(all [][]bars.Bar) (whole spread, by map[string]*spread) {
	by = map[string]*spread{}
	for _, s := range all {
		for d := range All().Scan(s) {
			whole.add(d.Confidence)
			if by[d.Pattern.Name] == nil {
				by[d.Pattern.Name] = &spread{}
			}
			by[d.Pattern.Name].add(d.Confidence)
		}
	}
	return whole, by
}

// On a market that the tables have not seen the confidences are as many at every
// height: of mean 1/2, deviation 1/√12 = 0.289, and a fifth above 0.8.
func TestConfidencesAreSpreadEvenly(t *testing.T) {
	t.Parallel()
	for name, all := range map[string][][]bars.Bar{
		"days":    slices.Concat(simulated(t, days, 5, 0), simulated(t, days, 6, 0)),
		"minutes": slices.Concat(simulated(t, minutes, 5, hoursEach), simulated(t, minutes, 6, hoursEach), simulated(t, minutes, 7, hoursEach)),
	} {
		whole, by := spreads(all)
		t.Logf("%s: %.0f detections, mean %.3f, deviation %.3f, above 0.8 %.3f", name, whole.n, whole.mean(), whole.deviation(), whole.high/whole.n)
		if math.Abs(whole.mean()-0.5) > 0.015 || math.Abs(whole.deviation()-0.289) > 0.01 || math.Abs(whole.high/whole.n-0.2) > 0.015 {
			t.Errorf("%s: not even", name)
		}
		for pattern, s := range by {
			const common = 2000
			if s.n < common {
				continue
			}
			t.Logf("%s: %s: %.0f detections, mean %.3f, above 0.8 %.3f", name, pattern, s.n, s.mean(), s.high/s.n)
			if math.Abs(s.mean()-0.5) > 0.03 || math.Abs(s.high/s.n-0.2) > 0.03 {
				t.Errorf("%s: %s: %.0f detections have a mean of %.3f, and %.3f above 0.8", name, pattern, s.n, s.mean(), s.high/s.n)
			}
		}
	}
}

func TestConfidenceRisesWithTheFitWithoutAJump(t *testing.T) {
	t.Parallel()
	for i := range kinds {
		for l := range barLengths {
			d := &kinds[i].fits[l]
			last := d.below(0)
			for k := 1; k <= 10_000; k++ {
				have := d.below(float64(k) / 10_000)
				if have < last || have-last > 0.003 {
					t.Fatalf("%s: from %v to %v at a fit of %v", kinds[i].talib, last, have, float64(k)/10_000)
				}
				last = have
			}
			if d.below(0) != 0 || last != 1 {
				t.Errorf("%s: from %v to %v", kinds[i].talib, d.below(0), last)
			}
		}
	}
	byFit := slices.SortedFunc(All().Scan(simulated(t, days, 7, 0)[0]), func(a, b Detection) int { return cmp.Compare(a.fit, b.fit) })
	last := map[string]float64{}
	for _, d := range byFit {
		if d.Confidence < last[d.Pattern.Name] {
			t.Errorf("%s: %v at a fit of %v, less than where it was lower", d.Pattern.Name, d.Confidence, d.fit)
		}
		last[d.Pattern.Name] = d.Confidence
	}
}

func TestEveryPatternHasItsDistributions(t *testing.T) {
	t.Parallel()
	for i, p := range table {
		if kinds[i].talib != p.TALib || kindOf(p.TALib) != &kinds[i] {
			t.Errorf("%s has those of %s", p.TALib, kinds[i].talib)
		}
	}
}

// shaken moves every price by a basis point times what move gives.
func shaken(series []bars.Bar, move func() float64) []bars.Bar {
	out := slices.Clone(series)
	for i := range out {
		b := &out[i]
		for _, price := range []*float64{&b.Open, &b.High, &b.Low, &b.Close} {
			*price *= 1 + 1e-4*move()
		}
		b.High, b.Low = max(b.High, b.Open, b.Close), min(b.Low, b.Open, b.Close)
	}
	return out
}

// A basis point is about a hundredth of the range of a day. Of a minute it is a tenth,
// so that another candle stands there.
func TestABasisPointHardlyChangesAConfidence(t *testing.T) {
	t.Parallel()
	uniform, normal := rand.New(rand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
	all := simulated(t, days, 8, 0)
	for name, c := range map[string]struct {
		move func() float64
		most float64
	}{
		"up to a basis point":                   {func() float64 { return 2*uniform.Float64() - 1 }, 0.0165},
		"a standard deviation of a basis point": {normal.NormFloat64, 0.0275},
	} {
		mean, gone := changes(all, c.move)
		t.Logf("%s: the confidence changes by %.4f on average; %.3f of the detections are gone", name, mean, gone)
		if mean > c.most {
			t.Errorf("%s: the confidence changes by %.4f on average", name, mean)
		}
	}
}

// changes are by how much the confidences change on average when the prices move, and
// what share of the detections is not there any more.
func changes(all [][]bars.Bar, move func() float64) (mean, gone float64) {
	type place struct {
		pattern *Pattern
		index   int
	}
	set, n := All(), 0.0
	for _, s := range all {
		after := map[place]float64{}
		for d := range set.Scan(shaken(s, move)) {
			after[place{d.Pattern, d.Index}] = d.Confidence
		}
		for d := range set.Scan(s) {
			have, still := after[place{d.Pattern, d.Index}]
			if !still {
				gone++
				continue
			}
			mean += math.Abs(have - d.Confidence)
			n++
		}
	}
	return mean / n, gone / (n + gone)
}
