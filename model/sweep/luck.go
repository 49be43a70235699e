package sweep

import (
	"math"
	"time"

	"tickdeck/model"
)

// Convincing is the deflated Sharpe ratio from which on a best result is taken for
// more than luck: the usual confidence of 95 %.
const Convincing = 0.95

// The conventions by which a yearly ratio is taken apart into daily returns where a
// result does not say how many sessions its year has.
const (
	usualSessions = 252
	yearDays      = 365.25
)

// Luck is what of the best of many results can be luck.
type Luck struct {
	Best     *model.Job // the trial with the highest Sharpe ratio
	Trials   int        // distinct lists of trades that have a Sharpe ratio
	Expected float64    // the yearly Sharpe ratio that the best of so many shows by luck alone, or None
	Deflated float64    // the deflated Sharpe ratio, a probability 0–1, or None
	Assumed  bool       // the shape of the returns was not sent: they are taken for normal
}

// Convinces reports whether the best is more than luck.
func (l Luck) Convinces() bool { return l.Deflated >= Convincing }

// LuckOf judges the best of jobs by the deflated Sharpe ratio: Bailey and López de
// Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 40, 2014. Its
// trials are taken for independent ones, which neighbours in a sweep are not: it is
// rather too strict than too kind.
func LuckOf(jobs []*model.Job) Luck {
	l := Luck{Expected: model.None(), Deflated: model.None()}
	var ratios []float64
	for _, j := range Trials(jobs) {
		if !model.Known(j.Result.Sharpe) {
			continue
		}
		ratios = append(ratios, j.Result.Sharpe)
		if l.Best == nil || j.Result.Sharpe > l.Best.Result.Sharpe {
			l.Best = j
		}
	}
	l.Trials = len(ratios)
	if l.Trials < 2 {
		return l
	}
	l.Expected = ExpectedBest(variance(ratios), l.Trials)
	l.Deflated, l.Assumed = deflate(l.Best, l.Expected)
	return l
}

// Trials are the jobs that came to something, one for each distinct list of trades:
// who trades alike has not tried twice. One whose list is not known counts alone.
func Trials(jobs []*model.Job) []*model.Job {
	seen := map[string]bool{}
	out := make([]*model.Job, 0, len(jobs))
	for _, j := range jobs {
		if j.Phase != model.PhaseCompleted || j.Result == nil || seen[j.Result.Digest] {
			continue
		}
		seen[j.Result.Digest] = j.Result.Digest != ""
		out = append(out, j)
	}
	return out
}

// deflate is the deflated Sharpe ratio of a job against a yearly one.
func deflate(j *model.Job, yearly float64) (ratio float64, assumed bool) {
	r, days := j.Result, j.Result.DurationDays
	if !model.Known(days) {
		days = daysBetween(j.Start, j.End)
	}
	skew, kurtosis := r.Skew, r.Kurtosis+3 // a result has it in excess of 3
	if assumed = !model.Known(skew) || !model.Known(kurtosis); assumed {
		skew, kurtosis = 0, 3
	}
	year := math.Sqrt(usualSessions)
	return Probabilistic(r.Sharpe/year, yearly/year, days*usualSessions/yearDays, skew, kurtosis), assumed
}

// daysBetween are the days from one to another as they are written, or None.
func daysBetween(start, end string) float64 {
	from, err := time.Parse(model.DateLayout, start)
	to, bad := time.Parse(model.DateLayout, end)
	if err != nil || bad != nil {
		return model.None()
	}
	return to.Sub(from).Hours() / 24
}

// ExpectedBest is what the highest of n independent Sharpe ratios is expected to be
// where each is drawn from a normal distribution around 0 with that variance, whatever
// length of time they are of:
//
//	√variance · ((1−γ)·Z⁻¹(1−1/n) + γ·Z⁻¹(1−1/(n·e)))
//
// with the Euler–Mascheroni constant γ (equation 1 and the appendix of the paper). It
// is 0 for a single one, and None for none.
func ExpectedBest(variance float64, n int) float64 {
	const gamma = 0.57721566490153286
	switch {
	case n < 1 || !(variance >= 0):
		return model.None()
	case n == 1:
		return 0
	}
	t := 1 / float64(n)
	return math.Sqrt(variance) * ((1-gamma)*upper(t) + gamma*upper(t/math.E))
}

// Probabilistic is the probabilistic Sharpe ratio: how probable it is that the true
// one is above a benchmark, both of one period and not yearly, from so many returns of
// that skewness and kurtosis (3 of a normal distribution):
//
//	Z((ratio − benchmark)·√(returns − 1) / √(1 − skew·ratio + (kurtosis − 1)/4 · ratio²))
//
// Bailey and López de Prado, The Sharpe Ratio Efficient Frontier, Journal of Risk 15,
// 2012. None where too little is known for it.
func Probabilistic(ratio, benchmark, returns, skew, kurtosis float64) float64 {
	spread := 1 - skew*ratio + (kurtosis-1)/4*ratio*ratio
	if !(returns > 1) || !(spread > 0) || !model.Known(ratio) || !model.Known(benchmark) {
		return model.None()
	}
	return math.Erfc(-(ratio-benchmark)*math.Sqrt((returns-1)/spread)/math.Sqrt2) / 2
}

// upper is the point above which a part of the standard normal distribution lies.
func upper(part float64) float64 { return math.Sqrt2 * math.Erfcinv(2*part) }

// variance is that of a sample (n−1).
func variance(vs []float64) float64 {
	m := mean(vs)
	squares := 0.0
	for _, v := range vs {
		squares += (v - m) * (v - m)
	}
	return squares / float64(len(vs)-1)
}

func mean(vs []float64) float64 {
	sum := 0.0
	for _, v := range vs {
		sum += v
	}
	return sum / float64(len(vs))
}
