package draw

import (
	"strings"

	"tickdeck/theme"
)

var rule = strings.Repeat(theme.GlyphRule, MaxWidth)

const ruleBytes = len(theme.GlyphRule)

// Box is what stands in the frame around an overlay, or in the title row of a
// page.
type Box struct {
	Title   string
	Scope   string // what part of everything is shown; behind the title
	Note    string // how it stands; at the right end
	Focused bool
}

// Focus is what stands before the title of what the keys are for.
const Focus = " " + theme.GlyphFocus + " "

// leastFrame is the least width of a frame: its corners, and a rule beside each.
const leastFrame = 4

// Frame puts a border around lines, which must be exactly w−2 cells wide, and
// appends exactly h lines of w cells to dst. Missing lines are blank; too many
// are left out.
func Frame(dst []string, t *theme.Theme, b Box, lines []string, w, h int) []string {
	if h <= 0 {
		return dst
	}
	edge := t.Border
	if b.Focused {
		edge = t.Focus
	}
	if w < leastFrame {
		for range h {
			dst = append(dst, blanks[:max(0, w)])
		}
		return dst
	}
	// All lines are cut from one string: that is one allocation instead of h.
	var l Line
	side := edge.Render(theme.GlyphSide)
	lines = lines[:min(len(lines), max(0, h-2))]
	l.buf = make([]byte, 0, (h+2)*(w+4*len(side))+size(lines))
	ends := make([]int, 0, h)
	top(&l, t, edge, b, w)
	for i := range h - 1 {
		ends = append(ends, len(l.buf))
		switch {
		case i == h-2:
			l.Add(edge, theme.GlyphCornerSW).Add(edge, rule[:(w-2)*ruleBytes]).Add(edge, theme.GlyphCornerSE)
		case i < len(lines):
			l.Raw(side, 1).Raw(lines[i], w-2).Raw(side, 1)
		default:
			l.Raw(side, 1).Raw(blanks[:w-2], w-2).Raw(side, 1)
		}
	}
	all, from := l.String(), 0
	for _, end := range append(ends, len(all)) {
		dst = append(dst, all[from:end])
		from = end
	}
	return dst
}

func size(lines []string) (n int) {
	for _, line := range lines {
		n += len(line)
	}
	return n
}

// top draws "╭─ ▸Title ────── note ─╮", leaving out what has no room.
func top(l *Line, t *theme.Theme, edge theme.Paint, b Box, w int) {
	title, titlePaint := " "+b.Title+" ", t.Title
	if b.Focused {
		title, titlePaint = Focus+b.Title+" ", t.Focus
	}
	room := w - 4 // corners, and a rule beside each
	title, n := Truncate(title, max(0, room))
	scope, k := Part(b.Scope, room-n-1)
	if k > 0 {
		k++ // the rule between them
	}
	note, m := Part(b.Note, room-n-k-1)
	l.Add(edge, theme.GlyphCornerNW+theme.GlyphRule).Add(titlePaint, title)
	if k > 0 {
		l.Add(edge, theme.GlyphRule).Add(t.Faint, scope)
	}
	l.Add(edge, rule[:max(0, room-n-k-m)*ruleBytes]).Add(t.Faint, note)
	l.Add(edge, theme.GlyphRule+theme.GlyphCornerNE)
}

// leastPart is the least room in which a part of a scope or a note says anything.
const leastPart = 6

// Part is a scope or a note between blanks, as far as it has room, and how many
// cells that takes.
func Part(text string, room int) (string, int) {
	if n := Width(text) + 2; text == "" || n > room && room < leastPart {
		return "", 0
	}
	text, _ = Truncate(text, room-2)
	text = " " + text + " "
	return text, Width(text) // a mark at the beginning joins the blank
}

// TitleRow draws the title of a page that fills the screen, in w cells:
// " ▸ Title  scope                note ".
func TitleRow(t *theme.Theme, b Box, w int) string {
	var l Line
	title, paint := "   "+b.Title, t.Title
	if b.Focused {
		title, paint = Focus+b.Title, t.Focus
	}
	title, _ = Truncate(title, w)
	l.Add(paint, title)
	if scope, n := Part(b.Scope, w-l.Width()-1); n > 0 {
		l.Pad(t.Text, 1).Add(t.Faint, scope)
	}
	if note, n := Part(b.Note, w-l.Width()-1); n > 0 {
		l.To(t.Text, w-n).Add(t.Faint, note)
	}
	return l.To(t.Text, w).String()
}

// Fill appends blank lines of w cells until there are h, and leaves out what is
// beyond them.
func Fill(lines []string, w, h int) []string {
	for len(lines) < h {
		lines = append(lines, blanks[:max(0, min(w, MaxWidth))])
	}
	return lines[:max(0, h)]
}
