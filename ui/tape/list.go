package tape

import (
	"cmp"
	"slices"

	"tickdeck/model"
)

// judge looks whether an item of the feed belongs into the list.
func (t *Tape) judge(seq uint64) {
	e := t.events.at(seq)
	switch {
	case e.alert == nil && e.row != nil:
		t.show(e.row)
	case e.alert == nil:
	case t.matches(e.alert):
		t.match(seq, e)
	default:
		t.miss(e)
	}
}

// match puts an alert into the list.
func (t *Tape) match(seq uint64, e *event) {
	if e.hit == t.round {
		return
	}
	e.hit = t.round
	t.alerts++
	if t.unfolded {
		e.row = &Row{Alert: e.alert, id: seq, block: e.candle.row.block, candle: e.candle, alone: true, rank: t.rank(e.alert)}
		t.show(e.row)
		return
	}
	c := e.candle
	r := &c.row
	if c.hit != t.round {
		c.hit, c.hits, c.parts = t.round, 0, nil
	}
	first, rank := c.hits == 0, t.rank(e.alert)
	c.hits++
	stronger := first || t.strong.Stronger(e.alert, r.Alert)
	if stronger || rank > r.rank {
		t.move(c, func() {
			if stronger {
				r.Alert = e.alert
			}
			if first || rank > r.rank {
				r.rank = rank
			}
		})
	}
	if len(c.parts) > 0 {
		t.unfold(c)
	}
}

// miss takes an alert out of the list.
func (t *Tape) miss(e *event) {
	if e.hit != t.round {
		return
	}
	e.hit = 0
	t.alerts--
	if t.unfolded {
		t.hide(e.row)
		e.row = nil
		return
	}
	if e.candle.hits--; e.candle.hits == 0 {
		t.hideCandle(e.candle)
	}
}

func (t *Tape) rank(a *model.Alert) int8 {
	if t.filter.Rank == nil {
		return 0
	}
	return t.filter.Rank(a)
}

func (t *Tape) showing(r *Row) bool { return r.shown == t.round }

// show puts a row into the list. What is no alert has a place in the order of the
// feed alone.
func (t *Tape) show(r *Row) {
	if t.showing(r) || r.Alert == nil && t.order.By != ByTime {
		return
	}
	if r.Alert == nil || r.Part() {
		t.extra++
	}
	r.shown = t.round
	t.rev++
	t.rows.Set(r)
}

// hide takes a row out of the list. Nothing that its place depends on may have
// changed since it was shown.
func (t *Tape) hide(r *Row) {
	if !t.showing(r) {
		return
	}
	if r.Alert == nil || r.Part() {
		t.extra--
	}
	t.rows.Delete(r)
	t.rev++
	r.shown = 0
}

func (t *Tape) hideCandle(c *candle) {
	t.foldUp(c)
	t.hide(&c.row)
}

// foldUp takes the rows of a candle's alerts out of the list.
func (t *Tape) foldUp(c *candle) {
	for _, p := range c.parts {
		t.hide(p)
	}
	c.parts = nil
}

// move does what changes the place of a candle.
func (t *Tape) move(c *candle, change func()) {
	for _, p := range c.parts {
		t.hide(p)
	}
	t.hide(&c.row)
	change()
	t.show(&c.row)
	for _, p := range c.parts {
		t.show(p)
	}
}

// unfold puts a row for each alert of a candle below it, the strongest first. Rows
// that are there are kept.
func (t *Tape) unfold(c *candle) {
	old := c.parts
	t.foldUp(c)
	for seq, e := range t.members(c) {
		p := &Row{Alert: e.alert, id: seq, candle: c}
		if i := slices.IndexFunc(old, func(r *Row) bool { return r.id == seq }); i >= 0 {
			p = old[i]
		}
		c.parts = append(c.parts, p)
	}
	slices.SortFunc(c.parts, func(a, b *Row) int {
		return cmp.Or(cmp.Compare(t.strong.Chance(a.Alert), t.strong.Chance(b.Alert)), cmp.Compare(a.id, b.id))
	})
	for i, p := range c.parts {
		p.part = uint32(i + 1)
		t.show(p)
	}
}

// Unfold shows the alerts of a candle below its row.
func (t *Tape) Unfold(r *Row) {
	if r.Whole() && t.showing(r) && !r.Open() {
		t.unfold(r.candle)
	}
}

// Fold takes them away again. It returns the row of the candle.
func (t *Tape) Fold(r *Row) *Row {
	if r.Part() || r.Open() {
		t.foldUp(r.candle)
		return &r.candle.row
	}
	return r
}

// AppendAlerts adds the alerts of a row, the one that it is named by first and then the
// strongest.
func (t *Tape) AppendAlerts(all []*model.Alert, r *Row) []*model.Alert {
	if !r.Whole() {
		return append(all, r.Alert)
	}
	from := len(all)
	for _, e := range t.members(r.candle) {
		all = append(all, e.alert)
	}
	slices.SortFunc(all[from:], func(a, b *model.Alert) int {
		switch {
		case a == b:
			return 0
		case a == r.Alert:
			return -1
		case b == r.Alert:
			return 1
		}
		return t.strong.Compare(a, b)
	})
	return all
}

// Stronger reports whether an alert is less likely to be there by chance than another.
func (t *Tape) Stronger(a, b *model.Alert) bool { return t.strong.Stronger(a, b) }

// Mixed reports whether alerts of the same candle contradict each other.
func (t *Tape) Mixed(a *model.Alert) bool {
	b, ok := a.Candle()
	if !ok {
		return false
	}
	c := t.candles[b]
	return c != nil && c.sides[model.DirBull] > 0 && c.sides[model.DirBear] > 0
}

// Recent calls do with the newest alerts that were taken, at most so many, until it
// returns false.
func (t *Tape) Recent(most int, do func(*model.Alert) bool) {
	for seq := t.events.next(); seq > t.events.first && most > 0; most-- {
		seq--
		if a := t.events.at(seq).alert; a != nil && !do(a) {
			return
		}
	}
}

// Rev grows with every change of what the list shows.
func (t *Tape) Rev() uint64 { return t.rev }

// Looked reports whether the list goes back to the oldest that the feed keeps.
func (t *Tape) Looked() bool { return t.events.first <= t.feed.First() }

// Candles is how many there are of the alerts that were looked at, whatever is shown.
func (t *Tape) Candles() int { return t.bars }

// Alerts is how many were looked at, whatever is shown.
func (t *Tape) Alerts() int { return t.taken }

// Len is how many rows there are.
func (t *Tape) Len() int { return t.rows.Len() }

// Matching is how many rows stand for alerts, and how many alerts those are. Both grow
// while a round is under way: see Behind.
func (t *Tape) Matching() (rows, alerts int) { return t.rows.Len() - t.extra, t.alerts }

// Waiting is how many alerts that match came while the list is held.
func (t *Tape) Waiting() int { return t.waiting }

// Held reports whether the list is held.
func (t *Tape) Held() bool { return t.held }

// Order is what the list is sorted by.
func (t *Tape) Order() Order { return t.order }

// Unfolded reports whether each alert has a row.
func (t *Tape) Unfolded() bool { return t.unfolded }

// Has reports whether a row is in the list.
func (t *Tape) Has(r *Row) bool { return r != nil && t.showing(r) }

// At is the row at a place counted from the top; nil if there is none.
func (t *Tape) At(place int) *Row {
	r, _ := t.rows.GetAt(place)
	return r
}

// Place is where a row stands, or would stand that has gone.
func (t *Tape) Place(r *Row) int {
	low, high := 0, t.rows.Len()
	for low < high {
		mid := int(uint(low+high) >> 1)
		if t.order.above(t.At(mid), r) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// Below calls do with a row and those below it, until it returns false. A row that
// has gone begins with the one below its place.
func (t *Tape) Below(r *Row, do func(*Row) bool) { t.rows.Ascend(r, do) }
