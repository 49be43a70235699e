package activity

import "tickdeck/model"

// remembered is how many candles of a symbol can still take further detections.
// All those on one candle come within a moment, and a symbol has a handful of
// timeframes. A detection on an older candle counts as one more candle.
const remembered = 16

// candle is a bar of one symbol and what was found on it so far.
type candle struct {
	timeframe           string
	begin               int64 // of the bar; 0 if nobody knows
	minute              int64 // in which the first detection on it arrived
	bull, bear, neutral uint16
}

func (c *candle) class() Class {
	switch {
	case c.bull > c.bear:
		return Bull
	case c.bear > c.bull:
		return Bear
	case c.bull > 0:
		return Even
	case c.neutral > 0:
		return Neutral
	}
	return Unsaid
}

// add takes one more detection in.
func (c *candle) add(d model.Direction) {
	n := &c.neutral
	switch d {
	case model.DirBull:
		n = &c.bull
	case model.DirBear:
		n = &c.bear
	case model.DirNeutral:
	case model.DirNone:
		return
	}
	if *n < 1<<16-1 {
		*n++
	}
}

// candles are the latest ones of a symbol.
type candles struct {
	kept [remembered]candle
	n    int // there have been; the newest is at n-1
}

// of is the candle of an alert. fresh says that it was not there before. Detections on
// one candle follow each other: the newest is looked at first.
func (c *candles) of(a *model.Alert, minute int64) (found *candle, fresh bool) {
	at, known := a.Candle()
	for i := c.n - 1; known && i >= max(0, c.n-remembered); i-- {
		if k := &c.kept[i%remembered]; k.begin == at.Begin && k.timeframe == at.Timeframe {
			return k, false
		}
	}
	found = &c.kept[c.n%remembered]
	*found = candle{timeframe: at.Timeframe, begin: at.Begin, minute: minute}
	c.n++
	return found, true
}
