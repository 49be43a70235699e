package demo

import (
	"math"
	"time"

	"tickdeck/model"
)

const (
	tradingDays = 252 // in a year
	mostTrades  = 200 // listed in a result; all of them are counted
)

// results are what a finished backtest holds. Ratios are fractions; what cannot
// be worked out, such as a win rate without trades, is left out.
type results struct {
	WinRate       *float64         `json:"win_rate,omitempty"`
	TotalTrades   int              `json:"total_trades"`
	WinningTrades int              `json:"winning_trades"`
	ROI           float64          `json:"roi"`
	Sharpe        *float64         `json:"sharpe_ratio,omitempty"`
	Sortino       *float64         `json:"sortino_ratio,omitempty"`
	MaxDrawdown   float64          `json:"max_drawdown"` // positive
	DurationDays  int              `json:"duration_days"`
	ProfitFactor  *float64         `json:"profit_factor,omitempty"`
	Expectancy    *float64         `json:"expectancy,omitempty"` // money a trade
	CAGR          *float64         `json:"cagr,omitempty"`
	FinalBalance  float64          `json:"final_balance"`
	Equity        []mark           `json:"equity_curve"`
	Trades        []trade          `json:"trades"`
	TradesOmitted int              `json:"trades_omitted"`
	BySymbol      map[string]tally `json:"by_symbol"`
	ByPattern     map[string]tally `json:"by_pattern"`
	Simulated     bool             `json:"simulated"`
}

// mark is one point of the equity curve: what is open counts at its cost.
type mark struct {
	Date   string  `json:"date"`
	Equity float64 `json:"equity"`
}

// tally sums trades.
type tally struct {
	Trades  int     `json:"total_trades"`
	Winning int     `json:"winning_trades"`
	PnL     float64 `json:"pnl"`

	won, lost float64 // money, both positive
}

func (t tally) with(x trade) tally {
	t.Trades++
	t.PnL = cents(t.PnL + x.PnL)
	if x.PnL > 0 {
		t.Winning++
		t.won += x.PnL
	} else {
		t.lost -= x.PnL
	}
	return t
}

func (a *account) results() *results {
	r := &results{
		FinalBalance: a.equity, ROI: a.equity/a.plan.Capital - 1, MaxDrawdown: drawdown(a.daily),
		DurationDays: int(a.plan.End.Sub(a.plan.Start) / (24 * time.Hour)), Equity: a.curve(), Simulated: true,
		Trades: append([]trade{}, a.closed[:min(len(a.closed), mostTrades)]...), TradesOmitted: max(0, len(a.closed)-mostTrades),
	}
	a.tally(r)
	r.Sharpe, r.Sortino = a.riskRatios()
	r.CAGR = ratio(math.Pow(1+r.ROI, 365.25/float64(r.DurationDays))-1, 1)
	return r
}

func (a *account) tally(r *results) {
	var all tally
	r.BySymbol, r.ByPattern = map[string]tally{}, map[string]tally{}
	for _, t := range a.closed {
		all = all.with(t)
		r.BySymbol[t.Symbol] = r.BySymbol[t.Symbol].with(t)
		r.ByPattern[t.Pattern] = r.ByPattern[t.Pattern].with(t)
	}
	n := float64(all.Trades)
	r.TotalTrades, r.WinningTrades = all.Trades, all.Winning
	r.WinRate, r.Expectancy = ratio(float64(all.Winning), n), ratio(all.PnL, n)
	r.ProfitFactor = ratio(all.won, all.lost)
}

// ratio is a/b, or nil where that is no number.
func ratio(a, b float64) *float64 {
	if v := a / b; model.Known(v) {
		return &v
	}
	return nil
}

// drawdown is the deepest fall below an earlier height, as a fraction of it.
func drawdown(equity []float64) (deepest float64) {
	top := 0.0
	for _, v := range equity {
		top = max(top, v)
		deepest = max(deepest, (top-v)/top)
	}
	return deepest
}

// riskRatios are the mean daily return over its standard deviation (Sharpe) and
// over its downside deviation (Sortino), times √252, both against zero.
func (a *account) riskRatios() (sharpe, sortino *float64) {
	sum, squares, below, before := 0.0, 0.0, 0.0, a.plan.Capital
	for _, v := range a.daily {
		r := v/before - 1
		sum, squares, before = sum+r, squares+r*r, v
		below += min(r, 0) * min(r, 0)
	}
	n := float64(len(a.daily))
	mean := sum / n
	year := mean * math.Sqrt(tradingDays)
	return ratio(year, math.Sqrt((squares-n*mean*mean)/(n-1))), ratio(year, math.Sqrt(below/n))
}

// curve thins the daily equity to what a result may hold; the last day stays.
func (a *account) curve() []mark {
	n := len(a.daily)
	points := min(n, model.MaxEquity)
	marks := make([]mark, points)
	for i := range marks {
		day := n - 1
		if i < points-1 {
			day = i * n / points
		}
		marks[i] = mark{a.days[day].Format(model.DateLayout), a.daily[day]}
	}
	return marks
}
