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
	whole    bool // the list goes back to the oldest that the feed keeps

	candles map[model.Candle]*candle
	events  ring   // what was taken of the feed and is kept there
	scan    uint64 // those below are still to be looked at in this round
	round   uint32 // a new one begins with every change of what is shown
	blocks  blocks
	strong  model.Strengths
	rows    *btree.BTreeG[*Row]
	divider *Row

	rev     uint64
	bars    int // candles, whether they are in the list or not
	alerts  int // in the list
	extra   int // rows that stand for no alert, or for one below its candle
	waiting int // alerts that match and came while it is held
	peeked  uint64
	counted uint64 // what came before was counted at the divider

	unplaced bool // the divider has no place yet: the list does not go back that far
}

// New is an empty tape, folded by candle and in the order of the feed.
func New() *Tape {
	t := &Tape{candles: map[model.Candle]*candle{}, blocks: newBlocks(), strong: model.Strengths{}}
	t.again()
	return t
}

// again begins a round: the list is empty, and everything is looked at once more.
func (t *Tape) again() {
	t.round++
	t.rev++
	order := t.order
	t.rows = btree.NewBTreeGOptions(order.above, btree.Options{NoLocks: true})
	t.alerts, t.extra, t.waiting = 0, 0, 0
	t.scan, t.peeked = t.events.next(), t.events.next()
	if t.divider != nil && !t.unplaced {
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

// Reach is how many items of the feed a list that is only followed goes back, at
// least: many screens can show a feed that is held once. All that the feed keeps is
// looked at when somebody asks for it, see Whole.
const Reach = 600

// Whole lets the list go back to the oldest item that the feed keeps, or only as far
// as somebody looks who follows it.
func (t *Tape) Whole(on bool) { t.whole = on }

// floor is the number of the oldest item that the list is to have.
func (t *Tape) floor() uint64 {
	end := t.events.next()
	if t.whole || end < t.feed.First()+Reach {
		return t.feed.First()
	}
	return min(end-Reach, t.events.first)
}

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
	for floor := t.floor(); most > 0 && t.events.first > floor; most-- {
		t.addOldest()
	}
	return t.Behind()
}

// Behind reports whether there are items that were not looked at.
func (t *Tape) Behind() bool {
	seen := t.events.next()
	if t.held {
		seen = max(seen, t.peeked)
	}
	return t.scan > t.events.first || seen < t.feed.Next() || t.events.first > t.floor()
}

// drop lets go of what the feed does not keep any more, and of what nobody looks at.
func (t *Tape) drop() {
	oldest := t.feed.First()
	if end := t.events.next(); !t.whole && !t.held && t.events.n > 2*Reach {
		oldest = max(oldest, end-Reach)
	}
	for t.events.n > 0 && t.events.first < oldest {
		t.forget()
	}
	if t.events.n == 0 { // it begins with the newest, and goes back from there
		t.events.first = t.feed.Next()
		t.scan, t.peeked, t.waiting = t.events.first, t.events.first, 0
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

// add takes the item that comes after all that were taken.
func (t *Tape) add(seq uint64, e model.FeedItem) {
	switch {
	case e.Alert != nil:
		c := t.fold(seq, e.Alert, t.blocks.newer)
		back := uint64(0)
		if c.n > 1 {
			back = seq - c.last
		}
		c.last = seq
		t.events.push(event{alert: e.Alert, candle: c, back: short(back)})
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
			t.events.at(c.first).back = short(c.first - seq)
		}
		c.first = seq
		t.judge(seq)
		if t.filter.Candle {
			t.candleGrew(c, seq)
		}
	case e.Gap != nil:
		t.events.pushOldest(event{row: &Row{Gap: e.Gap, id: seq, block: t.blocks.cutBelow(), alone: true}})
		t.judge(seq)
	default:
		t.events.pushOldest(event{})
	}
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
	t.rev++                                             // how many there are and what they say
	if t.order.By == ByDirection && t.showing(&c.row) { // its place depends on what they say
		t.move(c, func() { c.takes(a) })
	} else {
		c.takes(a)
	}
	return c
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
			t.bars--
			if b, ok := e.alert.Candle(); ok && t.candles[b] == c {
				delete(t.candles, b)
			}
		}
	}
	t.events.pop()
}
