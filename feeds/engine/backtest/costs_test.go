package backtest

import "testing"

// 2 a share: of 5000 are 50 shares bought at 98 and 100 paid for them; 50 shares
// are sold at 120 and 100 paid for that. 50·22 − 200 = 900.
// Day 1: 5000 + 50·108 = 10400; day 2: 5000 + 6000 − 100.
func TestCommissionCanBePaidByTheShare(t *testing.T) {
	p := plain()
	p.PerShare, p.TakeProfit = 2, 12.0/98*11/6 // the target is 98·(1 + 22/98) = 120
	r := newStage().with("A", flat(98), ohlc{98, 110, 97, 108}, ohlc{109, 125, 107, 118}, flat(118)).
		bull(0).run(t, p)
	want := up(2, 120, 900, 2, TakeProfit)
	want.EntryPrice, want.Commission, want.Return = 98, 200, 900.0/5000
	wantTrades(t, r, want)
	wantEquity(t, r, 10000, 10400, 10900, 10900)
}

// An ATR of 14 bars is not known on a stage of four, so sizes by volatility are in
// the naive simulator's markets; here is what so many shares cost.
func TestWhatSharesCostIsWhatTheyTakeFromTheCash(t *testing.T) {
	p := plain()
	p.Commission, p.CommissionFixed, p.PerShare = 0.1, 10, 2
	cost := p.costOf(40, 100) // 4000 and a tenth, 80, 10
	if cost != 4490 || cost-4000 != p.commission(40, 100) {
		t.Errorf("%v", cost)
	}
}

// 50 shares are sold short at 100 on day 1, at 36.5 % a year, which is a thousandth
// a day. Until day 2 they cost 50·100/1000 = 5, as day 1 closed at 100; from day 2 to
// day 5 there is no bar for two days, and they cost 3·50·90/1000 = 13.5. Bought
// back at 80: 50·20 − 18.5. The short of day 5 is closed on the day it was opened,
// and costs nothing.
func TestAShortPaysForTheNightsThatItBorrows(t *testing.T) {
	p := plain()
	p.BorrowFee = 0.365
	r := newStage().with("A", flat(100), flat(100), ohlc{95, 96, 89, 90}, ohlc{}, ohlc{}, ohlc{79, 81, 78, 80}).bear(0).
		run(t, p)
	want := Trade{
		Symbol: "A", Pattern: "Down", Direction: short, Confidence: 0.5, Signal: on(0), Entry: on(1), Exit: on(5),
		EntryPrice: 100, ExitPrice: 79, Quantity: 50, Borrow: 18.5, PnL: 1031.5, Return: 1031.5 / 5000, Bars: 2, Reason: TakeProfit,
	}
	wantTrades(t, r, want)
	for i, e := range []float64{10000, 10000, 10495, 11031.5} {
		if !near(r.Equity[i].Equity, e) {
			t.Errorf("point %d is %v, want %v", i, r.Equity[i], e)
		}
	}
}

// Bought, nothing is borrowed; sold short and bought back within a day, neither.
func TestOnlyShortsThatAreHeldOvernightBorrow(t *testing.T) {
	p := plain()
	p.BorrowFee = 0.365
	r := newStage().with("A", flat(100), ohlc{100, 105, 99, 104}, flat(104)).bull(0).
		with("B", flat(100), ohlc{100, 111, 99, 104}, flat(104)).bear(0).run(t, p)
	for _, x := range r.Trades {
		if x.Borrow != 0 {
			t.Errorf("%+v", x)
		}
	}
	if len(r.Trades) != 2 {
		t.Errorf("%d trades", len(r.Trades))
	}
}

// volumes sets those of the symbol's bars.
func (s *stage) volumes(symbol string, of ...float64) *stage {
	for i, v := range of {
		s.series[symbol][i].Volume = v
		s.script[v] = s.script[1]
	}
	return s
}

// A tenth of the 300 shares that were traded on day 0 are 30, where there is money
// for 50: 3000 are spent. What is traded on day 1 does not matter, as nobody knows
// it at the open. Of day 2 a tenth is 20: the 30 are sold all the same.
func TestAnEntryIsCutToItsPartOfTheVolume(t *testing.T) {
	p := plain()
	p.VolumeLimit = 0.1
	r := newStage().with("A", flat(100), ohlc{100, 110, 99, 108}, ohlc{109, 125, 107, 118}, flat(118)).
		bull(0).volumes("A", 300, 1, 200, 1).run(t, p)
	want := up(2, 120, 600, 2, TakeProfit)
	want.Quantity, want.Return = 30, 0.2
	wantTrades(t, r, want)
	wantEquity(t, r, 10000, 10240, 10600, 10600)
	if r.EntriesCut != 1 || r.ExitsOver != 1 || len(r.Warnings) != 1 || r.Warnings[0] != "1 of 1 exits were larger than volume_limit: they were filled all the same" {
		t.Errorf("%d cut, %d over, %q", r.EntriesCut, r.ExitsOver, r.Warnings)
	}
}

// A half of 100 are the 50 that there is money for: nothing is cut, and nothing said.
func TestAnEntryWithinTheVolumeIsWhole(t *testing.T) {
	p := plain()
	p.VolumeLimit = 0.5
	r := newStage().with("A", flat(100), ohlc{100, 110, 99, 108}, ohlc{109, 125, 107, 118}, flat(118)).
		bull(0).volumes("A", 100, 1, 100, 1).run(t, p)
	wantTrades(t, r, up(2, 120, 1000, 2, TakeProfit))
	if r.EntriesCut+r.ExitsOver+len(r.Warnings) > 0 {
		t.Errorf("%d cut, %d over, %q", r.EntriesCut, r.ExitsOver, r.Warnings)
	}
}

// Nothing was traded on the signal's bar, so nothing can be of it.
func TestASignalOnABarWithoutVolumeIsSkipped(t *testing.T) {
	p := plain()
	p.VolumeLimit = 1
	r := newStage().with("A", flat(100), flat(100), flat(100)).bull(0).volumes("A", 0, 9, 9).run(t, p)
	wantTrades(t, r)
	if r.Skipped != (Skipped{Volume: 1}) {
		t.Errorf("%+v", r.Skipped)
	}
}

// A signal that is less confident is served from what a cut one leaves: A may have
// 20 shares for 2000 of the 10000, so that B finds 8000 where it wants all of 10000
// and may have 70 shares for 7000.
func TestWhatACutLeavesIsForTheNext(t *testing.T) {
	p := plain()
	p.VolumeLimit, p.PositionSize = 0.1, 1
	s := newStage().with("A", flat(100), flat(100), flat(100)).signal(0, "Up", 1, 0.9).volumes("A", 200, 9, 9)
	s.with("B", flat(100), flat(100), flat(100)).signal(0, "Up", 1, 0.8)
	s.script[700] = s.script[2]
	for i := range s.series["B"] {
		s.series["B"][i].Volume = 700
	}
	r := s.run(t, p)
	if len(r.Trades) != 2 || r.Trades[0].Quantity != 20 || r.Trades[1].Quantity != 70 || r.EntriesCut != 2 {
		t.Errorf("%+v", r.Trades)
	}
}
