package backtest

import (
	"math"
	"time"

	"tickdeck/model"
)

// powers are the sums of ((r−m)/s)³ and of ((r−m)/s)⁴ over daily returns, with the
// sample standard deviation s (n−1); not ok without variance.
func powers(returns []float64) (cubes, fourths float64, ok bool) {
	m, squares := mean(returns), 0.0
	for _, r := range returns {
		squares += float64((r - m) * (r - m))
	}
	s := math.Sqrt(squares / float64(len(returns)-1))
	for _, r := range returns {
		z := (r - m) / s
		cubes += float64(z * z * z)
		fourths += float64(float64(z*z) * float64(z*z))
	}
	return cubes, fourths, s > tiny
}

// skewness is the sample skewness G1 of daily returns,
// n/((n−1)(n−2)) · Σ((r−m)/s)³: Joanes and Gill, Comparing Measures of Sample
// Skewness and Kurtosis, 1998. None below three returns or without variance.
func skewness(returns []float64) Figure {
	cubes, _, ok := powers(returns)
	n := float64(len(returns))
	if !ok || n < 3 {
		return Figure(model.None())
	}
	return over(n*cubes, (n-1)*(n-2))
}

// kurtosis is the sample excess kurtosis G2 of daily returns, which expects 0 of a
// normal distribution: n(n+1)/((n−1)(n−2)(n−3)) · Σ((r−m)/s)⁴ − 3(n−1)²/((n−2)(n−3)),
// from the same paper. None below four returns or without variance.
func kurtosis(returns []float64) Figure {
	_, fourths, ok := powers(returns)
	n := float64(len(returns))
	if !ok || n < 4 {
		return Figure(model.None())
	}
	return over(float64(n*(n+1)/(n-1)*fourths)-float64(3*(n-1)*(n-1)), (n-2)*(n-3))
}

// month is a calendar month of the days of a backtest.
type month struct {
	name string // as 2025-01
	last int    // its last day, as an index
}

func monthsOf(days []Day) (out []month) {
	year, in, _ := days[0].Time().Date()
	for i := range days {
		nextYear, next := year, in
		if i+1 < len(days) {
			nextYear, next, _ = days[i+1].Time().Date()
		}
		if i+1 == len(days) || next != in || nextYear != year {
			out = append(out, month{time.Date(year, in, 1, 0, 0, 0, 0, time.UTC).Format("2006-01"), i})
		}
		year, in = nextYear, next
	}
	return out
}

// monthly are the returns of calendar months, from the last close of the month
// before to their own last close; the first month begins with the capital. A
// month is left out where there was nothing to begin with.
func monthly(months []month, equity []float64) map[string]Figure {
	out := make(map[string]Figure, len(months))
	before := equity[0]
	for _, m := range months {
		if before > 0 {
			out[m.name] = over(equity[m.last]-before, before)
		}
		before = equity[m.last]
	}
	return out
}
