package board

import (
	"testing"

	"tickdeck/ui/pane"
)

func TestACellIsFoundWhereItIsDrawn(t *testing.T) {
	for _, size := range []pane.Size{{W: 80, H: 20}, {W: 120, H: 36}, {W: 40, H: 9}, {W: 200, H: 56}} {
		for _, n := range []int{1, 6, 40, 500} {
			g := gridFor(size, n, 5, 2)
			for top := range min(2, g.rows) {
				for i := range g.visible * g.cols {
					x, y := i%g.cols*g.cell, g.above+i/g.cols*(g.lines+g.gap)
					for _, line := range [...]int{y, y + g.lines - 1} {
						if got, ok := g.at(x+g.cell-1, line, top); !ok || got != top*g.cols+i {
							t.Fatalf("%v, %d symbols: %d is %d, %t: %+v", size, n, i, got, ok, g)
						}
					}
					if _, ok := g.at(x, y-1, top); ok && (g.gap > 0 || i < g.cols) {
						t.Fatalf("%v, %d symbols: above %d there is one: %+v", size, n, i, g)
					}
				}
			}
		}
	}
}
