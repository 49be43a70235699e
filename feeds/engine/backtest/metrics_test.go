package backtest

import (
	"math"
	"testing"

	"tickdeck/model"
)

// Returns of +10 %, −10 %, +10 %: the mean is 1/30, the deviations from it are
// 2/30, −4/30, 2/30, their squares sum to 24/900, and half of that is s² = 12/900.
// So mean/s = 1/√12, and times √252 it is √21.
// Below 0 there is −10 % alone: d² = 0.01/3, mean/d = (1/30)/(0.1/√3) = 1/√3, and
// times √252 it is √84.
func TestSharpeAndSortinoByHand(t *testing.T) {
	returns := dailyReturns([]float64{100, 110, 99, 108.9})
	for i, want := range []float64{0.1, -0.1, 0.1} {
		if !near(returns[i], want) {
			t.Errorf("return %d is %v, want %v", i, returns[i], want)
		}
	}
	wantFigure(t, "sharpe", sharpe(returns, 252), math.Sqrt(21))
	wantFigure(t, "sortino", sortino(returns, 252), math.Sqrt(84))
}

// 1461 days are four years of 365.25, so 1008 returns within them are 252 a year, and
// 208 are 52. Below 90 days nothing is told of a year.
func TestTheSessionsOfAYearAreThoseOfTheData(t *testing.T) {
	for _, c := range []struct {
		returns, days int
		want          float64
	}{
		{1008, 1461, 252}, {208, 1461, 52}, {1461, 1461, 365.25}, {90, 90, 365.25}, {89, 89, 252}, {0, 0, 252},
	} {
		if got := sessionsPerYear(c.returns, c.days); !near(got, c.want) {
			t.Errorf("%d returns in %d days are %v a year, want %v", c.returns, c.days, got, c.want)
		}
	}
}

// 1461 days are four years of 365.25: 1.4641 is 1.1⁴.
func TestGrowthByHand(t *testing.T) {
	equity := []float64{100, 90, 146.41}
	wantFigure(t, "roi", totalReturn(equity), 0.4641)
	wantFigure(t, "cagr", cagr(equity, 1461), 0.1)
	wantFigure(t, "calmar", calmar(cagr(equity, 1461), deepest(equity).depth), 1) // 10 % over a fall of 10 %
}

func TestDrawdownByHand(t *testing.T) {
	for name, c := range map[string]struct {
		equity []float64
		want   drawdown
	}{
		// 120 → 90 is 25 %; 120 is there again on day 4
		"one that recovers": {[]float64{100, 120, 90, 108, 120, 130}, drawdown{0.25, 1, 2, 4}},
		// 100 → 80 is 20 %; 110 → 77 is 30 %
		"the deeper of two": {[]float64{100, 80, 110, 77, 100}, drawdown{0.3, 2, 3, none}},
		// 200 → 150 is 25 %, and 160 → 150 but 6 %
		"a height within a fall":           {[]float64{200, 150, 160, 150, 200}, drawdown{0.25, 0, 1, 4}},
		"none":                             {[]float64{100, 100, 101}, drawdown{0, 0, 0, none}},
		"more than all":                    {[]float64{100, -20, -20}, drawdown{1, 0, 1, none}},
		"the last day of a height counts":  {[]float64{100, 100, 50}, drawdown{0.5, 1, 2, none}},
		"a shallower one after a recovery": {[]float64{100, 50, 100, 75, 100}, drawdown{0.5, 0, 1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			got := deepest(c.equity)
			if !near(got.depth, c.want.depth) {
				t.Errorf("depth %v, want %v", got.depth, c.want.depth)
			}
			if got.depth > 0 && (got.peak != c.want.peak || got.trough != c.want.trough || got.recovered != c.want.recovered) {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// +300, +100, −100, 0: two of four won, 400 were won and 100 lost.
func TestTradeStatisticsByHand(t *testing.T) {
	var all Tally
	for _, pnl := range []float64{300, 100, -100, 0} {
		all.add(&Trade{PnL: pnl})
	}
	all.finish()
	if all.Trades != 4 || all.Winning != 2 || all.Losing != 1 || all.PnL != 300 {
		t.Errorf("%+v", all)
	}
	wantFigure(t, "win rate", all.WinRate, 0.5)
	wantFigure(t, "profit factor", all.ProfitFactor, 4)
	wantFigure(t, "expectancy", all.Expectancy, 75)
	wantFigure(t, "average win", all.AverageWin, 200)
	wantFigure(t, "average loss", all.AverageLoss, 100)
}

func TestWhatHasNoValueIsLeftOut(t *testing.T) {
	still := []float64{100, 100, 100}
	wantNone(t, "sharpe without variance", sharpe(dailyReturns(still), 252))
	wantNone(t, "sortino without a loss", sortino(dailyReturns(still), 252))
	wantNone(t, "sharpe of one return", sharpe([]float64{0.1}, 252))
	wantNone(t, "sharpe of no return", sharpe(nil, 252))
	wantNone(t, "sortino of no return", sortino(nil, 252))
	wantNone(t, "cagr of no time", cagr([]float64{100, 110}, 0))
	wantNone(t, "cagr of a lost account", cagr([]float64{100, 0}, 365))
	wantNone(t, "calmar without a drawdown", calmar(0.1, 0))
	// 1 % a day, which differs by rounding alone
	wantNone(t, "sharpe of a constant return", sharpe(dailyReturns([]float64{100, 101, 102.01, 103.0301, 104.060401}), 252))
}

func TestTheCurveKeepsItsEnds(t *testing.T) {
	for _, n := range []int{1, 2, model.MaxEquity - 1, model.MaxEquity, model.MaxEquity + 1, 1260, 10_000} {
		days, equity := make([]Day, n), make([]float64, n)
		for i := range n {
			days[i], equity[i] = Day(i), float64(i)
		}
		got := thin(days, equity)
		if len(got) != min(n, model.MaxEquity) || got[0].Date != 0 || got[len(got)-1].Date != Day(n-1) {
			t.Errorf("%d points of %d, from %v to %v", len(got), n, got[0], got[len(got)-1])
		}
		for i := 1; i < len(got); i++ {
			if got[i].Date <= got[i-1].Date || got[i].Equity != float64(got[i].Date) {
				t.Fatalf("of %d points, %v after %v", n, got[i], got[i-1])
			}
		}
	}
}

func TestADayIsOneInUTC(t *testing.T) {
	for unix, want := range map[int64]string{
		0: "1970-01-01", -1: "1969-12-31", 86399: "1970-01-01", 86400: "1970-01-02", -86400: "1969-12-31", 1704153600: "2024-01-02",
	} {
		if got := dayAt(unix).String(); got != want {
			t.Errorf("%d is on %s, want %s", unix, got, want)
		}
	}
}
