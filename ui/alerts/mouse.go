package alerts

import "tickdeck/ui/tape"

// scroll moves the list under the cursor, which stays on its row as long as that
// shows. Above the newest it follows again.
func (p *Pane) scroll(rows int) {
	if rows > 0 && (p.tape.Len() > p.rows() || !p.tape.Looked()) {
		p.hold()
	}
	if p.place.follow || p.tape.Len() == 0 {
		return
	}
	top := p.settle()
	if p.lookBack(top + rows + p.rows()) {
		top = p.settle()
	}
	row := top + p.place.below
	to := max(0, min(top+rows, p.tape.Len()-p.rows()))
	if to == 0 && rows < 0 {
		p.toNewest()
		return
	}
	row = max(to, min(row, to+p.rows()-1, p.tape.Len()-1))
	p.place.cursor, p.place.below = p.tape.At(row), row-to
}

// click puts the cursor on the row of a line, sorts by a column on the header, and
// lets the query above it be typed.
func (p *Pane) click(x, y int) {
	header := p.filter.Height() // as it was drawn
	if p.filter.Typing() {
		if p.filter.Keep(); p.filter.Typing() { // what is typed cannot be read
			return
		}
	}
	switch r, ok := p.lined.At(y); {
	case ok:
		p.choose(r, y-header-1)
	case y == header:
		p.sortAt(x)
	case y < header:
		p.filter.begin()
	}
}

// choose puts the cursor on a row, and leaves that at so many rows below the upper edge:
// holding the list may have put a divider above it.
func (p *Pane) choose(r *tape.Row, below int) {
	if !p.tape.Has(r) {
		return // it has gone since it was drawn
	}
	p.hold()
	p.place.cursor, p.place.below = r, below
	p.settle()
}

// sortAt sorts by the column in that cell of the header, or turns it round.
func (p *Pane) sortAt(x int) {
	by, ok := p.cols.at(x)
	if !ok {
		return
	}
	if o := p.tape.Order(); o.By == by.By && o.Field == by.Field {
		by.Reverse = !o.Reverse
	}
	p.sorted(by)
}
