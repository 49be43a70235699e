package jobs

import "tickdeck/ui/pane"

// settled is what the cursor and the window were last settled for.
type settled struct {
	size   pane.Size
	rev    uint64
	list   uint64
	query  int
	scroll pane.Scroll
	cursor rowID
}

// window is how many lines the rows have.
func (p *Pane) window() int {
	above := p.filter.Height()
	if p.row.table() {
		above++ // the header
	}
	return max(1, p.size.H-above)
}

func (p *Pane) move(rows int) {
	p.settle()
	if n := p.count(); n > 0 {
		p.choose(max(0, min(p.scroll.Cursor+rows, n-1)))
	}
}

// choose puts the cursor on the row of that place.
func (p *Pane) choose(at int) {
	p.scroll.Cursor, p.wanted = at, rowID{}
	p.cursor = p.at(at).rowID
	p.settle()
}

// wheel scrolls by rows of a table, or by cards.
func (p *Pane) wheel(rows int) {
	if !p.row.table() {
		rows /= pane.WheelRows
	}
	p.scroll.Top = max(0, p.scroll.Top+rows)
	p.move(rows)
}

// click chooses the row of a line, sorts by a column on the header, and lets the query
// above it be typed.
func (p *Pane) click(x, y int) {
	header := p.filter.Height()
	if p.filter.Typing() {
		if p.filter.Keep(); p.filter.Typing() { // what is typed cannot be read
			return
		}
	}
	id, ok := p.lined.At(y)
	switch at := p.find(id); {
	case ok && at >= 0:
		p.choose(at)
	case y < header:
		p.filter.begin()
	case y == header && p.row.table():
		p.sortAt(x)
	}
}

// sortAt sorts by the column in that cell of the header, or turns it round.
func (p *Pane) sortAt(x int) {
	by, ok := p.row.columnAt(x)
	if !ok {
		return
	}
	p.order = order{by, p.order.by == by && !p.order.reverse}
	p.ask()
}

// settle finds the row under the cursor again, and shows it whole. Where that has gone,
// the cursor is on what stands in its place.
func (p *Pane) settle() {
	c, n := &p.scroll, p.count()
	now := settled{p.size, p.env.State.Jobs.Rev, p.list.rev, p.filter.Height(), *c, p.cursor}
	if p.settled == now {
		return
	}
	if n == 0 { // a query that matches nothing leaves the cursor where it was
		*c = pane.Scroll{}
		return
	}
	if p.settled.list != p.list.rev || p.settled.cursor != p.cursor || p.list.plain && p.settled.rev != now.rev {
		p.seek()
	}
	c.Cursor = max(0, min(c.Cursor, n-1))
	c.Top = max(p.above(c.Cursor), min(c.Top, c.Cursor))
	c.Top = max(0, min(c.Top, p.above(n-1)))
	now.scroll, now.cursor = *c, p.cursor
	p.settled = now
}

// seek finds the row that the cursor is to be on.
func (p *Pane) seek() {
	c := &p.scroll
	if p.wanted != (rowID{}) {
		if at := p.place(p.wanted); at >= 0 {
			p.cursor, p.wanted = p.at(at).rowID, rowID{}
		}
	}
	for _, id := range [...]rowID{p.anchor(), p.cursor} {
		if at := p.place(id); at >= 0 {
			c.Cursor, p.cursor = at, p.at(at).rowID
			return
		}
	}
	if p.cursor == (rowID{}) {
		c.Cursor = 0
	}
	c.Cursor = max(0, min(c.Cursor, p.count()-1))
	if p.cursor != (rowID{}) {
		p.cursor = p.at(c.Cursor).rowID
	}
}

// anchor is where the cursor stood before a query was typed: it goes back there as soon
// as that shows again.
func (p *Pane) anchor() rowID {
	if p.filter.Typing() {
		return p.filter.begun
	}
	return rowID{}
}

// place is that of a row, or of the sweep in which it is folded; −1 for none.
func (p *Pane) place(id rowID) int {
	if id == (rowID{}) {
		return -1
	}
	at := p.find(id)
	if at >= 0 || id.sweep {
		return at
	}
	if j, ok := p.env.State.Jobs.Job(id.id); ok && j.Sweep.ID != "" {
		return p.find(rowID{j.Sweep.ID, true})
	}
	return -1
}

// above is the first row of a window that ends with another one.
func (p *Pane) above(last int) int {
	for i, n := last, 0; i >= 0; i-- {
		n += p.height(i)
		if n > p.window() {
			return min(i+1, last)
		}
		if p.parted(i) {
			n++
		}
	}
	return 0
}

// height is how many lines a row takes.
func (p *Pane) height(i int) int {
	e := p.at(i)
	switch {
	case e.part():
		return 1
	case e.sweep:
		return p.row.sweepHeight()
	}
	if j := p.job(&e); j != nil {
		return p.row.height(j)
	}
	return 1
}

// parted reports whether a row begins those that are finished: a blank line is above
// it, unless it is the first that shows.
func (p *Pane) parted(i int) bool {
	return p.order == order{} && i > 0 && p.at(i).ended && !p.at(i-1).ended
}

// unfold shows the jobs of the sweep under the cursor.
func (p *Pane) unfold() {
	if e := p.current(); e != nil && e.sweep && !p.unfolded[e.id] {
		p.unfolded[e.id] = true
		p.ask()
	}
}

// fold hides them again, also from one of them.
func (p *Pane) fold() {
	e := p.current()
	if e == nil || e.group == nil {
		return
	}
	id := e.group.sum.ID
	if p.unfolded[id] {
		delete(p.unfolded, id)
		p.cursor = rowID{id, true}
		p.ask()
	}
}

// current is the row under the cursor; nil if there is none.
func (p *Pane) current() *entry {
	if p.settle(); p.count() == 0 {
		return nil
	}
	e := p.at(p.scroll.Cursor)
	return &e
}
