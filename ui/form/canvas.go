package form

import (
	"strings"
	"unicode/utf8"

	"tickdeck/theme"
	"tickdeck/ui/draw"
)

type paint = theme.Paint

// canvas draws the parts of a form, line by line.
type canvas struct {
	plan
	t    *theme.Theme
	line draw.Line
}

// done returns the line, exactly w cells wide, and begins the next.
func (c *canvas) done(w int) string {
	out := c.line.Exactly(c.t.Text, w)
	c.line.Reset()
	return out
}

// heading draws the name of a group.
func (c *canvas) heading(group string) string {
	c.line.Pad(c.t.Text, 1)
	c.groupName(group)
	return c.done(c.main)
}

// groupName stands out to the left of the names of the fields.
func (c *canvas) groupName(group string) { c.line.Left(c.t.Title, group, c.label+2) }

// text draws a field that is not being edited.
func (c *canvas) text(text, empty string, w int) {
	p, stop := c.t.Text, c.line.Width()+w
	if text == "" {
		p, text = c.t.Faint, empty
	}
	c.line.Left(p, text, max(0, min(draw.Width(text), w-1))).To(c.t.Text, stop)
}

// option draws one of several; what changes it stands beside it.
func (c *canvas) option(text string, focused bool, w int) {
	if !focused {
		c.text(text, "", w)
		return
	}
	on, stop := &c.t.Selected, c.line.Width()+w-1
	c.line.Left(on.Key, theme.GlyphBack+" ", min(2, w)).Left(on.Text, text, min(draw.Width(text), max(0, w-4)))
	c.line.Left(on.Key, " "+theme.GlyphCursor, stop-c.line.Width()).Pad(c.t.Text, 1)
}

// input draws the field that is being edited, on a ground of its own, with the
// cursor in sight and a ghost of what could follow.
func (c *canvas) input(e *entry, ghost string, w int) {
	sel, text := &c.t.Selected, []rune(e.text())
	e.scroll(text, w)
	stop, pos := c.line.Width()+w, e.pos
	left := sel.Text
	if e.selected {
		left = c.t.Cursor
	}
	c.line.Add(left, take(text[e.first:pos], w-1))
	under, rest, paint := " ", "", sel.Text
	switch {
	case pos < len(text):
		under, rest = string(text[pos]), string(text[pos+1:])
	case ghost != "":
		g := []rune(ghost)
		under, rest, paint = string(g[:1]), string(g[1:]), sel.Faint
	}
	c.line.Add(c.t.Cursor, take([]rune(under), stop-c.line.Width()))
	c.line.Add(paint, take([]rune(rest), stop-c.line.Width()))
	c.line.To(sel.Text, stop)
}

// scroll moves the text sideways as little as keeps the cursor in w cells.
func (e *entry) scroll(text []rune, w int) {
	pos := e.pos
	e.first = min(e.first, pos)
	under := 1
	if pos < len(text) {
		under = cells(text[pos])
	}
	for e.first < pos && widthOf(text[e.first:pos], w)+under > w {
		e.first++
	}
	// Text that was deleted leaves no empty room at the right.
	for e.first > 0 && pos == len(text) && widthOf(text[e.first-1:pos], w)+under <= w {
		e.first--
	}
}

// widthOf is the width of a text, counted until it is beyond the limit.
func widthOf(text []rune, limit int) (w int) {
	for _, r := range text {
		if w += cells(r); w > limit {
			break
		}
	}
	return w
}

// take is as much of a text as w cells hold.
func take(text []rune, w int) string {
	for i, r := range text {
		if w -= cells(r); w < 0 {
			return string(text[:i])
		}
	}
	return string(text)
}

// choice draws one pattern of the list, as wide as a cell of the plan, with what
// was looked for standing out of its name.
func (c *canvas) choice(name, found string, chosen, focused, under bool) {
	on, mark, box := &c.t.Styles, "  ", "[ ] "
	if under {
		on, mark = &c.t.Selected, theme.GlyphFocus+" "
	}
	text, tick := on.Text, on.Faint
	if !focused {
		text = on.Faint
	}
	if chosen {
		text, tick, box = on.Text, on.Key, "[x] "
	}
	stop := c.line.Width() + c.cell
	c.line.Left(on.Key, mark, min(2, c.cell)).Left(tick, box, min(4, c.cell-2))
	name, n := draw.Truncate(name, max(0, stop-c.line.Width()-1))
	at := strings.Index(strings.ToLower(name), strings.ToLower(found))
	if found == "" || at < 0 || utf8.RuneCountInString(name) != len(name) {
		c.line.Left(text, name, n).To(on.Text, stop)
		return
	}
	c.line.Add(text, name[:at]).Add(on.Bright, name[at:at+len(found)]).Add(text, name[at+len(found):]).To(on.Text, stop)
}
