package backtest

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// causal is a detector whose signals at a bar depend on that bar and those
// before it: on its body, and on the mean of three closes. Often two agree, or
// contradict each other, and confidences are often equal.
type causal struct{}

func (causal) Detect(bs []bars.Bar, patterns []string) (out []Signal, err error) {
	for i := 3; i < len(bs); i++ {
		b, mean := bs[i], (bs[i-1].Close+bs[i-2].Close+bs[i-3].Close)/3
		s := Signal{Index: i, Pattern: patterns[i%len(patterns)], Confidence: math.Floor(math.Mod(b.Close*10, 10)) / 10}
		switch {
		case b.Close > b.Open && b.Close > mean:
			s.Direction = model.DirBull
		case b.Close < b.Open && b.Close < mean:
			s.Direction = model.DirBear
		case i%3 == 0:
			s.Direction = model.DirNeutral
		default:
			continue
		}
		out = append(out, s)
		if second := int(b.High*100) % 4; second > 0 {
			out = append(out, Signal{i, patterns[(i+1)%len(patterns)], model.Direction(second), math.Floor(math.Mod(b.Low*10, 10)) / 10})
		}
	}
	return out, nil
}

// world is a market of random walks.
type world struct {
	symbols []string
	series  map[string][]bars.Bar
	days    int
}

func (w world) source(symbol string, _, _ time.Time) (bars.Series, error) {
	return bars.Series{Symbol: symbol, Bars: w.series[symbol]}, nil
}

func drawWorld(t *rapid.T) world {
	w := world{symbols: []string{"AA", "B", "C.D"}[:rapid.IntRange(1, 3).Draw(t, "symbols")], series: map[string][]bars.Bar{}, days: rapid.IntRange(5, 60).Draw(t, "days")}
	for _, s := range w.symbols {
		for i := range w.days {
			if i == w.days/2 || rapid.IntRange(0, 9).Draw(t, "pause") > 0 {
				w.series[s] = append(w.series[s], drawBar(t, int64(i), last(w.series[s])))
			}
		}
	}
	return w
}

func last(bs []bars.Bar) float64 {
	if len(bs) == 0 {
		return 100
	}
	return bs[len(bs)-1].Close
}

// drawBar is a bar with a gap of its own before it.
func drawBar(t *rapid.T, day int64, before float64) bars.Bar {
	open := before * drawMove(t)
	return barFrom(t, day, open)
}

func barFrom(t *rapid.T, day int64, open float64) bars.Bar {
	end := open * drawMove(t)
	high, low := max(open, end)*max(1, drawMove(t)), min(open, end)*min(1, drawMove(t))
	return bars.Bar{Time: firstDay.Unix() + day*secondsPerDay, Open: open, High: high, Low: low, Close: end, Volume: float64(rapid.SampledFrom([]int{0, 1, 50, 1000}).Draw(t, "volume of a bar"))}
}

func drawMove(t *rapid.T) float64 { return 1 + float64(rapid.IntRange(-120, 125).Draw(t, "move"))/1000 }

func drawParameters(t *rapid.T) Parameters {
	p := Parameters{
		InitialCapital:   rapid.SampledFrom([]float64{1, 1000, 100_000}).Draw(t, "capital"),
		Sizing:           rapid.SampledFrom([]string{params.SizingFraction, params.SizingSlots, params.SizingFixed, params.SizingVolatility}).Draw(t, "sizing"),
		MaxPositions:     rapid.IntRange(1, 3).Draw(t, "slots"),
		PositionAmount:   rapid.SampledFrom([]float64{0.3, 400, 20_000}).Draw(t, "amount"),
		VolatilityTarget: rapid.SampledFrom([]float64{0.001, 0.01, 0.2}).Draw(t, "target of volatility"),
		Seed:             rapid.IntRange(0, 3).Draw(t, "seed"),
		PositionSize:     rapid.SampledFrom([]float64{0.1, 1.0 / 3, 0.5, 1}).Draw(t, "size"),
		StopLoss:         rapid.SampledFrom([]float64{0, 0.01, 0.1}).Draw(t, "stop"),
		TakeProfit:       rapid.SampledFrom([]float64{0, 0.02, 0.2, 2}).Draw(t, "target"),
		MaxHolding:       rapid.IntRange(0, 5).Draw(t, "holding"),
		ExitOnOpposite:   rapid.Bool().Draw(t, "opposite"),
		Direction:        rapid.SampledFrom([]string{params.DirectionLong, params.DirectionShort, params.DirectionBoth}).Draw(t, "direction"),
		Neutral:          rapid.SampledFrom([]string{params.NeutralIgnore, params.NeutralReversal}).Draw(t, "neutral"),
		MinConfidence:    rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "confidence"),
		Commission:       rapid.SampledFrom([]float64{0, 0.001, 0.1}).Draw(t, "commission"),
		CommissionFixed:  rapid.SampledFrom([]float64{0, 0.1, 5}).Draw(t, "fixed"),
		PerShare:         rapid.SampledFrom([]float64{0, 0.01, 2}).Draw(t, "a share"),
		ExitBeforeGap:    rapid.SampledFrom([]int{0, 0, 1}).Draw(t, "gap"),
		VolumeLimit:      rapid.SampledFrom([]float64{0, 0, 0.1, 1}).Draw(t, "volume"),
		BorrowFee:        rapid.SampledFrom([]float64{0, 0.05, 5}).Draw(t, "borrow fee"),
		Slippage:         rapid.SampledFrom([]float64{0, 0.001, 0.1}).Draw(t, "slippage"),
	}
	return p
}

func (w world) request(p Parameters, start int) Request {
	return Request{
		Symbols: w.symbols, Patterns: []string{"One", "Two"}, Parameters: p,
		Start: firstDay.AddDate(0, 0, start), End: firstDay.AddDate(0, 0, w.days),
	}
}

func (w world) run(t *rapid.T, req Request) *Result {
	r, err := Run(context.Background(), req, w.source, causal{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// other is a market with bars on the same days, at other prices.
func (w world) other(t *rapid.T) world {
	out := world{w.symbols, map[string][]bars.Bar{}, w.days}
	for _, s := range w.symbols {
		for _, b := range w.series[s] {
			out.series[s] = append(out.series[s], drawBar(t, (b.Time-firstDay.Unix())/secondsPerDay, last(out.series[s])))
		}
	}
	return out
}

// until is this market up to a day, and another one after it. On the day after
// it the opens stay if keepOpen.
func (w world) until(day Day, keepOpen bool, other world) world {
	out := world{w.symbols, map[string][]bars.Bar{}, w.days}
	for _, s := range w.symbols {
		for i, b := range w.series[s] {
			switch d := dayOf(&b); {
			case d == day+1 && keepOpen:
				o := other.series[s][i]
				b = bars.Bar{Time: b.Time, Open: b.Open, High: max(b.Open, o.High), Low: min(b.Open, o.Low), Close: o.Close, Volume: o.Volume}
			case d > day:
				b = other.series[s][i]
			}
			out.series[s] = append(out.series[s], b)
		}
	}
	return out
}

// closedBy are the trades that were closed on a day or before it.
func closedBy(trades []Trade, d Day) (out []Trade) {
	for _, x := range trades {
		if x.Exit <= d {
			out = append(out, x)
		}
	}
	return out
}

// enteredBy are the beginnings of the trades that began on a day or before it.
func enteredBy(trades []Trade, d Day) (out []Trade) {
	for _, x := range trades {
		if x.Entry <= d {
			out = append(out, Trade{
				Symbol: x.Symbol, Pattern: x.Pattern, Patterns: x.Patterns, Direction: x.Direction, Confidence: x.Confidence,
				Signal: x.Signal, Entry: x.Entry, EntryPrice: x.EntryPrice, Quantity: x.Quantity,
			})
		}
	}
	slices.SortFunc(out, func(a, b Trade) int {
		return 2*int(a.Entry-b.Entry) + slices.Compare([]string{a.Symbol}, []string{b.Symbol})
	})
	return out
}

// Other prices after a day D change nothing up to the close of D: no trade that
// was closed by then, no entry, no size, and no point of the equity. And orders
// are carried out at the open of the next day before anything else of that day
// is known: if its opens stay, the entries of D+1 stay as well.
func TestTheFutureChangesNothingBeforeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		req := w.request(drawParameters(t), rapid.IntRange(0, w.days/2).Draw(t, "start"))
		before, other := w.run(t, req), w.other(t)
		for cut := range w.days {
			for _, keepOpen := range []bool{false, true} {
				after := w.until(on(cut), keepOpen, other).run(t, req)
				sameUntil(t, on(cut), keepOpen, before, after)
			}
		}
	})
}

func sameUntil(t *rapid.T, day Day, keepOpen bool, a, b *Result) {
	if x, y := closedBy(a.Trades, day), closedBy(b.Trades, day); !reflect.DeepEqual(x, y) {
		t.Fatalf("closed by %v:\n%+v\n%+v", day, x, y)
	}
	entered := day
	if keepOpen {
		entered++
	}
	if x, y := enteredBy(a.Trades, entered), enteredBy(b.Trades, entered); !reflect.DeepEqual(x, y) {
		t.Fatalf("entered by %v:\n%+v\n%+v", entered, x, y)
	}
	for i, p := range a.Equity {
		if p.Date <= day && p != b.Equity[i] {
			t.Fatalf("equity on %v is %v and %v", p.Date, p.Equity, b.Equity[i].Equity)
		}
	}
}

func (s Skipped) sum() int {
	return s.Confidence + s.Neutral + s.Outweighed + s.Direction + s.Held + s.Late + s.Slots + s.Volatility + s.Volume + s.Funds
}

// wantBalance checks that every signal is accounted for, by symbol and by
// pattern, and every trade.
func wantBalance(t *rapid.T, r *Result) {
	if r.Signals != r.Traded+r.Skipped.sum() || r.Traded < r.TotalTrades {
		t.Fatalf("%d signals, %d traded in %d trades, skipped %+v", r.Signals, r.Traded, r.TotalTrades, r.Skipped)
	}
	for name, by := range map[string]map[string]Tally{"symbol": r.BySymbol, "pattern": r.ByPattern} {
		signals, credited, trades := 0, 0, 0
		for of, x := range by {
			if x.Signals != x.Traded+x.Skipped.sum() || x.Outweighed != x.Skipped.Outweighed || x.Traded < x.Trades {
				t.Fatalf("%s: %+v", of, x)
			}
			signals, credited, trades = signals+x.Signals, credited+x.Traded, trades+x.Trades
		}
		if signals != r.Signals || credited != r.Traded || name == "symbol" && trades != r.TotalTrades || trades < r.TotalTrades+r.SharedTrades*map[string]int{"pattern": 1}[name] {
			t.Fatalf("by %s: %d signals, %d traded in %d trades; in all %d, %d, %d", name, signals, credited, trades, r.Signals, r.Traded, r.TotalTrades)
		}
	}
}

// The books balance, whatever happens.
func TestTheBooksBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		start := rapid.IntRange(0, w.days/2).Draw(t, "start")
		req := w.request(drawParameters(t), start)
		r := w.run(t, req)
		money, held := req.Parameters.InitialCapital, map[string]Day{}
		for _, x := range r.Trades {
			money += x.PnL
			if x.Signal >= x.Entry || x.Exit < x.Entry || x.Signal < on(start) || x.Quantity <= 0 || x.Bars < 1 || x.Commission < 0 {
				t.Fatalf("%+v", x)
			}
			if until, ok := held[x.Symbol]; ok && x.Entry < until {
				t.Fatalf("%s is bought twice: %+v", x.Symbol, x)
			}
			held[x.Symbol] = x.Exit
		}
		if !near(money, r.FinalBalance) {
			t.Fatalf("the trades come to %v, the balance is %v", money, r.FinalBalance)
		}
		if last := r.Equity[len(r.Equity)-1].Equity; last != r.FinalBalance || r.Equity[0].Equity != req.Parameters.InitialCapital {
			t.Fatalf("from %v to %v, balance %v", r.Equity[0], last, r.FinalBalance)
		}
		wantBalance(t, r)
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheSameRequestGivesTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		req := w.request(drawParameters(t), 0)
		want, err := json.Marshal(w.run(t, req))
		if err != nil {
			t.Fatal(err)
		}
		req.Symbols = rapid.Permutation(append(slices.Clone(req.Symbols), req.Symbols[0])).Draw(t, "order of symbols")
		req.Patterns = rapid.Permutation(req.Patterns).Draw(t, "order of patterns")
		got, err := json.Marshal(w.run(t, req))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}
