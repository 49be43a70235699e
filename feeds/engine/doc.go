// Package engine is the built-in TickStock: it finds candlestick patterns on
// live bars, publishes them as the wire contract says, tells how it is, and runs
// the backtests that are submitted. It joins the packages below it and holds no
// rule of theirs.
//
// It knows Redis and a clock, and nothing of who watches.
package engine
