package tape

import (
	"time"

	"tickdeck/model"
)

// candle is what was found on one bar of a symbol.
type candle struct {
	row   Row    // that stands for it
	last  uint64 // number of its newest alert in the feed
	n     uint32
	hits  uint32   // alerts that match, in the round hit
	hit   uint32   // the last round in which any did
	sides [4]int32 // how many alerts there are, by model.Direction
	parts []*Row   // a row each while it is unfolded
}

// bar tells candles apart.
type bar struct {
	symbol, timeframe string
	end               int64 // in milliseconds
}

// barOf is the bar that an alert was found on. Of one that does not say when, nobody
// knows which others belong to it.
func barOf(a *model.Alert) (b bar, ok bool) {
	if a.Symbol == "" || a.BarTime.IsZero() && a.EventTime.IsZero() {
		return bar{}, false
	}
	return bar{a.Symbol, a.Timeframe, a.Close().UnixMilli()}, true
}

func (c *candle) takes(a *model.Alert) {
	c.n++
	c.sides[a.Direction]++
}

// blocks part the feed in bursts: what was found on bars that ended in the same
// minute. They stand in the order in which they began, whatever the clocks of the
// publishers say: one that is a year ahead must not stay on top for a year.
type blocks struct {
	newest uint64
	open   map[int64]block // by the minute of the end of the bars
}

type block struct {
	number uint64
	began  time.Time
}

// lateness is how long alerts still join a burst that others came in first. Later
// they begin one of their own, on top, or nobody would see that they came.
const lateness = 2 * time.Minute

// of is the block that an alert belongs to.
func (b *blocks) of(a *model.Alert) uint64 {
	minute := a.Close().Unix() / 60
	if old, ok := b.open[minute]; ok && a.Arrived.Sub(old.began) < lateness {
		return old.number
	}
	if len(b.open) >= maxOpen {
		b.forget(a.Arrived)
	}
	b.newest++
	b.open[minute] = block{b.newest, a.Arrived}
	return b.newest
}

// maxOpen is how many bursts there can be at a time that alerts still join.
const maxOpen = 1024

func (b *blocks) forget(now time.Time) {
	for minute, old := range b.open {
		if now.Sub(old.began) >= lateness {
			delete(b.open, minute)
		}
	}
	if len(b.open) >= maxOpen {
		clear(b.open)
	}
}

// cut begins a block of its own, which nothing joins, nor what is before it.
func (b *blocks) cut() uint64 {
	clear(b.open)
	b.newest++
	return b.newest
}
