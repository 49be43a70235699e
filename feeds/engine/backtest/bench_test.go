package backtest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// dense is a detector that finds each pattern on one bar in thirty, as real ones
// do, and takes next to no time.
type dense struct{}

func (dense) Detect(bs []bars.Bar, patterns []string) ([]Signal, error) {
	out := make([]Signal, 0, len(bs)*len(patterns)/24)
	for n, p := range patterns {
		rng := rand.New(rand.NewPCG(uint64(n), uint64(len(bs))))
		for i := rng.IntN(60); i < len(bs); i += 1 + rng.IntN(59) {
			out = append(out, Signal{i, p, model.Direction(1 + rng.IntN(3)), rng.Float64()})
		}
	}
	return out, nil
}

// large is 50 symbols over five years of working days, and 11 patterns.
func large() (Request, DailyBars) {
	req := Request{Start: time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), Patterns: model.StandardPatterns(), Parameters: Defaults()}
	req.End = req.Start.AddDate(5, 0, -1)
	series := map[string][]bars.Bar{}
	for n := range 50 {
		symbol := fmt.Sprintf("S%02d", n)
		req.Symbols = append(req.Symbols, symbol)
		series[symbol] = walk(rand.New(rand.NewPCG(7, uint64(n))), req.Start.AddDate(0, 0, -WarmUp), req.End)
	}
	return req, func(symbol string, _, _ time.Time) (bars.Series, error) {
		return bars.Series{Symbol: symbol, Bars: series[symbol]}, nil
	}
}

func walk(rng *rand.Rand, from, to time.Time) (out []bars.Bar) {
	price := 100.0
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday {
			continue
		}
		open := price * (1 + 0.005*rng.NormFloat64())
		price = open * (1 + 0.015*rng.NormFloat64())
		out = append(out, bars.Bar{Time: d.Unix(), Open: open, Close: price, High: max(open, price) * 1.005, Low: min(open, price) * 0.995, Volume: 1})
	}
	return out
}

// The limits hold for the largest request: the result fits into a message.
func TestALargeResultStaysWithinItsLimits(t *testing.T) {
	req, source := large()
	req.Parameters.PositionSize, req.Parameters.MaxHolding = 0.01, 2
	r, err := Run(t.Context(), req, source, dense{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Trades) != MaxTrades || r.TradesOmitted != r.TotalTrades-MaxTrades || len(r.Equity) != model.MaxEquity || len(body) > wire.MaxMessage {
		t.Errorf("%d of %d trades, %d points, %d bytes", len(r.Trades), r.TotalTrades, len(r.Equity), len(body))
	}
}

// BenchmarkRun is the simulation and its figures alone: 50 symbols over five
// years with 11 patterns, signals and bars at hand.
func BenchmarkRun(b *testing.B) {
	req, source := large()
	b.ReportAllocs()
	var r *Result
	for b.Loop() {
		var err error
		if r, err = Run(b.Context(), req, source, dense{}, func(Progress) {}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(r.TotalTrades), "trades")
	b.ReportMetric(float64(r.Signals), "signals")
}
