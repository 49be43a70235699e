package candle

import (
	"math"
	"slices"
	"testing"

	"tickdeck/feeds/engine/bars"
)

// quiet is n flat white bars of range 2 and volume 1000 which close at 101.
func quiet(n int) []bars.Bar {
	series := make([]bars.Bar, n)
	for i := range series {
		series[i] = bars.Bar{Open: 100, High: 101.5, Low: 99.5, Close: 101, Volume: 1000}
	}
	return series
}

func onTheLastBar(tb testing.TB, name string, series []bars.Bar) Detection {
	tb.Helper()
	set, err := Select(name)
	if err != nil {
		tb.Fatal(err)
	}
	for d := range set.Scan(series) {
		if d.Index == len(series)-1 {
			return d
		}
	}
	tb.Fatalf("%s is not found on the last bar", name)
	return Detection{}
}

// Worked out by hand. The bars before have a range of 2, so that a doji's body is
// at most 0.2; they do not trend. The unit of prices is 2/4 = 0.5.
func TestTheFitFollowsTheFormula(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pattern string
		last    []bars.Bar
		want    float64
	}{
		"a doji without a body, at the average volume": {
			// form (0.2 − 0) / 0.2 = 1; volume 1000 / 2000; no trend, |t| = 0
			"Doji", []bars.Bar{{Open: 101, High: 102, Low: 100, Close: 101, Volume: 1000}}, 0.5*1 + 0.25*0.5 + 0,
		},
		"a doji just inside the limit, at three times the volume": {
			// form (0.2 − 0.15) / 0.2 = 0.25; volume 3000 / 4000
			"Doji", []bars.Bar{{Open: 101, High: 102, Low: 100, Close: 101.15, Volume: 3000}}, 0.5*0.25 + 0.25*0.75,
		},
		"an engulfing": {
			// 101.5 over 101: 0.5 / (0.5 + 0.5) = 0.5; 99.5 under 100: the same; no trend: 0.5
			"Engulfing", []bars.Bar{{Open: 101.5, High: 102, Low: 99, Close: 99.5, Volume: 1000}}, 0.5*0.5 + 0.25*0.5 + 0.25*0.5,
		},
		"an engulfing that matches at the top": {
			// margins 0 and 0.5
			"Engulfing", []bars.Bar{{Open: 101, High: 102, Low: 99, Close: 99.5, Volume: 1000}}, 0.5*0.25 + 0.25*0.5 + 0.25*0.5,
		},
	} {
		have := onTheLastBar(t, c.pattern, append(quiet(30), c.last...)).fit
		if math.Abs(have-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", name, have, c.want)
		}
	}
}

// The first ten closes of the window rise by 9 × 0.5 = 4.5, half the ranges add up
// to 10: t = 0.45. Bearish engulfing ends a rise, so it gets (1 + t)/2.
func TestATrendThatThePatternSuitsRaisesItsFit(t *testing.T) {
	t.Parallel()
	series := func(step float64) []bars.Bar {
		s := quiet(31)
		for i := range s {
			shift := step * float64(i-29)
			s[i].Open, s[i].High, s[i].Low, s[i].Close = s[i].Open+shift, s[i].High+shift, s[i].Low+shift, s[i].Close+shift
		}
		s[30] = bars.Bar{Open: 101.5, High: 102, Low: 99, Close: 99.5, Volume: 1000}
		return s
	}
	flat, rising, falling := onTheLastBar(t, "Engulfing", series(0)).fit, onTheLastBar(t, "Engulfing", series(0.5)).fit, onTheLastBar(t, "Engulfing", series(-0.5)).fit
	if math.Abs(rising-flat-0.25*0.225) > 1e-9 || math.Abs(flat-falling-0.25*0.225) > 1e-9 {
		t.Errorf("falling %v, flat %v, rising %v", falling, flat, rising)
	}
}

func TestConfidenceNeverFallsWithTheVolumeOfTheLastBar(t *testing.T) {
	t.Parallel()
	last := 0.0
	for _, v := range []float64{0, 1, 10, 500, 1000, 2000, 1e6, 1e12, 1e200} {
		have := onTheLastBar(t, "Doji", append(quiet(30), bars.Bar{Open: 101, High: 102, Low: 100, Close: 101, Volume: v})).Confidence
		if have < last {
			t.Errorf("volume %v: %v, less than %v", v, have, last)
		}
		last = have
	}
}

func TestWithoutVolumeThereIsNeitherGainNorLoss(t *testing.T) {
	t.Parallel()
	series := append(quiet(30), bars.Bar{Open: 101, High: 102, Low: 100, Close: 101, Volume: 1000})
	want := onTheLastBar(t, "Doji", series).fit
	for i := range series {
		series[i].Volume = 0
	}
	if have := onTheLastBar(t, "Doji", series).fit; have != want {
		t.Errorf("%v, want %v", have, want)
	}
}

// A power of two changes no digit, so nothing at all may change. The rest is left
// to TestEveryDetectionIsTheOneThatTALibMakes: rounding decides ties anew.
func TestScaleChangesNothing(t *testing.T) {
	t.Parallel()
	series := walk(9, 5000)
	set := All()
	want := live(set, series)
	for _, factor := range []float64{1.0 / 1024, 2, 1 << 30} {
		scaled := slices.Clone(series)
		for i, b := range series {
			scaled[i] = bars.Bar{
				Time: b.Time, Volume: b.Volume * factor * 4,
				Open: b.Open * factor, High: b.High * factor, Low: b.Low * factor, Close: b.Close * factor,
			}
		}
		if !slices.Equal(live(set, scaled), want) {
			t.Errorf("times %v: not the same", factor)
		}
	}
}

func TestConfidenceIsFrom0To1(t *testing.T) {
	t.Parallel()
	for d := range All().Scan(walk(10, 20_000)) {
		if !(d.Confidence >= 0 && d.Confidence <= 1) {
			t.Fatalf("%s: %v", d.Pattern.Name, d.Confidence)
		}
	}
}

// The distance that counts is the shortest so far, so that a night does not make
// minutes days, and nothing that comes changes what was found.
func TestMinutesAreRankedAmongMinutes(t *testing.T) {
	t.Parallel()
	const minute, day = 60, 24 * 60 * 60
	for name, c := range map[string]struct {
		times []int64
		want  barLength
	}{
		"no times":                {[]int64{0, 0, 0}, days},
		"one bar":                 {[]int64{minute}, days},
		"minutes":                 {[]int64{day, day + minute, day + 2*minute}, minutes},
		"minutes, then a weekend": {[]int64{day, day + minute, 4 * day}, minutes},
		"two and three minutes":   {[]int64{day, day + 3*minute, day + 5*minute}, minutes},
		"five minutes":            {[]int64{day, day + 5*minute, day + 15*minute}, days},
		"hours":                   {[]int64{day, day + 60*minute}, days},
		"days":                    {[]int64{day, 2 * day, 5 * day}, days},
		"a clock that goes back":  {[]int64{2 * day, day, day}, days},
	} {
		var s step
		for _, at := range c.times {
			s.add(at)
		}
		if have := s.length(); have != c.want {
			t.Errorf("%s: %v, want %v", name, have, c.want)
		}
	}
}
