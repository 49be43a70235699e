package model

// Result holds the figures of a finished backtest: some 300 bytes of a result of
// some 300 kB, the rest of which is a Report. All ratios are fractions (0.12 is
// 12 %), the drawdown is positive; what was not sent is None.
type Result struct {
	WinRate       float64
	Trades        float64
	WinningTrades float64
	ROI           float64
	Sharpe        float64
	Sortino       float64
	MaxDrawdown   float64
	DurationDays  float64
	ProfitFactor  float64
	Expectancy    float64
	CAGR          float64
	FinalBalance  float64
	HeldROI       float64  // of buying and holding the same symbols
	Skew          float64  // of the daily returns, sample-adjusted
	Kurtosis      float64  // of the daily returns, sample-adjusted, in excess of 3
	Digest        string   // of all trades: jobs that traded alike have the same
	Seconds       float64  // processing time
	Simulated     bool     // it was run on made-up prices
	Warnings      []string // what must be known before the figures are believed, at most MaxWarnings
}

// MaxWarnings is the most warnings of a result that are kept.
const MaxWarnings = 20

// MaxEquity is the most points of an equity curve in a report.
const MaxEquity = 500

// NewResult knows no figure yet.
func NewResult() *Result {
	n := None()
	return &Result{
		WinRate: n, Trades: n, WinningTrades: n, ROI: n, Sharpe: n, Sortino: n, MaxDrawdown: n,
		DurationDays: n, ProfitFactor: n, Expectancy: n, CAGR: n, FinalBalance: n, HeldROI: n, Skew: n, Kurtosis: n, Seconds: n,
	}
}
