package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxText is the most runes of one text from the wire that are kept.
const MaxText = 256

// Clean makes a text from the wire safe to print on one line. It is the only
// way by which such text may reach a terminal. Control characters become the
// visible pictures of U+2400 (ESC becomes ␛); what is invalid, reorders text or
// has no width becomes "�"; more than two combining marks on a letter are
// dropped; and what is longer than MaxText runes ends in "…".
func Clean(s string) string {
	if len(s) <= MaxText && plain(s) {
		return s
	}
	return clean(s, MaxText)
}

// CleanLine is Clean for one line of a raw message, whatever its length.
func CleanLine(s string) string {
	if plain(s) {
		return s
	}
	return clean(s, len(s))
}

// plain reports whether s is printable ASCII, as nearly all of it is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func clean(s string, limit int) string {
	var b strings.Builder
	b.Grow(min(len(s), 4*limit))
	marks, n := 0, 0
	for _, r := range s {
		if n++; n > limit {
			b.WriteRune('…')
			break
		}
		if unicode.Is(unicode.M, r) {
			if marks++; marks > 2 {
				continue
			}
		} else {
			marks = 0
		}
		b.WriteRune(visible(r))
	}
	return b.String()
}

func visible(r rune) rune {
	switch {
	case r < ' ':
		return '␀' + r
	case r == 0x7f:
		return '␡'
	case r == utf8.RuneError, hidden(r):
		return utf8.RuneError
	}
	return r
}

// hidden reports whether a rune moves, reorders or hides text: C1 controls and
// format characters, line separators, blanks that pretend to be nothing,
// variation selectors, private use, and what Unicode has not assigned.
func hidden(r rune) bool {
	switch r {
	case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0: // invisible letters and marks
		return true
	}
	return !unicode.IsGraphic(r) || unicode.Is(unicode.Variation_Selector, r) || r >= 0xe0000
}
