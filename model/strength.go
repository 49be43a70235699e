package model

import (
	"cmp"
	"slices"
)

// Strengths says which alerts are strong. It remembers how often each pattern is found,
// by the name it came with, and belongs to one goroutine.
type Strengths map[string]*Pattern

// maxNames of patterns are remembered. A publisher of nonsense has more.
const maxNames = 4096

// Chance is about how likely it is that an alert is there by chance: how often its
// pattern is found, and how many of these are better formed. The lowest is the
// strongest: a confidence alone does not compare a doji with an engulfing.
func (s Strengths) Chance(a *Alert) float64 {
	p, seen := s[a.Pattern]
	if !seen {
		p = KnownPattern(a.Pattern)
		if len(s) < maxNames {
			s[a.Pattern] = p
		}
	}
	return p.Frequency(a.Timeframe) * (1.01 - likely(a.Confidence)) // 1.01: of two that are perfect the rarer is stronger
}

// Stronger reports whether an alert is less likely to be there by chance than another.
func (s Strengths) Stronger(a, b *Alert) bool { return s.Chance(a) < s.Chance(b) }

// Compare puts the stronger of two first, and the same two always in the same order.
func (s Strengths) Compare(a, b *Alert) int {
	return cmp.Or(cmp.Compare(s.Chance(a), s.Chance(b)), cmp.Compare(a.Pattern, b.Pattern))
}

// Sort puts alerts in the order in which they are named.
func (s Strengths) Sort(all []*Alert) { slices.SortFunc(all, s.Compare) }

// likely is a confidence, or that of an ordinary detection where none was sent.
func likely(confidence float64) float64 {
	if !Known(confidence) {
		return 0.5
	}
	return min(max(confidence, 0), 1)
}
