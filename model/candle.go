package model

import "time"

// Candle is a bar of a symbol on which patterns were found. It tells such bars apart,
// wherever alerts are put together by them.
type Candle struct {
	Symbol, Timeframe string
	Begin             int64 // of the bar, in Unix milliseconds
}

// Candle is the bar that an alert was found on. Of one that does not say when, nobody
// knows which others belong to it.
func (a *Alert) Candle() (c Candle, ok bool) {
	begin, length := a.BarTime, BarLength(a.Timeframe)
	switch {
	case a.Symbol == "" || begin.IsZero() && a.EventTime.IsZero():
		return Candle{}, false
	case !begin.IsZero():
	case length == 0: // bars of less than a minute are no candles
		begin = a.EventTime.Truncate(time.Minute)
	case length >= oneDay: // it is told of on the day, as it closes or behind that
		begin = a.EventTime.Truncate(length)
	default: // the last bar that had ended
		begin = a.EventTime.Truncate(length).Add(-length)
	}
	return Candle{a.Symbol, a.Timeframe, begin.UnixMilli()}, true
}

const oneDay = 24 * time.Hour

// Close is when the bar ended that it was found on, as far as that can be said: of a
// day's bar nobody knows when the exchange closes.
func (a *Alert) Close() time.Time {
	length := BarLength(a.Timeframe)
	switch {
	case length == 0 || length >= oneDay:
		return a.DisplayTime()
	case !a.BarTime.IsZero():
		return a.BarTime.Add(length)
	}
	return a.DisplayTime().Truncate(length) // it was found after the bar had ended, and before the next had
}
