package backtest

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// The simulator and the naive one agree, trade by trade and figure by figure, on
// 500 random markets and requests.
func TestANaiveSimulatorComesToTheSame(t *testing.T) {
	trades, sharing, rationed, ruined, cut, gaps, minutes := 0, 0, 0, 0, 0, 0, 0
	for seed := range uint64(500) {
		m := randomMarket(rand.New(rand.NewPCG(14, seed)))
		r, err := Run(context.Background(), m.request(), m.source, m, nil)
		if err != nil {
			t.Fatalf("market %d: %v", seed, err)
		}
		n := m.naive()
		n.run()
		compareTrades(t, seed, r, n)
		compareFigures(t, seed, r, n)
		if t.Failed() {
			t.Fatalf("market %d: %+v", seed, m.p)
		}
		trades, sharing, rationed = trades+r.TotalTrades, sharing+r.SharedTrades, rationed+r.Skipped.Funds+r.Skipped.Slots
		cut, gaps = cut+r.EntriesCut, gaps+r.beforeGap
		if m.minutes {
			minutes += r.TotalTrades
		}
		if r.Ruined {
			ruined++
		}
	}
	t.Logf("%d trades, %d of several patterns, %d signals without cash, %d ruined, %d cut, %d before a gap, %d on bars below a day", trades, sharing, rationed, ruined, cut, gaps, minutes)
	if trades < 10_000 || sharing < 1000 || rationed < 5000 || ruined < 5 || cut < 500 || gaps < 100 || minutes < 2000 {
		t.Error("too little of some kind was compared")
	}
}

func compareTrades(t *testing.T, seed uint64, r *Result, n *naive) {
	t.Helper()
	for i := range min(len(r.Trades), len(n.trades)) {
		if !sameTrade(r.Trades[i], n.trades[i]) {
			t.Errorf("market %d, trade %d:\n  got %+v\nnaive %+v", seed, i, r.Trades[i], n.trades[i])
			return
		}
	}
	if len(n.trades) != r.TotalTrades || r.Ruined != n.ruined {
		t.Errorf("market %d: %d trades, ruined %v; naive %d, %v", seed, r.TotalTrades, r.Ruined, len(n.trades), n.ruined)
	}
	if r.TradesOmitted == 0 && r.Digest != digestOf(r.Trades) {
		t.Errorf("market %d: the digest is another", seed)
	}
}

func compareFigures(t *testing.T, seed uint64, r *Result, n *naive) {
	t.Helper()
	got, want := figuresOf(r), n.figures()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, told := got[name]; !told && !math.IsNaN(want[name]) && !strings.HasPrefix(name, "benchmark ") {
			t.Errorf("market %d: nothing of %s, which is %v", seed, name, want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		g, w := got[name], want[name]
		if math.IsNaN(g) != math.IsNaN(w) || math.Abs(g-w) > 1e-7*max(1, math.Abs(g)) {
			t.Errorf("market %d: %s is %v, naive %v", seed, name, g, w)
		}
	}
}

// figuresOf are the figures of a result under the names of the naive ones.
func figuresOf(r *Result) map[string]float64 {
	out := map[string]float64{
		"final_balance": r.FinalBalance, "roi": float64(r.ROI), "cagr": float64(r.CAGR), "sharpe_ratio": float64(r.Sharpe),
		"sortino_ratio": float64(r.Sortino), "calmar_ratio": float64(r.Calmar), "max_drawdown": r.MaxDrawdown,
		"return_skew": float64(r.Skewness), "return_kurtosis": float64(r.Kurtosis), "duration_days": float64(r.DurationDays),
		"exposure": float64(r.Exposure), "sessions_per_year": r.Sessions,
		"entries_cut": float64(r.EntriesCut), "exits_over_volume": float64(r.ExitsOver), "shared_trades": float64(r.SharedTrades),
		"benchmark final_balance": r.Benchmark.FinalBalance, "benchmark roi": float64(r.Benchmark.ROI), "benchmark cagr": float64(r.Benchmark.CAGR),
		"benchmark sharpe_ratio": float64(r.Benchmark.Sharpe), "benchmark max_drawdown": r.Benchmark.MaxDrawdown,
		"total_trades": float64(r.TotalTrades), "winning_trades": float64(r.WinningTrades), "losing_trades": float64(r.LosingTrades),
		"win_rate": float64(r.WinRate), "profit_factor": float64(r.ProfitFactor), "expectancy": float64(r.Expectancy),
		"average_win": float64(r.AverageWin), "average_loss": float64(r.AverageLoss), "pnl": 0,
	}
	for _, t := range r.BySymbol {
		out["pnl"] += t.PnL
	}
	became(out, "", r.Traded, r.Skipped)
	for i, p := range r.Equity {
		out["equity_curve "+p.Date.String()], out["benchmark_curve "+r.Held[i].Date.String()] = p.Equity, r.Held[i].Equity
	}
	for month, v := range r.Monthly {
		out["monthly_returns "+month] = float64(v)
	}
	for _, by := range []map[string]Tally{r.BySymbol, r.ByPattern} {
		for name, t := range by {
			name += " "
			out[name+"total_trades"], out[name+"winning_trades"], out[name+"losing_trades"] = float64(t.Trades), float64(t.Winning), float64(t.Losing)
			out[name+"pnl"], out[name+"win_rate"], out[name+"profit_factor"] = t.PnL, float64(t.WinRate), float64(t.ProfitFactor)
			out[name+"expectancy"], out[name+"average_win"], out[name+"average_loss"] = float64(t.Expectancy), float64(t.AverageWin), float64(t.AverageLoss)
			became(out, name, t.Traded, t.Skipped)
		}
	}
	return out
}

func became(out map[string]float64, of string, traded int, s Skipped) {
	for what, n := range map[string]int{
		"traded": traded, "confidence": s.Confidence, "neutral": s.Neutral, "outweighed": s.Outweighed, "direction": s.Direction,
		"held": s.Held, "late": s.Late, "slots": s.Slots, "volatility": s.Volatility, "volume": s.Volume, "funds": s.Funds,
	} {
		out[of+"became "+what] = float64(n)
	}
}

// drawn is a random market and a random request.
type drawn struct {
	p          Parameters
	symbols    []string
	series     map[string][]bars.Bar // the times of the nth symbol end with the digit n
	signals    map[string][]dated
	patterns   []string
	start, end Day
	minutes    bool // seven bars a day, two hours apart
}

// unix is the time of the nth bar, and stamp what a trade says of it.
func (m drawn) unix(i int) int64 {
	if m.minutes {
		return firstDay.AddDate(0, 0, i/7).Unix() + int64(i%7)*7200
	}
	return firstDay.AddDate(0, 0, i).Unix()
}

// within is how many seconds the times of a bar may differ by.
func (m drawn) within() int {
	if m.minutes {
		return 60
	}
	return secondsPerDay
}

func (m drawn) stamp(unix int64) Day {
	if m.minutes {
		return minuteAt(unix)
	}
	return dayAt(unix)
}

// randomMarket lets symbols begin late, pause and end early; prices of some are
// cut to cents, so that stops and targets are hit to the cent. Many confidences
// are equal.
func randomMarket(rng *rand.Rand) drawn {
	m := drawn{series: map[string][]bars.Bar{}, signals: map[string][]dated{}, patterns: []string{"One", "Two", "Three", "Four", "Five"}[:1+rng.IntN(5)]}
	lead := oneOf(rng, 0, 0, 10, 140) // the last is more than what is read before the start
	days := lead + 25 + rng.IntN(150)
	begin := lead + rng.IntN(15)
	m.minutes = rng.IntN(4) == 0
	m.start, m.end = dayAt(m.unix(begin)), dayAt(m.unix(days-rng.IntN(5)))
	often, wild, pause := 0.05+0.4*rng.Float64(), 0.005+0.03*rng.Float64(), 0.2*rng.Float64()
	for n := range 1 + rng.IntN(8) {
		s := fmt.Sprintf("%c%d", 'A'+rng.IntN(26), n)
		m.symbols = append(m.symbols, s)
		price, cents := 5+95*rng.Float64(), rng.IntN(2) == 0
		from, to := rng.IntN(1+days/4), days-rng.IntN(1+(days-lead)/4)
		for i := from; i < to; i++ {
			if i != max(from, begin) && rng.Float64() < pause {
				if i > begin {
					i += oneOf(rng, 0, 0, 0, 5)
				}
				continue
			}
			b := randomBar(rng, price, wild, cents)
			b.Time, b.Volume, price = m.unix(i)+int64(10*rng.IntN(m.within()/10)+n), oneOf(rng, 0, 20, 300, 1e4, 1e6), b.Close
			m.series[s] = append(m.series[s], b)
			for _, p := range m.patterns {
				if rng.Float64() < often {
					m.signals[s] = append(m.signals[s], dated{m.stamp(m.unix(i)), p, model.Direction(rng.IntN(4)), float64(rng.IntN(11)) / 10})
				}
			}
		}
	}
	m.p = randomParameters(rng)
	return m
}

func randomBar(rng *rand.Rand, before, wild float64, cents bool) bars.Bar {
	cut := func(v float64) float64 {
		if cents {
			v = math.Round(v*100) / 100
		}
		return max(v, 0.01)
	}
	open := cut(before * math.Exp(wild*rng.NormFloat64()))
	end := cut(open * math.Exp(2*wild*rng.NormFloat64()))
	high, low := max(open, end), min(open, end)
	return bars.Bar{Open: open, Close: end, High: cut(high * (1 + wild*rng.Float64())), Low: cut(low * (1 - wild*rng.Float64()))}
}

func oneOf[T any](rng *rand.Rand, of ...T) T { return of[rng.IntN(len(of))] }

func randomParameters(rng *rand.Rand) Parameters {
	return Parameters{
		InitialCapital:   oneOf(rng, 100, 10_000, 1e6),
		Sizing:           oneOf(rng, params.SizingFraction, params.SizingSlots, params.SizingFixed, params.SizingVolatility),
		PositionSize:     oneOf(rng, 0.05, 0.1, 1.0/3, 0.5, 1),
		MaxPositions:     1 + rng.IntN(5),
		PositionAmount:   oneOf(rng, 20, 1500.5, 90_000),
		VolatilityTarget: oneOf(rng, 0.0005, 0.002, 0.01, 0.05),
		StopLoss:         oneOf(rng, 0, 0.01, 0.05, 0.3),
		TakeProfit:       oneOf(rng, 0, 0.01, 0.1, 0.5, 3),
		MaxHolding:       oneOf(rng, 0, 0, 1, 2, 5, 20),
		ExitOnOpposite:   rng.IntN(3) > 0,
		Direction:        oneOf(rng, params.DirectionBoth, params.DirectionBoth, params.DirectionLong, params.DirectionShort),
		Neutral:          oneOf(rng, params.NeutralReversal, params.NeutralIgnore),
		MinConfidence:    oneOf(rng, 0, 0, 0.3, 0.75),
		Commission:       oneOf(rng, 0, 0.0005, 0.01, 0.1),
		CommissionFixed:  oneOf(rng, 0, 0, 0.5, 30),
		PerShare:         oneOf(rng, 0, 0, 0.005, 1),
		Slippage:         oneOf(rng, 0, 0.0005, 0.02),
		VolumeLimit:      oneOf(rng, 0, 0, 0, 0.01, 0.3),
		BorrowFee:        oneOf(rng, 0, 0, 0.003, 0.3, 10),
		ExitBeforeGap:    oneOf(rng, 0, 0, 0, 1, 2),
		Seed:             rng.IntN(1000),
	}
}

func (m drawn) request() Request {
	r := Request{Symbols: m.symbols, Patterns: m.patterns, Start: m.start.Time(), End: m.end.Time(), Parameters: m.p}
	if m.minutes {
		r.Timeframe = "2h"
	}
	return r
}

func (m drawn) source(symbol string, from, to time.Time) (bars.Series, error) {
	return bars.Series{Symbol: symbol, Bars: m.series[symbol]}.Between(from, to)
}

// Detect hands over the signals on these bars, whose times tell the symbol.
func (m drawn) Detect(bs []bars.Bar, _ []string) (out []Signal, err error) {
	for i := range bs {
		for _, s := range m.signals[m.symbols[bs[0].Time%10]] {
			if s.Day == m.stamp(bs[i].Time) {
				out = append(out, Signal{i, s.pattern, s.direction, s.confidence})
			}
		}
	}
	return out, nil
}

// naive is the naive simulator of the same request.
func (m drawn) naive() *naive {
	n := &naive{
		p: m.p, symbols: slices.Sorted(slices.Values(m.symbols)), start: m.start, end: m.end, minutes: m.minutes, bars: map[string][]bars.Bar{}, signals: map[string][]dated{},
		last: map[string]float64{}, held: map[string]*holding{}, orders: map[string]naiveCall{},
		bySymbol: map[string]map[string]int{}, byPattern: map[string]map[string]int{},
	}
	for _, s := range m.symbols {
		n.bySymbol[s] = map[string]int{}
		for _, b := range m.series[s] { // from 120 days before the start on
			if dayAt(b.Time) >= m.start-120 {
				n.bars[s] = append(n.bars[s], b)
			}
		}
		for _, x := range m.signals[s] {
			if x.Day.day() >= m.start {
				n.signals[s] = append(n.signals[s], x)
			}
		}
	}
	for _, p := range m.patterns {
		n.byPattern[p] = map[string]int{}
	}
	return n
}
