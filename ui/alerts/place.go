package alerts

import "tickdeck/ui/tape"

// place is where in the list the person is. The row under the cursor keeps its place
// on the screen whatever comes and goes above it.
type place struct {
	cursor *tape.Row
	below  int // the upper edge of the list
	follow bool
}

// settle brings the cursor back to a row that is in the list, and the list to the
// cursor. It returns the place of the first row that shows.
func (p *Pane) settle() (top int) {
	n, at := p.tape.Len(), &p.place
	switch {
	case n == 0: // a query that matches nothing leaves the cursor where it was
		return 0
	case at.follow:
		at.cursor = p.tape.At(p.first())
		at.below = p.first()
		return 0
	case at.cursor == nil:
		at.cursor = p.tape.At(0)
	}
	row := p.tape.Place(at.cursor)
	if !p.tape.Has(at.cursor) { // it has gone: the page is filled with what there is
		row = min(row, n-1)
		at.cursor = p.tape.At(row)
		at.below = max(at.below, p.rows()-(n-row))
	}
	at.below = max(0, min(at.below, row, p.rows()-1))
	return row - at.below
}

// current is the row under the cursor; nil if there is none.
func (p *Pane) current() *tape.Row {
	if p.settle(); p.tape.Len() == 0 {
		return nil
	}
	return p.place.cursor
}

// alertThere is the row under the cursor if it is of alerts; else nil.
func (p *Pane) alertThere() *tape.Row {
	if r := p.current(); r != nil && r.Alert != nil {
		return r
	}
	return nil
}

// reach lets the list go back as far as the person looks: to the oldest for a query and
// another order, and for who goes down to its end.
func (p *Pane) reach() {
	end := !p.place.follow && p.place.cursor != nil && p.tape.Place(p.place.cursor)+2*p.rows() > p.tape.Len()
	asked := p.filter.Query() != nil || p.tape.Order().By != tape.ByTime
	if end || asked {
		p.tape.Whole(true)
	} else if p.place.follow {
		p.tape.Whole(false)
	}
}

// move takes the cursor down by that many rows: to older entries.
func (p *Pane) move(down int) {
	if p.tape.Len() == 0 {
		return
	}
	if down > 0 {
		p.hold()
	}
	top := p.settle()
	if p.lookBack(top + p.place.below + down) {
		top = p.settle()
	}
	row := max(0, min(top+p.place.below+down, p.tape.Len()-1))
	if row <= p.first() && down < 0 {
		p.toNewest()
		return
	}
	top = min(max(top, row-p.rows()+1), row)
	p.place.cursor, p.place.below = p.tape.At(row), row-top
}

// lookBack lets the list go back as far as a place, at once. It reports whether the
// list has changed.
func (p *Pane) lookBack(far int) bool {
	if far < p.tape.Len() || p.tape.Looked() {
		return false
	}
	p.tape.Whole(true)
	for n := p.tape.Len(); far >= n && p.Work(); n = p.tape.Len() {
	}
	return true
}

// hold leaves the list as it is.
func (p *Pane) hold() {
	if p.place.follow {
		p.place.follow = false
		p.tape.Hold()
		p.tape.Divide(p.env.Now)
		p.place.cursor = p.tape.At(p.first())
	}
}

// first is the place of the first row that is no divider, where one was put on top.
func (p *Pane) first() int {
	if d := p.tape.Divider(); d != nil && p.tape.Len() > 1 && p.tape.At(0) == d {
		return 1
	}
	return 0
}

func (p *Pane) holdOrFollow() {
	if !p.place.follow {
		p.toNewest()
		return
	}
	p.hold()
}

// toNewest follows what comes.
func (p *Pane) toNewest() {
	p.tape.Release()
	if d := p.tape.Divider(); d != nil && d.Divider.Alerts == 0 {
		p.tape.Undivide() // nothing is on its other side
	}
	p.toTop()
}

func (p *Pane) toTop() {
	p.place = place{follow: !p.tape.Held()}
	if p.tape.Held() {
		p.place.cursor = p.tape.At(0)
	}
}

// toDivider goes to where the person stopped looking.
func (p *Pane) toDivider() {
	d := p.tape.Divider()
	if d == nil || !p.tape.Has(d) {
		return
	}
	row := p.tape.Place(d)
	p.place = place{cursor: d, below: min(row, p.rows()/2)}
	p.tape.Hold()
}
