package jobs

import (
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// row draws one job, as a line of a table where there is room for one, else as
// a card of one or three lines.
type row struct {
	line  draw.Line
	width int
	now   time.Time
}

// A job is one line of a table from the width tableFrom on, with its long id
// from longIDFrom on.
const (
	tableFrom  = 76
	longIDFrom = 110
)

// The columns of the table, in cells. Symbols and bar share what is left.
const (
	longIDWidth = 12
	dateWidth   = 17
	statusWidth = 13
	clockWidth  = 8
	leftWidth   = 8
	tableFixed  = 1 + 1 + dateWidth + 1 + statusWidth + 5 + clockWidth + leftWidth + 1
)

func (r *row) table() bool { return r.width >= tableFrom }

// height is how many lines a job takes.
func (r *row) height(j *model.Job) int {
	if r.table() || j.Phase.Terminal() || j.Phase <= model.PhaseQueued {
		return 1
	}
	return 3
}

func (r *row) header(p theme.Paint) string {
	l := &r.line
	l.Reset()
	symbols, bar := r.shares()
	l.Pad(p, 1).Left(p, "JOB", r.idWidth()).Pad(p, 1).Left(p, "SYMBOLS", symbols).Left(p, "DATES", dateWidth).Pad(p, 1)
	l.Left(p, "STATUS", statusWidth).Left(p, "PROGRESS", bar+5)
	return l.Right(p, "ELAPSED", clockWidth).Right(p, "LEFT", leftWidth).To(p, r.width).String()
}

// shares splits the room that is left between symbols and the bar.
func (r *row) shares() (symbols, bar int) {
	rest := r.width - tableFixed - r.idWidth()
	bar = min(30, rest/2)
	return rest - bar, bar
}

func (r *row) idWidth() int {
	if r.width >= longIDFrom {
		return longIDWidth
	}
	return cardIDWidth
}

func (r *row) id(j *model.Job) string {
	if r.width >= longIDFrom {
		return shortID(j.ID)
	}
	return cardID(j.ID)
}

func (r *row) lines(s *theme.Styles, j *model.Job) []string {
	switch {
	case r.table():
		return []string{r.tableLine(s, j)}
	case r.height(j) == 1:
		return []string{r.short(s, j)}
	}
	return []string{r.short(s, j), r.progress(s, j), r.about(s, j)}
}

func (r *row) tableLine(s *theme.Styles, j *model.Job) string {
	l := &r.line
	l.Reset()
	symbols, bar := r.shares()
	l.Add(s.Focus, s.Mark).Left(s.Text, r.id(j), r.idWidth()).Pad(s.Text, 1)
	l.Left(s.Text, symbolList(j.Symbols, symbols-1), symbols-1).Pad(s.Text, 1)
	l.Left(s.Faint, months(j), dateWidth).Pad(s.Text, 1)
	paint, word := status(s, j, r.now)
	l.Left(paint, word, statusWidth)
	if j.Phase.Terminal() {
		paint, text := outcome(s, j, bar+4)
		l.Left(paint, text, bar+4).Pad(s.Text, 1)
	} else {
		r.bar(l, s, j, bar)
	}
	l.Right(s.Text, elapsed(j, r.now), clockWidth)
	return l.Right(s.Faint, remaining(j, r.now), leftWidth).To(s.Text, r.width).String()
}

// bar draws the bar and the percent behind it, in w+5 cells.
func (r *row) bar(l *draw.Line, s *theme.Styles, j *model.Job, w int) {
	if !model.Known(j.Progress) {
		l.Bar(s.Fill, s.Track, 0, w).Right(s.Faint, draw.Dash, 5)
		return
	}
	l.Bar(s.Fill, s.Track, j.Progress, w).Right(s.Text, draw.Fraction(floor(j.Progress), 0), 5)
}

// floor keeps 99.6 % from reading as done.
func floor(progress float64) float64 { return float64(int(progress*100)) / 100 }

// short is the first line of a card: id, symbols, outcome, status.
func (r *row) short(s *theme.Styles, j *model.Job) string {
	l := &r.line
	l.Reset()
	paint, word := status(s, j, r.now)
	w := draw.Width(word)
	l.Add(s.Focus, s.Mark).Left(s.Text, cardID(j.ID), min(cardIDWidth, r.width/3)).Pad(s.Text, 1)
	middle := max(0, r.width-l.Width()-w-2)
	p, text := outcome(s, j, middle-leastNames)
	names := max(middle-draw.Width(text)-1, min(middle, leastNames))
	if text == "" {
		names = middle
	}
	l.Left(s.Text, symbolList(j.Symbols, names-1), names-1).Pad(s.Text, min(1, names))
	l.Left(p, text, middle-names)
	l.Pad(s.Text, 1).Left(paint, word, min(w, r.width-l.Width()))
	return l.To(s.Text, r.width).String()
}

// In a card, the id and the symbols have at least this many cells.
const (
	cardIDWidth = 8
	leastNames  = 8
)

func (r *row) progress(s *theme.Styles, j *model.Job) string {
	l := &r.line
	l.Reset()
	times := elapsed(j, r.now) + "  " + remaining(j, r.now)
	w := max(4, r.width-2-5-draw.Width(times)-2)
	l.Add(s.Focus, s.Mark)
	r.bar(l, s, j, w)
	return l.Pad(s.Text, 2).Left(s.Faint, times, r.width-l.Width()).To(s.Text, r.width).String()
}

func (r *row) about(s *theme.Styles, j *model.Job) string {
	l := &r.line
	l.Reset()
	text := months(j)
	if j.Current != "" {
		text = j.Current + " · " + text
	} else if len(j.Patterns) > 0 {
		text = strings.Join(j.Patterns, " ") + " · " + text
	}
	if n := draw.Width(text); n > r.width-2 && j.Current == "" {
		text = months(j)
	}
	return l.Add(s.Focus, s.Mark).Left(s.Faint, text, r.width-1).To(s.Text, r.width).String()
}
