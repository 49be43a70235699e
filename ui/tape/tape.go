package tape

import (
	"github.com/tidwall/btree"

	"tickdeck/model"
)

// Filter is what a person wants to see.
type Filter struct {
	// Match says which alerts are shown; all if nil.
	Match func(*model.Alert) bool
	// Candle is that Match may say another thing of an alert when more is found on its
	// candle.
	Candle bool
	// Rank says how far in front an alert is to stand among those that came with it; 0
	// for all if nil.
	Rank func(*model.Alert) int8
}

// Tape is one person's list. It belongs to one goroutine.
type Tape struct {
	feed     model.History
	filter   Filter
	order    Order
	unfolded bool
	held     bool

	candles map[bar]*candle
	events  ring   // what was taken of the feed and is kept there
	scan    uint64 // those below are still to be looked at in this round
	round   uint32 // a new one begins with every change of what is shown
	blocks  blocks
	strong  strengths
	rows    *btree.BTreeG[*Row]
	divider *Row

	alerts  int // in the list
	extra   int // rows that stand for no alert, or for one below its candle
	waiting int // alerts that match and came while it is held
	peeked  uint64
	counted uint64 // what came before was counted at the divider
}

// New is an empty tape, folded by candle and in the order of the feed.
func New() *Tape {
	t := &Tape{candles: map[bar]*candle{}, blocks: blocks{open: map[int64]block{}}, strong: strengths{}}
	t.again()
	return t
}

// again begins a round: the list is empty, and everything is looked at once more.
func (t *Tape) again() {
	t.round++
	order := t.order
	t.rows = btree.NewBTreeGOptions(order.above, btree.Options{NoLocks: true})
	t.alerts, t.extra, t.waiting = 0, 0, 0
	t.scan, t.peeked = t.events.next(), t.events.next()
	if t.divider != nil {
		t.show(t.divider)
	}
}

// SetFilter shows what another filter matches. The same one may be set again when
// what it depends on has changed.
func (t *Tape) SetFilter(f Filter) {
	t.filter = f
	t.again()
}

// SetOrder sorts by another column.
func (t *Tape) SetOrder(o Order) {
	if o != t.order {
		t.order = o
		t.again()
	}
}

// SetUnfolded shows a row for each alert, or one for each candle.
func (t *Tape) SetUnfolded(on bool) {
	if on != t.unfolded {
		t.unfolded = on
		t.again()
	}
}

// Hold leaves the list as it is: what comes is counted and waits.
func (t *Tape) Hold() {
	if !t.held {
		t.held, t.waiting, t.peeked = true, 0, t.events.next()
	}
}

// Release lets in what has waited.
func (t *Tape) Release() { t.held, t.waiting = false, 0 }

// Apply takes what is new in the feed, and looks at some of what is old where a
// round has just begun: at so many items at most, beside those that are gone. It
// reports whether there is more to do.
func (t *Tape) Apply(feed model.History, most int) (more bool) {
	t.feed = feed
	t.drop()
	if t.held {
		most = t.peek(most)
	} else {
		most = t.take(most)
	}
	for ; most > 0 && t.scan > t.events.first; most-- {
		t.scan--
		t.judge(t.scan)
	}
	return t.Behind()
}

// Behind reports whether there are items that were not looked at.
func (t *Tape) Behind() bool {
	seen := t.events.next()
	if t.held {
		seen = max(seen, t.peeked)
	}
	return t.scan > t.events.first || seen < t.feed.Next()
}

// drop lets go of what the feed does not keep any more.
func (t *Tape) drop() {
	for t.events.n > 0 && t.events.first < t.feed.First() {
		t.forget()
	}
	if t.events.n == 0 {
		t.events.first = max(t.events.first, t.feed.First())
	}
	t.scan = max(t.scan, t.events.first)
	if t.divider != nil && t.divider.id < t.feed.First() {
		t.Undivide()
	}
}

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

// add takes one item of the feed.
func (t *Tape) add(seq uint64, e model.FeedItem) {
	switch {
	case e.Alert != nil:
		c, back := t.fold(seq, e.Alert)
		t.events.push(event{alert: e.Alert, candle: c, back: back})
		t.since(seq, e.Alert)
		t.judge(seq)
		if t.filter.Candle {
			t.candleGrew(c, seq)
		}
	case e.Gap != nil:
		t.events.push(event{row: &Row{Gap: e.Gap, id: seq, block: t.blocks.cut(), alone: true}})
		t.judge(seq)
	default:
		t.events.push(event{})
	}
}

// fold finds the candle of an alert, and how far back its alert before is.
func (t *Tape) fold(seq uint64, a *model.Alert) (c *candle, back uint32) {
	b, ok := barOf(a)
	if ok {
		c = t.candles[b]
	}
	if c == nil {
		c = &candle{}
		c.row = Row{id: seq, block: t.blocks.of(a), candle: c}
		if ok {
			t.candles[b] = c
		}
	} else if before := seq - c.last; before < 1<<32 {
		back = uint32(before)
	}
	c.last = seq
	if t.order.By == ByDirection && t.showing(&c.row) { // its place depends on what they say
		t.move(c, func() { c.takes(a) })
	} else {
		c.takes(a)
	}
	return c, back
}

// candleGrew looks once more at the alerts of a candle before the newest.
func (t *Tape) candleGrew(c *candle, newest uint64) {
	for seq := range t.members(c) {
		if seq != newest && seq >= t.scan {
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

// forget lets go of the oldest item.
func (t *Tape) forget() {
	seq := t.events.first
	e := t.events.at(seq)
	if e.alert == nil && e.row != nil {
		t.hide(e.row)
	}
	if c := e.candle; c != nil {
		t.miss(e)
		if c.last == seq {
			t.hideCandle(c)
			if b, ok := barOf(e.alert); ok && t.candles[b] == c {
				delete(t.candles, b)
			}
		}
	}
	t.events.pop()
}
