package candle

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

// live is what a scanner gives, bar by bar.
func live(set *Set, series []bars.Bar) []Detection {
	var found []Detection
	scanner := set.NewScanner()
	for _, b := range series {
		found = append(found, scanner.Add(b)...)
	}
	return found
}

func TestLiveAndBatchAreIdentical(t *testing.T) {
	t.Parallel()
	set, series := All(), walk(2, 5000)
	if batch := slices.Collect(set.Scan(series)); !slices.Equal(batch, live(set, series)) || len(batch) < 5000 {
		t.Errorf("batch finds %d, live something else", len(batch))
	}
}

func TestABatchMayBeLeft(t *testing.T) {
	t.Parallel()
	for d := range All().Scan(walk(2, 100)) {
		if d.Index > 99 {
			t.Fatal(d)
		}
		break
	}
}

func TestABarIsScannedWithoutAllocation(t *testing.T) {
	series := walk(3, 2000)
	scanner := All().NewScanner()
	i := 0
	if n := testing.AllocsPerRun(1500, func() { scanner.Add(series[i]); i++ }); n != 0 {
		t.Errorf("%v allocations a bar", n)
	}
}

func TestWhatIsFoundDependsOnlyOnTheBarsSoFar(t *testing.T) {
	t.Parallel()
	series := walk(4, 600)
	before := func(found []Detection) []Detection {
		return slices.DeleteFunc(found, func(d Detection) bool { return d.Index >= 300 })
	}
	set := All()
	want := before(live(set, series))
	for i := range series[300:] {
		series[300+i].Close, series[300+i].High = 1e6, 1e6
	}
	if !slices.Equal(before(live(set, series)), want) {
		t.Error("bars to come change what was found before")
	}
}

func TestAPatternIsFoundHoweverItsNameIsWritten(t *testing.T) {
	for name, want := range map[string]string{
		"ShootingStar": "CDLSHOOTINGSTAR", "DARK_CLOUD_COVER": "CDLDARKCLOUDCOVER", "CDLENGULFING": "CDLENGULFING",
		"dark-cloud cover": "CDLDARKCLOUDCOVER", "cdl_3_black_crows": "CDL3BLACKCROWS", "Doji": "CDLDOJI",
	} {
		if p, ok := Find(name); !ok || p.TALib != want {
			t.Errorf("%s is %q", name, p.TALib)
		}
	}
	for _, p := range All().Patterns() {
		if q, ok := Find(strings.ReplaceAll(strings.ToUpper(p.Name), " ", "_")); !ok || q.TALib != p.TALib {
			t.Errorf("%s is found as %q", p.Name, q.TALib)
		}
	}
	for _, name := range []string{"", "-", "Dojo"} {
		if p, ok := Find(name); ok {
			t.Errorf("%q is %s", name, p.Name)
		}
	}
}

func TestAChoiceOfPatternsFindsWhatAllOfThemFind(t *testing.T) {
	t.Parallel()
	series := walk(5, 3000)
	all := live(All(), series)
	for _, p := range Patterns() {
		set, err := Select(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		var want []Detection
		for _, d := range all {
			if d.Pattern.TALib == p.TALib {
				want = append(want, d)
			}
		}
		same := func(a, b Detection) bool {
			return a.Pattern.TALib == b.Pattern.TALib && a.Index == b.Index && a.Value == b.Value && a.Confidence == b.Confidence
		}
		if have := live(set, series); !slices.EqualFunc(have, want, same) {
			t.Errorf("%s alone is found %d times, among all %d times", p.Name, len(have), len(want))
		}
	}
}

func TestASeriesBeginsAnewAfterABarThatIsNone(t *testing.T) {
	t.Parallel()
	series := walk(6, 400)
	want := live(All(), series)
	for name, bad := range map[string]bars.Bar{
		"NaN":      {Open: 1, High: math.NaN(), Low: 1, Close: 1},
		"infinite": {Open: 1, High: math.Inf(1), Low: 1, Close: 1},
		"huge":     {Open: 1, High: 1, Low: -1e300, Close: 1},
	} {
		have := live(All(), append(append(walk(7, 100), bad), series...))
		have = slices.DeleteFunc(have, func(d Detection) bool { return d.Index < 101 })
		for i := range have {
			have[i].Index -= 101
			have[i].Pattern = nil
		}
		same := slices.EqualFunc(have, want, func(a, b Detection) bool {
			return a.Index == b.Index && a.Value == b.Value && a.Confidence == b.Confidence
		})
		if !same {
			t.Errorf("%s: %d detections after it, want %d", name, len(have), len(want))
		}
	}
}

func TestPatternsAreSelectedByEitherName(t *testing.T) {
	t.Parallel()
	set, err := Select("cdldoji", "hammer", "Doji")
	if err != nil {
		t.Fatal(err)
	}
	if p := set.Patterns(); len(p) != 2 || p[0].Name != "Doji" || p[1].TALib != "CDLHAMMER" {
		t.Errorf("have %v", p)
	}
	if _, err := Select("Hamer"); err == nil {
		t.Error("an unknown name is taken")
	}
	if all, err := Select(); err != nil || len(all.Patterns()) != len(table) {
		t.Errorf("no names: %v", err)
	}
}

func TestEveryStandardPatternIsThere(t *testing.T) {
	t.Parallel()
	for i, name := range model.StandardPatterns() {
		if p := Patterns()[i]; p.Name != name {
			t.Errorf("pattern %d is %s, want %s", i, p.Name, name)
		}
	}
	seen := map[string]bool{}
	for _, p := range table {
		if seen[p.Name] || seen[p.TALib] {
			t.Errorf("%s is there twice", p.Name)
		}
		seen[p.Name], seen[p.TALib] = true, true
	}
}

func TestDirectionIsTheSignButForIndecision(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern string
		value   int
		want    Direction
	}{
		{"Engulfing", 80, Bullish},
		{"Engulfing", -100, Bearish},
		{"Hikkake", -200, Bearish},
		{"Doji", 100, Neutral},
		{"Spinning Top", -100, Neutral},
	} {
		p, _ := Find(c.pattern)
		if have := (Detection{Pattern: &p, Value: c.value}).Direction(); have != c.want {
			t.Errorf("%s %d is %s, want %s", c.pattern, c.value, have, c.want)
		}
	}
}

// Bars of any kind, complete or not, some with a number that is none. Numbers
// instead of bytes, because the fuzzer takes a minute to shorten each new text.
func FuzzAnyBarsAreScanned(f *testing.F) {
	for i, x := range []float64{0, math.NaN(), math.Inf(1), -1, math.MaxFloat64, 1e290, math.SmallestNonzeroFloat64, 100} {
		f.Add(uint64(i), x, x, 1/x, uint8(10*i))
	}
	set := All()
	f.Fuzz(func(t *testing.T, seed uint64, x, y, unit float64, often uint8) {
		r := rand.New(rand.NewPCG(seed, 1))
		number := func() float64 {
			switch k := r.IntN(512); {
			case k < int(often):
				return x
			case k < 2*int(often):
				return y
			}
			return unit * float64(r.IntN(8))
		}
		series := make([]bars.Bar, 120)
		for i := range series {
			series[i] = bars.Bar{Open: number(), High: number(), Low: number(), Close: number(), Volume: number()}
		}
		found := live(set, series)
		for _, d := range found {
			if !(d.Confidence >= 0 && d.Confidence <= 1) || d.Value == 0 || d.Index < d.Pattern.Lookback {
				t.Errorf("%s: %+v", d.Pattern.Name, d)
			}
		}
		if !slices.Equal(found, slices.Collect(set.Scan(series))) {
			t.Error("a second scan finds something else")
		}
	})
}
