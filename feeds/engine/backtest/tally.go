package backtest

import "tickdeck/model"

// Tally sums up trades. Money is after costs.
type Tally struct {
	Trades       int     `json:"total_trades"`
	Winning      int     `json:"winning_trades"` // above 0
	Losing       int     `json:"losing_trades"`  // below 0
	PnL          float64 `json:"pnl"`
	WinRate      Figure  `json:"win_rate,omitzero"`
	ProfitFactor Figure  `json:"profit_factor,omitzero"`
	Expectancy   Figure  `json:"expectancy,omitzero"`
	AverageWin   Figure  `json:"average_win,omitzero"`
	AverageLoss  Figure  `json:"average_loss,omitzero"`

	won, lost float64 // both positive
}

func (t *Tally) add(x *Trade) {
	t.Trades++
	t.PnL += x.PnL
	switch {
	case x.PnL > 0:
		t.Winning++
		t.won += x.PnL
	case x.PnL < 0:
		t.Losing++
		t.lost -= x.PnL
	}
}

// finish works out, by the usual definitions of trading statistics:
//
//	win rate       winning trades / trades
//	profit factor  money won / money lost
//	expectancy     money / trades
//	average win    money won / winning trades
//	average loss   money lost / losing trades, positive
//
// Each is None where there is nothing to divide by.
func (t *Tally) finish() {
	t.WinRate = over(float64(t.Winning), float64(t.Trades))
	t.ProfitFactor = over(t.won, t.lost)
	t.Expectancy = over(t.PnL, float64(t.Trades))
	t.AverageWin = over(t.won, float64(t.Winning))
	t.AverageLoss = over(t.lost, float64(t.Losing))
}

// tally sums up all trades, and those of each name that key knows; every name is
// in the result, also without a trade.
func tally(trades []Trade, names []string, key func(*Trade) string) (all Tally, by map[string]Tally) {
	by = make(map[string]Tally, len(names))
	for _, name := range names {
		t := Tally{}
		t.finish()
		by[name] = t
	}
	for i := range trades {
		all.add(&trades[i])
		t := by[key(&trades[i])]
		t.add(&trades[i])
		t.finish()
		by[key(&trades[i])] = t
	}
	all.finish()
	return all, by
}

// extremes are the trades that won and lost most money, the first such; nil
// without trades.
func extremes(trades []Trade) (top, bottom *Trade) {
	for i := range trades {
		t := &trades[i]
		if top == nil || t.PnL > top.PnL {
			top = t
		}
		if bottom == nil || t.PnL < bottom.PnL {
			bottom = t
		}
	}
	return top, bottom
}

// thin takes at most model.MaxEquity points, evenly; the first and the last one
// stay.
func thin(days []Day, equity []float64) []Point {
	n := len(equity)
	points := make([]Point, min(n, model.MaxEquity))
	for i := range points {
		at := i
		if n > model.MaxEquity {
			at = i * (n - 1) / (model.MaxEquity - 1)
		}
		points[i] = Point{days[at], equity[at]}
	}
	return points
}
