package backtest

import (
	"testing"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// Both signals are sized by the 10000 of day 1: 50 A at 100 and 100 B at 50, and
// no cash is left.
// Day 1: 50·110 + 100·45.5 = 10050 (the stop of B, 45, is not reached).
// Day 2: A reaches 120, 6000 in cash; 100·50 of B: 11000.
// Day 3: at the open there are 6000 and 100·52 of B: half of 11200 is 5600, which
// buys 5600/118 of A. It is the last day: A at 119, B at 53.
func TestTwoSymbolsShareOneAccount(t *testing.T) {
	r := newStage().
		with("A", flat(100), ohlc{100, 111, 99, 110}, ohlc{111, 121, 110, 118}, ohlc{118, 120, 117, 119}).bull(0).bull(2).
		with("B", flat(50), ohlc{50, 51, 45.2, 45.5}, ohlc{46, 50, 45.5, 50}, ohlc{52, 53, 51, 53}).bull(0).
		run(t, plain())
	shares := 5600.0 / 118
	wantTrades(t, r, up(2, 120, 1000, 2, TakeProfit), Trade{
		Symbol: "A", Pattern: "Up", Direction: long, Confidence: 0.5, Signal: on(2), Entry: on(3), Exit: on(3),
		EntryPrice: 118, ExitPrice: 119, Quantity: shares, PnL: shares, Return: shares / 5600, Bars: 1, Reason: EndOfData,
	}, Trade{
		Symbol: "B", Pattern: "Up", Direction: long, Confidence: 0.5, Signal: on(0), Entry: on(1), Exit: on(3),
		EntryPrice: 50, ExitPrice: 53, Quantity: 100, PnL: 300, Return: 0.06, Bars: 3, Reason: EndOfData,
	})
	wantEquity(t, r, 10000, 10050, 11000, 11300+shares)
	if a, b := r.BySymbol["A"], r.BySymbol["B"]; a.Trades != 2 || !near(a.PnL, 1000+shares) || b.Trades != 1 || !near(b.PnL, 300) {
		t.Errorf("by symbol: %+v", r.BySymbol)
	}
	if u, d := r.ByPattern["Up"], r.ByPattern["Down"]; u.Trades != 3 || d.Trades != 0 || !d.WinRate.IsZero() {
		t.Errorf("by pattern: %+v", r.ByPattern)
	}
	// 5000·119/100 + 5000·53/50
	wantFigure(t, "balance of the benchmark", Figure(r.Benchmark.FinalBalance), 11250)
}

// A rises from its first close, 100, to 120; its open does not matter. B comes
// on day 1 and falls from 50 to 40; until then its share is cash.
// 10000; 5000·1.1 + 5000; 5000·1.2 + 5000·0.8. The fall is 500 of 10500.
func TestTheBenchmarkBuysAtTheFirstClose(t *testing.T) {
	b := newStage().
		with("A", ohlc{80, 100, 80, 100}, flat(110), flat(120)).
		with("B", ohlc{}, ohlc{70, 70, 50, 50}, flat(40)).
		run(t, plain()).Benchmark
	wantFigure(t, "roi", b.ROI, 0)
	wantFigure(t, "balance", Figure(b.FinalBalance), 10000)
	wantFigure(t, "drawdown", Figure(b.MaxDrawdown), 500.0/10500)
}

// With 10 % of commission the account is worth less after the first entry; the
// second one is as large all the same: 4000/1.1/100 shares.
func TestEntriesOfADayAreSizedByTheSameEquity(t *testing.T) {
	p := plain()
	p.PositionSize, p.Commission = 0.4, 0.1
	r := newStage().with("A", flat(100), flat(100)).bull(0).with("B", flat(100), flat(100)).bull(0).run(t, p)
	for _, x := range r.Trades {
		if !near(x.Quantity, 4000/1.1/100) {
			t.Errorf("%+v", x)
		}
	}
}

// A thousandth of a millionth less than all is all; a millionth less is not.
func TestRoundingDoesNotCountAsALackOfFunds(t *testing.T) {
	p := plain()
	p.PositionSize = 1
	o := &order{decision: &decision{side: long}, in: &instrument{prepared: &prepared{bars: []bars.Bar{{Open: 10}}}}}
	if cost, _, what := (&account{p: p, cash: 100 - 1e-8}).fund(o, means{equity: 100}); what != traded || cost != 100-1e-8 {
		t.Errorf("%v, %v", cost, what)
	}
	if cost, _, what := (&account{p: p, cash: 100 - 1e-4}).fund(o, means{equity: 100}); what != noFunds {
		t.Errorf("%v is paid with less", cost)
	}
}

// Sold for what was paid, without costs: nothing is won and nothing lost, at any
// price, although 1500.5/p·p is not always 1500.5.
func TestATradeThatEndsAtItsPriceIsNeitherWonNorLost(t *testing.T) {
	p := plain()
	p.PositionSize = 0.15005
	for cents := range 5000 {
		price := 10 + float64(cents)/100
		r := newStage().with("A", flat(price), flat(price), flat(price)).bull(0).run(t, p)
		if r.TotalTrades != 1 || r.WinningTrades != 0 || r.LosingTrades != 0 || r.Trades[0].PnL != 0 {
			t.Fatalf("at %v: %+v", price, r.Trades)
		}
	}
}

// All of the cash turns around at one open: what the sale of the long brings
// pays for the short, commission and all.
func TestAWholeAccountCanTurnAround(t *testing.T) {
	p := plain()
	p.PositionSize, p.Commission, p.Slippage = 1, 0.001, 0.001
	r := newStage().with("A", flat(100), flat(100), flat(100), flat(100)).bull(0).bear(1).run(t, p)
	if len(r.Trades) != 2 || r.Trades[1].Direction != short || r.Skipped != (Skipped{}) {
		t.Errorf("trades %+v, skipped %+v", r.Trades, r.Skipped)
	}
}

// What the stop of a day brings in is not there yet at its open.
func TestCashOfAStopWithinADayComesTooLateForItsOpen(t *testing.T) {
	p := plain()
	p.PositionSize = 1
	r := newStage().
		with("A", flat(100), flat(100), ohlc{100, 100, 85, 86}, flat(86)).bull(0).
		with("B", flat(50), flat(50), flat(50), flat(50)).bull(1).bull(2).
		run(t, p)
	if len(r.Trades) != 2 || r.Trades[1].Entry != on(3) || r.Skipped != (Skipped{Funds: 1}) {
		t.Errorf("trades %+v, skipped %+v", r.Trades, r.Skipped)
	}
}

// B has no bar on days 1 and 2: it is traded when it opens again, and valued at
// its last close until then.
func TestASymbolThatPausesIsTradedWhenItOpensAgain(t *testing.T) {
	r := newStage().
		with("A", flat(10), flat(10), flat(10), flat(10), flat(10)).
		with("B", flat(100), ohlc{}, ohlc{}, ohlc{100, 110, 100, 110}, ohlc{110, 110, 110, 110}).bull(0).
		run(t, plain())
	x := up(4, 110, 500, 2, EndOfData)
	x.Symbol, x.Entry = "B", on(3)
	wantTrades(t, r, x)
	wantEquity(t, r, 10000, 10000, 10000, 10500, 10500)
}

// Half of 10000 is sold short at 100, without a stop. At 310 it has lost 10500.
func TestAnAccountThatLostAllTradesNoMore(t *testing.T) {
	p := plain()
	p.StopLoss = 0
	r := newStage().with("A", flat(100), flat(100), flat(310), flat(50), flat(50), flat(50)).bear(0).bull(3).run(t, p)
	if len(r.Trades) != 1 || r.Trades[0].Reason != Ruin || !r.Ruined || r.Skipped != (Skipped{Funds: 1}) {
		t.Errorf("trades %+v, skipped %+v", r.Trades, r.Skipped)
	}
	wantEquity(t, r, 10000, 10000, -500, -500, -500, -500)
	wantFigure(t, "drawdown", Figure(r.MaxDrawdown), 1)
	wantFigure(t, "roi", r.ROI, -1.05)
	wantNone(t, "cagr", r.CAGR)
}

// Half of 10000 is sold short at 100, with a stop at 110. Day 2 opens at 310, beyond
// it: 10500 are lost at once, and nothing is held when the day ends.
func TestAnAccountThatLostAllAtTheOpenIsRuinedToo(t *testing.T) {
	r := newStage().with("A", flat(100), flat(100), flat(310), flat(50), flat(50)).bear(0).bull(2).bull(3).run(t, plain())
	if len(r.Trades) != 1 || r.Trades[0].Reason != StopLoss || !r.Ruined || r.Skipped != (Skipped{Funds: 2}) {
		t.Errorf("ruined %v, trades %+v, skipped %+v", r.Ruined, r.Trades, r.Skipped)
	}
	wantEquity(t, r, 10000, 10000, -500, -500, -500)
}

func TestWhichSignalsAreTraded(t *testing.T) {
	rising := []ohlc{flat(100), flat(101), flat(102), flat(103), flat(104), flat(105), flat(106), flat(107), flat(108), flat(109), flat(110), flat(111), flat(112)}
	for name, c := range map[string]struct {
		stage   func(*stage)
		change  func(*Parameters)
		trades  []side
		skipped Skipped
	}{
		"a second signal while a position is held": {
			stage: func(s *stage) { s.bull(0).bull(1) }, trades: []side{long}, skipped: Skipped{Held: 1},
		},
		"an opposite one that may not end it": {
			stage:  func(s *stage) { s.bull(0).bear(1) },
			change: func(p *Parameters) { p.ExitOnOpposite = false }, trades: []side{long}, skipped: Skipped{Held: 1},
		},
		"long only: bearish ones just end": {
			stage:  func(s *stage) { s.bull(0).bear(1).bear(5) },
			change: func(p *Parameters) { p.Direction = params.DirectionLong }, trades: []side{long}, skipped: Skipped{Direction: 2},
		},
		"short only": {
			stage:  func(s *stage) { s.bull(0).bear(1) },
			change: func(p *Parameters) { p.Direction = params.DirectionShort }, trades: []side{short}, skipped: Skipped{Direction: 1},
		},
		"below the confidence": {
			stage:  func(s *stage) { s.bull(0).signal(2, "Up", model.DirBull, 0.7) },
			change: func(p *Parameters) { p.MinConfidence = 0.7 }, trades: []side{long}, skipped: Skipped{Confidence: 1},
		},
		"the stronger of two on one bar": {
			stage:  func(s *stage) { s.signal(0, "Up", model.DirBull, 0.6).signal(0, "Down", model.DirBear, 0.7) },
			trades: []side{short}, skipped: Skipped{Outweighed: 1},
		},
		"two that say the same, against one": {
			stage: func(s *stage) {
				s.signal(0, "Up", model.DirBull, 0.9).signal(0, "Also", model.DirBull, 0.6).signal(0, "Down", model.DirBear, 0.8)
			},
			trades: []side{long}, skipped: Skipped{Outweighed: 1},
		},
		"two that say the same while a position is held": {
			stage: func(s *stage) {
				s.bull(0).bull(1).signal(1, "Also", model.DirBull, 0.6)
			},
			trades: []side{long}, skipped: Skipped{Held: 2},
		},
		"as strong ones that contradict each other, and a weaker one": {
			stage: func(s *stage) { s.bull(0).bear(0).signal(0, "Also", model.DirBull, 0.4) }, skipped: Skipped{Outweighed: 3},
		},
		"two as strong that contradict each other": {
			stage: func(s *stage) { s.bull(0).bear(0) }, skipped: Skipped{Outweighed: 2},
		},
		"neutral ones are ignored": {
			stage: func(s *stage) { s.signal(11, "Up", model.DirNeutral, 1) }, skipped: Skipped{Neutral: 1},
		},
		"neutral ones turn the trend": {
			stage:  func(s *stage) { s.signal(11, "Up", model.DirNeutral, 1) },
			change: func(p *Parameters) { p.Neutral = params.NeutralReversal }, trades: []side{short},
		},
		"without ten bars before it there is no trend": {
			stage:  func(s *stage) { s.signal(9, "Up", model.DirNeutral, 1) },
			change: func(p *Parameters) { p.Neutral = params.NeutralReversal }, skipped: Skipped{Neutral: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := newStage().with("A", rising...), plain()
			c.stage(s)
			if c.change != nil {
				c.change(&p)
			}
			r := s.run(t, p)
			var sides []side
			for _, x := range r.Trades {
				sides = append(sides, x.Direction)
			}
			if len(sides) != len(c.trades) || len(sides) > 0 && sides[0] != c.trades[0] || r.Skipped != c.skipped {
				t.Errorf("trades %v, skipped %+v; want %v, %+v", sides, r.Skipped, c.trades, c.skipped)
			}
		})
	}
}

// Day 10 closes at 105. The mean of the ten closes before it is (200 + 9·100)/10 =
// 110: the trend is down, and a neutral pattern turns it.
func TestTheTrendIsToldByTheTenClosesBefore(t *testing.T) {
	prices := []ohlc{flat(200)}
	for range 9 {
		prices = append(prices, flat(100))
	}
	p := plain()
	p.Neutral = params.NeutralReversal
	r := newStage().with("A", append(prices, flat(105), flat(105))...).signal(10, "Up", model.DirNeutral, 1).run(t, p)
	if len(r.Trades) != 1 || r.Trades[0].Direction != long {
		t.Errorf("%+v, %+v", r.Trades, r.Skipped)
	}
}

// Day 3 is the start: the signal on day 2 came too early, and what is bought on
// day 4 knows of the bars before the start only through its pattern.
func TestNothingIsTradedBeforeTheStart(t *testing.T) {
	s := newStage().with("A", flat(100), flat(100), flat(100), flat(100), flat(100), flat(100), flat(100)).bull(0).bull(2).bull(3)
	req := s.request(plain())
	req.Start, req.End = firstDay.AddDate(0, 0, 3), firstDay.AddDate(0, 0, 5)
	r, err := Run(t.Context(), req, s.source, s.script, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Trades) != 1 || r.Trades[0].Entry != on(4) || r.Trades[0].Exit != on(5) || r.Signals != 1 || r.FirstDay != on(3) || r.LastDay != on(5) {
		t.Errorf("%d signals, %v to %v, trades %+v", r.Signals, r.FirstDay, r.LastDay, r.Trades)
	}
}
