package form

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/ui/draw"
)

// message draws the line below a field: what is wrong, or what could be typed.
// A line below two fields speaks for the one with the focus first.
func (f *Form) message(s *sheet, at field) string {
	if at == submit && f.post.trouble != "" {
		return f.trouble(s, 2)[0]
	}
	switch indent := before + s.plan.label; {
	case at == submit && f.post.sending:
		s.say(indent, s.t.Text, "sending…")
	case at == submit:
	case at == end && (f.focus == start || f.complain(end) == nil), at == position && (f.focus == capital || f.complain(position) == nil):
		if !f.speak(s, at-1, indent) {
			f.speak(s, at, indent)
		}
	default:
		f.speak(s, at, indent)
	}
	return s.done()
}

// onlyMessage draws what a form says that has no room below its fields: of the
// one that has the focus, else of the sending, else of the first that is wrong.
func (f *Form) onlyMessage(s *sheet) []string {
	switch {
	case f.speak(s, f.focus, before):
	case f.post.sending:
		s.say(before, s.t.Text, "sending…")
	case f.post.trouble != "":
		return f.trouble(s, max(1, min(3, s.h-flatRows-3)))
	default:
		for i := symbols; i < submit && !f.speak(s, i, before); i++ {
			continue
		}
	}
	return []string{s.done()}
}

// say draws a text at an indent, or further left where it is too long for that.
func (s *sheet) say(indent int, p paint, text string) {
	room := s.w - after
	indent = max(min(before, room), min(indent, room-draw.Width(text)))
	s.line.Pad(s.t.Text, indent).Left(p, text, min(draw.Width(text), room-indent))
}

// speak draws what there is to say of a field, and reports whether there is.
func (f *Form) speak(s *sheet, at field, indent int) bool {
	if at == submit {
		return false
	}
	if f.texts[at].cut {
		s.say(indent, s.t.Warn, "! only the first "+draw.Count(uint64(f.texts[at].limit))+" characters were taken")
		return true
	}
	if err := f.complain(at); err != nil {
		s.say(indent, s.t.Bad, "✗ "+err.Error())
		return true
	}
	return at == symbols && f.suggest(s, indent)
}

// suggest draws the symbols that could follow, and what takes them.
func (f *Form) suggest(s *sheet, indent int) bool {
	list := f.suggestions()
	if len(list) == 0 {
		return false
	}
	s.line.Pad(s.t.Text, indent)
	room := s.w - after - indent
	whole, _ := f.offered()
	if whole == "" {
		s.line.Left(s.t.Faint, "seen: "+strings.Join(list, " · "), room)
		return true
	}
	s.line.Left(s.t.Key, "→ ", 2).Left(s.t.Text, whole, min(draw.Width(whole), room-2))
	i := f.pick % len(list)
	others := slices.Concat(list[i+1:], list[:i])
	if room -= 2 + draw.Width(whole); len(others) > 0 && room > 16 {
		s.line.Add(s.t.Key, "   ctrl+n ").Left(s.t.Faint, strings.Join(others, " · "), room-10)
	}
	return true
}

// trouble draws why the last try failed, wrapped into at most that many lines.
func (f *Form) trouble(s *sheet, most int) (lines []string) {
	text := f.post.trouble + ". "
	if f.current() {
		text += "ctrl+s sends this job again"
	} else {
		text += "Nothing is lost"
	}
	room, mark := s.w-after-before-2, "✗ "
	for i, part := range strings.SplitN(ansi.Wrap(text, room, ""), "\n", most) {
		if i > 0 {
			mark = "  "
		}
		s.line.Pad(s.t.Text, before).Add(s.t.Bad, mark).Left(s.t.Bad, strings.ReplaceAll(part, "\n", " "), room)
		lines = append(lines, s.done())
	}
	return lines
}
