package model

import "time"

// Report is all that one backtest came to. Ratios are fractions, the drawdown is
// positive, and what was not sent is None, empty or zero.
type Report struct {
	Result
	First, Last time.Time // the days of the first and the last bar
	Calmar      float64
	AverageWin  float64 // money
	AverageLoss float64 // money, positive
	Exposure    float64 // share of the days with a position
	Sessions    float64 // trading days a year
	Fall        Fall    // the deepest drawdown
	Ruined      bool    // all was lost, and trading ended
	Timeframe   string  // of the bars; "" for days
	Source      string  // of the prices

	Curve   []CurvePoint // the equity, thinned to MaxEquity points
	Held    []CurvePoint // of buying and holding the same symbols, on the same days
	Monthly []Month      // in their order

	Ledger    []Trade // in the order in which they were closed
	Omitted   int     // trades that are not among them
	BySymbol  []Tally // in the order of the alphabet
	ByPattern []Tally // in the order of the alphabet; a trade counts for each of its patterns
	Signals   float64 // each is traded or skipped
	Traded    float64
	Skipped   []Reason // the most frequent first

	Parameters []Setting // as they were in force
	Unknown    []string  // parameters that were sent and ignored

	InSample, OutOfSample *Report // the figures of the two periods of a walk-forward test, or nil

	JSON []byte // the whole, as it was sent
}

// CurvePoint is a curve at the close of a day.
type CurvePoint struct {
	Day    time.Time
	Equity float64
}

// Fall is when a drawdown took place.
type Fall struct{ Peak, Trough, Recovered time.Time }

// Month is what one month returned.
type Month struct {
	Year   int
	Month  time.Month
	Return float64
}

// Trade is one that was closed.
type Trade struct {
	Symbol     string
	Patterns   []string // all that spoke for it
	Direction  Direction
	Entry      time.Time
	Exit       time.Time
	EntryPrice float64
	ExitPrice  float64
	Quantity   float64
	Bars       float64 // held
	PnL        float64 // money, after costs
	Return     float64
	Costs      float64 // money
	Why        string  // it ended
	Confidence float64
}

// Reason is why signals were not traded, and how many.
type Reason struct {
	Name  string // as the publisher calls it
	Count float64
}

// Setting is a parameter as it was in force.
type Setting struct{ Name, Value string }

// Tally sums up the signals and the trades of one symbol or of one pattern. Money is
// after costs.
type Tally struct {
	Name         string
	Signals      float64
	Traded       float64 // signals
	Skipped      []Reason
	Trades       float64
	PnL          float64 // money
	WinRate      float64 // fraction 0–1
	ProfitFactor float64 // money won / money lost
	Expectancy   float64 // money a trade
}

// NewReport knows no figure yet.
func NewReport() *Report {
	n := None()
	return &Report{Result: *NewResult(), Calmar: n, AverageWin: n, AverageLoss: n, Exposure: n, Sessions: n, Signals: n, Traded: n}
}
