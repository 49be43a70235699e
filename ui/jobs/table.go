package jobs

import (
	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// The columns of the table, in cells.
const (
	daysWidth     = 23 // 2024-01-01 → 2024-12-31
	monthsWidth   = 17
	phaseWidth    = 10
	percentWidth  = 5
	elapsedWidth  = 9
	leastSymbols  = 7 // AAPL +4
	enoughSymbols = 16
	leastBar      = 10
	mostBar       = 36
	fullDatesFrom = 140
	patternsFrom  = 150
	rateFrom      = 170
	rateWidth     = 14
)

// columns are the widths that depend on the room, in cells. A column of 0 is not
// there.
type columns struct{ symbols, patterns, owner, dates, bar, rate int }

// columns shares out the room: the owner comes before the symbols, and these
// before the dates.
func (r *row) columns() columns {
	c := columns{owner: r.owner, dates: r.datesWidth(), bar: min(mostBar, r.width/6)}
	c.symbols = r.width - r.fixed(c)
	for c.symbols < enoughSymbols && c.bar > leastBar {
		c.symbols, c.bar = c.symbols+1, c.bar-1
	}
	if c.symbols < leastSymbols {
		c.symbols += c.dates + columnGap
		c.dates = 0
	}
	if r.width >= rateFrom {
		c.rate = rateWidth
		c.symbols -= rateWidth
	}
	if r.width >= patternsFrom {
		c.patterns = (c.symbols - columnGap) / 2
		c.symbols -= c.patterns + columnGap
	}
	return c
}

// fixed is what a line takes without symbols and patterns.
func (r *row) fixed(c columns) int {
	n := 1 + r.id + columnGap + columnGap + phaseWidth + columnGap + c.bar + percentWidth + elapsedWidth + sideWidth + 1 + 1
	if c.owner > 0 {
		n += c.owner + columnGap
	}
	return n + c.dates + columnGap
}

// optional draws a cell of a column that may not be there.
func optional(l *draw.Line, p theme.Paint, text string, w int) {
	if w > 0 {
		l.Left(p, text, w).Pad(p, columnGap)
	}
}

// cell is a column of the table, and what the header says of it.
type cell struct {
	by    column
	name  string
	width int // with the gap behind it
	right bool
}

// cells are the columns from left to right.
func (r *row) cells() []cell {
	c := r.columns()
	all := []cell{
		{byJob, "JOB", r.id + columnGap, false},
		{bySymbols, "SYMBOLS", c.symbols + columnGap, false},
		{noColumn, "PATTERNS", c.patterns + columnGap, false},
		{byOwner, "OWNER", c.owner + columnGap, false},
		{byDates, "DATES", c.dates + columnGap, false},
		{byStatus, "STATUS", phaseWidth + columnGap, false},
		{byProgress, "PROGRESS", c.bar + percentWidth, false},
		{noColumn, "RATE", c.rate, true},
		{byElapsed, "ELAPSED", elapsedWidth, true},
		{byResult, "LEFT, RESULT", sideWidth + 1, true},
	}
	for i, there := range [...]bool{true, true, c.patterns > 0, c.owner > 0, c.dates > 0, true, true, c.rate > 0, true, true} {
		if !there {
			all[i].width = 0
		}
	}
	return all
}

// columnAt is what the list is sorted by for who clicks on that cell of the header.
func (r *row) columnAt(x int) (column, bool) {
	x--
	for _, c := range r.cells() {
		if x < c.width {
			return c.by, c.by != noColumn
		}
		x -= c.width
	}
	return 0, false
}

// header names the columns. The one that the rows are sorted by has a paint of its
// own.
func (r *row) header(t *theme.Theme, by column) string {
	l := &r.line
	l.Reset()
	l.Pad(t.Faint, 1)
	for _, c := range r.cells() {
		paint := t.Faint
		if c.by == by && by != byStatus {
			paint = t.Focus
		}
		if c.right {
			l.Right(paint, c.name, c.width)
		} else {
			l.Left(paint, c.name, c.width)
		}
	}
	return l.To(t.Faint, r.width).String()
}

// what is in the column of the symbols: of a part of a sweep, what it varies.
func (r *row) what(j *model.Job, w int) string {
	if r.part {
		return variedValues(j)
	}
	return symbolList(j.Symbols, w)
}

func (r *row) tableLine(s *theme.Styles, j *model.Job) string {
	l, c := &r.line, r.columns()
	l.Reset()
	r.idCell(l, s, r.list.ShortID(j.ID, r.id), columnGap)
	optional(l, s.Text, r.what(j, c.symbols), c.symbols)
	optional(l, s.Faint, shortList(j.Patterns, ", ", c.patterns), c.patterns)
	optional(l, s.Faint, r.owners(j), c.owner)
	optional(l, s.Faint, tableDates(j, c.dates), c.dates)
	paint, word := phase(s, j.Phase)
	l.Left(paint, word, phaseWidth).Pad(s.Text, columnGap)
	r.middle(l, s, j, c.bar)
	if c.rate > 0 {
		l.Pad(s.Text, 1).Spark(s.Spark, r.rate, c.rate-2).Pad(s.Text, 1)
	}
	l.Right(s.Text, elapsed(j, r.now), elapsedWidth)
	paint, text := r.left(s, j)
	switch {
	case j.Silent(r.now) == 0 && tries(j, r.queue) != "":
		paint, text = s.Warn, tries(j, r.queue)
	case unconfirmed(j, r.now) && text == "":
		paint, text = s.Warn, "unconfirmed"
	case j.Phase == model.PhaseCompleted && j.Result != nil:
		paint, text = gain(s, j.Result.ROI), signed(j.Result.ROI)
	}
	return l.Right(paint, text, sideWidth+1).To(s.Text, r.width).String()
}

func tableDates(j *model.Job, w int) string {
	if text := period(j, w); text != "" {
		return text
	}
	return months(j)
}

// middle is the bar of a job that runs, and what there is to say of one that
// waits or is finished, in w+percentWidth cells.
func (r *row) middle(l *draw.Line, s *theme.Styles, j *model.Job, w int) {
	paint, text := s.Faint, ""
	switch j.Phase {
	case model.PhaseRunning:
		r.bar(l, s, j, w)
		return
	case model.PhaseQueued:
		paint, text = r.waited(s, j, w+percentWidth)
	case model.PhaseCompleted:
		if j.Result != nil {
			text = r.figures(j, w+percentWidth)
		}
	case model.PhaseCancelled:
		if j.Progress > 0 {
			text = "stopped at " + percent(j.Progress)
		}
	case model.PhaseLost:
		if model.Known(j.Progress) {
			text = "last seen at " + percent(j.Progress)
		}
	case model.PhaseCancelling, model.PhaseUnknown:
		if model.Known(j.Progress) {
			r.bar(l, s, j, w)
			return
		}
		if !j.Asked.IsZero() {
			text = "asked " + ago(r.now.Sub(j.Asked))
		}
	}
	l.Left(paint, text, w+percentWidth)
}

// figures are as many of those of a result as fit into w cells.
func (r *row) figures(j *model.Job, w int) string {
	text := sharpe(j.Result)
	for _, fact := range outcome(j) {
		if draw.Width(text)+columnGap+draw.Width(fact) <= w {
			text += "  " + fact
		}
	}
	return text
}
