package jobs

import (
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

const (
	columnGap  = 2
	leastList  = 4  // cells that the symbols have at least
	leastOwner = 8  // cells that an owner has where the symbols leave them
	datesFrom  = 56 // width from which a card has the dates in a column of their own
	sideWidth  = 13 // for the remaining time or the silence, and a blank before it
)

// cardTitle is the first line of a card: id, symbols, owner, dates, phase.
func (r *row) cardTitle(s *theme.Styles, j *model.Job) string {
	l := &r.line
	l.Reset()
	paint, word := phase(s, j.Phase)
	end := r.width - 1 - draw.Width(word)
	r.idCell(l, s, r.list.ShortID(j.ID, r.id), min(columnGap, end-1-r.id))
	r.names(l, s, j, end-l.Width()-1)
	if right := r.width - 1 - phaseWidth - columnGap; r.width >= datesFrom {
		dates := period(j, min(r.datesWidth(), right-columnGap-l.Width()))
		l.To(s.Text, right-draw.Width(dates)).Add(s.Faint, dates)
	}
	l.To(s.Text, end)
	return l.Left(paint, word, max(0, r.width-l.Width()-1)).To(s.Text, r.width).String()
}

// names are the symbols and, of a job that is not one's own, the owner, in at most
// room cells. Where there is no room for both, each is cut to what says something.
func (r *row) names(l *draw.Line, s *theme.Styles, j *model.Job, room int) {
	owner, gap := r.owners(j), columnGap
	if r.width < 40 {
		gap = 1
	}
	symbols := symbolList(j.Symbols, room)
	if owner != "" {
		w := max(min(leastOwner, room-gap-leastList), room-gap-draw.Width(symbols))
		owner, _ = draw.Truncate(owner, min(mostOwner, w))
		room -= draw.Width(owner) + gap
		symbols = symbolList(j.Symbols, room)
	}
	l.Left(s.Text, symbols, min(room, draw.Width(symbols)))
	if owner != "" {
		l.Pad(s.Text, gap).Add(s.Faint, owner)
	}
}

// datesWidth is the room for dates: with the days where that leaves enough for
// everything else.
func (r *row) datesWidth() int {
	if r.width >= datesFrom+daysWidth-monthsWidth && r.width < tableFrom || r.width >= fullDatesFrom {
		return daysWidth
	}
	return monthsWidth
}

// hasBar reports whether a card has a bar: not a job that is to stop and never told
// how far it is.
func hasBar(j *model.Job) bool {
	return j.Phase == model.PhaseRunning || j.Phase == model.PhaseCancelling && model.Known(j.Progress)
}

// card adds what stands below the first line, reasons aside.
func (r *row) card(dst []string, s *theme.Styles, j *model.Job) []string {
	switch j.Phase {
	case model.PhaseRunning:
		return append(dst, r.progress(s, j), r.work(s, j))
	case model.PhaseCancelling:
		if hasBar(j) {
			dst = append(dst, r.progress(s, j))
		}
		return append(dst, r.stopping(s, j))
	case model.PhaseQueued:
		paint, text := r.waited(s, j, r.width-indent-1)
		rightPaint, right := s.Faint, patterns(j)
		if again := tries(j, r.queue); again != "" {
			rightPaint, right = s.Warn, again
		}
		return append(dst, r.sides(s, paint, text, rightPaint, right))
	case model.PhaseUnknown:
		if model.Known(j.Progress) {
			return append(dst, r.progress(s, j))
		}
		return append(dst, r.sides(s, s.Faint, "nobody said how it stands", s.Faint, ""))
	case model.PhaseCompleted:
		if j.Result != nil {
			return append(dst, r.result(s, j))
		}
	}
	return dst
}

// progress is a bar, the percentage, and the time that is left; of a silent job,
// for how long nothing was heard of it.
func (r *row) progress(s *theme.Styles, j *model.Job) string {
	l := r.begin(s)
	side := max(0, min(sideWidth, r.width-l.Width()-6))
	r.bar(l, s, j, max(0, r.width-l.Width()-5-side-1))
	paint, text := r.left(s, j)
	return l.Right(paint, text, side).To(s.Text, r.width).String()
}

// bar draws the bar and the percentage behind it, in w+5 cells.
func (r *row) bar(l *draw.Line, s *theme.Styles, j *model.Job, w int) {
	if room := r.width - l.Width(); room < w+5 {
		l.Pad(s.Text, max(0, room))
		return
	}
	paint := s.Text
	if !model.Known(j.Progress) {
		paint = s.Faint
	}
	l.Gauge(s.Fill, s.Track, j.Progress, w).Right(paint, percent(j.Progress), 5)
}

// left is what there is to say of a job's future.
func (r *row) left(s *theme.Styles, j *model.Job) (theme.Paint, string) {
	if d := j.Silent(r.now); d > 0 {
		return s.Warn, "no news " + length(d)
	}
	if j.Phase != model.PhaseRunning {
		return s.Faint, ""
	}
	return s.Faint, remaining(j, r.now)
}

// work is what a job is at, and how long it has run.
func (r *row) work(s *theme.Styles, j *model.Job) string {
	ran := elapsed(j, r.now)
	if ran != draw.Dash {
		ran = "for " + ran
	}
	text, names := symbolsDone(j), patterns(j)
	switch {
	case text == "":
		text = names
	case names != "" && indent+draw.Width(text)+len(separator)+draw.Width(names)+columnGap+len(ran) < r.width:
		text += separator + names
	}
	if again := tries(j, r.queue); again != "" {
		return r.sides(s, s.Faint, text, s.Warn, again)
	}
	return r.sides(s, s.Faint, text, s.Faint, ran)
}

// symbolsDone says which symbol is worked on, and how many are done: MSFT, 3 of 5
// symbols.
func symbolsDone(j *model.Job) string {
	text := j.Current
	if j.Total > 0 {
		if text != "" {
			text += ", "
		}
		text += draw.Count(uint64(max(0, j.Done))) + " of " + plural(j.Total, "symbol")
	}
	return text
}

// stopping says how long ago a job was asked to stop, and, if no bar does, for
// how long nothing was heard of it.
func (r *row) stopping(s *theme.Styles, j *model.Job) string {
	paint, side := s.Faint, ""
	if !hasBar(j) {
		paint, side = r.left(s, j)
	}
	room := r.width - indent - 1
	if side != "" {
		room -= draw.Width(side) + columnGap
	}
	asked, more, doubt := "asked to stop", [...]string{", not yet confirmed", ", no answer yet"}, s.Faint
	if !j.Asked.IsZero() {
		asked = "asked " + ago(r.now.Sub(j.Asked))
	}
	if unconfirmed(j, r.now) {
		more, doubt = [...]string{", nobody confirms", ", unconfirmed"}, s.Warn
	}
	for _, words := range more {
		if draw.Width(asked+words) <= room {
			asked += words
			break
		}
	}
	return r.sides(s, doubt, asked, paint, side)
}

// confirmWithin is how long a worker may take to stop a job that it was asked to.
const confirmWithin = 10 * time.Second

// unconfirmed reports whether a job was asked to stop and nobody has answered in time.
func unconfirmed(j *model.Job, now time.Time) bool {
	return j.Phase == model.PhaseCancelling && !j.Asked.IsZero() && now.Sub(j.Asked) >= confirmWithin
}

// result is what a finished job brought.
func (r *row) result(s *theme.Styles, j *model.Job) string {
	l, ratio := r.begin(s), decimal(j.Result.Sharpe, 2)
	end := r.width - 1 - draw.Width("Sharpe "+ratio)
	text := signed(j.Result.ROI)
	l.Left(gain(s, j.Result.ROI), text, min(draw.Width(text), max(0, r.width-l.Width()-1)))
	for _, fact := range outcome(j) {
		if l.Width()+columnGap+draw.Width(fact)+columnGap <= end {
			l.Pad(s.Text, columnGap).Add(s.Faint, fact)
		}
	}
	if l.Width()+columnGap <= end {
		l.To(s.Text, end).Add(s.Faint, "Sharpe ").Add(s.Text, ratio)
	}
	return l.To(s.Text, r.width).String()
}

// sides draws one text at the left and one at the right, which goes first where
// there is no room for both, unless it is a warning.
func (r *row) sides(s *theme.Styles, paint theme.Paint, left string, rightPaint theme.Paint, right string) string {
	l := r.begin(s)
	room := max(0, r.width-l.Width()-1)
	w := draw.Width(right)
	if right != "" && (rightPaint == s.Warn && w <= room || draw.Width(left)+columnGap+w <= room) {
		l.Left(paint, left, room-w-columnGap).To(s.Text, r.width-1-w).Add(rightPaint, right)
	} else {
		l.Left(paint, left, room)
	}
	return l.To(s.Text, r.width).String()
}
