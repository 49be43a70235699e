package backtest

import "tickdeck/model"

// Tally sums up signals and trades. Money is after costs.
type Tally struct {
	Signals    int     `json:"signals"`    // found in the range: traded, or counted in Skipped
	Traded     int     `json:"traded"`     // signals that opened a trade, alone or with others
	Outweighed int     `json:"outweighed"` // Skipped.Outweighed, by the name that the contract gives it
	Skipped    Skipped `json:"skipped"`

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

func (t *Tally) count(b book) {
	t.Signals, t.Traded, t.Skipped = b.signals(), b[traded], b.skipped()
	t.Outweighed = t.Skipped.Outweighed
}

// byName finishes the tallies; each name has one, also without a trade.
func byName(names []string, all []Tally, books []book) map[string]Tally {
	by := make(map[string]Tally, len(names))
	for i, name := range names {
		all[i].count(books[i])
		all[i].finish()
		by[name] = all[i]
	}
	return by
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
