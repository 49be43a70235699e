// Package market is where price data come from: DailyBars is what backtests ask,
// and Market and Live are a simulated market for those who have no files.
//
// What is simulated is not the past of any company, whatever its symbol: names,
// usual prices, volatilities and volumes are roughly those of the mid-2020s,
// and all else is drawn. docs/market-data.md says what is modelled and what is
// not. The package reads no clock, and all it draws comes from the seed it is
// given, bit for bit the same on every processor.
package market

import (
	"time"

	"tickdeck/feeds/engine/bars"
)

// DailyBars has daily bars: a *bars.Folder or a *Market. It is safe for concurrent
// use, and the bars that it returns are shared: they may not be changed.
type DailyBars interface {
	// Symbols are those that there are data for, in order.
	Symbols() []string

	// Daily returns the bars of a symbol from a day to a day, both inclusive,
	// by their dates in UTC; a zero time is no limit. Errors are for people:
	// among others a *bars.UnknownSymbolError and a *bars.RangeError.
	Daily(symbol string, from, to time.Time) (bars.Series, error)
}
