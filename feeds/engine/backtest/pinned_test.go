package backtest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// inCents is a market of ten symbols over two years, in whole cents, so that it is
// the same on every processor.
func inCents() (Request, DailyBars) {
	req := Request{Start: time.Date(2022, 1, 3, 0, 0, 0, 0, time.UTC), Patterns: model.StandardPatterns(), Parameters: Defaults()}
	req.End = req.Start.AddDate(2, 0, 0)
	series := map[string][]bars.Bar{}
	for n := range 10 {
		symbol, rng, cents := fmt.Sprintf("S%d", n), rand.New(rand.NewPCG(13, uint64(n))), 10_000
		req.Symbols = append(req.Symbols, symbol)
		for d := req.Start; !d.After(req.End); d = d.AddDate(0, 0, 1) {
			if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday {
				continue
			}
			open := cents + rng.IntN(201) - 100
			cents = max(2000, open+rng.IntN(601)-300)
			high, low := max(open, cents)+rng.IntN(100), min(open, cents)-rng.IntN(100)
			series[symbol] = append(series[symbol], bars.Bar{
				Time: d.Unix(), Open: float64(open) / 100, Close: float64(cents) / 100, High: float64(high) / 100, Low: float64(low) / 100,
				Volume: float64(1000 * rng.IntN(100)),
			})
		}
	}
	return req, func(symbol string, _, _ time.Time) (bars.Series, error) {
		return bars.Series{Symbol: symbol, Bars: series[symbol]}, nil
	}
}

// What a request that says nothing of a rule trades must not change when the rule
// is added: results of years ago are compared with those of today. The digests are
// of the version before costs per share and borrow fees.
func TestOldRequestsTradeAsTheyAlwaysDid(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Parameters)
		want   string
	}{
		"the defaults":        {func(*Parameters) {}, "068fd30d04bb497caa8cda426526614a1841285f7437fd4678f7c3c04723990e"},
		"all costs":           {func(p *Parameters) { p.Commission, p.CommissionFixed, p.Slippage = 0.002, 3, 0.001 }, "e082af292074019b0c01ee88b70e17e2fb4882320431e8f2e285f2ed39814027"},
		"slots":               {func(p *Parameters) { p.Sizing, p.MaxPositions, p.Seed = params.SizingSlots, 7, 3 }, "7242bf62fb238c71d8163d2557394fac9bc390461798956500eb21a9465d02e7"},
		"fixed and short":     {func(p *Parameters) { p.Sizing, p.Direction = params.SizingFixed, params.DirectionShort }, "43095f6dc34ec4a30cbeead6918fb20b5e470c1bf1818c4b0bcfdab02a63cda9"},
		"volatility, no stop": {func(p *Parameters) { p.Sizing, p.StopLoss, p.MaxHolding = params.SizingVolatility, 0, 40 }, "65daa0ac85c9b2a900d9e47a3af2f851a1afba5030c055a299338e0996077a23"},
	} {
		t.Run(name, func(t *testing.T) {
			req, source := inCents()
			c.change(&req.Parameters)
			r, err := Run(t.Context(), req, source, dense{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if r.Digest != c.want {
				t.Errorf("%d trades with the digest %s, want %s", r.TotalTrades, r.Digest, c.want)
			}
		})
	}
}
