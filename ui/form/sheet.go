package form

import (
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
)

type paint = theme.Paint

// sheet draws the parts of a form, line by line.
type sheet struct {
	plan
	t    *theme.Theme
	line draw.Line
}

// done returns the line, exactly as wide as the form, and begins the next.
func (s *sheet) done() string {
	out := s.line.To(s.t.Text, s.w).String()
	s.line.Reset()
	return out
}

// value draws a field that is not being edited.
func (s *sheet) value(text, empty string, w int) {
	if text == "" {
		s.line.Left(s.t.Faint, empty, w)
		return
	}
	s.line.Left(s.t.Text, text, w)
}

// input draws the field that is being edited, on a ground of its own, with the
// cursor in sight and a ghost of what could follow.
func (s *sheet) input(e *entry, ghost string, w int) {
	sel, text := &s.t.Selected, []rune(e.text())
	e.scroll(text, w)
	stop, pos := s.line.Width()+w, e.input.Position()
	left := sel.Text
	if e.over {
		left = s.t.Cursor
	}
	s.line.Add(left, take(text[e.first:pos], w-1))
	under, rest, paint := " ", "", sel.Text
	switch {
	case pos < len(text):
		under, rest = string(text[pos]), string(text[pos+1:])
	case ghost != "":
		g := []rune(ghost)
		under, rest, paint = string(g[:1]), string(g[1:]), sel.Faint
	}
	s.line.Add(s.t.Cursor, take([]rune(under), stop-s.line.Width()))
	s.line.Add(paint, take([]rune(rest), stop-s.line.Width()))
	s.line.To(sel.Text, stop)
}

// scroll moves the text sideways as little as keeps the cursor in w cells.
func (e *entry) scroll(text []rune, w int) {
	pos := e.input.Position()
	e.first = min(e.first, pos)
	under := 1
	if pos < len(text) {
		under = cells(text[pos])
	}
	for e.first < pos && span(text[e.first:pos], w)+under > w {
		e.first++
	}
	// Text that was deleted leaves no empty room at the right.
	for e.first > 0 && pos == len(text) && span(text[e.first-1:pos], w)+under <= w {
		e.first--
	}
}

// span is the width of a text, counted until it is beyond the limit.
func span(text []rune, limit int) (w int) {
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

// choice draws one pattern of the list, as wide as a cell of the plan.
func (s *sheet) choice(name string, chosen, focused, under bool) {
	on, mark, box := &s.t.Styles, "  ", "[ ] "
	if focused && under {
		on, mark = &s.t.Selected, "▸ "
	}
	text, tick := on.Text, on.Faint
	if !focused {
		text = on.Faint
	}
	if chosen {
		text, tick, box = on.Bright, on.Good, "[x] "
	}
	stop := s.line.Width() + s.cell
	s.line.Left(on.Key, mark, min(2, s.cell)).Left(tick, box, min(4, s.cell-2))
	s.line.Left(text, name, min(draw.Width(name), stop-s.line.Width())).To(on.Text, stop)
}

// button draws the row that submits.
func (s *sheet) button(sending, focused bool) {
	text, paint := "[ Submit ]", s.t.Text
	if sending {
		text, paint = "[ sending… ]", s.t.Faint
	}
	if focused {
		paint = s.t.Selected.Key
	}
	s.line.Left(paint, text, min(draw.Width(text), s.plan.value))
}

// hint draws the hinted keys, as many as there is room for.
func (s *sheet) hint(actions []keymap.Action) string {
	s.line.Pad(s.t.Text, before)
	for _, a := range actions {
		if !a.Hinted {
			continue
		}
		gap := min(3, s.line.Width()-before)
		if s.line.Width()+gap+draw.Width(a.Shown)+1+draw.Width(a.What) > s.w-after {
			continue
		}
		s.line.Pad(s.t.Text, gap).Add(s.t.Key, a.Shown).Add(s.t.Faint, " "+a.What)
	}
	return s.done()
}
