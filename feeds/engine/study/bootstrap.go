package study

import (
	"math"
	"math/rand/v2"
	"slices"
)

// draw are samples of dates: as many as there are, in blocks of consecutive ones
// that go around the end. All kinds of events share them. Politis and Romano, A
// circular block-resampling procedure for stationary data, in Exploring the Limits
// of Bootstrap (1992).
type draw struct {
	length, blocks int
	starts         []int32 // of the blocks, one sample after the other
}

// mostBlocks bounds the work where there are very many dates.
const mostBlocks = 500

func newDraw(dates int, o Options) draw {
	// n^(1/3): Künsch, The Jackknife and the Bootstrap for General Stationary
	// Observations, Annals of Statistics 17 (1989).
	length := int(math.Ceil(math.Cbrt(float64(dates))))
	d := draw{length: min(dates, max(length, (dates+mostBlocks-1)/mostBlocks))}
	d.blocks = (dates + d.length - 1) / d.length
	d.starts = make([]int32, o.Replications*d.blocks)
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	for i := range d.starts {
		d.starts[i] = rng.Int32N(int32(dates))
	}
	return d
}

// sums are the moments of each block, by the date at which it starts.
func (d draw) sums(parts []part) []moments {
	out := make([]moments, len(parts))
	for i := range out {
		for j := range d.length {
			out[i].add(parts[(i+j)%len(parts)])
		}
	}
	return out
}

// interval is that of the mean excess, of 95 %, by the bootstrap of Student's t:
// Cameron, Gelbach and Miller, Bootstrap-Based Improvements for Inference with
// Clustered Errors, Review of Economics and Statistics 90 (2008), section III. It
// is nil without samples.
func (d draw) interval(parts []part, h float64) []float64 {
	if len(d.starts) == 0 {
		return nil
	}
	var all moments
	for _, x := range parts {
		all.add(x)
	}
	mean, deviation := all.mean(h), all.deviation(h)
	sums := d.sums(parts)
	ts := make([]float64, 0, len(d.starts)/d.blocks)
	for starts := range slices.Chunk(d.starts, d.blocks) {
		var m moments
		for _, s := range starts {
			m.merge(&sums[s])
		}
		if m.active == 0 {
			continue
		}
		if at := m.deviation(h); at > 0 {
			ts = append(ts, (m.mean(h)-mean)/at)
		}
	}
	if len(ts) == 0 {
		return nil
	}
	slices.Sort(ts)
	return []float64{mean - quantile(ts, 0.975)*deviation, mean - quantile(ts, 0.025)*deviation}
}

func (m *moments) merge(x *moments) {
	m.excess += x.excess
	m.active += x.active
	m.squares += x.squares
	m.cross += x.cross
	m.weight += x.weight
	m.dates += x.dates
}

// quantile is linear between the values that are nearest: definition 7 of Hyndman
// and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50
// (1996).
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 == len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
