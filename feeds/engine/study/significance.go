package study

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// part is what came of the excess of events on one date, and of how many events
// the date is within the horizon.
type part struct{ excess, active float64 }

// byCalendar parts the excess of each event over the dates of its horizon. The
// horizons of events overlap, and symbols move together: but what comes on one
// date does not overlap with what comes on another.
func (p *panel) byCalendar(got []outcome, k int) []part {
	h, parts, returns := horizons[k], make([]part, len(p.times)), make([]float64, len(p.times))
	for i := range got {
		o := &got[i]
		t := &p.tracks[o.track]
		t.part(int(o.bar), h, returns)
		for j := 1; j <= h; j++ {
			d := &parts[t.dates[int(o.bar)+j]]
			d.active++
			if !p.base.overall {
				d.excess -= p.base.steps[j].mean[o.date] - p.base.steps[j-1].mean[o.date]
			}
		}
	}
	for d := range parts {
		parts[d].excess += returns[d]
		if p.base.overall {
			parts[d].excess -= float64(len(got)) * p.base.parts[k][d]
		}
	}
	return parts
}

// moments are what the mean of the excess and its error are made of. They add up
// over dates.
type moments struct {
	excess, active         float64
	squares, cross, weight float64 // of excess², excess·active, active²
	dates                  float64 // with any event
}

func (m *moments) add(x part) {
	if x.active > 0 {
		m.dates++
	}
	m.excess += x.excess
	m.active += x.active
	m.squares += x.excess * x.excess
	m.cross += x.excess * x.active
	m.weight += x.active * x.active
}

// mean is that of the excess after h bars: each event is active on h dates.
func (m *moments) mean(h float64) float64 { return m.excess * h / m.active }

// deviation is the standard error of the mean, clustered by date: the root of
// G/(G−1)·Σ(excess − active·mean/h)², over the number of events. Cameron and
// Miller, A Practitioner's Guide to Cluster-Robust Inference, Journal of Human
// Resources 50 (2015), section II.
func (m *moments) deviation(h float64) float64 {
	each := m.excess / m.active // of an event on a date
	squares := m.squares - 2*each*m.cross + each*each*m.weight
	if m.dates < 2 || squares <= 1e-12*m.squares { // nothing but rounding is left
		return 0
	}
	return math.Sqrt(squares*m.dates/(m.dates-1)) * h / m.active
}

// test asks whether the mean excess may be 0. It is nil where nothing varies.
func test(parts []part, h float64) *Test {
	var m moments
	for _, x := range parts {
		m.add(x)
	}
	deviation := m.deviation(h)
	if deviation == 0 {
		return nil
	}
	t := m.mean(h) / deviation
	// Satterthwaite's degrees of freedom, for a variance of a date that is
	// proportional to how many events are active on it.
	df := max(1, m.active*m.active/m.weight-1)
	return &Test{T: t, DF: df, P: twoSided(t, df)}
}

// twoSided is the probability that Student's t with so many degrees of freedom is
// as far from 0: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.1
// with 26.5.27.
func twoSided(t, df float64) float64 { return mathext.RegIncBeta(df/2, 0.5, df/(df+t*t)) }

// correct sets the q of tests that are made at once: the least rate of false
// discoveries at which a test is one. Benjamini and Hochberg, Controlling the
// False Discovery Rate, Journal of the Royal Statistical Society B 57 (1995).
func correct(tests []*Test) {
	order := slices.Clone(tests)
	slices.SortFunc(order, func(a, b *Test) int { return cmp.Compare(a.P, b.P) })
	least := 1.0
	for i, x := range slices.Backward(order) {
		least = min(least, x.P*float64(len(order))/float64(i+1))
		x.Q = least
	}
}
