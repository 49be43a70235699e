package draw

import (
	"strings"

	"tickdeck/theme"
)

var (
	rule      = strings.Repeat("─", MaxWidth)
	heavyRule = strings.Repeat("━", MaxWidth)
)

const ruleBytes = len("─")

// Box is the frame around an overlay.
type Box struct {
	Title   string
	Note    string // at the right end of the top edge
	Focused bool
}

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
	side := edge.Render("│")
	lines = lines[:min(len(lines), max(0, h-2))]
	l.buf = make([]byte, 0, (h+2)*(w+4*len(side))+size(lines))
	ends := make([]int, 0, h)
	top(&l, t, edge, b, w)
	for i := range h - 1 {
		ends = append(ends, len(l.buf))
		switch {
		case i == h-2:
			l.Add(edge, "╰").Add(edge, rule[:(w-2)*ruleBytes]).Add(edge, "╯")
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
		title, titlePaint = " ▸ "+b.Title+" ", t.Focus
	}
	room := w - 4 // corners, and a rule beside each
	title, n := Fit(title, max(0, room))
	note, m := "", 0
	if b.Note != "" {
		if note, m = Fit(" "+b.Note+" ", room-n-1); m < 6 {
			note, m = "", 0
		}
	}
	l.Add(edge, "╭─").Add(titlePaint, title)
	l.Add(edge, rule[:max(0, room-n-m)*ruleBytes]).Add(t.Faint, note)
	l.Add(edge, "─╮")
}

// Fill appends blank lines of w cells until there are h, and leaves out what is
// beyond them.
func Fill(lines []string, w, h int) []string {
	for len(lines) < h {
		lines = append(lines, blanks[:max(0, min(w, MaxWidth))])
	}
	return lines[:max(0, h)]
}
