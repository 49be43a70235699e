package jobs

import "tickdeck/ui/pane"

// settled is what the cursor and the window were last settled for.
type settled struct {
	size     pane.Size
	rev      uint64
	scroll   pane.Scroll
	selected string
}

func (p *Pane) window() int {
	if p.row.table() {
		return max(1, p.size.H-1) // below the header
	}
	return max(1, p.size.H)
}

func (p *Pane) move(rows int) {
	p.settle()
	jobs := &p.env.State.Jobs
	if jobs.Held() == 0 {
		return
	}
	p.scroll.Cursor = max(0, min(p.scroll.Cursor+rows, jobs.Held()-1))
	p.selected = jobs.At(p.scroll.Cursor).ID
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

// click chooses the job of a line.
func (p *Pane) click(_, y int) {
	if id, ok := p.lined.At(y); ok && p.env.State.Jobs.Find(id) >= 0 {
		p.selected = id
		p.settle()
	}
}

// settle finds the selected job again, and shows it whole. Without one the
// cursor stays on the first.
func (p *Pane) settle() {
	jobs, c := &p.env.State.Jobs, &p.scroll
	if p.settled == (settled{p.size, jobs.Rev, *c, p.selected}) {
		return
	}
	if jobs.Held() == 0 {
		*c, p.selected = pane.Scroll{}, ""
		return
	}
	if c.Cursor = jobs.Find(p.selected); c.Cursor < 0 {
		c.Cursor, p.selected = 0, ""
	}
	c.Top = max(p.above(c.Cursor), min(c.Top, c.Cursor))
	c.Top = max(0, min(c.Top, p.above(jobs.Held()-1)))
	p.settled = settled{p.size, jobs.Rev, *c, p.selected}
}

// above is the first job of a window that ends with another one.
func (p *Pane) above(last int) int {
	for i, n := last, 0; i >= 0; i-- {
		n += p.row.height(p.env.State.Jobs.At(i))
		if n > p.window() {
			return min(i+1, last)
		}
		if p.parted(i) {
			n++
		}
	}
	return 0
}

// parted reports whether a job begins those that are finished: a blank line is
// above it, unless it is the first that shows.
func (p *Pane) parted(i int) bool {
	jobs := &p.env.State.Jobs
	return i > 0 && jobs.At(i).Phase.Terminal() && !jobs.At(i-1).Phase.Terminal()
}
