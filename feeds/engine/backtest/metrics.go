package backtest

import (
	"math"

	"tickdeck/model"
)

const (
	yearDays = 365.25
	// usualSessions are those of a year: the convention for US shares, for data too
	// short to tell.
	usualSessions = 252
	// tellingDays is how long data must be to tell: a quarter counts the sessions of
	// a year to about 2 %, which is 1 % of a Sharpe ratio.
	tellingDays = 90
	// tiny is a spread of daily returns that is nothing but rounding.
	tiny = 1e-12
)

// Figure is a number that need not be known: model.None is left out of JSON, so
// that no reader takes it for 0.
type Figure float64

// IsZero reports whether the figure is to be left out.
func (f Figure) IsZero() bool { return !model.Known(float64(f)) }

// over is a/b, or None where that is no number.
func over(a, b float64) Figure {
	if v := a / b; model.Known(v) {
		return Figure(v)
	}
	return Figure(model.None())
}

// totalReturn is last/first − 1.
func totalReturn(equity []float64) Figure {
	return over(equity[len(equity)-1]-equity[0], equity[0])
}

// cagr is the compound annual growth rate, (last/first)^(1/years) − 1, with
// years of 365.25 days between the first and the last close. None when no day
// lies between them or nothing is left.
func cagr(equity []float64, days int) Figure {
	growth := equity[len(equity)-1] / equity[0]
	if days <= 0 || !(growth > 0) {
		return Figure(model.None())
	}
	return over(math.Pow(growth, yearDays/float64(days))-1, 1)
}

// sessionsPerYear is how many returns there are to a year of 365.25 days: about 252
// of a stock exchange, 365 of what is traded every day, 52 of weekly bars.
func sessionsPerYear(returns, days int) float64 {
	if days < tellingDays {
		return usualSessions
	}
	return float64(returns) * yearDays / float64(days)
}

// tradingDays is how many days there are.
func tradingDays(at []Day) (n int) {
	for i := range at {
		if i == 0 || at[i].day() != at[i-1].day() {
			n++
		}
	}
	return n
}

// byDay is the equity at the last close of each day, behind that with which the first
// one began; that of daily bars is so already, since nothing is held on the first day.
func byDay(at []Day, equity []float64) []float64 {
	if !at[0].minute() {
		return equity
	}
	out := []float64{equity[0]}
	for i := range at {
		if i == len(at)-1 || at[i].day() != at[i+1].day() {
			out = append(out, equity[i])
		}
	}
	return out
}

// dailyReturns are r(t) = E(t)/E(t−1) − 1; 0 once there is no equity to speak of.
func dailyReturns(equity []float64) []float64 {
	out := make([]float64, len(equity)-1)
	for i := range out {
		if equity[i] > 0 {
			out[i] = (equity[i+1] - equity[i]) / equity[i]
		}
	}
	return out
}

func mean(vs []float64) float64 {
	sum := 0.0
	for _, v := range vs {
		sum += v
	}
	return sum / float64(len(vs))
}

// sharpe is mean(r)/s(r)·√(sessions a year) of daily returns over a risk-free rate of 0, with
// the sample standard deviation s (n−1): Sharpe, The Sharpe Ratio, 1994. None
// below two returns or without variance.
func sharpe(returns []float64, sessions float64) Figure {
	m := mean(returns)
	squares := 0.0
	for _, r := range returns {
		squares += float64((r - m) * (r - m))
	}
	return perYear(m, math.Sqrt(squares/float64(len(returns)-1)), sessions)
}

// sortino is mean(r)/d(r)·√(sessions a year) with the downside deviation d below a target of
// 0, the root of the mean over all n returns of min(r,0)²: Sortino and Price,
// Performance Measurement in a Downside Risk Framework, 1994. None without a loss.
func sortino(returns []float64, sessions float64) Figure {
	squares := 0.0
	for _, r := range returns {
		below := min(r, 0)
		squares += float64(below * below)
	}
	return perYear(mean(returns), math.Sqrt(squares/float64(len(returns))), sessions)
}

func perYear(mean, deviation, sessions float64) Figure {
	if !(deviation > tiny) {
		return Figure(model.None())
	}
	return over(mean*math.Sqrt(sessions), deviation)
}

// calmar is the CAGR over the maximum drawdown: Young, Calmar Ratio: A Smoother
// Tool, 1991, over the whole test in place of 36 months. None without a drawdown.
func calmar(cagr Figure, drawdown float64) Figure { return over(float64(cagr), drawdown) }

// drawdown is the deepest fall below an earlier height.
type drawdown struct {
	depth        float64 // fraction of the height, 0–1
	peak, trough int     // days, as indices; the first ones where there are several
	recovered    int     // when the height was reached again, or none
}

// deepest is the maximum drawdown, max over t of 1 − E(t)/max(E(0)…E(t)), of the
// equity at the close: Magdon-Ismail and Atiya, Maximum Drawdown, 2004. Below
// an equity of 0 it is 1: more than all cannot be lost.
func deepest(equity []float64) drawdown {
	d := drawdown{recovered: none}
	top := 0
	for i, e := range equity {
		if e >= equity[top] {
			top = i
		}
		if depth := min(1, (equity[top]-e)/equity[top]); depth > d.depth {
			d = drawdown{depth, top, i, none}
		} else if d.recovered == none && e >= equity[d.peak] {
			d.recovered = i
		}
	}
	return d
}
