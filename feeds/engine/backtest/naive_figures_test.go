package backtest

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strings"
)

// figures are those of a result, by their names on the page. What has no value is
// NaN.
func (n *naive) figures() map[string]float64 {
	out := map[string]float64{}
	days := float64(n.days[len(n.days)-1].day() - n.days[0].day())
	n.risk(out, "", n.equity, days)
	held := n.buyAndHold()
	n.risk(out, "benchmark ", held, days)
	for i, d := range n.days {
		out["equity_curve "+d.String()], out["benchmark_curve "+d.String()] = n.equity[i], held[i]
	}
	before := n.p.InitialCapital
	for i, d := range n.days {
		month := d.String()[:7]
		if i+1 < len(n.days) && n.days[i+1].String()[:7] == month {
			continue
		}
		if before > 0 {
			out["monthly_returns "+month] = n.equity[i]/before - 1
		}
		before = n.equity[i]
	}
	out["duration_days"], out["exposure"] = days, float64(n.exposed)/float64(len(n.days))
	tradeFigures(out, "", n.trades)
	shared := 0
	for _, t := range n.trades {
		if len(t.Patterns) > 1 {
			shared++
		}
	}
	out["shared_trades"] = float64(shared)
	out["entries_cut"], out["exits_over_volume"] = float64(n.cut), float64(n.over)
	for symbol, became := range n.bySymbol {
		var of []Trade
		for _, t := range n.trades {
			if t.Symbol == symbol {
				of = append(of, t)
			}
		}
		tradeFigures(out, symbol+" ", of)
		signalFigures(out, symbol+" ", became)
		signalFigures(out, "", became)
	}
	for pattern, became := range n.byPattern {
		var of []Trade
		for _, t := range n.trades {
			for _, p := range t.Patterns {
				if p == pattern {
					of = append(of, t)
				}
			}
		}
		tradeFigures(out, pattern+" ", of)
		signalFigures(out, pattern+" ", became)
	}
	return out
}

// risk are the figures of a curve.
func (n *naive) risk(out map[string]float64, of string, e []float64, days float64) {
	first, last := n.p.InitialCapital, e[len(e)-1]
	out[of+"final_balance"], out[of+"roi"] = last, last/first-1
	out[of+"cagr"] = math.NaN()
	if days > 0 && last > 0 {
		out[of+"cagr"] = math.Pow(last/first, 365.25/days) - 1
	}
	var r []float64
	before, seen := e[0], map[Day]bool{}
	for i, d := range n.days {
		seen[d.day()] = true
		switch ends := i+1 == len(e) || n.days[i+1].day() != d.day(); {
		case !ends || i == 0 && !n.minutes: // on the first day nothing can be held yet
			continue
		case before > 0:
			r = append(r, e[i]/before-1)
		default:
			r = append(r, 0)
		}
		before = e[i]
	}
	c := float64(len(r))
	yearly := 252.0
	if days >= 90 {
		yearly = float64(len(seen)-1) / (days / 365.25)
	}
	out["sessions_per_year"] = yearly
	average := func(f func(x float64) float64) float64 {
		sum := 0.0
		for _, x := range r {
			sum += f(x)
		}
		return sum / c
	}
	mean := average(func(x float64) float64 { return x })
	s := math.Sqrt(average(func(x float64) float64 { return (x - mean) * (x - mean) }) * c / (c - 1))
	d := math.Sqrt(average(func(x float64) float64 { return min(x, 0) * min(x, 0) }))
	out[of+"sharpe_ratio"], out[of+"sortino_ratio"] = math.NaN(), math.NaN()
	out[of+"return_skew"], out[of+"return_kurtosis"] = math.NaN(), math.NaN()
	if s > 1e-12 { // less is rounding
		out[of+"sharpe_ratio"] = mean / s * math.Sqrt(yearly)
		if c >= 3 {
			out[of+"return_skew"] = c / ((c - 1) * (c - 2)) * c * average(func(x float64) float64 { return (x - mean) * (x - mean) * (x - mean) / (s * s * s) })
		}
		if c >= 4 {
			out[of+"return_kurtosis"] = c*(c+1)/((c-1)*(c-2)*(c-3))*c*average(func(x float64) float64 { return math.Pow(x-mean, 4) / math.Pow(s, 4) }) - 3*(c-1)*(c-1)/((c-2)*(c-3))
		}
	}
	if d > 1e-12 {
		out[of+"sortino_ratio"] = mean / d * math.Sqrt(yearly)
	}
	deepest := 0.0
	for i := range e {
		for j := range i {
			deepest = max(deepest, min(1, 1-e[i]/max(e[j], 1e-300)))
		}
	}
	out[of+"max_drawdown"] = deepest
	out[of+"calmar_ratio"] = math.NaN()
	if deepest > 0 {
		out[of+"calmar_ratio"] = out[of+"cagr"] / deepest
	}
}

// buyAndHold is the same capital in equal shares.
func (n *naive) buyAndHold() (out []float64) {
	share := n.p.InitialCapital / float64(len(n.symbols))
	for _, d := range n.days {
		sum := 0.0
		for _, s := range n.symbols {
			worth, first := share, 0.0
			for _, b := range n.bars[s] {
				if at := n.at(&b); at.day() >= n.start && at <= d {
					if first == 0 {
						first = b.Close
					}
					worth = share * b.Close / first
				}
			}
			sum += worth
		}
		out = append(out, sum)
	}
	return out
}

func tradeFigures(out map[string]float64, of string, trades []Trade) {
	count, winning, losing, won, lost := float64(len(trades)), 0.0, 0.0, 0.0, 0.0
	for _, t := range trades {
		switch {
		case t.PnL > 0:
			winning, won = winning+1, won+t.PnL
		case t.PnL < 0:
			losing, lost = losing+1, lost-t.PnL
		}
	}
	over := func(a, b float64) float64 {
		if b == 0 {
			return math.NaN()
		}
		return a / b
	}
	out[of+"total_trades"], out[of+"winning_trades"], out[of+"losing_trades"] = count, winning, losing
	out[of+"pnl"], out[of+"win_rate"], out[of+"profit_factor"] = won-lost, over(winning, count), over(won, lost)
	out[of+"expectancy"], out[of+"average_win"], out[of+"average_loss"] = over(won-lost, count), over(won, winning), over(lost, losing)
}

// signalFigures adds what became of signals.
func signalFigures(out map[string]float64, of string, became map[string]int) {
	for what, times := range became {
		out[of+"became "+what] += float64(times)
	}
}

// digestOf is the digest that the page describes, of the trades of a result.
func digestOf(trades []Trade) string {
	var b strings.Builder
	for _, t := range trades {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%.9e\t%.9e\t%.9e\t%.9e\t%s\n", t.Symbol, strings.Join(t.Patterns, ","), t.Direction,
			t.Entry, t.Exit, t.EntryPrice, t.ExitPrice, t.Quantity, t.PnL, t.Reason)
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(b.String())))
}
