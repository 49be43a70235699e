package candle

import (
	"fmt"
	"slices"
	"strings"
)

// A bar's colours and gaps make an index: the last five colours (bit 0 the last
// candle's), the last gap and the one before it, and the first of the four that
// five candles have, two bits each: 1 up, 2 down.
const (
	colourBits = 5
	gapBits    = 2
	shapes     = 1 << (colourBits + 3*gapBits)
	sizes      = 1 << 8
	gapUp      = 1
	gapDown    = 2
)

// Set is a choice of patterns, made ready for scanning: bit k of its masks is
// pattern k. It does not change and may be shared.
//
// Most patterns are out of the question at a glance: at the colours and gaps of
// the last bars and the size of the last body. The masks say which are left, so
// that their rules alone need be asked.
type Set struct {
	patterns []Pattern
	shape    [shapes]uint64
	size     [sizes]uint64
	ready    [longPeriod + 5]uint64 // by the number of bars before
	calm     uint64                 // those that do without an inside bar
}

// All is the set of all patterns.
func All() *Set { return compile(table[:]) }

// Select is the set of the named patterns, each by its Name or its TALib, in any
// case. Without names it is All. An unknown name is an error that lists what
// there is.
func Select(names ...string) (*Set, error) {
	if len(names) == 0 {
		return All(), nil
	}
	var chosen []Pattern
	for _, name := range names {
		p, ok := Find(name)
		if !ok {
			return nil, fmt.Errorf("there is no pattern %q; there are %s", name, list())
		}
		chosen = append(chosen, p)
	}
	var kept []Pattern // in the order of the table, each once
	for _, p := range table {
		if slices.ContainsFunc(chosen, func(q Pattern) bool { return q.TALib == p.TALib }) {
			kept = append(kept, p)
		}
	}
	return compile(kept), nil
}

// Find looks up a pattern by its Name or its TALib, in any case.
func Find(name string) (Pattern, bool) {
	for _, p := range table {
		if strings.EqualFold(p.Name, name) || strings.EqualFold(p.TALib, name) {
			return p, true
		}
	}
	return Pattern{}, false
}

func list() string {
	var names []string
	for _, p := range table {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// Patterns are those of the set. They are not to be changed.
func (s *Set) Patterns() []Pattern { return s.patterns }

func compile(patterns []Pattern) *Set {
	s := &Set{patterns: patterns}
	for k, p := range patterns {
		bit := uint64(1) << k
		for _, shape := range strings.Split(p.shape, "|") {
			for i := range s.shape {
				if fits(shape, i) {
					s.shape[i] |= bit
				}
			}
		}
		for i := range s.size {
			if p.last.fits(i, p.Candles-1) {
				s.size[i] |= bit
			}
		}
		for n := range s.ready {
			if n >= p.Lookback {
				s.ready[n] |= bit
			}
		}
		if p.TALib != "CDLHIKKAKE" && p.TALib != "CDLHIKKAKEMOD" {
			s.calm |= bit
		}
	}
	return s
}

// fits: a shape, read from its end, agrees with an index.
func fits(shape string, index int) bool {
	gaps := [...]int{index >> colourBits & 3, index >> (colourBits + gapBits) & 3, 0, index >> (colourBits + 2*gapBits)}
	candle := 0
	for i := len(shape) - 1; i >= 0; i-- {
		white := index>>candle&1 == 1
		switch shape[i] {
		case '^':
			if gaps[candle-1]&gapUp == 0 {
				return false
			}
			continue
		case 'v':
			if gaps[candle-1]&gapDown == 0 {
				return false
			}
			continue
		case 'w':
			if !white {
				return false
			}
		case 'b':
			if white {
				return false
			}
		}
		candle++
	}
	return true
}

// The index of sizes: two bits for each of the sums of the first three positions
// (larger than the average, smaller), and one for each of the first two dojis.
const dojiShift = 6

// fits: the size agrees with an index, for a last candle at a position.
func (s size) fits(index, pos int) bool {
	larger, smaller := index>>(2*pos)&1 == 1, index>>(2*pos+1)&1 == 1
	switch s {
	case long:
		return larger
	case short:
		return smaller
	case notLong:
		return !larger
	case dojiSize:
		return index>>(dojiShift+pos)&1 == 1
	}
	return true
}

// bit is free of branches: what it is asked about cannot be predicted.
func bit(b bool) uint {
	if b {
		return 1
	}
	return 0
}

// sizes is the index of a candle's size.
func (c *candle) sizes() uint {
	return bit(c.body > c.body10[0]) | bit(c.body < c.body10[0])<<1 |
		bit(c.body > c.body10[1])<<2 | bit(c.body < c.body10[1])<<3 |
		bit(c.body > c.body10[2])<<4 | bit(c.body < c.body10[2])<<5 |
		bit(c.body <= c.doji(0))<<dojiShift | bit(c.body <= c.doji(1))<<(dojiShift+1)
}
