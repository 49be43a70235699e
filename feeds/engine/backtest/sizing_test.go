package backtest

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// tradedSymbols are the symbols of the trades, in the order of the alphabet.
func tradedSymbols(r *Result) (out []string) {
	for _, x := range r.Trades {
		out = append(out, x.Symbol)
	}
	return slices.Sorted(slices.Values(out))
}

// 60 % for B, which is more confident, leaves 4000, and A wants 6000: it is not
// bought for less.
func TestCashGoesToTheMostConfident(t *testing.T) {
	p := plain()
	p.PositionSize = 0.6
	r := newStage().
		with("A", flat(100), flat(100), ohlc{100, 102, 99, 101}).bull(0).
		with("B", flat(50), flat(50), ohlc{50, 51, 49, 51}).signal(0, "Also", model.DirBull, 0.51).
		run(t, p)
	if !slices.Equal(tradedSymbols(r), []string{"B"}) || r.Signals != 2 || r.Traded != 1 || r.Skipped != (Skipped{Funds: 1}) {
		t.Errorf("%d signals, skipped %+v, trades %+v", r.Signals, r.Skipped, r.Trades)
	}
	wantEquity(t, r, 10000, 10000, 10120)
	for name, by := range map[string]Tally{"A": r.BySymbol["A"], "Up": r.ByPattern["Up"]} {
		if by.Signals != 1 || by.Traded != 0 || by.Skipped != (Skipped{Funds: 1}) {
			t.Errorf("%s: %+v", name, by)
		}
	}
	for name, by := range map[string]Tally{"B": r.BySymbol["B"], "Also": r.ByPattern["Also"]} {
		if by.Signals != 1 || by.Traded != 1 || by.Skipped != (Skipped{}) {
			t.Errorf("%s: %+v", name, by)
		}
	}
}

// The page shows three lots, which another program worked out.
func TestALotIsWhatThePageSays(t *testing.T) {
	shown := regexp.MustCompile(`(?m)^(\d+)/(\d{4}-\d\d-\d\d)/(\w+) ([0-9a-f]{16})$`).FindAllStringSubmatch(page(t), -1)
	if len(shown) != 3 {
		t.Fatalf("%d lots are shown", len(shown))
	}
	for _, m := range shown {
		seed, err := strconv.Atoi(m[1])
		day, err2 := time.Parse(time.DateOnly, m[2])
		if got := fmt.Sprintf("%016x", lot(beginLot(seed, DayOf(day)), m[3])); err != nil || err2 != nil || got != m[4] {
			t.Errorf("%s is %s: %v, %v", m[0], got, err, err2)
		}
	}
}

// One signal of the same confidence a day for each of 40 symbols, held for a day,
// with cash for four: of 500 days each symbol should get a tenth. The deviation of
// a share is √(0.1·0.9/500) = 0.0134: five of them are 0.067. A second seed draws
// otherwise.
func TestNoSymbolIsServedMoreOftenThanAnother(t *testing.T) {
	const symbols, days = 40, 500
	s := newStage()
	prices := make([]ohlc, days+2)
	for i := range prices {
		prices[i] = flat(100)
	}
	for n := range symbols {
		s.with(fmt.Sprintf("S%02d", n), prices...)
		for d := range days {
			s.bull(d)
		}
	}
	p := plain()
	p.PositionSize, p.MaxHolding, p.StopLoss, p.TakeProfit = 0.25, 1, 0, 0
	req := s.request(p)
	req.End = firstDay.AddDate(2, 0, 0)
	var before map[string]Tally
	for p.Seed = range 2 {
		req.Parameters = p
		r, err := Run(t.Context(), req, s.source, s.script, nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, by := range r.BySymbol {
			if share := float64(by.Traded) / days; share < 0.1-0.067 || share > 0.1+0.067 {
				t.Errorf("%s got %.3f of the days", name, share)
			}
		}
		if before != nil && fmt.Sprint(before) == fmt.Sprint(r.BySymbol) {
			t.Error("another seed draws the same")
		}
		before = r.BySymbol
	}
}

// Two slots of 10000: 5000 each. A and B are bought at 100, and there is none for
// C. B ends on day 2 at 120, its target: 6000. Day 3 buys C for all of it, since
// one slot is free: 60 shares at 100. A is 100 all the time.
func TestSlotsShareTheCash(t *testing.T) {
	p := plain()
	p.Sizing, p.MaxPositions = params.SizingSlots, 2
	r := newStage().
		with("A", flat(100), flat(100), flat(100), flat(100)).signal(0, "Up", model.DirBull, 0.9).
		with("B", flat(100), flat(100), ohlc{100, 125, 100, 110}, flat(110)).signal(0, "Up", model.DirBull, 0.8).
		with("C", flat(100), flat(100), flat(100), flat(100)).bull(0).bull(2).
		run(t, p)
	var got [][2]float64
	for _, x := range r.Trades {
		got = append(got, [2]float64{x.EntryPrice * x.Quantity, x.PnL})
	}
	if want := [][2]float64{{5000, 1000}, {5000, 0}, {6000, 0}}; !slices.Equal(got, want) || r.Skipped != (Skipped{Slots: 1}) {
		t.Errorf("%v, %+v", got, r.Skipped)
	}
	if by := r.BySymbol["C"]; by.Signals != 2 || by.Traded != 1 || by.Skipped != (Skipped{Slots: 1}) {
		t.Errorf("%+v", by)
	}
}

// Three slots are free and one signal is there: a third of the cash, not all.
func TestASlotThatIsNotNeededKeepsItsCash(t *testing.T) {
	p := plain()
	p.Sizing, p.MaxPositions, p.Commission = params.SizingSlots, 4, 0.1
	r := newStage().with("A", flat(100), flat(100), flat(100)).bull(0).run(t, p)
	if x := r.Trades[0]; !near(x.Quantity, 2500/1.1/100) {
		t.Errorf("%+v", x)
	}
}

// 3000 a trade, whatever the equity: three of them fit into 10000. The commission
// of 10 % is in them, less 370 of a fixed one: 2630/1.1/100 = 23.909… shares.
func TestAFixedAmountIsPutIntoEachTrade(t *testing.T) {
	p := plain()
	p.Sizing, p.PositionAmount, p.Commission, p.CommissionFixed = params.SizingFixed, 3000, 0.1, 370
	s := newStage()
	for _, name := range []string{"A", "B", "C", "D"} {
		s.with(name, flat(100), flat(100), flat(100)).bull(0)
	}
	r := s.run(t, p)
	if len(r.Trades) != 3 || r.Skipped != (Skipped{Funds: 1}) {
		t.Errorf("%+v, %+v", r.Trades, r.Skipped)
	}
	for _, x := range r.Trades {
		if !near(x.Quantity, 26.3/1.1) {
			t.Errorf("%+v", x)
		}
	}
}

// Fourteen ranges of 2 make an average of 2 at bar 14: bar 0 has none, as nothing
// comes before it. Bar 15 reaches from 98 to 114 after a close of 100: its range is
// 16, the average (13·2 + 16)/14 = 3. Bar 16 opens a gap: it lies from 111 to 112
// after a close of 108, so its range is 4: (13·3 + 4)/14 = 43/14.
func TestTheAverageRangeByHand(t *testing.T) {
	var bs []bars.Bar
	for range 15 {
		bs = append(bs, bars.Bar{Open: 100, High: 101, Low: 99, Close: 100})
	}
	bs = append(bs, bars.Bar{Open: 100, High: 114, Low: 98, Close: 108}, bars.Bar{Open: 111, High: 112, Low: 111, Close: 112})
	got := averageRanges(bs)
	for i, want := range map[int]float64{0: 0, 13: 0, 14: 2, 15: 3, 16: 43.0 / 14} {
		if !near(got[i], want) {
			t.Errorf("at bar %d it is %v, want %v", i, got[i], want)
		}
	}
}

// Ranges of 4 around 100. With 1 % of 10000 to be moved by one of them, 100/4 = 25
// shares are bought at 100 with 5 % of slippage: 2625, and 10 % of commission on
// top: 2887.5, and 10.
func TestATradeIsSizedByTheAverageRange(t *testing.T) {
	p := plain()
	p.Sizing, p.VolatilityTarget, p.Slippage, p.Commission, p.CommissionFixed = params.SizingVolatility, 0.01, 0.05, 0.1, 10
	p.StopLoss, p.TakeProfit = 0, 0
	prices := make([]ohlc, 17)
	for i := range prices {
		prices[i] = ohlc{100, 102, 98, 100}
	}
	r := newStage().with("A", prices...).bull(13).bull(14).run(t, p)
	if len(r.Trades) != 1 || r.Skipped != (Skipped{Volatility: 1}) {
		t.Fatalf("%+v, %+v", r.Trades, r.Skipped)
	}
	if x := r.Trades[0]; !near(x.Quantity, 25) || !near(x.Return, x.PnL/2897.5) || x.Signal != on(14) {
		t.Errorf("%+v", x)
	}
}

// A price that does not move cannot be sized by how it moves.
func TestWithoutARangeThereIsNoSize(t *testing.T) {
	p := plain()
	p.Sizing = params.SizingVolatility
	prices := make([]ohlc, 17)
	for i := range prices {
		prices[i] = flat(100)
	}
	if r := newStage().with("A", prices...).bull(14).run(t, p); len(r.Trades) != 0 || r.Skipped != (Skipped{Volatility: 1}) {
		t.Errorf("%+v, %+v", r.Trades, r.Skipped)
	}
}

// More than a tenth of the signals without cash is said; a tenth is not.
func TestRationingIsSaid(t *testing.T) {
	for without, want := range map[int]string{
		1: "", 2: "2 of 11 signals (18%) were skipped for lack of funds: by_symbol and by_pattern tell of the others only",
	} {
		p := plain()
		p.PositionSize = 1.0 / 9
		s := newStage()
		for n := range 9 + without {
			s.with(fmt.Sprintf("S%02d", n), flat(100), flat(100), flat(100)).bull(0)
		}
		r := s.run(t, p)
		if got := fmt.Sprint(r.Warnings); r.Skipped.Funds != without || got != "["+want+"]" {
			t.Errorf("%+v: %s", r.Skipped, got)
		}
	}
	p := plain()
	p.Sizing, p.PositionSize, p.MaxPositions = params.SizingSlots, 0.1, 1
	s := newStage().with("A", flat(1), flat(1), flat(1)).bull(0).with("B", flat(1), flat(1), flat(1)).bull(0)
	if got, want := s.run(t, p).Warnings, "1 of 2 signals (50%) were skipped for lack of a free slot or of funds: by_symbol and by_pattern tell of the others only"; len(got) != 1 || got[0] != want {
		t.Errorf("%q", got)
	}
}

// What was set for another sizing changes nothing, which must not go unsaid.
func TestAParameterOfAnotherSizingIsSaidToMeanNothing(t *testing.T) {
	p := Defaults()
	p.MaxPositions = 5
	r := newStage().with("A", flat(1), flat(1)).run(t, p)
	if want := []string{"max_positions means nothing here: it counts with sizing slots"}; !slices.Equal(r.Warnings, want) {
		t.Errorf("%q", r.Warnings)
	}
}

// The shuffled parts of a market are the same market.
func TestTheOrderOfSignalsChangesNothing(t *testing.T) {
	req, source := large()
	req.Symbols = req.Symbols[:10]
	want, err := Run(t.Context(), req, source, dense{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(5) {
		got, err := Run(t.Context(), req, source, shuffled{seed}, nil)
		if err != nil || got.Digest != want.Digest || fmt.Sprint(got.ByPattern) != fmt.Sprint(want.ByPattern) || fmt.Sprint(got.BySymbol) != fmt.Sprint(want.BySymbol) {
			t.Fatalf("seed %d: %v, or other trades", seed, err)
		}
	}
}

// shuffled finds what dense finds, in another order.
type shuffled struct{ seed uint64 }

func (s shuffled) Detect(bs []bars.Bar, patterns []string) ([]Signal, error) {
	out, err := dense{}.Detect(bs, patterns)
	rand.New(rand.NewPCG(s.seed, 1)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out, err
}
