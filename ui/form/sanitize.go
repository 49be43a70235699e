package form

import (
	"strings"
	"unicode"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// mostRead is how many bytes of a paste are looked at: several times what the
// longest field takes, in any script.
const mostRead = 8 << 10

// sanitize keeps what can be shown of a text, at most room characters, and reports
// whether some of it had no room. New lines and tabs part the words of a list,
// and are blanks elsewhere.
func sanitize(text string, list bool, room int) (kept string, cut bool) {
	var b strings.Builder
	for _, r := range text {
		if r = showable(r, list); r == 0 {
			continue
		}
		if room--; room < 0 {
			return b.String(), true
		}
		b.WriteRune(r)
	}
	return b.String(), false
}

// showable returns the character to keep, or 0 for one that moves, hides or
// joins others: each that is kept stands in cells of its own.
func showable(r rune, list bool) rune {
	switch {
	case r >= ' ' && r <= '~':
		return r
	case r == '\n', r == '\r', r == '\t', r == '\u2028', r == '\u2029':
		if list {
			return ','
		}
		return ' '
	case unicode.Is(unicode.Zs, r):
		return ' '
	case !unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S), joins(r), model.CleanLine(string(r)) != string(r):
		return 0
	}
	if w := cells(r); w < 1 || w > 2 {
		return 0
	}
	return r
}

// joins reports whether a character that is visible by itself melts into the
// one beside it: flags, skin colours, parts of Hangul and of Indic scripts.
func joins(r rune) bool {
	c := string(r)
	return draw.Width("a"+c+c+"a") != 2+2*draw.Width(c)
}

// cells is the width of one character.
func cells(r rune) int {
	if r < 0x7f {
		return 1
	}
	return draw.Width(string(r))
}
