package backtest

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// firstDay is the day of the first bar of every staged market.
var firstDay = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// on is the nth day of a staged market.
func on(n int) Day { return DayOf(firstDay) + Day(n) }

// ohlc is a bar: open, high, low, close.
type ohlc [4]float64

// stage is a market of a bar a day, and the signals on it.
type stage struct {
	symbols []string
	series  map[string][]bars.Bar
	script  script
}

// script is a detector that reads its signals from a list. It tells the symbols
// by their volumes: the nth symbol has a volume of n.
type script map[float64][]Signal

func (s script) Detect(bs []bars.Bar, _ []string) ([]Signal, error) {
	if len(bs) == 0 {
		return nil, nil
	}
	return slices.Clone(s[bs[0].Volume]), nil
}

func newStage() *stage { return &stage{series: map[string][]bars.Bar{}, script: script{}} }

// with adds a symbol, with a bar on each day from the first on; a zero bar is
// none.
func (s *stage) with(symbol string, prices ...ohlc) *stage {
	s.symbols = append(s.symbols, symbol)
	for i, p := range prices {
		if p != (ohlc{}) {
			s.series[symbol] = append(s.series[symbol], bars.Bar{
				Time: firstDay.AddDate(0, 0, i).Unix(), Open: p[0], High: p[1], Low: p[2], Close: p[3], Volume: float64(len(s.symbols)),
			})
		}
	}
	return s
}

// signal adds a signal on a bar of the symbol that was added last.
func (s *stage) signal(bar int, pattern string, d model.Direction, confidence float64) *stage {
	n := float64(len(s.symbols))
	s.script[n] = append(s.script[n], Signal{bar, pattern, d, confidence})
	return s
}

func (s *stage) bull(bar int) *stage { return s.signal(bar, "Up", model.DirBull, 0.5) }
func (s *stage) bear(bar int) *stage { return s.signal(bar, "Down", model.DirBear, 0.5) }

func (s *stage) source(symbol string, _, _ time.Time) (bars.Series, error) {
	bs, ok := s.series[symbol]
	if !ok {
		return bars.Series{}, &bars.UnknownSymbolError{Symbol: symbol}
	}
	return bars.Series{Symbol: symbol, Bars: bs}, nil
}

func (s *stage) request(p Parameters) Request {
	return Request{
		Symbols: s.symbols, Patterns: []string{"Up", "Down", "Also"},
		Start: firstDay, End: firstDay.AddDate(1, 0, 0), Parameters: p,
	}
}

func (s *stage) run(t *testing.T, p Parameters) *Result {
	t.Helper()
	r, err := Run(context.Background(), s.request(p), s.source, s.script, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// plain are parameters that can be reckoned with by heart: 10,000 of capital,
// half of the equity in a trade, a stop at −10 %, a target at +20 %, no costs.
func plain() Parameters {
	return Parameters{
		InitialCapital: 10_000, Sizing: params.SizingFraction, PositionSize: 0.5, StopLoss: 0.1, TakeProfit: 0.2,
		MaxPositions: 10, PositionAmount: 10_000, VolatilityTarget: 0.002, // the defaults: each counts with a sizing of its own
		ExitOnOpposite: true, Direction: params.DirectionBoth, Neutral: params.NeutralIgnore,
	}
}

func flat(price float64) ohlc { return ohlc{price, price, price, price} }

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

func wantFigure(t *testing.T, name string, got Figure, want float64) {
	t.Helper()
	if !near(float64(got), want) {
		t.Errorf("%s is %v, want %v", name, got, want)
	}
}

func wantNone(t *testing.T, name string, got Figure) {
	t.Helper()
	if !got.IsZero() {
		t.Errorf("%s is %v, and should not be there", name, got)
	}
}

func wantEquity(t *testing.T, r *Result, want ...float64) {
	t.Helper()
	if len(r.Equity) != len(want) {
		t.Fatalf("%d points of equity, want %d: %v", len(r.Equity), len(want), r.Equity)
	}
	for i, p := range r.Equity {
		if p.Date != on(i) || !near(p.Equity, want[i]) {
			t.Errorf("equity %d is %v on %v, want %v on %v", i, p.Equity, p.Date, want[i], on(i))
		}
	}
	if !near(r.FinalBalance, want[len(want)-1]) {
		t.Errorf("final balance %v, want %v", r.FinalBalance, want[len(want)-1])
	}
}

func wantTrades(t *testing.T, r *Result, want ...Trade) {
	t.Helper()
	if len(r.Trades) != len(want) || r.TotalTrades != len(want) {
		t.Fatalf("%d trades of %d, want %d: %+v", len(r.Trades), r.TotalTrades, len(want), r.Trades)
	}
	for i, w := range want {
		if g := r.Trades[i]; !sameTrade(g, w) {
			t.Errorf("trade %d\n got %+v\nwant %+v", i, g, w)
		}
	}
}

// sameTrade compares two trades but for rounding. One that names no patterns is
// of the one alone.
func sameTrade(a, b Trade) bool {
	if b.Patterns == nil {
		b.Patterns = []string{b.Pattern}
	}
	fa := []float64{a.EntryPrice, a.ExitPrice, a.Quantity, a.Commission, a.Borrow, a.PnL, a.Return}
	fb := []float64{b.EntryPrice, b.ExitPrice, b.Quantity, b.Commission, b.Borrow, b.PnL, b.Return}
	for _, t := range []*Trade{&a, &b} {
		t.EntryPrice, t.ExitPrice, t.Quantity, t.Commission, t.Borrow, t.PnL, t.Return = 0, 0, 0, 0, 0, 0, 0
	}
	return reflect.DeepEqual(a, b) && slices.EqualFunc(fa, fb, near)
}
