package form

import (
	"strings"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// summary draws the last line: what would be sent, how long that may take, or what
// stands in its way. Where it has the focus, ⏎ submits.
func (f *Form) summary(c *canvas) string {
	t := c.t
	c.line.Pad(t.Text, 1)
	if f.focus == f.submit() {
		c.line.Add(t.Key, theme.GlyphFocus+" ").Add(t.Selected.Key, "[ "+f.verb()+" ]").Pad(t.Text, 2)
	}
	room := func() int { return max(0, c.w-after-c.line.Width()) }
	paint, text := f.obstacle(t)
	if text != "" {
		c.line.Left(paint, text, room())
		return c.done(c.w)
	}
	jobs, rest := f.estimate()
	c.line.Left(t.Bright, jobs, min(draw.Width(jobs), room()))
	for rest != "" && draw.Width(rest) > room() { // from behind: the number goes before where it comes from
		i := max(strings.LastIndex(rest, " at the rate"), strings.LastIndex(rest, ", "))
		if i <= 0 || draw.Width(rest) <= room() {
			break
		}
		rest = rest[:i]
	}
	c.line.Left(t.Faint, rest, room())
	return c.done(c.w)
}

// verb is what ⏎ on the last line does.
func (f *Form) verb() string {
	switch n := f.sweep().Count(); {
	case f.submission.sending:
		return "sending" + theme.GlyphMore
	case len(f.axes) > 0:
		return "Submit " + draw.Count(uint64(n))
	}
	return "Submit"
}

// obstacle is what stands in the way of a submission; "" if nothing does.
func (f *Form) obstacle(t *theme.Theme) (p paint, text string) {
	switch {
	case f.failure() == "" || f.submission.sending:
	case f.focus != f.submit():
		return t.Bad, theme.GlyphFailed + " " + f.failure()
	case f.current():
		if f.submission.batch.jobs() > 1 {
			return t.Text, "ctrl+s sends these very jobs again"
		}
		return t.Text, "ctrl+s sends this job again"
	default:
		return t.Text, "Nothing is lost"
	}
	var missing []string
	p, text = t.Faint, "still to be filled in: "
	for i := range f.fields {
		if d := &f.fields[i]; d.wrong != nil {
			missing = append(missing, d.title)
			if d.touched {
				p, text = t.Warn, "not yet right: "
			}
		}
	}
	if len(missing) == 0 {
		return p, ""
	}
	return p, text + strings.Join(missing, ", ")
}
