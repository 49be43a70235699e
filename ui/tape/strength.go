package tape

import (
	"cmp"
	"slices"

	"tickdeck/model"
)

// strengths remembers how often each pattern is found, by the name it came with.
type strengths map[string]*model.Pattern

// maxNames of patterns are remembered. A publisher of nonsense has more.
const maxNames = 4096

// of is about how likely it is that an alert is there by chance: how often its
// pattern is found, and how many of these are better formed. The lowest is the
// strongest: a confidence alone does not compare a doji with an engulfing.
func (s strengths) of(a *model.Alert) float64 {
	p, seen := s[a.Pattern]
	if !seen {
		p = model.KnownPattern(a.Pattern)
		if len(s) < maxNames {
			s[a.Pattern] = p
		}
	}
	return p.Frequency(a.Timeframe) * (1.01 - likely(a.Confidence)) // 1.01: of two that are perfect the rarer is stronger
}

// likely is a confidence, or that of an ordinary detection where none was sent.
func likely(confidence float64) float64 {
	if !model.Known(confidence) {
		return 0.5
	}
	return min(max(confidence, 0), 1)
}

// SortStrongest puts alerts of one candle in the order in which they are named.
func SortStrongest(all []*model.Alert) {
	strong := strengths{}
	slices.SortFunc(all, func(a, b *model.Alert) int {
		return cmp.Or(cmp.Compare(strong.of(a), strong.of(b)), cmp.Compare(a.Pattern, b.Pattern))
	})
}
