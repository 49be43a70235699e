// Package backtest runs a backtest request on daily bars and works out its
// figures. The rules of the simulation are in docs/backtests.md; the same data
// and request give the same result, bit for bit. It knows no Redis, reads no
// clock, starts no goroutine and keeps nothing between runs.
package backtest
