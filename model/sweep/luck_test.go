package sweep

import (
	"fmt"
	"math"
	"testing"

	"tickdeck/model"
	"tickdeck/model/params"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within || math.IsNaN(got) {
		t.Errorf("%s is %.6f, want %.6f", what, got, want)
	}
}

// The numerical example of The Deflated Sharpe Ratio: a yearly ratio of 2.5 over five
// years of 250 returns, the best of 100 trials whose yearly ratios have a variance
// of 1/2, with skewness −3 and kurtosis 10.
func TestTheDeflatedRatioIsThatOfThePaper(t *testing.T) {
	daily, deflated := 2.5/math.Sqrt(250), func(n int, skew, kurtosis float64) float64 {
		return Probabilistic(2.5/math.Sqrt(250), ExpectedBest(0.5/250, n), 1250, skew, kurtosis)
	}
	near(t, "the daily ratio", daily, 0.1581, 5e-5)
	near(t, "the expected best of 100", ExpectedBest(0.5/250, 100), 0.1132, 5e-5)
	near(t, "the deflated ratio", deflated(100, -3, 10), 0.9004, 5e-5)
	near(t, "with 46 trials", deflated(46, -3, 10), 0.9505, 5e-5)
	near(t, "of normal returns with 88 trials", deflated(88, 0, 3), 0.9505, 5e-5)
}

// The hedge fund of The Sharpe Ratio Efficient Frontier: 24 monthly returns with a
// ratio of 0.458, skewness −2.448 and kurtosis 10.164.
func TestTheProbabilisticRatioIsThatOfThePaper(t *testing.T) {
	near(t, "of normal returns", Probabilistic(0.458, 0, 24, 0, 3), 0.982, 5e-4)
	near(t, "as they were", Probabilistic(0.458, 0, 24, -2.448, 10.164), 0.913, 5e-4)
}

// A second way to what is expected: the integral over the distribution of the highest
// of n, to which the paper's formula comes within three per cent.
func TestTheExpectedBestIsNearTheIntegral(t *testing.T) {
	for _, n := range []int{5, 16, 100, 1000, 5000} {
		sum, below := 0.0, 0.0
		const step = 1e-3
		for x := -9.0; x < 9; x += step {
			at := math.Pow(math.Erfc(-(x+step)/math.Sqrt2)/2, float64(n))
			sum += (x + step/2) * (at - below)
			below = at
		}
		near(t, fmt.Sprint("the best of ", n), ExpectedBest(4, n), 2*sum, 0.03*2*sum)
	}
	if v := ExpectedBest(1, 1); v != 0 {
		t.Errorf("one trial is no choice: %v", v)
	}
	if model.Known(ExpectedBest(1, 0)) || model.Known(ExpectedBest(math.NaN(), 5)) {
		t.Error("nothing is known of nothing")
	}
}

// swept is a sweep of five stops and four targets over a year, of which two stops
// traded alike.
func swept() []*model.Job {
	stops, targets := []float64{.02, .04, .06, .08, .1}, []float64{.05, .1, .15, .2}
	ratios := [][]float64{{.12, .22, .56, .62}, {.41, .44, .57, .63}, {.68, .68, .81, .86}, {1.33, .95, 1.17, 1.22}, {1.33, .95, 1.17, 1.22}}
	var jobs []*model.Job
	for i, stop := range stops {
		for k, target := range targets {
			j := part(len(jobs), stop, target)
			j.Sweep.Jobs = 20
			ends(j, model.PhaseCompleted, 0, 1)
			j.Result = model.NewResult()
			j.Result.Sharpe, j.Result.DurationDays, j.Result.Skew, j.Result.Kurtosis = ratios[i][k], 363, 0, 0
			j.Result.Digest = fmt.Sprint(min(i, 3), "/", k)
			jobs = append(jobs, j)
		}
	}
	return jobs
}

func TestTheBestOfASweepIsHeldAgainstLuck(t *testing.T) {
	jobs := swept()
	l := LuckOf(jobs)
	// Worked out with Python's statistics.NormalDist: 16 ratios of a variance of 0.117013,
	// a factor of 1.800454, 250.45 returns.
	if l.Trials != 16 || l.Best != jobs[12] || l.Assumed || l.Convinces() {
		t.Errorf("%+v", l)
	}
	near(t, "what luck shows", l.Expected, 0.615884, 1e-6)
	near(t, "the deflated ratio", l.Deflated, 0.760914, 1e-6)
}

func TestJobsThatTradedAlikeAreOneTrial(t *testing.T) {
	jobs := swept()
	for _, j := range jobs[:3] { // nobody says what these traded
		j.Result.Digest = ""
	}
	jobs[19].Result, jobs[18].Phase = nil, model.PhaseFailed // each has a twin among the others
	if n := len(Trials(jobs)); n != 16 {
		t.Errorf("%d trials", n)
	}
	jobs[5].Result.Sharpe = model.None() // it made no trade
	if l := LuckOf(jobs); l.Trials != 15 {
		t.Errorf("%d trials have a ratio", l.Trials)
	}
}

func TestNothingIsSaidOfLuckWhereNobodyKnows(t *testing.T) {
	jobs := swept()
	if l := LuckOf(jobs[:1]); model.Known(l.Deflated) || model.Known(l.Expected) || l.Best != jobs[0] || l.Convinces() {
		t.Errorf("of one: %+v", l)
	}
	if l := LuckOf(nil); l.Best != nil || l.Trials != 0 {
		t.Errorf("of none: %+v", l)
	}
	full := LuckOf(jobs).Deflated
	for _, j := range jobs {
		j.Result.DurationDays = model.None()
		j.Result.Skew = model.None()
	}
	if l := LuckOf(jobs); model.Known(l.Deflated) || !model.Known(l.Expected) || !l.Assumed {
		t.Errorf("of nobody knows how many days: %+v", l)
	}
	for _, j := range jobs {
		j.Start, j.End = "2025-01-02", "2025-12-31"
	}
	near(t, "by the days asked for", LuckOf(jobs).Deflated, full, 1e-12)
}

// The yearly ratio and the number of returns come of the same sessions a year, so that
// hardly anything hangs on how many those are.
func TestTheSessionsOfAYearHardlyMatter(t *testing.T) {
	of := func(sessions float64) float64 {
		year := math.Sqrt(sessions)
		return Probabilistic(1.33/year, 0.61/year, 2*sessions, -0.5, 6)
	}
	near(t, "with those of every day", of(365), of(252), 0.002)
}

func TestValuesThatMakeNoDifferenceAreNamed(t *testing.T) {
	jobs := swept()
	a, ok := SameTrades(jobs, Axes(jobs))
	if !ok || a.Parameter.Name != params.StopLoss || fmt.Sprint(a.Values) != "[0.08 0.1]" {
		t.Errorf("%v %v, %v", a.Parameter.Name, a.Values, ok)
	}
	jobs[0].Result.Digest = jobs[1].Result.Digest // and these, for another reason
	if a, ok := SameTrades(jobs, Axes(jobs)); ok {
		t.Errorf("it says %v", a.Values)
	}
	jobs = swept()
	jobs[19].Result.Digest = "alone" // so 8 and 10 % are not always alike
	if a, ok := SameTrades(jobs, Axes(jobs)); ok {
		t.Errorf("it says %v", a.Values)
	}
	if _, ok := SameTrades(swept()[:16], Axes(jobs)); ok {
		t.Error("all of these differ")
	}
}

func trades(n int, mean, swing float64) []model.Trade {
	out := make([]model.Trade, n)
	for i := range out {
		out[i].Return = mean + swing*float64(1-2*(i%2))
	}
	return out
}

func TestTwoListsOfTradesAreToldApartByTheirMeans(t *testing.T) {
	// 50 trades of ±2 % around 1 % and 0 %: the standard error of the difference is
	// 0.02·√(50/49)·√(2/50) = 0.0040406, so t = 2.47487 and p = 0.013328.
	near(t, "the chance", Apart(trades(50, .01, .02), trades(50, 0, .02)), 0.013328, 2e-6)
	near(t, "of the same", Apart(trades(50, .01, .02), trades(40, .01, .03)), 1, 1e-9)
	if model.Known(Apart(trades(29, .5, .01), trades(50, 0, .01))) {
		t.Error("29 trades are too few")
	}
	if model.Known(Apart(trades(50, .5, 0), trades(50, 0, 0))) {
		t.Error("nothing varies")
	}
	some := trades(30, .5, .1)
	some[3].Return = model.None()
	if model.Known(Apart(some, trades(50, 0, .01))) {
		t.Error("of 29 trades the return is known")
	}
}

func BenchmarkLuckOf(b *testing.B) {
	jobs := many(5_000)
	b.ReportAllocs()
	for b.Loop() {
		if l := LuckOf(jobs); l.Trials != 500 {
			b.Fatal(l.Trials)
		}
	}
}

func BenchmarkAxes(b *testing.B) {
	jobs := many(5_000)
	for b.Loop() {
		if len(Axes(jobs)) != 2 {
			b.Fatal()
		}
	}
}
