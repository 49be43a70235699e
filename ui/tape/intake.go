package tape

import "tickdeck/model"

// take takes new items, at most so many, and returns how many more it could have.
func (t *Tape) take(most int) int {
	for ; most > 0 && t.events.next() < t.feed.Next(); most-- {
		seq := t.events.next()
		e, _ := t.feed.At(seq)
		t.add(seq, e)
	}
	return most
}

// peek counts what waits while the list is held.
func (t *Tape) peek(most int) int {
	for t.peeked = max(t.peeked, t.feed.First()); most > 0 && t.peeked < t.feed.Next(); most-- {
		if e, ok := t.feed.At(t.peeked); ok && e.Alert != nil {
			if t.matches(e.Alert) {
				t.waiting++
			}
			t.since(t.peeked, e.Alert)
		}
		t.peeked++
	}
	return most
}

func (t *Tape) matches(a *model.Alert) bool { return t.filter.Match == nil || t.filter.Match(a) }

// add takes the item that comes after all that were taken.
func (t *Tape) add(seq uint64, e model.FeedItem) {
	switch {
	case e.Alert != nil:
		c := t.fold(seq, e.Alert, t.blocks.newer)
		back := uint64(0)
		if c.n > 1 {
			back = seq - c.last
			t.raise(c, t.blocks.newer(e.Alert))
		}
		c.last = seq
		t.events.push(event{alert: e.Alert, candle: c, back: short(back)})
		t.since(seq, e.Alert)
		t.judge(seq)
		if t.filter.Candle {
			t.changed(c)
		}
	case e.Gap != nil:
		t.events.push(event{row: &Row{Gap: e.Gap, id: seq, block: t.blocks.cut(), alone: true}})
		t.judge(seq)
	default:
		t.events.push(event{})
	}
}

// raise puts a candle to the burst of what was found on it last: who finds more on a
// bar of a day, hours after the first, must be seen.
func (t *Tape) raise(c *candle, block int64) {
	switch {
	case block == c.row.block:
	case t.showing(&c.row):
		t.move(c, func() { c.row.block = block })
	default:
		c.row.block = block
	}
}

// addOldest takes the item that came before all that were taken.
func (t *Tape) addOldest() {
	t.place(t.events.first)
	seq := t.events.first - 1
	t.scan = min(t.scan, seq)
	e, _ := t.feed.At(seq)
	switch {
	case e.Alert != nil:
		c := t.fold(seq, e.Alert, t.blocks.older)
		if t.unplaced {
			t.divider.Divider.count(e.Alert)
		}
		t.events.pushOldest(event{alert: e.Alert, candle: c})
		if c.n > 1 {
			first := t.oldest(c)
			t.events.at(first).back = short(first - seq)
		}
		c.first = seq
		t.judge(seq)
		if t.filter.Candle {
			t.changed(c)
		}
	case e.Gap != nil:
		t.events.pushOldest(event{row: &Row{Gap: e.Gap, id: seq, block: t.blocks.cutBelow(), alone: true}})
		t.judge(seq)
	default:
		t.events.pushOldest(event{})
	}
}

// oldest is the oldest alert of a candle that is kept, beside the one just taken.
func (t *Tape) oldest(c *candle) (first uint64) {
	if first = c.first; first > t.events.first && t.events.at(first).candle == c {
		return first
	}
	for first = range t.members(c) { // that one has gone: what came behind it
	}
	return first
}

// short is a distance in the feed; 0, the end of a candle, where it is too far.
func short(distance uint64) uint32 {
	if distance >= 1<<32 {
		return 0
	}
	return uint32(distance)
}

// fold puts an alert to its candle.
func (t *Tape) fold(seq uint64, a *model.Alert, block func(*model.Alert) int64) *candle {
	b, ok := a.Candle()
	var c *candle
	if ok {
		c = t.candles[b]
	}
	if c == nil {
		c = &candle{first: seq, last: seq}
		c.row = Row{id: seq, block: block(a), candle: c}
		t.bars++
		if ok {
			t.candles[b] = c
		}
	}
	t.taken++
	t.rev++ // how many there are and what they say
	// Its place may depend on what they say.
	if t.order.By == ByDirection && t.showing(&c.row) {
		t.move(c, func() { c.takes(a) })
	} else {
		c.takes(a)
	}
	return c
}

// changed looks once more at the alerts of a candle on which there are others now.
func (t *Tape) changed(c *candle) {
	for seq := range t.members(c) {
		if seq >= t.scan {
			t.judge(seq)
		}
	}
}

// members are the alerts of a candle that are kept, the newest first.
func (t *Tape) members(c *candle) func(func(uint64, *event) bool) {
	return func(yield func(uint64, *event) bool) {
		for seq := c.last; t.events.has(seq); {
			e := t.events.at(seq)
			if e.candle != c || !yield(seq, e) || e.back == 0 {
				return
			}
			seq -= uint64(e.back)
		}
	}
}
