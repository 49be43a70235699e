package board

import "tickdeck/ui/pane"

// grid is how the cells lie. All of them show if there is any way; then they show
// as much as there is room for.
type grid struct {
	cols    int
	rows    int // of all cells
	visible int // rows that show at a time
	cell    int // cells of the terminal that one is wide
	lines   int // that one is high
	gap     int // blank lines below it
	above   int // blank lines above the grid
	below   int // lines below it, for the symbol under the cursor and what the signs mean
	symbol  int // cells for the name
	count   int // cells for the number of candles
	tight   bool
}

// What a cell shows in each of its lines, the most first: figures, pattern, curve.
const (
	figuresOnly = 1
	withPattern = 2
	withCurve   = 3
)

// The cells of a name at most; those of a cell: a wider one says no more.
const (
	symbolLeast = 4
	symbolMost  = 8
	cellMost    = 28
	curveMost   = 40 // of one with a curve
)

// gridFor lays out n cells. Names are at most symbol cells wide and counts count.
func gridFor(size pane.Size, n, symbol, count int) grid {
	g := grid{above: 1, below: 2, symbol: max(symbolLeast, min(symbol, symbolMost)), count: count}
	switch {
	case size.H < 10:
		g.above, g.below = 0, min(1, size.H/2)
	case size.H < 16:
		g.above, g.below = 0, 1
	}
	room := max(1, size.H-g.above-g.below)
	wide, tight := g.least(), g.leastTight()
	switch {
	case g.fit(size.W, room-1, n, wide, withCurve, 1):
	case g.fit(size.W, room-1, n, wide, withCurve, 0):
	case g.fit(size.W, room-1, n, wide, withPattern, 1):
	case g.fit(size.W, room-1, n, wide, withPattern, 0), g.fit(size.W, room, n, wide, withPattern, 0):
	case g.fit(size.W, room, n, wide, figuresOnly, 0):
	default:
		if g.tight = true; g.fit(size.W, room, n, tight, figuresOnly, 0) {
			break
		}
		if g.tight = size.W < wide; g.tight {
			wide = min(tight, max(1, size.W))
		}
		g.lay(size.W, room, n, max(1, size.W/wide), figuresOnly, 0)
	}
	return g
}

// least is the width of a cell with everything in it, leastTight of one without
// the confidence.
func (g *grid) least() int      { return 1 + 1 + g.symbol + 2 + 1 + g.count + confWidth }
func (g *grid) leastTight() int { return g.least() - confWidth }

// fit lays out cells of that many lines if all of them show at once, as wide as
// they can be then.
func (g *grid) fit(w, h, n, least, lines, gap int) bool {
	rows := (h + gap) / (lines + gap)
	if rows < 1 || w < least {
		return false
	}
	widest := cellMost
	if lines == withCurve {
		widest = curveMost
	}
	cols := max((n+rows-1)/rows, (w+widest-1)/widest, 1)
	if w/cols < least {
		return false
	}
	g.lay(w, h, n, cols, lines, gap)
	return true
}

func (g *grid) lay(w, h, n, cols, lines, gap int) {
	g.cols, g.cell, g.lines, g.gap = cols, w/cols, lines, gap
	g.rows = max(1, (n+cols-1)/cols)
	g.visible = max(1, min(g.rows, (h+gap)/(lines+gap)))
}

// at is the place of what shows in a cell of the terminal, where top is the first row
// that shows.
func (g *grid) at(x, y, top int) (place int, ok bool) {
	if y -= g.above; x < 0 || y < 0 || g.cell == 0 {
		return 0, false
	}
	row, col := y/(g.lines+g.gap), x/g.cell
	if row >= g.visible || col >= g.cols || y%(g.lines+g.gap) >= g.lines {
		return 0, false
	}
	return (top+row)*g.cols + col, true
}

// digits is how many cells counts up to n take: see appendCount.
func digits(n int) int {
	switch {
	case n < 100:
		return 2
	case n < 100_000:
		return 3
	}
	return 4
}
