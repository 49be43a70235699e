package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Paint is a style worked out to the bytes around a text: rendering a style
// anew for every cell would cost more than everything else in a frame.
type Paint struct {
	open, shut string
}

// NewPaint works out a style that has no size, border or margin.
func NewPaint(s lipgloss.Style) Paint {
	const mark = "#"
	open, shut, _ := strings.Cut(s.Render(mark), mark)
	return Paint{open, shut}
}

// Append adds the painted text to dst.
func (p Paint) Append(dst []byte, text string) []byte {
	if text == "" {
		return dst
	}
	dst = append(dst, p.open...)
	dst = append(dst, text...)
	return append(dst, p.shut...)
}

// Open adds what goes before a painted text; Shut adds what goes behind.
func (p Paint) Open(dst []byte) []byte { return append(dst, p.open...) }

// Close adds what goes behind a painted text.
func (p Paint) Close(dst []byte) []byte { return append(dst, p.shut...) }

// Render returns the painted text.
func (p Paint) Render(text string) string {
	if text == "" {
		return ""
	}
	return p.open + text + p.shut
}
