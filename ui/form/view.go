package form

import (
	"fmt"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// draw makes the whole picture.
func (f *Form) draw(dst []string) []string {
	t := f.env.Theme
	if f.tiny() {
		return tiny(dst, t.Text, f.size)
	}
	c := &canvas{t: t, plan: f.plan()}
	body, hidden := f.body(c)
	if c.titled {
		dst = append(dst, f.title(c, hidden))
	}
	if c.side > 0 {
		body = joinColumns(c, body, f.side(c))
	}
	dst = append(dst, body...)
	dst = append(append(dst, f.foot(c)...), f.summary(c))
	for len(dst) < c.h {
		dst = append(dst, c.done(c.w))
	}
	return dst
}

// title is the line at the top: the name of the page, where it comes from, and what
// becomes of it.
func (f *Form) title(c *canvas, hidden string) string {
	t := c.t
	c.line.Pad(t.Text, 1).Add(t.Key, theme.GlyphFocus+" ").Left(t.Focus, "New backtest", min(12, c.w-before))
	if from := f.fromWhere(); from != "" {
		c.line.Pad(t.Text, min(2, c.w-c.line.Width())).Left(t.Text, from, min(draw.Width(from), c.w-c.line.Width()))
	}
	for _, note := range f.notes(c.w, hidden) {
		if room := c.w - after - c.line.Width() - 2; draw.Width(note) <= room {
			c.line.To(t.Text, c.w-after-draw.Width(note)).Add(t.Faint, note)
			break
		}
	}
	return c.done(c.w)
}

// notes are what the title may say of the form, the most wanted first.
func (f *Form) notes(w int, hidden string) (out []string) {
	switch {
	case f.submission.sending:
		out = append(out, "sending "+f.called(&f.submission.batch))
	case f.cloning != "":
		out = append(out, f.opening())
	}
	if hidden != "" {
		out = append(out, hidden)
	}
	if text := f.hereAgain(); text != "" {
		out = append(out, text)
	}
	if w >= wideFrom {
		out = append(out, "kept as you type, also without connection")
	}
	return append(out, "kept as you type")
}

// body draws the fields, as many lines as there is room for with the one that
// has the focus in sight, and says how many are not.
func (f *Form) body(c *canvas) (lines []string, hidden string) {
	all, at := f.rows(c)
	top := max(0, min(at-c.plan.body/2, len(all)-c.plan.body))
	if f.focus == patterns && c.side == 0 {
		top = max(0, min(patterns+1-c.above, len(all)-c.plan.body))
	}
	stop := min(len(all), top+c.plan.body)
	lines = all[top:stop]
	for len(lines) < c.plan.body {
		lines = append(lines, c.done(c.main))
	}
	if f.focus != patterns { // whose list takes the room of what follows
		hidden = outOfSight(top, len(all)-stop)
	}
	return lines, hidden
}

// outOfSight counts the lines above and below those that show.
func outOfSight(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return fmt.Sprintf(theme.GlyphArrowU+" %d "+theme.GlyphArrowD+" %d more lines", above, below)
	case above > 0:
		return fmt.Sprintf(theme.GlyphArrowU+" %d more lines", above)
	case below > 0:
		return fmt.Sprintf(theme.GlyphArrowD+" %d more lines", below)
	}
	return ""
}

// rows draws the fields under their headings, and tells which line has the
// focus.
func (f *Form) rows(c *canvas) (lines []string, at int) {
	group := ""
	for i := range f.submit() {
		d := &f.fields[i]
		if !f.shown(i) {
			continue
		}
		if d.group != group && d.kind != fold {
			lines = append(lines, c.heading(d.group))
		}
		group = d.group
		if i == f.focus {
			at = len(lines)
		}
		lines = append(lines, f.row(c, i))
		if i == patterns && f.focus == patterns && c.side == 0 {
			lines = append(lines, f.choices(c, c.main)...)
		}
	}
	if len(lines) == c.plan.body+1 { // the first heading gives way: the title of the page says as much
		lines, at = lines[1:], max(0, at-1)
	}
	return lines, min(at, len(lines)-1)
}

// joinColumns puts two blocks of lines side by side, with a line between them.
func joinColumns(c *canvas, left, right []string) []string {
	out := make([]string, len(left))
	for i := range left {
		c.line.Raw(left[i], c.main).Add(c.t.Border, theme.GlyphSide).Pad(c.t.Text, 1).Raw(right[i], c.side)
		out[i] = c.done(c.w)
	}
	return out
}

// tiny says what is missing where no form fits.
func tiny(dst []string, t paint, size pane.Size) []string {
	var l draw.Line
	for i := range size.H {
		text := ""
		if i == 0 {
			text = "too small for the form"
		}
		l.Reset()
		dst = append(dst, l.Left(t, text, size.W).String())
	}
	return dst
}
