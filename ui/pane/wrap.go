package pane

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/theme"
)

// wrapLines is the most lines that one text is wrapped into.
const wrapLines = 2_000

// wrap breaks a clean text into lines of at most w cells: at blanks, or inside
// a word that is longer than a line. The indent of the text is kept.
func wrap(text string, w int) []string {
	if len(text) <= w {
		return []string{text}
	}
	if most := w * wrapLines; len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + theme.GlyphMore
	}
	indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
	if len(indent) > w/2 {
		indent = ""
	}
	parts := strings.Split(ansi.Wrap(text[len(indent):], w-len(indent), ""), "\n")
	for i := range parts {
		parts[i] = indent + parts[i]
	}
	return parts
}
