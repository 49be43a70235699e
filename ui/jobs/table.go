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
)

// columns are the widths that depend on the room, in cells. A column of 0 is not
// there.
type columns struct{ symbols, patterns, owner, dates, bar int }

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

func (r *row) header(p theme.Paint) string {
	l, c := &r.line, r.columns()
	l.Reset()
	l.Pad(p, 1).Left(p, "JOB", r.id).Pad(p, columnGap)
	optional(l, p, "SYMBOLS", c.symbols)
	optional(l, p, "PATTERNS", c.patterns)
	optional(l, p, "OWNER", c.owner)
	optional(l, p, "DATES", c.dates)
	l.Left(p, "STATUS", phaseWidth).Pad(p, columnGap).Left(p, "PROGRESS", c.bar+percentWidth)
	return l.Right(p, "ELAPSED", elapsedWidth).Right(p, "LEFT, RESULT", sideWidth+1).To(p, r.width).String()
}

func (r *row) tableLine(s *theme.Styles, j *model.Job) string {
	l, c := &r.line, r.columns()
	l.Reset()
	l.Add(s.Focus, s.Mark).Left(s.Text, r.list.ShortID(j.ID, r.id), r.id).Pad(s.Text, columnGap)
	optional(l, s.Text, symbolList(j.Symbols, c.symbols), c.symbols)
	optional(l, s.Faint, shortList(j.Patterns, ", ", c.patterns), c.patterns)
	optional(l, s.Faint, r.ownerOf(j), c.owner)
	optional(l, s.Faint, tableDates(j, c.dates), c.dates)
	paint, word := phase(s, j.Phase)
	l.Left(paint, word, phaseWidth).Pad(s.Text, columnGap)
	r.middle(l, s, j, c.bar)
	l.Right(s.Text, elapsed(j, r.now), elapsedWidth)
	paint, text := r.left(s, j)
	if j.Phase == model.PhaseCompleted && j.Result != nil {
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
	text := ""
	switch j.Phase {
	case model.PhaseRunning:
		r.bar(l, s, j, w)
		return
	case model.PhaseQueued:
		text = waited(j, r)
	case model.PhaseCompleted:
		if j.Result != nil {
			text = r.figures(j, w+percentWidth)
		}
	case model.PhaseCancelled:
		if j.Progress > 0 {
			text = "stopped at " + percent(j.Progress)
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
	l.Left(s.Faint, text, w+percentWidth)
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
