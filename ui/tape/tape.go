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
	reach    uint64

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
	taken   int // alerts, whether they are in the list or not
	extra   int // rows that stand for no alert, or for one below its candle
	waiting int // alerts that match and came while it is held
	peeked  uint64
	counted uint64 // what came before was counted at the divider

	unplaced bool // the divider has no place yet: the list does not go back that far
}

// New is an empty tape, folded by candle and in the order of the feed.
func New() *Tape {
	t := &Tape{reach: Reach, candles: map[model.Candle]*candle{}, blocks: newBlocks(), strong: model.Strengths{}}
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
	if t.whole || end < t.feed.First()+t.reach {
		return t.feed.First()
	}
	return min(end-t.reach, t.events.first)
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
	if end := t.events.next(); !t.whole && !t.held && t.events.n > 2*t.reach {
		oldest = max(oldest, end-t.reach)
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

// forget lets go of the oldest item.
func (t *Tape) forget() {
	seq := t.events.first
	e := *t.events.at(seq)
	if e.alert == nil && e.row != nil {
		t.hide(e.row)
	}
	if e.candle != nil {
		t.taken--
		t.miss(t.events.at(seq))
	}
	t.events.pop()
	if c := e.candle; c != nil {
		t.leave(c, e.alert, c.last == seq)
	}
}

// leave takes an alert that is not kept any more from its candle; the last one takes
// the candle with it.
func (t *Tape) leave(c *candle, a *model.Alert, last bool) {
	t.rev++
	if last {
		t.hideCandle(c)
		t.bars--
		if at, ok := a.Candle(); ok && t.candles[at] == c {
			delete(t.candles, at)
		}
		return
	}
	shows, named := t.showing(&c.row), c.row.Alert == a
	if shows && (named || t.order.By == ByDirection) {
		t.move(c, func() {
			c.loses(a)
			if named {
				t.name(c)
			}
		})
	} else {
		c.loses(a)
	}
	if shows && len(c.parts) > 0 {
		t.unfold(c)
	}
	if t.filter.Candle {
		t.changed(c)
	}
}

// name finds the strongest alert of a candle of those that match.
func (t *Tape) name(c *candle) {
	c.row.Alert = nil
	for _, e := range t.members(c) {
		if e.hit == t.round && (c.row.Alert == nil || t.strong.Stronger(e.alert, c.row.Alert)) {
			c.row.Alert = e.alert
		}
	}
}
