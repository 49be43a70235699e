package study

import "context"

// base is what every symbol did, pattern or none: what the events are compared
// with.
type base struct {
	steps   [longest + 1]step        // by the number of bars after the date; after none nothing has changed
	overall bool                     // too few symbols for a mean of each date
	parts   [len(horizons)][]float64 // of overall: what of the mean came on each date
}

// step is the return after so many bars, over the symbols that have a bar on a
// date and so many after it.
type step struct {
	mean   []float64 // by date
	n      []int32   // symbols
	up     []float64 // fraction of the symbols that rose: of horizons only
	down   []float64 // fraction that fell
	wanted bool      // whether this is a horizon
}

const (
	sameDate = "same_date"
	allDates = "all_dates"
)

func (b *base) String() string {
	if b.overall {
		return allDates
	}
	return sameDate
}

// measureBase works out the base, for each number of bars apart: so that sums
// are formed in the order of the symbols, however many processors there are.
func (p *panel) measureBase(ctx context.Context, o Options) error {
	p.base.overall = len(p.tracks) < leastPeers
	for _, h := range horizons {
		p.base.steps[h].wanted = true
	}
	p.base.steps[0].mean = make([]float64, len(p.times))
	err := o.each(ctx, longest, func(i int) {
		s := &p.base.steps[i+1]
		s.measure(p, i+1)
		if p.base.overall {
			s.flatten()
		}
	})
	if err != nil || !p.base.overall {
		return err
	}
	return o.each(ctx, len(horizons), func(k int) { p.base.parts[k] = p.overallParts(horizons[k]) })
}

// overallParts parts the mean of all bars over the dates, as byCalendar does with
// the returns of events.
func (p *panel) overallParts(h int) []float64 {
	parts, n := make([]float64, len(p.times)), 0.0
	for k := range p.tracks {
		t := &p.tracks[k]
		for i := range max(0, len(t.bars)-h) {
			t.part(i, h, parts)
			n++
		}
	}
	for d := range parts {
		parts[d] /= max(1, n)
	}
	return parts
}

func (s *step) measure(p *panel, h int) {
	s.mean, s.n = make([]float64, len(p.times)), make([]int32, len(p.times))
	if s.wanted {
		s.up, s.down = make([]float64, len(p.times)), make([]float64, len(p.times))
	}
	for k := range p.tracks {
		s.add(&p.tracks[k], h)
	}
	for d, n := range s.n {
		if n > 0 {
			s.mean[d] /= float64(n)
		}
		if n > 0 && s.wanted {
			s.up[d] /= float64(n)
			s.down[d] /= float64(n)
		}
	}
}

// add takes in the returns of one symbol; until they are divided the means are
// sums.
func (s *step) add(t *track, h int) {
	for i, d := range t.dates {
		r, ok := t.forward(i, h)
		if !ok {
			return
		}
		s.mean[d] += r
		s.n[d]++
		switch {
		case !s.wanted:
		case r > 0:
			s.up[d]++
		case r < 0:
			s.down[d]++
		}
	}
}

// flatten puts the mean of all bars in the place of each date's.
func (s *step) flatten() {
	var n, mean, up, down float64
	for d, symbols := range s.n {
		k := float64(symbols)
		n, mean = n+k, mean+k*s.mean[d]
		if s.wanted {
			up, down = up+k*s.up[d], down+k*s.down[d]
		}
	}
	for d, symbols := range s.n {
		if symbols == 0 {
			continue
		}
		s.mean[d] = mean / n
		if s.wanted {
			s.up[d], s.down[d] = up/n, down/n
		}
	}
}

// has reports whether there is something to compare with on a date.
func (b *base) has(h int, date int32) bool {
	return b.overall || b.steps[h].n[date] >= leastPeers
}
