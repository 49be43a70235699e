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

func (t *Tally) count(b *book) {
	t.Signals, t.Traded, t.Skipped = b.signals(), b[traded], b.skipped()
	t.Outweighed = t.Skipped.Outweighed
}

// tallies are those of several names; each has one, also without a trade.
type tallies struct {
	names  []string
	places map[string]int
	all    []Tally
}

func newTallies(names []string, books []book) *tallies {
	ts := &tallies{names, make(map[string]int, len(names)), make([]Tally, len(names))}
	for i, name := range names {
		ts.places[name] = i
		ts.all[i].count(&books[i])
	}
	return ts
}

func (ts *tallies) add(name string, t *Trade) { ts.all[ts.places[name]].add(t) }

func (ts *tallies) byName() map[string]Tally {
	by := make(map[string]Tally, len(ts.names))
	for i, name := range ts.names {
		ts.all[i].finish()
		by[name] = ts.all[i]
	}
	return by
}

// total sums up all trades.
func total(trades []Trade) (t Tally) {
	for i := range trades {
		t.add(&trades[i])
	}
	t.finish()
	return t
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
