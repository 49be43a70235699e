package draw

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/theme"
)

// Line builds one line of the screen from left to right and keeps count of its
// width in cells. The zero value is an empty line.
type Line struct {
	buf     []byte
	width   int
	scratch [32]byte
}

// Scratch is room to write a number in before it is painted with Figure.
func (l *Line) Scratch() []byte { return l.scratch[:0] }

// Figure is Right for a number written into Scratch: most cells are numbers, and
// a string for each would cost more than everything else in a row.
func (l *Line) Figure(p theme.Paint, number []byte, w int) *Line {
	n := utf8.RuneCount(number)
	if n > w {
		return l.Right(p, string(number), w)
	}
	l.buf = p.Open(l.buf)
	l.buf = append(l.buf, blanks[:w-n]...)
	l.buf = p.Close(append(l.buf, number...))
	l.width += w
	return l
}

// MaxWidth is the most cells of a line that can be drawn.
const MaxWidth = 500

// blanks is what padding is cut from.
var blanks = strings.Repeat(" ", MaxWidth)

// Width is how many cells are filled.
func (l *Line) Width() int { return l.width }

// Reset empties the line and keeps its memory.
func (l *Line) Reset() { l.buf, l.width = l.buf[:0], 0 }

// String returns the line as it stands.
func (l *Line) String() string { return string(l.buf) }

// Raw adds bytes that are painted already, of a known width.
func (l *Line) Raw(s string, width int) *Line {
	l.buf = append(l.buf, s...)
	l.width += width
	return l
}

// Add paints a text of any width.
func (l *Line) Add(p theme.Paint, s string) *Line {
	l.buf = p.Append(l.buf, s)
	l.width += Width(s)
	return l
}

// Pad paints n blank cells.
func (l *Line) Pad(p theme.Paint, n int) *Line {
	for n > 0 {
		k := min(n, len(blanks))
		l.buf = p.Append(l.buf, blanks[:k])
		l.width += k
		n -= k
	}
	return l
}

// To pads up to the given column.
func (l *Line) To(p theme.Paint, column int) *Line { return l.Pad(p, column-l.width) }

// Exactly returns the line with w cells: padded, or cut where the least that has
// to be shown is still wider.
func (l *Line) Exactly(p theme.Paint, w int) string {
	if l.width > w {
		cut := ansi.Truncate(string(l.buf), w, "")
		l.Reset()
		l.Raw(cut, ansi.StringWidth(cut))
	}
	return l.To(p, w).String()
}

// Left paints a text into exactly w cells, cut with "…" if it is longer.
func (l *Line) Left(p theme.Paint, s string, w int) *Line {
	if w <= 0 {
		return l
	}
	s, n := Truncate(s, w)
	return l.cell(p, s, n, 0, w-n)
}

// Right is Left with the text at the right edge, for numbers.
func (l *Line) Right(p theme.Paint, s string, w int) *Line {
	if w <= 0 {
		return l
	}
	s, n := Truncate(s, w)
	return l.cell(p, s, n, w-n, 0)
}

func (l *Line) cell(p theme.Paint, s string, n, before, after int) *Line {
	l.buf = p.Open(l.buf)
	l.buf = append(l.buf, blanks[:min(before, len(blanks))]...)
	if before > 0 && s != "" && s[0] >= utf8.RuneSelf { // a mark at the beginning would join the blank
		l.buf = p.Open(p.Close(l.buf))
	}
	l.buf = append(l.buf, s...)
	l.buf = append(l.buf, blanks[:min(after, len(blanks))]...)
	l.buf = p.Close(l.buf)
	l.width += min(before, len(blanks)) + n + min(after, len(blanks))
	return l
}

// Width is how many cells a text takes.
func Width(s string) int {
	if ascii(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Truncate cuts a text to at most w cells, with "…" in the last one where something
// was cut, and returns how many cells it takes.
func Truncate(s string, w int) (string, int) {
	n := Width(s)
	if n <= w {
		return s, n
	}
	if w <= 0 {
		return "", 0
	}
	s = ansi.Truncate(s, w, theme.GlyphMore)
	return s, Width(s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
