package candle

import (
	"sync"

	"tickdeck/feeds/engine/bars"
)

// Census counts what is found in bars, and how well it fits: what distributions
// are made of. It is safe for concurrent use.
type Census struct {
	set   *Set
	place map[*Pattern]int // in the table
	mu    sync.Mutex
	sum   tally
}

// tally is what was counted on bars of each length, of each pattern by its place
// in the table.
type tally struct {
	bars  [barLengths]int
	found [barLengths][len(table)]counts
}

// NewCensus has counted nothing yet.
func NewCensus() *Census {
	c := &Census{set: All(), place: map[*Pattern]int{}}
	for k := range c.set.patterns { // all, so they are in the order of the table
		c.place[&c.set.patterns[k]] = k
	}
	return c
}

// Add counts what is found in a series.
func (c *Census) Add(series []bars.Bar) {
	t := c.count(series)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sum.add(t)
}

func (c *Census) count(series []bars.Bar) *tally {
	t, scanner := &tally{}, c.set.NewScanner()
	early := 0 // bars of a length that is not known yet
	for _, b := range series {
		found := scanner.Add(b)
		length := scanner.step.length()
		for _, d := range found {
			t.found[length][c.place[d.Pattern]][cellOf(d.fit)]++
		}
		if early++; scanner.step.least > 0 {
			t.bars[length] += early
			early = 0
		}
	}
	t.bars[days] += early
	return t
}

func cellOf(fit float64) int { return min(int(fit*cells), cells-1) }

func (t *tally) add(o *tally) {
	for l := range t.found {
		t.bars[l] += o.bars[l]
		for i := range t.found[l] {
			for k, n := range o.found[l][i] {
				t.found[l][i][k] += n
			}
		}
	}
}

// total is how many detections there are on bars of a length.
func (t *tally) total(l barLength) (n int) {
	for i := range t.found[l] {
		n += t.found[l][i].total()
	}
	return n
}
