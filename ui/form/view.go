package form

import (
	"strings"

	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// draw makes the whole picture.
func (f *Form) draw(dst []string, focused bool) []string {
	t := f.env.Theme
	if f.tiny() {
		return tiny(dst, t.Text, f.size)
	}
	s := &sheet{t: t, plan: f.plan()}
	body, at := f.rows(s)
	foot := f.foot(s)
	room := s.h - len(foot)
	top := max(0, min(at-room/2, len(body)-room))
	lines := body[top:min(len(body), top+room)]
	for len(lines) < room {
		lines = append(lines, s.done())
	}
	box := draw.Box{Title: "New backtest", Focused: focused}
	if f.post.sending {
		box.Note = "sending " + short(f.post.draft.JobID)
	}
	return draw.Frame(dst, t, box, append(lines, foot...), f.size.W, f.size.H)
}

// rows draws the fields, and tells which line must be in sight.
func (f *Form) rows(s *sheet) (lines []string, at int) {
	for range s.top {
		lines = append(lines, s.done())
	}
	for i := symbols; i <= submit; i++ {
		if i == f.focus {
			at = len(lines)
		}
		lines = append(lines, f.fieldRow(s, i))
		if i == patterns {
			list, cursor := f.choices(s)
			if i == f.focus {
				at = len(lines) + cursor
			}
			lines = append(lines, list...)
		}
		if s.tall && i != start && i != capital {
			lines = append(lines, f.message(s, i))
		}
	}
	return lines, at
}

// foot is what stands at the bottom whatever is scrolled above it.
func (f *Form) foot(s *sheet) (lines []string) {
	switch {
	case !s.tall:
		lines = f.onlyMessage(s)
	case f.post.trouble != "": // its first line is the button's message
		lines = f.trouble(s, 2)[1:]
	}
	if s.hints {
		lines = append(lines, s.hint(f.Actions()))
	}
	return lines
}

// fieldRow draws the line of one field.
func (f *Form) fieldRow(s *sheet, at field) string {
	focused := at == f.focus
	f.label(s, at, focused)
	switch {
	case at == submit:
		s.button(f.post.sending, focused)
	case at == patterns && !focused:
		s.value(strings.Join(f.request.Patterns, ", "), "none chosen", s.plan.value)
	case focused:
		s.input(&f.texts[at], f.ghost(at), s.plan.value)
	default:
		s.value(f.texts[at].text(), placeholder(at), s.plan.value)
	}
	if s.note > 0 {
		s.line.To(s.t.Text, s.w-after-s.note).Right(s.t.Faint, f.remark(at), s.note)
	}
	return s.done()
}

// label draws the mark and the name: the cursor's place and what is wrong are
// seen without colour too.
func (f *Form) label(s *sheet, at field, focused bool) {
	t := s.t
	s.line.Pad(t.Text, 1)
	switch {
	case focused:
		s.line.Add(t.Key, "▸ ").Left(t.Key, s.title(at), s.plan.label)
	case f.complain(at) != nil:
		s.line.Add(t.Bad, "✗ ").Left(t.Text, s.title(at), s.plan.label)
	default:
		s.line.Pad(t.Text, 2).Left(t.Faint, s.title(at), s.plan.label)
	}
}

// ghost is the text shown faintly behind the cursor.
func (f *Form) ghost(at field) string {
	if f.texts[at].text() == "" {
		return placeholder(at)
	}
	if at != symbols {
		return ""
	}
	_, rest := f.offered()
	return rest
}

// choices draws the list of patterns, and tells in which line the cursor is.
func (f *Form) choices(s *sheet) (lines []string, cursor int) {
	names, l := f.names(), &f.list
	l.cursor = max(0, min(l.cursor, len(names)-1))
	at := l.cursor / s.cols
	l.top = max(0, min(max(min(l.top, at), at-s.plan.rows+1), (len(names)+s.cols-1)/s.cols-s.plan.rows))
	for row := range s.plan.rows {
		s.line.Pad(s.t.Text, s.listAt)
		for col := range s.cols {
			if i := (l.top+row)*s.cols + col; i < len(names) {
				s.choice(names[i], l.chosen[names[i]], f.focus == patterns, i == l.cursor)
			}
		}
		if row == 0 && len(names) == 0 {
			s.line.Left(s.t.Faint, "  no pattern of that name", s.w-s.listAt-after)
		}
		lines = append(lines, s.done())
	}
	return lines, at - l.top
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
