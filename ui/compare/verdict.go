package compare

import (
	"fmt"
	"slices"
	"strings"

	"tickdeck/model"
	"tickdeck/model/sweep"
	"tickdeck/ui/draw"
)

// chance is below which a difference is not taken for chance.
const chance = 0.05

// verdicts say what must be known before the figures are believed.
func (v *Compare) verdicts() (out []warning) {
	for _, c := range v.all {
		if c.err != nil {
			out = append(out, warning{text: v.name(c) + ": " + model.CleanLine(c.err.Error())})
		}
	}
	if w, ok := v.alike(); ok {
		out = append(out, w)
	}
	if w, ok := v.apart(); ok {
		out = append(out, w)
	}
	return out
}

// alike says which traded exactly the same.
func (v *Compare) alike() (warning, bool) {
	by := map[string][]string{}
	for _, c := range v.all {
		if r := v.result(c); r != nil && r.Digest != "" {
			by[r.Digest] = append(by[r.Digest], v.name(c))
		}
	}
	var texts []string
	for _, names := range by {
		if len(names) > 1 {
			texts = append(texts, and(names)+" made the same trades.")
		}
	}
	slices.Sort(texts)
	return warning{text: strings.Join(texts, " ")}, len(texts) > 0
}

// apart says whether the trades tell the results apart: each must have enough of them,
// and the mean returns of two must differ by more than chance, at a level that is parted
// among all pairs (Bonferroni).
func (v *Compare) apart() (warning, bool) {
	var counts []float64
	few := false
	for _, c := range v.all {
		r := v.result(c)
		if r == nil || !model.Known(r.Trades) {
			return warning{}, false
		}
		counts = append(counts, r.Trades)
		few = few || r.Trades < sweep.EnoughTrades
	}
	these := fmt.Sprintf("these %s", numeral(len(v.all)))
	if few {
		return warning{text: fmt.Sprintf("%s trades: under %d are too few to tell %s apart.", spread(counts), sweep.EnoughTrades, these)}, true
	}
	pairs := len(v.all) * (len(v.all) - 1) / 2
	differ, tested := v.pairs(chance / float64(pairs))
	switch {
	case tested == 0:
		return warning{}, false
	case len(differ) == 0:
		return warning{text: "By the returns of their trades chance alone explains what differs between " + these + "."}, true
	}
	text := "By the returns of their trades more than chance tells " + and(differ)
	if len(differ) < pairs {
		text += "; of others it does not"
	}
	return warning{text: text + ".", calm: true}, true
}

// pairs are those whose trades differ by more than chance at a level, and how many could
// be tested.
func (v *Compare) pairs(level float64) (differ []string, tested int) {
	for i, a := range v.all {
		for _, b := range v.all[i+1:] {
			if a.record.Report == nil || b.record.Report == nil {
				continue
			}
			p := sweep.Apart(a.record.Report.Ledger, b.record.Report.Ledger)
			if !model.Known(p) {
				continue
			}
			if tested++; p < level {
				differ = append(differ, v.name(a)+" from "+v.name(b))
			}
		}
	}
	return differ, tested
}

// spread writes some counts: 18 and 37, or of many 18 to 90.
func spread(counts []float64) string {
	counts = slices.Compact(slices.Sorted(slices.Values(counts)))
	words := make([]string, len(counts))
	for i, n := range counts {
		words[i] = decimal(n, 0)
	}
	if len(words) > 3 {
		return words[0] + " to " + words[len(words)-1]
	}
	return and(words)
}

// numeral writes a small number in words.
func numeral(n int) string {
	words := [...]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight"}
	if n < len(words) {
		return words[n]
	}
	return draw.Count(uint64(n))
}

// and joins words: a, b and c.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
