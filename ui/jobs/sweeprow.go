package jobs

import (
	"fmt"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/model/sweep"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// sweepHeight is how many lines the row of a sweep takes.
func (r *row) sweepHeight() int {
	if r.table() {
		return 1
	}
	return 2
}

// variedNames are the parameters that differ from job to job: stop loss × take profit.
func variedNames(s *sweep.Summary) string {
	names := make([]string, len(s.Varied))
	for i, p := range s.Varied {
		names[i] = strings.ToLower(p.Title)
	}
	return draw.OrDash(strings.Join(names, " "+theme.GlyphTimes+" "))
}

// variedValues is what a job of a sweep has of them: 2% × 10%.
func variedValues(j *model.Job) string {
	values := make([]string, len(j.Sweep.Varied))
	for i, v := range j.Sweep.Varied {
		values[i] = v.Value.String()
		if p, known := params.Lookup(v.Name); known {
			values[i] = p.Format(v.Value)
		}
	}
	return draw.OrDash(strings.Join(values, " "+theme.GlyphTimes+" "))
}

// overOf says how many of the jobs of a sweep have ended: 12 of 20.
func overOf(s *sweep.Summary) string {
	return draw.Count(uint64(s.Over())) + " of " + draw.Count(uint64(s.Jobs))
}

// bestOf is the best that came of a sweep, as far as it has come: best +10.3%.
func bestOf(s *sweep.Summary) string {
	if s.Best == nil || s.Best.Result == nil {
		return ""
	}
	return "best " + signed(s.Best.Result.ROI)
}

// failedOf says how many of a sweep failed, and of how many nobody knows the end; "" for
// none.
func failedOf(s *sweep.Summary) string {
	var parts []string
	for _, p := range [...]model.Phase{model.PhaseFailed, model.PhaseLost} {
		if n := s.Counts[p]; n > 0 {
			parts = append(parts, draw.Count(uint64(n))+" "+p.String())
		}
	}
	return strings.Join(parts, ", ")
}

// sweepSilent is how long nothing was heard of any job of a sweep that runs.
func sweepSilent(s *sweep.Summary, now time.Time) time.Duration {
	if p := s.Phase(); p != model.PhaseRunning && p != model.PhaseCancelling || s.Updated.IsZero() {
		return 0
	}
	if d := now.Sub(s.Updated); d >= model.SilentAfter {
		return d
	}
	return 0
}

// sweepLines are those of the row that stands for a sweep.
func (r *row) sweepLines(dst []string, s *theme.Styles, sum *sweep.Summary) []string {
	if r.table() {
		return append(dst, r.sweepTable(s, sum))
	}
	return append(dst, r.sweepTitle(s, sum), r.sweepBelow(s, sum))
}

func (r *row) sweepTitle(s *theme.Styles, sum *sweep.Summary) string {
	l := &r.line
	l.Reset()
	paint, word := phase(s, sum.Phase())
	end := r.width - 1 - draw.Width(word)
	id, _ := draw.Truncate(sum.ID, r.id)
	r.idCell(l, s, id, min(columnGap, end-1-r.id))
	room := end - l.Width() - 1
	if owner := r.ownerOf(sum.User); owner != "" {
		owner, _ = draw.Truncate(owner, min(mostOwner, max(leastOwner, room/2)))
		names, _ := draw.Truncate(variedNames(sum), max(0, room-columnGap-draw.Width(owner)))
		l.Add(s.Text, names).Pad(s.Text, columnGap).Left(s.Faint, owner, max(0, min(draw.Width(owner), end-1-l.Width())))
	} else {
		l.Left(s.Text, variedNames(sum), max(0, room))
	}
	l.To(s.Text, end)
	return l.Left(paint, word, max(0, r.width-l.Width()-1)).To(s.Text, r.width).String()
}

// sweepBelow is a bar and how many of the jobs have ended, or the best that came of
// them.
func (r *row) sweepBelow(s *theme.Styles, sum *sweep.Summary) string {
	if sum.Phase().Terminal() {
		jobs := plural(sum.Jobs, "job")
		if failed := failedOf(sum); failed != "" {
			jobs += ", " + failed
		}
		return r.bestLine(s, sum, jobs)
	}
	l := r.begin(s)
	right := overOf(sum)
	paint := s.Faint
	if d := sweepSilent(sum, r.now); d > 0 {
		paint, right = s.Warn, "no news "+length(d)
	} else if r.deserted(sum) {
		paint, right = s.Warn, "no worker listens"
	} else if left := sweepLeft(sum); left != "" && r.width >= datesFrom {
		right += "  " + left
	}
	side := max(0, min(max(sideWidth, draw.Width(right)+1), r.width-l.Width()-6))
	r.sweepBar(l, s, sum, max(0, r.width-l.Width()-5-side-1))
	return l.Right(paint, right, side).To(s.Text, r.width).String()
}

// deserted reports whether a sweep waits for a worker and none is there.
func (r *row) deserted(sum *sweep.Summary) bool {
	return sum.Phase() == model.PhaseQueued && r.queue.Deserted()
}

func (r *row) sweepBar(l *draw.Line, s *theme.Styles, sum *sweep.Summary, w int) {
	if room := r.width - l.Width(); room < w+5 {
		l.Pad(s.Text, max(0, room))
		return
	}
	l.Gauge(s.Fill, s.Track, sum.Progress, w).Right(s.Text, percent(sum.Progress), 5)
}

// bestLine is the best return at the left, and how many jobs there were at the right.
func (r *row) bestLine(s *theme.Styles, sum *sweep.Summary, jobs string) string {
	l := r.begin(s)
	end := r.width - 1 - draw.Width(jobs)
	if sum.Best != nil && sum.Best.Result != nil {
		best := sum.Best.Result
		text := signed(best.ROI)
		l.Left(s.Faint, "best ", max(0, min(5, r.width-l.Width()-1))).Left(gain(s, best.ROI), text, max(0, min(draw.Width(text), r.width-l.Width()-1)))
		for _, fact := range [...]string{held(sum.Held), sharpe(best)} {
			if fact != "" && l.Width()+columnGap+draw.Width(fact)+columnGap <= end {
				l.Pad(s.Text, columnGap).Add(s.Faint, fact)
			}
		}
	}
	switch {
	case l.Width()+columnGap <= end:
		l.To(s.Text, end).Add(s.Faint, jobs)
	case l.Width() <= indent:
		l.Left(s.Faint, jobs, max(0, r.width-l.Width()-1))
	}
	return l.To(s.Text, r.width).String()
}

// held is what buying and holding came to; "" where nobody said.
func held(v float64) string {
	if !model.Known(v) {
		return ""
	}
	return "hold " + signed(v)
}

// sweepLeft is an estimate of the time that is left; "" where nobody knows.
func sweepLeft(sum *sweep.Summary) string {
	low, high, ok := sum.Remaining()
	if !ok {
		return ""
	}
	return span(low, high)
}

func (r *row) sweepTable(s *theme.Styles, sum *sweep.Summary) string {
	l, c := &r.line, r.columns()
	l.Reset()
	id, _ := draw.Truncate(sum.ID, r.id)
	r.idCell(l, s, id, columnGap)
	optional(l, s.Text, symbolList(sum.Symbols, c.symbols), c.symbols)
	optional(l, s.Faint, variedNames(sum), c.patterns)
	optional(l, s.Faint, r.ownerOf(sum.User), c.owner)
	of := model.Job{Start: sum.Start, End: sum.End}
	optional(l, s.Faint, tableDates(&of, c.dates), c.dates)
	paint, word := phase(s, sum.Phase())
	l.Left(paint, word, phaseWidth).Pad(s.Text, columnGap)
	if sum.Phase().Terminal() {
		l.Left(s.Faint, strings.Join(slicesOf(plural(sum.Jobs, "job"), failedOf(sum), held(sum.Held)), ", "), c.bar+percentWidth)
	} else {
		l.Gauge(s.Fill, s.Track, sum.Progress, c.bar).Right(s.Text, percent(sum.Progress), percentWidth)
	}
	l.Pad(s.Text, c.rate)
	l.Right(s.Text, spent(sum.Took(r.now)), elapsedWidth)
	paint, text := r.sweepSide(s, sum)
	return l.Right(paint, text, sideWidth+1).To(s.Text, r.width).String()
}

// sweepSide is what there is to say of its future, or the best that came of it.
func (r *row) sweepSide(s *theme.Styles, sum *sweep.Summary) (theme.Paint, string) {
	if d := sweepSilent(sum, r.now); d > 0 {
		return s.Warn, "no news " + length(d)
	}
	if r.deserted(sum) {
		return s.Warn, "no worker"
	}
	if sum.Phase().Terminal() && sum.Best != nil && sum.Best.Result != nil {
		return gain(s, sum.Best.Result.ROI), bestOf(sum)
	}
	return s.Faint, overOf(sum)
}

// partLine is a job below its sweep: what it varies, and how it stands.
func (r *row) partLine(s *theme.Styles, j *model.Job) string {
	l := &r.line
	l.Reset()
	paint, right := phase(s, j.Phase)
	switch {
	case j.Result != nil && j.Phase == model.PhaseCompleted:
		paint, right = gain(s, j.Result.ROI), signed(j.Result.ROI)
	case j.Silent(r.now) > 0:
		paint, right = s.Warn, "no news "+length(j.Silent(r.now))
	case j.Phase == model.PhaseRunning && model.Known(j.Progress):
		right += " " + percent(j.Progress)
	}
	end := r.width - 1 - draw.Width(right)
	r.idCell(l, s, r.list.ShortID(j.ID, r.id), min(columnGap, end-1-r.id))
	l.Left(s.Faint, variedValues(j), max(0, end-l.Width()-1)).To(s.Text, end)
	return l.Left(paint, right, max(0, r.width-l.Width()-1)).To(s.Text, r.width).String()
}

func slicesOf(words ...string) (out []string) {
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// span writes a range of times: 8–11 s, ~40 s.
func span(low, high time.Duration) string {
	a, b := length(low), length(high)
	if a == b {
		return "~" + b
	}
	if a[len(a)-1] == b[len(b)-1] {
		a = a[:len(a)-2]
	}
	return fmt.Sprint(a, draw.Dash, b)
}
