package results

import (
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// ink is what a cell of a graph stands for.
type ink uint8

const (
	inkNone ink = iota
	inkEquity
	inkHeld
	inkFall
	inkCursor
	inkMark
)

func (i ink) paint(s *theme.Styles) theme.Paint {
	switch i {
	case inkEquity:
		return s.Fill
	case inkFall:
		return s.Loss
	case inkCursor:
		return s.Focus
	case inkMark:
		return s.Bright
	}
	return s.Faint
}

// cell is one of a graph.
type cell struct {
	r   rune
	ink ink
}

// grid is a graph in cells, by rows from the top.
type grid struct {
	w, h  int
	cells []cell
}

func newGrid(w, h int) *grid {
	g := &grid{w: max(0, w), h: max(0, h)}
	g.cells = make([]cell, g.w*g.h)
	for i := range g.cells {
		g.cells[i].r = ' '
	}
	return g
}

func (g *grid) at(x, y int) *cell {
	if x < 0 || x >= g.w || y < 0 || y >= g.h {
		return &cell{}
	}
	return &g.cells[y*g.w+x]
}

// put fills a cell.
func (g *grid) put(x, y int, r rune, i ink) { *g.at(x, y) = cell{r, i} }

// under fills a cell that is empty.
func (g *grid) under(x, y int, r rune, i ink) {
	if c := g.at(x, y); c.r == ' ' {
		*c = cell{r, i}
	}
}

// row adds a row to a line, a paint for each run of cells.
func (g *grid) row(l *draw.Line, s *theme.Styles, y int) {
	for x := 0; x < g.w; {
		from := x
		text := []rune{}
		for ; x < g.w && g.at(x, y).ink == g.at(from, y).ink; x++ {
			text = append(text, g.at(x, y).r)
		}
		l.Raw(g.at(from, y).ink.paint(s).Render(string(text)), len(text))
	}
}

// text is a row without its paints.
func (g *grid) text(y int) string {
	out := make([]rune, g.w)
	for x := range out {
		out[x] = g.at(x, y).r
	}
	return string(out)
}
