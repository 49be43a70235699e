package theme

import (
	"strings"
	"unicode/utf8"
)

// The glyphs: every mark and line that the screens draw, by what it means. Each
// takes one cell and has no emoji form.
const (
	GlyphBull    = "▲"
	GlyphBear    = "▼"
	GlyphNeutral = "◆" // neither bull nor bear
	GlyphNone    = "–" // nobody said; also from–to
	GlyphMinus   = "−"
	GlyphEven    = "±" // as much bull as bear
	GlyphTimes   = "×"
	GlyphDiffers = "≠" // from where it was filled in from
	GlyphMicro   = "µ"

	GlyphUp        = "●" // connected
	GlyphDown      = "○" // not connected
	GlyphDone      = "✓"
	GlyphFailed    = "✗"
	GlyphCancelled = "⊘"
	GlyphMarked    = "•" // by the person
	GlyphPinned    = "^" // stands in front of what came with it
	GlyphRuled     = "!" // a rule speaks of it

	GlyphFocus  = "▸" // what the keys are for
	GlyphCursor = "›" // the row they are for
	GlyphFolded = "▸" // more of it can be shown
	GlyphOpen   = "▾" // all of it is shown
	GlyphBack   = "‹"
	GlyphMore   = "…" // something was cut here
	GlyphDot    = "·" // between facts
	GlyphTo     = "→" // from → to
	GlyphPoint  = "◂" // where a graph stands now
	GlyphLevel  = "┈" // the line of it

	GlyphEnter    = "⏎"
	GlyphShift    = "⇧"
	GlyphArrowL   = "←"
	GlyphArrowR   = "→"
	GlyphArrowU   = "↑"
	GlyphArrowD   = "↓"
	GlyphBlock    = "█" // of an area in a graph
	GlyphUpper    = "▀" // the upper half of it
	GlyphGap      = "┄" // a row that stands for a time of which nothing is known
	GlyphFill     = "━" // of a bar
	GlyphHalf     = "╸" // half a cell of it
	GlyphHalfLeft = "╺" // half a cell of one that grows to the left
	GlyphTrack    = "─" // what is not filled
	GlyphRule     = "─" // lines between views
	GlyphSide     = "│"
	GlyphCornerNW = "╭"
	GlyphCornerNE = "╮"
	GlyphCornerSW = "╰"
	GlyphCornerSE = "╯"
	GlyphTeeW     = "├"
	GlyphTeeE     = "┤"
	GlyphTeeN     = "┬"
	GlyphTeeS     = "┴"
	GlyphCross    = "┼"
)

// Separator stands between facts in one line.
const Separator = " " + GlyphDot + " "

// Sparks are the heights of a sparkline's cells. None is full, or the lines of a
// table would grow together.
var Sparks = [...]string{"▁", "▂", "▃", "▄", "▅", "▆", "▇"}

// asciiGlyphs are what stands for each glyph on a terminal that draws some of
// them two cells wide: one cell each.
var asciiGlyphs = map[rune]byte{
	'▲': '^', '▼': 'v', '◆': 'o', '–': '-', '−': '-', '±': '=', '×': 'x', '≠': '#', 'µ': 'u',
	'●': '*', '○': 'o', '✓': '+', '✗': 'x', '⊘': '/', '•': '*',
	'▸': '>', '▾': 'v', '›': '>', '‹': '<', '…': '~', '·': '|', '→': '>', '←': '<', '↑': '^', '↓': 'v', '⏎': '<', '⇧': '^',
	'┄': '-', '┈': '.', '◂': '<', '━': '=', '╸': '>', '╺': '<', '─': '-', '│': '|', '╭': '.', '╮': '.', '╰': '\'', '╯': '\'',
	'├': '+', '┤': '+', '┬': '+', '┴': '+', '┼': '+',
	'▁': '_', '▂': '.', '▃': '-', '▄': '=', '▅': '+', '▆': '*', '▇': '#', '█': '#', '░': '.', '▀': '"',
	'▏': '.', '▎': '.', '▍': '.', '▌': '=', '▋': '=', '▊': '=', '▉': '#',
}

// Glyphs is a set of glyphs, by its name. What is not known is unicode.
type Glyphs string

// ASCII reports whether the set is ascii.
func (g Glyphs) ASCII() bool { return g == "ascii" }

// Append adds a text to dst as it is drawn with the set. It takes as many cells
// as before; a glyph in what publishers sent is drawn like one of ours, since the
// terminal would draw it too wide as well.
func (g Glyphs) Append(dst []byte, text string) []byte {
	if !g.ASCII() {
		return append(dst, text...)
	}
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch c, ok := asciiGlyphs[r]; {
		case ok && n > 1:
			dst = append(dst, c)
		case r > 0x2800 && r <= 0x28ff: // dots of a graph, in braille
			dst = append(dst, dots(r-0x2800))
		default:
			dst = append(dst, text[i:i+n]...)
		}
		i += n
	}
	return dst
}

// dots is a cell of braille: where its dots are.
func dots(of rune) byte {
	const upper, lower = 0x1b, 0xe4
	switch {
	case of&lower == 0:
		return '\''
	case of&upper == 0:
		return '.'
	}
	return ':'
}

// keyNames are the keys that have a glyph, in words.
var keyNames = strings.NewReplacer(
	GlyphEnter, "enter", GlyphShift, "shift+", GlyphArrowL, "left", GlyphArrowR, "right", GlyphArrowU, "up", GlyphArrowD, "down",
)

// KeyName writes the name of a key as it is shown: where the set has no glyph for
// it, in words.
func (g Glyphs) KeyName(shown string) string {
	if !g.ASCII() {
		return shown
	}
	return keyNames.Replace(shown)
}
