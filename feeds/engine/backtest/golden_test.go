package backtest

import "testing"

// Every figure in this file is worked out by hand; the comments show how. Where
// nothing else is said, the signal is on the close of day 0 and half of 10,000
// buys 50 shares at the open of day 1, at 100: the stop lies at 90, the target
// at 120. No day has a bar that is not shown.

// up is a trade of 50 shares bought at 100 on day 1.
func up(exit int, price, pnl float64, held int, why Reason) Trade {
	return Trade{
		Symbol: "A", Pattern: "Up", Direction: long, Confidence: 0.5, Signal: on(0), Entry: on(1), Exit: on(exit),
		EntryPrice: 100, ExitPrice: price, Quantity: 50, PnL: pnl, Return: pnl / 5000, Bars: held, Reason: why,
	}
}

// Day 2 falls to 88, through the stop: sold at 90. 50·(90−100) = −500.
// Equity: 10000; 5000+50·104 = 10200; 5000+50·90 = 9500; 9500.
// Drawdown: from 10200 on day 1 to 9500 on day 2, 700/10200, never recovered.
// Exposure: days 1 and 2 of 4.
func TestAStopIsFilledAtItsPrice(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 105, 95, 104}, ohlc{103, 104, 88, 89}, ohlc{90, 95, 90, 94}).
		bull(0).run(t, plain())
	wantTrades(t, r, up(2, 90, -500, 2, StopLoss))
	wantEquity(t, r, 10000, 10200, 9500, 9500)
	wantFigure(t, "roi", r.ROI, -0.05)
	wantFigure(t, "win rate", r.WinRate, 0)
	wantFigure(t, "profit factor", r.ProfitFactor, 0)
	wantFigure(t, "expectancy", r.Expectancy, -500)
	wantFigure(t, "average loss", r.AverageLoss, 500)
	wantNone(t, "average win", r.AverageWin)
	wantFigure(t, "exposure", r.Exposure, 0.5)
	wantFigure(t, "drawdown", Figure(r.MaxDrawdown), 700.0/10200)
	if d := r.Drawdown; d == nil || d.Peak != on(1) || d.Trough != on(2) || d.Recovered != nil {
		t.Errorf("drawdown %+v", d)
	}
	if r.DurationDays != 3 || r.FirstDay != on(0) || r.LastDay != on(3) {
		t.Errorf("%d days from %v to %v", r.DurationDays, r.FirstDay, r.LastDay)
	}
}

// Day 2 rises to 125, through the target: sold at 120. 50·(120−100) = 1000.
// Equity: 10000; 5000+50·108 = 10400; 5000+6000 = 11000; 11000.
// Buy and hold: from the first close, 100, to the last one, 118: 18 %.
func TestATargetIsFilledAtItsPrice(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 110, 99, 108}, ohlc{109, 125, 107, 118}, flat(118)).
		bull(0).run(t, plain())
	wantTrades(t, r, up(2, 120, 1000, 2, TakeProfit))
	wantEquity(t, r, 10000, 10400, 11000, 11000)
	wantFigure(t, "roi", r.ROI, 0.1)
	wantFigure(t, "win rate", r.WinRate, 1)
	wantFigure(t, "average win", r.AverageWin, 1000)
	wantFigure(t, "benchmark", r.Benchmark.ROI, 0.18)
	wantFigure(t, "balance of the benchmark", Figure(r.Benchmark.FinalBalance), 11800)
	wantNone(t, "profit factor", r.ProfitFactor)
	wantNone(t, "sortino", r.Sortino)
	wantNone(t, "calmar", r.Calmar)
	if r.MaxDrawdown != 0 || r.Drawdown != nil {
		t.Errorf("drawdown %v %+v of an account that never fell", r.MaxDrawdown, r.Drawdown)
	}
}

// Day 2 reaches from 85 to 125, so both 90 and 120 lie in it: the stop counts.
func TestTheStopCountsBeforeTheTarget(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 110, 99, 108}, ohlc{101, 125, 85, 118}, flat(118)).
		bull(0).run(t, plain())
	wantTrades(t, r, up(2, 90, -500, 2, StopLoss))
	wantEquity(t, r, 10000, 10400, 9500, 9500)
}

// Day 2 opens at 80, below the stop of 90: sold at 80. 50·(80−100) = −1000. It
// was held on day 1 only.
func TestAGapThroughTheStopIsFilledAtTheOpen(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 110, 99, 108}, ohlc{80, 95, 78, 84}, flat(84)).
		bull(0).run(t, plain())
	wantTrades(t, r, up(2, 80, -1000, 1, StopLoss))
	wantEquity(t, r, 10000, 10400, 9000, 9000)
	wantFigure(t, "exposure", r.Exposure, 0.25)
}

// Day 2 opens at 130, above the target of 120: sold at 130. 50·(130−100) = 1500.
func TestAGapThroughTheTargetIsFilledAtTheOpen(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 110, 99, 108}, ohlc{130, 131, 85, 90}, flat(90)).
		bull(0).run(t, plain())
	wantTrades(t, r, up(2, 130, 1500, 1, TakeProfit))
	wantEquity(t, r, 10000, 10400, 11500, 11500)
}

// A bearish signal on day 2: sold at the open of day 3, 101: 50·(101−100) = 50.
// At the same open half of 10050, 5025, is sold short at 101: 5025/101 shares.
// On day 4 there is no bar left: bought back at the close, 96.
// Day 3: cash 5025, and 2·5025 − 5025/101·97 that the short is worth.
func TestAnOppositeSignalTurnsThePosition(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 105, 99, 104}, ohlc{104, 106, 101, 102}, ohlc{101, 102, 96, 97}, ohlc{96, 98, 95, 96}).
		bull(0).bear(2).run(t, plain())
	shares := 5025.0 / 101
	wantTrades(t, r, up(3, 101, 50, 2, OppositeSignal), Trade{
		Symbol: "A", Pattern: "Down", Direction: short, Confidence: 0.5, Signal: on(2), Entry: on(3), Exit: on(4),
		EntryPrice: 101, ExitPrice: 96, Quantity: shares, PnL: 5 * shares, Return: 5 * shares / 5025, Bars: 2, Reason: EndOfData,
	})
	wantEquity(t, r, 10000, 10200, 10100, 5025+2*5025-shares*97, 10050+5*shares)
}

// Three bars at most: held on days 1, 2 and 3, sold at the open of day 4, 106.
func TestAPositionIsGivenUpAfterNBars(t *testing.T) {
	p := plain()
	p.MaxHolding = 3
	r := newStage().with("A", flat(100), ohlc{100, 102, 99, 101}, ohlc{101, 103, 100, 102}, ohlc{102, 104, 101, 103}, ohlc{106, 108, 105, 107}, flat(107)).
		bull(0).run(t, p)
	wantTrades(t, r, up(4, 106, 300, 3, MaxHolding))
	wantEquity(t, r, 10000, 10050, 10100, 10150, 10300, 10300)
}

// On day 2 the bars end: sold at its close, 103. 50·(103−100) = 150. The signal
// of that day has no open to be traded at.
func TestWhatIsOpenAtTheEndOfTheDataIsClosedAndSaysSo(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 102, 99, 101}, ohlc{101, 104, 100, 103}).
		bull(0).bear(2).run(t, plain())
	wantTrades(t, r, up(2, 103, 150, 2, EndOfData))
	wantEquity(t, r, 10000, 10050, 10150)
	if r.Signals != 2 || r.Skipped != (Skipped{Late: 1}) {
		t.Errorf("%d signals, skipped %+v", r.Signals, r.Skipped)
	}
}

// 50 shares are sold short at 100; the target is 80, the stop 110. Day 1: cash
// 5000 and 2·5000 − 50·98. Day 2 falls to 79: bought back at 80, 50·20 = 1000.
// Then half of 11000 is sold short at 82, the stop is 90.2. Day 3 rises to 95:
// 5500/82 · −8.2 = −550, so 10450 are left.
// Win rate 1/2, profit factor 1000/550, expectancy 450/2.
func TestAShortEarnsWhenPricesFall(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 104, 97, 98}, ohlc{97, 98, 79, 82}, ohlc{82, 95, 81, 93}, flat(93)).
		bear(0).bear(2).run(t, plain())
	wantTrades(t, r, Trade{
		Symbol: "A", Pattern: "Down", Direction: short, Confidence: 0.5, Signal: on(0), Entry: on(1), Exit: on(2),
		EntryPrice: 100, ExitPrice: 80, Quantity: 50, PnL: 1000, Return: 0.2, Bars: 2, Reason: TakeProfit,
	}, Trade{
		Symbol: "A", Pattern: "Down", Direction: short, Confidence: 0.5, Signal: on(2), Entry: on(3), Exit: on(3),
		EntryPrice: 82, ExitPrice: 90.2, Quantity: 5500.0 / 82, PnL: -550, Return: -0.1, Bars: 1, Reason: StopLoss,
	})
	wantEquity(t, r, 10000, 10100, 11000, 10450, 10450)
	wantFigure(t, "win rate", r.WinRate, 0.5)
	wantFigure(t, "profit factor", r.ProfitFactor, 1000.0/550)
	wantFigure(t, "expectancy", r.Expectancy, 225)
	if r.BestTrade.PnL != 1000 || !near(r.WorstTrade.PnL, -550) {
		t.Errorf("best %+v, worst %+v", r.BestTrade, r.WorstTrade)
	}
}

// Short, day 2 opens at 125, above the stop of 110: bought back there. 50·−25.
func TestAGapThroughTheStopOfAShortIsFilledAtTheOpen(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 104, 97, 98}, ohlc{125, 130, 70, 82}, flat(82)).
		bear(0).run(t, plain())
	if x := r.Trades[0]; x.ExitPrice != 125 || x.PnL != -1250 || x.Reason != StopLoss {
		t.Errorf("%+v", x)
	}
	wantEquity(t, r, 10000, 10100, 8750, 8750)
}

// Commission 10 % and 10 a side, slippage 5 %. Of 10000, 46.3 % is 4630: less 10
// and divided by 1.1 it buys for 4200, at 105 for an open of 100: 40 shares; the
// commission is 430. The target is 126: day 2 reaches it, and brings 126·0.95 =
// 119.7 a share, 4788, less 10 and 478.8: 4299.2. 4299.2 − 4630 = −330.8.
// Day 1: 10000 − 4630 + 40·104 = 9530. Day 2: 10000 − 330.8.
func TestCostsAreTakenOnBothSides(t *testing.T) {
	p := plain()
	p.PositionSize, p.Commission, p.CommissionFixed, p.Slippage = 0.463, 0.1, 10, 0.05
	r := newStage().with("A", flat(100), ohlc{100, 105, 98, 104}, ohlc{110, 130, 109, 125}, flat(125)).
		bull(0).run(t, p)
	wantTrades(t, r, Trade{
		Symbol: "A", Pattern: "Up", Direction: long, Confidence: 0.5, Signal: on(0), Entry: on(1), Exit: on(2),
		EntryPrice: 105, ExitPrice: 119.7, Quantity: 40, Commission: 918.8, PnL: -330.8, Return: -330.8 / 4630, Bars: 2, Reason: TakeProfit,
	})
	wantEquity(t, r, 10000, 9530, 9669.2, 9669.2)
	wantFigure(t, "win rate", r.WinRate, 0) // a target that did not pay for its costs is a loss
}

// The same costs on a short, given up after a bar. 41.9 % is 4190: less 10 and
// divided by 1.1 it sells for 3800, at 95 for an open of 100: 40 shares, and 390
// of commission. Day 2 opens at 90: bought back at 94.5. 2·3800 − 3780 = 3820,
// less 10 and 378: 3432. 3432 − 4190 = −758.
func TestCostsAreTakenOnBothSidesOfAShort(t *testing.T) {
	p := plain()
	p.PositionSize, p.Commission, p.CommissionFixed, p.Slippage, p.MaxHolding = 0.419, 0.1, 10, 0.05, 1
	r := newStage().with("A", flat(100), ohlc{100, 101, 98, 99}, ohlc{90, 92, 89, 91}).
		bear(0).run(t, p)
	wantTrades(t, r, Trade{
		Symbol: "A", Pattern: "Down", Direction: short, Confidence: 0.5, Signal: on(0), Entry: on(1), Exit: on(2),
		EntryPrice: 95, ExitPrice: 94.5, Quantity: 40, Commission: 778, PnL: -758, Return: -758.0 / 4190, Bars: 1, Reason: MaxHolding,
	})
	wantEquity(t, r, 10000, 10000-4190+2*3800-40*99, 9242)
}

// Slippage of 5 % and a stop of 1 %: bought at 105 where the bar opens at 100, so
// that the stop, 103.95, is above the open already. It is filled at the open, at
// 100·0.95. The low of 99.9 is above a stop reckoned from the open.
func TestAStopWithinTheSlippageIsFilledAtTheOpen(t *testing.T) {
	p := plain()
	p.StopLoss, p.Slippage = 0.01, 0.05
	r := newStage().with("A", flat(100), ohlc{100, 101, 99.9, 100}, flat(100)).bull(0).run(t, p)
	if x := r.Trades[0]; x.EntryPrice != 105 || x.ExitPrice != 95 || x.Exit != on(1) || x.Reason != StopLoss {
		t.Errorf("%+v", x)
	}
	r = newStage().with("A", flat(100), ohlc{100, 100.1, 99, 100}, flat(100)).bear(0).run(t, p)
	if x := r.Trades[0]; x.EntryPrice != 95 || x.ExitPrice != 105 || x.Exit != on(1) || x.Reason != StopLoss {
		t.Errorf("%+v", x)
	}
}
