package main

import (
	"fmt"
	"strings"
)

// strokes are the lines of a cell, as SVG paths from edge to edge through its
// middle.
var strokes = map[string]string{
	"│": "M4.5 0V20", "┤": "M4.5 0V20M0 10H4.5", "├": "M4.5 0V20M4.5 10H9",
	"┬": "M0 10H9M4.5 10V20", "┴": "M0 10H9M4.5 0V10", "┼": "M4.5 0V20M0 10H9",
	"╭": "M9 10Q4.5 10 4.5 14.5V20", "╮": "M0 10Q4.5 10 4.5 14.5V20",
	"╰": "M4.5 0V5.5Q4.5 10 9 10", "╯": "M4.5 0V5.5Q4.5 10 0 10",
}

// marks are the signs of direction, which many fonts lack.
var marks = map[string]string{
	"▲": "0.5,14 4.5,6 8.5,14", "▼": "0.5,6 4.5,14 8.5,6",
	"◆": "4.5,5.5 8.5,10 4.5,14.5 0.5,10", "▸": "2,6.5 7,10 2,13.5",
}

// repeats reports whether many of a glyph beside each other are one shape, so
// that no seam shows between them.
func repeats(glyph string) bool {
	switch glyph {
	case "─", "━", "█", "▀", "░", "▁":
		return true
	}
	return false
}

// shape draws n cells of a line, block or mark; "" for what is a letter.
func shape(glyph string, n int) string {
	w := float64(n * cellW)
	switch glyph {
	case "─":
		return block(9.5, w, 1, 1)
	case "━":
		return block(8.5, w, 3, 1)
	case "╸":
		return block(8.5, cellW/2.0, 3, 1)
	case "░":
		return block(0, w, cellH, 0.25)
	}
	if d := strokes[glyph]; d != "" {
		return fmt.Sprintf(`<path d=%q fill="none" stroke-width="1"/>`, d)
	}
	if points := marks[glyph]; points != "" {
		return fmt.Sprintf(`<polygon points=%q stroke="none"/>`, points)
	}
	return eighths([]rune(glyph), w)
}

// eighths draws the blocks that fill a part of a cell from below or from the left.
func eighths(glyph []rune, w float64) string {
	if len(glyph) != 1 {
		return ""
	}
	switch r := glyph[0]; {
	case r >= '▁' && r <= '█':
		h := float64(r-'▁'+1) / 8 * cellH
		return block(cellH-h, w, h, 1)
	case r == '▀':
		return block(0, w, cellH/2, 1)
	case r >= brailleBlank && r <= brailleFull:
		return dots(int(r - brailleBlank))
	case r > '█' && r <= '▏': // from seven eighths down to one
		return block(0, float64('▏'-r+1)/8*cellW, cellH, 1)
	}
	return ""
}

// The cells of braille are in the order of the bits that say which dots they have.
const (
	brailleBlank = '\u2800'
	brailleFull  = '\u28ff'
)

// dots draws a cell of braille; each bit is a dot, two beside each other in four rows.
func dots(bits int) string {
	places := [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}}
	var all strings.Builder
	all.WriteString(`<g stroke="none">`)
	for i, at := range places {
		if bits&(1<<i) != 0 {
			fmt.Fprintf(&all, `<circle cx="%g" cy="%g" r="1.1"/>`, (float64(at[0])+0.5)*cellW/2, (float64(at[1])+0.5)*cellH/4)
		}
	}
	return all.String() + "</g>"
}

func block(y, w, h, opacity float64) string {
	return fmt.Sprintf(`<rect y="%g" width="%g" height="%g" stroke="none" fill-opacity="%g"/>`, y, w, h, opacity)
}
