package candle

import (
	"fmt"
	"slices"
	"strings"

	"tickdeck/model"
)

// A bar's colours and gaps make an index: the last five colours (bit 0 the last
// candle's), the last gap and the one before it, and the first of the four that
// five candles have, two bits each: 1 up, 2 down.
const (
	colourBits = 5
	gapBits    = 2
	shapes     = 1 << (colourBits + 3*gapBits)
	gapUp      = 1
	gapDown    = 2
	factBytes  = (factBits + 7) / 8
)

// Set is a choice of patterns, made ready for scanning: bit k of its masks is
// pattern k. It does not change and may be shared.
//
// Most patterns are out of the question at a glance: at the colours and gaps of
// the last bars and a few facts. The masks say which are left, so that their rules
// alone need be asked.
type Set struct {
	patterns []Pattern
	fits     []*[barLengths]distribution
	shape    [shapes]uint64
	facts    [factBytes][256]uint64
	ready    [longPeriod + 5]uint64 // by the number of bars before
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

// Find looks up a pattern by its Name or its TALib, in any of the ways in which
// publishers write them: see model.SamePattern.
func Find(name string) (Pattern, bool) {
	for _, p := range table {
		if model.SamePattern(p.Name, name) || model.SamePattern(p.TALib, name) {
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

// Patterns are those of the set.
func (s *Set) Patterns() []Pattern { return slices.Clone(s.patterns) }

// A bit for every pattern.
var _ [64 - len(table)]struct{}

func compile(patterns []Pattern) *Set {
	s := &Set{patterns: patterns}
	for k, p := range patterns {
		s.admit(uint64(1)<<k, p)
		s.fits = append(s.fits, &kindOf(p.TALib).fits)
	}
	return s
}

func (s *Set) admit(pattern uint64, p Pattern) {
	for shape := range strings.SplitSeq(p.shape, "|") {
		mark(s.shape[:], pattern, func(i int) bool { return fits(shape, i) })
	}
	for i := range s.facts {
		needs := p.needs >> (8 * i) & 255
		mark(s.facts[i][:], pattern, func(have int) bool { return facts(have)&needs == needs })
	}
	mark(s.ready[:], pattern, func(n int) bool { return n >= p.Lookback })
}

func mark(masks []uint64, pattern uint64, where func(int) bool) {
	for i := range masks {
		if where(i) {
			masks[i] |= pattern
		}
	}
}

// fits: a shape, read from its end, agrees with an index.
func fits(shape string, index int) bool {
	const gap = 1<<gapBits - 1
	colours, gaps := index, index>>colourBits
	between := [...]int{gaps & gap, gaps >> gapBits & gap, 0, gaps >> (2 * gapBits) & gap}
	pair := -1 // of candles, counted from the last
	for _, sign := range slices.Backward([]byte(shape)) {
		switch {
		case sign == '^' && between[pair]&gapUp == 0,
			sign == 'v' && between[pair]&gapDown == 0,
			sign == 'w' && colours&1 == 0,
			sign == 'b' && colours&1 == 1:
			return false
		case sign == 'w' || sign == 'b' || sign == '.':
			colours >>= 1
			pair++
		}
	}
	return true
}

// candidates gives the patterns that the last bars leave, n bars having gone before.
func (s *Set) candidates(p *past, n int) uint64 {
	left := s.shape[p.shape()%shapes] & s.ready[min(n, len(s.ready)-1)]
	for i := range s.facts {
		left &= s.facts[i][p.facts>>(8*i)&255]
	}
	return left
}
