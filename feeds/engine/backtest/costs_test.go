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
