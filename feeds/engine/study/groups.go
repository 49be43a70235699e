package study

import "strconv"

// tally sums outcomes up.
type tally struct {
	n                     int
	r, base, hit, baseHit float64
}

func (t *tally) add(o *outcome) {
	t.n++
	t.r += o.r
	t.base += o.base
	t.hit += o.hit
	t.baseHit += o.baseHit
}

func (t *tally) group(name string) Group {
	n := float64(t.n)
	return Group{Name: name, N: t.n, Mean: t.r / n, BaseMean: t.base / n, Hit: t.hit / n, BaseHit: t.baseHit / n}
}

// groups are those of the tallies that have anything, by their names.
func groups(tallies []tally, name func(int) string) []Group {
	out := []Group{}
	for i := range tallies {
		if tallies[i].n > 0 {
			out = append(out, tallies[i].group(name(i)))
		}
	}
	return out
}

func (p *panel) byYear(got []outcome) []Group {
	first, last := p.years[0], p.years[len(p.years)-1]
	tallies := make([]tally, last-first+1)
	for i := range got {
		tallies[p.years[got[i].date]-first].add(&got[i])
	}
	return groups(tallies, func(i int) string { return strconv.Itoa(first + i) })
}

func byRegime(got []outcome, of func(*outcome) regime) []Group {
	var tallies [below + 1]tally
	for i := range got {
		tallies[of(&got[i])].add(&got[i])
	}
	return groups(tallies[:], func(i int) string { return [...]string{"unknown", "above", "below"}[i] })
}

func byDecile(got []outcome) []Group {
	var tallies [11]tally
	for i := range got {
		tallies[got[i].decile].add(&got[i])
	}
	return groups(tallies[:], strconv.Itoa)
}
