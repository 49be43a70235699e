package compare

import (
	"strings"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// columns are the widths of the table.
type columns struct {
	names []string // heads of the parameters
	axes  []int    // cells of each, with the blanks before it; 0 leaves it out
	shown [figureCount]bool
	width int
}

// The cells beside the columns: the cursor and the mark before them, the sign of a
// twin behind.
const (
	beforeCells = 2
	twinCells   = 3
)

// columnsFor are those for w cells. The figures that say least go first, then the
// parameters from the right; the one that the table is sorted by stays.
func (v *Sweep) columnsFor(w int) columns {
	p := v.now
	c := columns{names: heads(p), axes: make([]int, len(p.axes)), width: beforeCells + twinCells}
	for i := range p.axes {
		c.axes[i] = draw.Width(c.names[i])
		for _, value := range p.axes[i].Values {
			c.axes[i] = max(c.axes[i], draw.Width(p.axes[i].Parameter.Format(value)))
		}
		c.axes[i] = min(c.axes[i], mostValue) + 1 + min(i, 1)
		c.width += c.axes[i]
	}
	for i := range figures {
		c.shown[i] = true
		c.width += figures[i].cells
	}
	for _, i := range [...]int{byTrades, byFactor, byDrawdown, byReturn, bySharpe} {
		if c.width > w && i != v.figure {
			c.shown[i] = false
			c.width -= figures[i].cells
		}
	}
	for i := len(c.axes) - 1; i > 0 && c.width > w; i-- {
		c.width -= c.axes[i]
		c.axes[i] = 0
	}
	return c
}

// mostValue is the most room for a value, in cells.
const mostValue = 14

// heads are the first words of the parameters' titles, or the whole where these are the
// same.
func heads(p *picture) []string {
	count := map[string]int{}
	first := func(i int) string {
		word, _, _ := strings.Cut(strings.ToUpper(p.axes[i].Parameter.Title), " ")
		return word
	}
	for i := range p.axes {
		count[first(i)]++
	}
	out := make([]string, len(p.axes))
	for i := range p.axes {
		if out[i] = first(i); count[out[i]] > 1 {
			out[i] = strings.ToUpper(p.axes[i].Parameter.Title)
		}
	}
	return out
}

// header names the columns; the one that is sorted by is accented.
func (v *Sweep) header(c columns) string {
	t := v.env.Theme
	l := (&draw.Line{}).Pad(t.Text, beforeCells)
	head := func(column int, text string, cells int) {
		paint := t.Faint
		if column == v.order.column {
			if paint = t.Focus; v.order.turned {
				text = theme.GlyphArrowU + text
			}
		}
		l.Right(paint, " "+text, cells)
	}
	for i, cells := range c.axes {
		if cells > 0 {
			head(i, c.names[i], cells)
		}
	}
	for i := range figures {
		if c.shown[i] {
			head(len(c.axes)+i, figures[i].head, figures[i].cells)
		}
	}
	return l.Exactly(t.Text, c.width)
}

// line is one job.
func (v *Sweep) line(s *theme.Styles, c columns, r *row) string {
	var l draw.Line
	l.Add(s.Text, s.Mark)
	if v.marked[r.job.ID] {
		l.Add(s.Key, theme.GlyphMarked)
	} else {
		l.Pad(s.Text, 1)
	}
	for i, cells := range c.axes {
		if cells > 0 {
			l.Right(s.Text, " "+v.now.value(r, i), cells)
		}
	}
	if !r.known {
		paint, text := stateOf(s, r.job)
		return l.Pad(s.Text, 2).Left(paint, text, c.width-l.Width()).Exactly(s.Text, c.width)
	}
	for i := range figures {
		if f := &figures[i]; c.shown[i] {
			l.Right(f.paint(s, r.of[i]), f.write(r.of[i]), f.cells)
		}
	}
	if r.twin != nil {
		l.Right(s.Faint, "=", twinCells-1)
	}
	return l.Exactly(s.Text, c.width)
}

// stateOf is how a job stands that has no result.
func stateOf(s *theme.Styles, j *model.Job) (theme.Paint, string) {
	text := j.Phase.String()
	switch j.Phase {
	case model.PhaseRunning:
		if model.Known(j.Progress) {
			text += " " + draw.Fraction(j.Progress, 0)
		}
		return s.Text, text
	case model.PhaseFailed:
		if j.Error != "" {
			text += ": " + model.CleanLine(j.Error)
		}
		return s.Bad, text
	case model.PhaseCancelling, model.PhaseLost:
		return s.Warn, text
	case model.PhaseCompleted:
		return s.Faint, "done, without a result"
	}
	return s.Faint, text
}
