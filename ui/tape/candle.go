package tape

import (
	"time"

	"tickdeck/model"
)

// candle is what was found on one bar of a symbol.
type candle struct {
	row   Row    // that stands for it
	last  uint64 // number of its newest alert in the feed
	first uint64 // and of its oldest, as long as that is kept
	n     uint32
	hits  uint32   // alerts that match, in the round hit
	hit   uint32   // the last round in which any did
	sides [4]int32 // how many alerts there are, by model.Direction
	parts []*Row   // a row each while it is unfolded
}

func (c *candle) takes(a *model.Alert) {
	c.n++
	c.sides[a.Direction]++
}

func (c *candle) loses(a *model.Alert) {
	c.n--
	c.sides[a.Direction]--
}

// blocks part the feed in bursts: what was found on bars that ended in the same
// minute. They stand in the order in which they began, whatever the clocks of the
// publishers say: one that is a year ahead must not stay on top for a year.
type blocks struct {
	newest, oldest int64
	above, below   bursts // that what is newer than all so far, or older, may still join
	parted         bool   // nothing that is older may be joined by what is newer
}

func newBlocks() blocks { return blocks{above: bursts{}, below: bursts{}} }

// bursts are those that alerts still join, by the minute of the end of the bars.
type bursts map[int64]burst

type burst struct {
	block int64
	at    time.Time // when its first alert came; of those below, when its last one so far
}

// lateness is how long alerts still join a burst that others came in first. Later
// they begin one of their own, on top, or nobody would see that they came.
const lateness = 2 * time.Minute

// maxOpen is how many bursts there can be at a time that alerts still join.
const maxOpen = 1024

// join is the burst that an alert belongs to, if there is one.
func (b bursts) join(a *model.Alert) (block int64, ok bool) {
	old, ok := b[minute(a)]
	return old.block, ok && a.Arrived.Sub(old.at).Abs() < lateness
}

func minute(a *model.Alert) int64 { return a.Close().Unix() / 60 }

// begin notes a burst that begins with an alert.
func (b bursts) begin(a *model.Alert, block int64) {
	if len(b) >= maxOpen {
		for m, old := range b {
			if a.Arrived.Sub(old.at).Abs() >= lateness {
				delete(b, m)
			}
		}
	}
	if len(b) >= maxOpen {
		clear(b)
	}
	b[minute(a)] = burst{block, a.Arrived}
}

// newer is the block of an alert that came after all others.
func (b *blocks) newer(a *model.Alert) int64 {
	if block, ok := b.above.join(a); ok {
		return block
	}
	b.newest++
	b.above.begin(a, b.newest)
	return b.newest
}

// older is the block of an alert that came before all others.
func (b *blocks) older(a *model.Alert) int64 {
	block, ok := b.below.join(a)
	if !ok {
		b.oldest--
		block = b.oldest
	}
	b.below.begin(a, block)
	if !b.parted {
		b.above.begin(a, block)
	}
	return block
}

// cut begins a block on top that nothing joins, nor what is below it.
func (b *blocks) cut() int64 {
	clear(b.above)
	b.parted = true
	b.newest++
	return b.newest
}

// cutBelow is cut at the bottom.
func (b *blocks) cutBelow() int64 {
	clear(b.below)
	b.parted = true
	b.oldest--
	return b.oldest
}
