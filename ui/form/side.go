package form

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// side draws what stands beside the fields: the patterns, and what will be sent.
func (f *Form) side(c *canvas) []string {
	lines := append([]string{f.find(c)}, f.choices(c, c.side)...)
	lines = append(lines, f.alsoChosen(c), c.done(c.side))
	lines = append(lines, f.outlined(c, c.plan.body-len(lines))...)
	for len(lines) < c.plan.body {
		lines = append(lines, c.done(c.side))
	}
	return lines[:c.plan.body]
}

// find is the filter above the list.
func (f *Form) find(c *canvas) string {
	d := &f.fields[patterns]
	n, all := len(f.found()), len(f.list.options(f.env.State.Patterns))
	note := fmt.Sprintf("%d patterns, %d chosen", all, len(f.request.Patterns))
	if n < all {
		note = fmt.Sprintf("%d of %d match, %d chosen", n, all, len(f.request.Patterns))
	}
	room := max(1, min(30, c.side-after-draw.Width(note)-7))
	c.line.Add(c.t.Faint, "find ")
	if f.focus == patterns && !f.list.inside {
		c.input(&d.entry, f.completion(patterns), room)
	} else {
		c.text(d.entry.text(), "", room)
	}
	c.line.Pad(c.t.Text, 2).To(c.t.Text, c.side-after-draw.Width(note)).Add(c.t.Faint, note)
	return c.done(c.side)
}

// choices draws the list of patterns.
func (f *Form) choices(c *canvas, w int) (lines []string) {
	names, l := f.found(), &f.list
	l.cursor = max(0, min(l.cursor, len(names)-1))
	at := l.cursor / c.cols
	l.top = max(0, min(max(min(l.top, at), at-c.plan.rows+1), (len(names)+c.cols-1)/c.cols-c.plan.rows))
	filter := strings.TrimSpace(f.fields[patterns].entry.text())
	here := f.focus == patterns
	marked := here && (l.inside || filter != "") // what ⏎ would choose
	for row := range c.plan.rows {
		if w == c.main {
			c.line.Pad(c.t.Text, 1)
		}
		for col := range c.cols {
			if i := (l.top+row)*c.cols + col; i < len(names) {
				c.choice(names[i], filter, l.chosen[names[i]], here, marked && i == l.cursor)
			}
		}
		if row == 0 && len(names) == 0 {
			c.line.Left(c.t.Faint, "  no pattern of that name", w-1-after)
		}
		lines = append(lines, c.done(w))
	}
	return lines
}

// alsoChosen names what lies below the list, and what was chosen and is not in it.
func (f *Form) alsoChosen(c *canvas) string {
	names, l := f.found(), &f.list
	var parts []string
	if n := len(names) - (l.top+c.plan.rows)*c.cols; n > 0 {
		parts = append(parts, fmt.Sprintf(theme.GlyphArrowD+" %d more", n))
	}
	if others := f.hidden(); len(others) > 0 {
		parts = append(parts, "also chosen: "+named(others, c.side-after-28))
	}
	c.line.Left(c.t.Faint, "  "+strings.Join(parts, theme.Separator), c.side-after)
	return c.done(c.side)
}

// hidden are the chosen patterns that the filter leaves out.
func (f *Form) hidden() (out []string) {
	left := map[string]bool{}
	for _, s := range f.found() {
		left[s] = true
	}
	for _, s := range f.request.Patterns {
		if !left[s] {
			out = append(out, s)
		}
	}
	return out
}

// outlined draws the very text that will be sent, in at most that many lines: of a sweep
// the first job's, with what the others have otherwise standing out.
func (f *Form) outlined(c *canvas, most int) (lines []string) {
	t := c.t
	d, ok := f.shownDraft()
	title := "What will be sent"
	if n := f.sweep().Count(); len(f.axes) > 0 {
		title = "Job 1 of " + wholeCount(n)
	}
	c.line.Left(t.Title, title, min(draw.Width(title), c.side))
	if !ok {
		lines = append(lines, c.done(c.side))
		c.line.Left(t.Faint, "Stands here once every field is right.", c.side-after)
		return append(lines, c.done(c.side))
	}
	if c.side > 40 {
		c.line.Add(t.Text, "  ").Add(t.Key, "ctrl+p").Add(t.Faint, " shows it whole")
	}
	lines = append(lines, c.done(c.side))
	parts := wrapJSON(d.JSON, c.side-after)
	for i, part := range parts {
		if len(lines)+1 == most && i < len(parts)-1 {
			part = fmt.Sprintf(theme.GlyphMore+" %d more lines", len(parts)-i)
		}
		if len(lines) < most {
			f.json(c, part)
			lines = append(lines, c.done(c.side))
		}
	}
	return lines
}

// json draws a line of it, and what is swept in another colour.
func (f *Form) json(c *canvas, line string) {
	room := func() int { return max(0, c.side-after-c.line.Width()) }
	for part := range strings.SplitAfterSeq(line, ",") {
		at := len(part)
		for _, a := range f.axes {
			if i := strings.Index(part, `"`+a.Parameter.Name+`":`); i >= 0 {
				at = i
			}
		}
		stop := len(strings.TrimRight(part, "},"))
		stop = max(at, stop)
		for _, piece := range []struct {
			paint paint
			text  string
		}{{c.t.Faint, part[:at]}, {c.t.Warn, part[at:stop]}, {c.t.Faint, part[stop:]}} {
			c.line.Left(piece.paint, piece.text, min(draw.Width(piece.text), room()))
		}
	}
}

// wrapJSON breaks a line of JSON behind commas, and where there is none for too
// long anywhere.
func wrapJSON(text string, w int) (lines []string) {
	line := ""
	for part := range strings.SplitAfterSeq(text, ",") {
		if line != "" && draw.Width(line+part) > w {
			lines, line = append(lines, line), ""
		}
		line += part
		if draw.Width(line) > w {
			whole := strings.Split(ansi.Hardwrap(line, w, true), "\n")
			lines, line = append(lines, whole[:len(whole)-1]...), whole[len(whole)-1]
		}
	}
	return append(lines, line)
}
