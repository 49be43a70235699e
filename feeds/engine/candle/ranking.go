package candle

import (
	"errors"
	"fmt"
)

// Distributions say how the fits of each pattern are spread: what a confidence is
// a rank among. nil are the built-in ones, of the simulated market. They do not
// change and may be shared.
type Distributions struct {
	name    string
	counted tally
	fits    [len(table)][barLengths]distribution
}

// BuiltIn is what the distributions of the simulated market are called.
const BuiltIn = "built-in"

// Name is what they are called.
func (d *Distributions) Name() string {
	if d == nil {
		return BuiltIn
	}
	return d.name
}

// RankedBy is the same choice of patterns with confidences that rank among d.
func (s *Set) RankedBy(d *Distributions) *Set {
	if d == nil {
		return s
	}
	ranked := *s
	ranked.fits = nil
	for _, p := range s.patterns {
		ranked.fits = append(ranked.fits, &d.fits[placeOf(p.TALib)])
	}
	return &ranked
}

// placeOf finds a pattern of the table in it, -1 for what is none.
func placeOf(talib string) int {
	for i := range table {
		if table[i].TALib == talib {
			return i
		}
	}
	return -1
}

// leastFound is how many detections of all patterns, on days or on minutes, make
// distributions worth having: in about 500 bars there are as many.
const leastFound = 1000

// ErrTooFew says that distributions would hardly differ from the built-in ones.
var ErrTooFew = errors.New("too few patterns for a table of one's own")

// Distributions are those of what was counted. Where hardly anything was found on
// bars of a length they are the built-in ones; where that is so of all, the error
// is ErrTooFew.
func (c *Census) Distributions(name string) (*Distributions, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	enough, counted := false, c.sum
	for l := range barLengths {
		if counted.total(l) >= leastFound {
			enough = true
			continue
		}
		counted.bars[l], counted.found[l] = 0, [len(table)]counts{}
	}
	if !enough {
		return nil, fmt.Errorf("%w: %d among %d bars of days and %d among %d of minutes, and at least %d of one of them are needed, as in about %d bars",
			ErrTooFew, c.sum.total(days), c.sum.bars[days], c.sum.total(minutes), c.sum.bars[minutes], leastFound, leastFound/2)
	}
	return newDistributions(name, &counted), nil
}

// newDistributions adds to what was counted of each pattern some that are as the
// built-in ones: see like.
func newDistributions(name string, counted *tally) *Distributions {
	d := &Distributions{name: name, counted: *counted}
	for i := range table {
		for l := range barLengths {
			builtIn := &kinds[i].fits[l]
			d.fits[i][l] = counted.found[l][i].blend(func(cell int) float64 { return float64(builtIn[cell+1]) / whole })
		}
	}
	return d
}

// Spread is how one pattern's fits are spread, on bars of one length.
type Spread struct {
	Pattern Pattern
	Length  string  // days or minutes
	Bars    int     // of that length that were looked at
	Found   int     // detections
	Own     float64 // share of the distribution that is theirs; the rest is the built-in one's
	Fits    []float64
}

// Spreads tells, for each pattern and each length of bars of which there were any,
// the fits below which these shares of the detections are.
func (d *Distributions) Spreads(shares ...float64) (out []Spread) {
	for l := range barLengths {
		for i := range table {
			if d.counted.bars[l] == 0 {
				continue
			}
			n := d.counted.found[l][i].total()
			s := Spread{Pattern: table[i], Length: l.String(), Bars: d.counted.bars[l], Found: n, Own: float64(n) / float64(n+like)}
			for _, share := range shares {
				s.Fits = append(s.Fits, d.fits[i][l].quantile(share))
			}
			out = append(out, s)
		}
	}
	return out
}
