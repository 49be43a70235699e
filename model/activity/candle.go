package activity

import (
	"time"

	"tickdeck/model"
)

// remembered is how many candles of a symbol can still take further detections.
// All those on one candle come within a moment, and a symbol has a handful of
// timeframes. A detection on an older candle counts as one more candle.
const remembered = 16

// candle is a bar of one symbol and what was found on it so far.
type candle struct {
	timeframe           string
	bar                 int64 // see barOf
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

// at is the candle of a timeframe and bar. fresh says that it was not there
// before. Detections on one candle follow each other: the newest is looked at
// first.
func (c *candles) at(timeframe string, bar, minute int64) (found *candle, fresh bool) {
	for i := c.n - 1; i >= max(0, c.n-remembered); i-- {
		if k := &c.kept[i%remembered]; k.bar == bar && k.timeframe == timeframe {
			return k, false
		}
	}
	found = &c.kept[c.n%remembered]
	*found = candle{timeframe: timeframe, bar: bar, minute: minute}
	c.n++
	return found, true
}

// barOf tells the bars of one symbol and timeframe apart: it is the second at
// which the bar begins. Where the publisher does not say, it is worked out of the
// alert's own time and the length of the timeframe.
func (t *Tracker) barOf(a *model.Alert) int64 {
	if !a.BarTime.IsZero() {
		return a.BarTime.Unix()
	}
	at, length := a.DisplayTime().Unix(), t.seconds(a.Timeframe)
	return at - at%length
}

// seconds is the length of a timeframe, a minute if it is not known.
func (t *Tracker) seconds(timeframe string) int64 {
	if n, ok := t.lengths[timeframe]; ok {
		return n
	}
	length := time.Minute
	switch name, err := model.ParseTimeframe(timeframe); {
	case err != nil || timeframe == "":
	case name == "":
		length = 24 * time.Hour
	default:
		if d, err := time.ParseDuration(trimMin(name)); err == nil {
			length = d
		}
	}
	n := int64(length / time.Second)
	if len(t.lengths) < most {
		t.lengths[timeframe] = n
	}
	return n
}

// trimMin writes 5min as time.ParseDuration reads it: 5m.
func trimMin(name string) string {
	if n := len(name); n > 3 && name[n-3:] == "min" {
		return name[:n-2]
	}
	return name
}
