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

// Box is the frame around a pane.
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
	var l Line
	if w < leastFrame {
		for range h {
			l.Reset()
			dst = append(dst, l.To(edge, w).String())
		}
		return dst
	}
	dst = append(dst, top(&l, t, edge, b, w))
	side := edge.Render("│")
	blank := side + blanks[:min(max(0, w-2), len(blanks))] + side
	for i := range h - 2 {
		if i < len(lines) {
			dst = append(dst, side+lines[i]+side)
		} else {
			dst = append(dst, blank)
		}
	}
	if h < 2 {
		return dst
	}
	l.Reset()
	return append(dst, l.Add(edge, "╰"+rule[:max(0, w-2)*ruleBytes]+"╯").String())
}

// top draws "╭─ ▸Title ────── note ─╮", leaving out what has no room.
func top(l *Line, t *theme.Theme, edge theme.Paint, b Box, w int) string {
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
	return l.Add(edge, "─╮").String()
}
