// Package bars holds market data: price bars from files or from a simulated
// market, and the building of bars from ticks. It knows no Redis.
package bars

// Bar is what happened to a price in one stretch of time. It is complete: the
// high is at least, the low at most, both the open and the close.
type Bar struct {
	Time                   int64 // Unix seconds, the beginning of the bar
	Open, High, Low, Close float64
	Volume                 float64
}

// Series are the bars of one symbol, their times ascending.
type Series struct {
	Symbol string
	Bars   []Bar
}
