package candle

import (
	"math"
	"slices"
	"testing"

	"tickdeck/feeds/engine/bars"
)

func own(tb testing.TB, all ...[][]bars.Bar) *Distributions {
	tb.Helper()
	d, err := censusOf(all...).Distributions("own.json")
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// deciles are the shares of confidences in each tenth.
func deciles(set *Set, all [][]bars.Bar) (shares [10]float64, mean float64) {
	n := 0.0
	for _, s := range all {
		for d := range set.Scan(s) {
			shares[min(9, int(10*d.Confidence))]++
			mean += d.Confidence
			n++
		}
	}
	for i := range shares {
		shares[i] /= n
	}
	return shares, mean / n
}

// random are markets of another kind than the simulated one.
func random(tb testing.TB) (all [][]bars.Bar) {
	tb.Helper()
	for seed := range uint64(4) {
		all = append(all, walk(100+seed, 10_000))
	}
	return all
}

func TestConfidencesAreEvenAmongTheBarsThatTheTableIsMadeOf(t *testing.T) {
	t.Parallel()
	all := random(t)
	if shares, mean := deciles(All(), all); math.Abs(mean-0.5) < 0.02 && slices.Max(shares[:]) < 0.11 {
		t.Fatalf("this proves nothing: the built-in table gives a mean of %.3f and shares of %.3f", mean, shares)
	}
	shares, mean := deciles(All().RankedBy(own(t, all)), all)
	t.Logf("mean %.4f, shares %.3f", mean, shares)
	if math.Abs(mean-0.5) > 0.005 || slices.Min(shares[:]) < 0.09 || slices.Max(shares[:]) > 0.11 {
		t.Errorf("mean %.4f, shares %.3f", mean, shares)
	}
}

// The built-in table is one of the simulated market's bars: other seeds give nearly
// the same. Of minutes less so, as how many cents a stock's range has decides about
// the dojis without a body, and each seed has its own 40 prices.
func TestTheSimulatedMarketGivesNearlyTheBuiltInTable(t *testing.T) {
	t.Parallel()
	d := own(t, simulated(t, days, 5, 0), simulated(t, days, 6, 0), simulated(t, minutes, 5, hoursEach), simulated(t, minutes, 6, hoursEach))
	var furthest [barLengths]float64
	for i := range table {
		for l := range barLengths {
			for k := range cells + 1 {
				if d.counted.found[l][i].total() >= 2000 {
					furthest[l] = max(furthest[l], math.Abs(float64(d.fits[i][l][k])-float64(kinds[i].fits[l][k]))/whole)
				}
			}
		}
	}
	t.Logf("at most %.3f apart", furthest)
	if furthest[days] == 0 || furthest[days] > 0.03 || furthest[minutes] == 0 || furthest[minutes] > 0.1 {
		t.Errorf("they are up to %.3f apart", furthest)
	}
}

func TestOwnConfidencesRiseWithTheFitWithoutAJump(t *testing.T) {
	t.Parallel()
	d := own(t, random(t))
	for i := range table {
		for l := range barLengths {
			last := 0.0
			for k := range 10_001 {
				have := d.fits[i][l].below(float64(k) / 10_000)
				if have < last || have-last > 0.01 {
					t.Fatalf("%s, %s: from %v to %v at a fit of %v", table[i].TALib, l, last, have, float64(k)/10_000)
				}
				last = have
			}
			if d.fits[i][l].below(0) != 0 || last != 1 {
				t.Errorf("%s, %s: it ends with %v", table[i].TALib, l, last)
			}
		}
	}
}

func TestWhatIsSeldomFoundFallsBackOnTheBuiltInTable(t *testing.T) {
	t.Parallel()
	d := own(t, random(t)) // minutes alone
	for i := range table {
		if d.fits[i][days] != kinds[i].fits[days] {
			t.Errorf("%s: that of days is not the built-in one", table[i].TALib)
		}
		switch n := d.counted.found[minutes][i].total(); {
		case n == 0 && d.fits[i][minutes] != kinds[i].fits[minutes]:
			t.Errorf("%s: none was found, and its distribution is not the built-in one", table[i].TALib)
		case n > 100 && d.fits[i][minutes] == kinds[i].fits[minutes]:
			t.Errorf("%s: %d were found, and its distribution is the built-in one", table[i].TALib, n)
		}
	}
	// Of 20 at fits of 0 and 20 that are as the built-in ones half are below the first cell's end.
	var few tally
	few.bars[days], few.found[days][0][0] = 100, like
	if have := newDistributions("", &few).fits[0][days]; have[1] != whole/2 || have[30] != whole/2+kinds[0].fits[days][30]/2 {
		t.Errorf("got %v", have)
	}
}

func TestTooFewBarsMakeNoTable(t *testing.T) {
	t.Parallel()
	_, err := censusOf([][]bars.Bar{walk(1, 300)}).Distributions("x")
	if err == nil || err.Error() != "too few patterns for a table of one's own: 0 among 0 bars of days and 461 among 300 of minutes, and at least 1000 of one of them are needed, as in about 500 bars" {
		t.Error(err)
	}
	// Of days there are too few here, and of minutes enough.
	few := walk(2, 100)
	for i := range few {
		few[i].Time *= 24 * 60
	}
	d := own(t, random(t), [][]bars.Bar{few})
	if d.counted.bars != [barLengths]int{0, 40_000} {
		t.Errorf("of %v bars", d.counted.bars)
	}
}

// Sets share the masks and keep to their own distributions; the names that are
// asked for make no difference to them.
func TestASetKeepsToItsOwnTable(t *testing.T) {
	t.Parallel()
	series := walk(3, 3000)
	d := own(t, random(t))
	all := All()
	before := slices.Collect(all.Scan(series))
	ranked := slices.Collect(all.RankedBy(d).Scan(series))
	if !slices.Equal(before, slices.Collect(all.Scan(series))) || len(before) != len(ranked) || slices.Equal(before, ranked) {
		t.Error("the set was changed by making another of it, or the other is the same")
	}
	dojis, err := Select("CDLTRISTAR", "Hammer")
	if err != nil {
		t.Fatal(err)
	}
	var want []float64
	for _, x := range ranked {
		if x.Pattern.TALib == "CDLTRISTAR" || x.Pattern.TALib == "CDLHAMMER" {
			want = append(want, x.Confidence)
		}
	}
	var have []float64
	for x := range dojis.RankedBy(d).Scan(series) {
		have = append(have, x.Confidence)
	}
	if len(want) == 0 || !slices.Equal(have, want) {
		t.Errorf("%d alone and %d among all have not the same confidences", len(have), len(want))
	}
	if all.RankedBy(nil) != all || (*Distributions)(nil).Name() != "built-in" || d.Name() != "own.json" {
		t.Error("none is not the built-in one")
	}
}

func TestTheSpreadsTellWhatWasFound(t *testing.T) {
	t.Parallel()
	d := own(t, random(t))
	spreads := d.Spreads(0.1, 0.5, 0.9)
	if len(spreads) != len(table) || spreads[0].Length != "minutes" || spreads[0].Bars != 40_000 {
		t.Fatalf("%d of them, the first is %+v", len(spreads), spreads[0])
	}
	for i, s := range spreads {
		if s.Found != d.counted.found[minutes][i].total() || s.Own != float64(s.Found)/float64(s.Found+20) {
			t.Errorf("%+v", s)
		}
		for k, share := range []float64{0.1, 0.5, 0.9} {
			if have := d.fits[i][minutes].below(s.Fits[k]); math.Abs(have-share) > 1e-3 {
				t.Errorf("%s: %v are below the fit of %v", s.Pattern.Name, have, share)
			}
		}
	}
}
