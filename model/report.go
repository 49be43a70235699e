package model

import "time"

// Report is what one backtest came to, as far as a summary tells it. Ratios are
// fractions, the drawdown is positive, and what has no value is None.
type Report struct {
	Result
	First, Last time.Time // the days of the first and the last bar
	Calmar      float64
	BySymbol    []Tally // in the order of the alphabet
	ByPattern   []Tally // in the order of the alphabet
	HeldROI     float64 // total return of buying and holding the same symbols
	Ruined      bool    // all was lost, and trading ended

	InSample, OutOfSample *Report // the figures of the two periods of a walk-forward test, or nil

	JSON []byte // the whole, as it was sent
}

// Tally sums up the trades of one symbol or of one pattern. Money is after costs.
type Tally struct {
	Name         string
	Trades       float64
	PnL          float64 // money
	WinRate      float64 // fraction 0–1
	ProfitFactor float64 // money won / money lost
	Expectancy   float64 // money a trade
}
