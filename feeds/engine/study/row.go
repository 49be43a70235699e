package study

import (
	"slices"
)

// outcome is what came of one event within a horizon.
type outcome struct {
	occurrence
	date         int32
	r, base      float64 // the forward return, and that of all symbols
	hit, baseHit float64
}

func (o *outcome) excess() float64 { return o.r - o.base }

// row works out everything about one kind of event.
func (p *panel) row(s sample, draw draw) Row {
	row := Row{Pattern: s.Pattern, Direction: s.Direction.String()}
	room := make([]outcome, 0, len(s.events))
	for k, h := range horizons {
		if got := p.outcomes(s, h, room); len(got) > 0 {
			row.Horizons = append(row.Horizons, p.estimate(got, k, draw))
		}
	}
	return row
}

// outcomes are those of the events whose horizon is over and whose date has a
// base. room is overwritten, and may be nil.
func (p *panel) outcomes(s sample, h int, room []outcome) []outcome {
	out := room[:0]
	step := &p.base.steps[h]
	for _, e := range s.events {
		t := &p.tracks[e.track]
		r, over := t.forward(int(e.bar), h)
		d := t.dates[e.bar]
		if !over || !p.base.has(h, d) {
			continue
		}
		out = append(out, outcome{occurrence: e, date: d, r: r, base: step.mean[d], hit: s.hit(r), baseHit: s.baseHit(step, d)})
	}
	return out
}

func (p *panel) estimate(got []outcome, k int, draw draw) Estimate {
	all := tally{}
	for i := range got {
		all.add(&got[i])
	}
	g := all.group("")
	dates := p.datesOf(got)
	x := Estimate{
		Horizon: horizons[k], N: g.N, Symbols: symbolsOf(got), Dates: dates,
		Mean: g.Mean, BaseMean: g.BaseMean, Median: median(got), Hit: g.Hit, BaseHit: g.BaseHit,
		Years: p.byYear(got), Trend: byRegime(got, func(o *outcome) regime { return o.trend }),
		Volume: byRegime(got, func(o *outcome) regime { return o.volume }), Confidence: byDecile(got),
	}
	if dates < LeastDates {
		return x
	}
	parts := p.byCalendar(got, k)
	if x.Test = test(parts, float64(horizons[k])); x.Test != nil {
		x.Interval = draw.interval(parts, float64(horizons[k]))
	}
	return x
}

// symbolsOf counts the symbols, whose outcomes follow one another.
func symbolsOf(got []outcome) (n int) {
	for i := range got {
		if i == 0 || got[i].track != got[i-1].track {
			n++
		}
	}
	return n
}

func (p *panel) datesOf(got []outcome) (n int) {
	seen := make([]bool, len(p.times))
	for i := range got {
		if d := got[i].date; !seen[d] {
			seen[d] = true
			n++
		}
	}
	return n
}

func median(got []outcome) float64 {
	r := make([]float64, len(got))
	for i := range got {
		r[i] = got[i].r
	}
	slices.Sort(r)
	if half := len(r) / 2; len(r)%2 == 0 {
		return (r[half-1] + r[half]) / 2
	}
	return r[len(r)/2]
}
