package study

import (
	"cmp"
	"context"
	"slices"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

// sample are all events of one kind, in the order of the symbols and of time.
type sample struct {
	Kind
	events []occurrence
}

// occurrence is an event, and how the market was when it came.
type occurrence struct {
	track, bar    int32
	confidence    float64
	kind          uint16 // among those of its symbol
	trend, volume regime
	decile        int8 // of the confidence among those of its kind, 1–10
}

// regime is on which side of its mean something is.
type regime int8

const (
	unknown regime = iota // there are too few bars before, or no volume
	above
	below
)

// collect finds the events of all symbols and sorts them by kind.
func (p *panel) collect(ctx context.Context, find Find, o Options) ([]sample, error) {
	found := make([]findings, len(p.tracks))
	err := o.each(ctx, len(p.tracks), func(k int) { found[k] = p.search(k, find) })
	if err != nil {
		return nil, err
	}
	at, counts := map[Kind]int{}, []int{}
	var samples []sample
	for _, f := range found {
		for id, kind := range f.kinds {
			n, ok := at[kind]
			if !ok {
				n = len(samples)
				at[kind] = n
				samples, counts = append(samples, sample{Kind: kind}), append(counts, 0)
			}
			counts[n] += f.counts[id]
		}
	}
	for n := range samples {
		samples[n].events = make([]occurrence, 0, counts[n])
	}
	for k, f := range found {
		for _, e := range f.events {
			s := &samples[at[f.kinds[e.kind]]]
			s.events = append(s.events, e)
		}
		found[k] = findings{} // there are many
	}
	slices.SortFunc(samples, func(a, b sample) int {
		return cmp.Or(cmp.Compare(a.Pattern, b.Pattern), cmp.Compare(a.Direction, b.Direction))
	})
	for i := range samples {
		samples[i].rank()
	}
	return samples, nil
}

// findings are the events of one symbol. Their kinds are told by places in kinds.
type findings struct {
	events []occurrence
	kinds  []Kind
	counts []int // of each kind
}

func (p *panel) search(k int, find Find) (f findings) {
	t := &p.tracks[k]
	events, at := find(t.bars), map[Kind]int{}
	f.events = make([]occurrence, len(events))
	for i, e := range events {
		id, ok := at[e.Kind]
		if !ok {
			id = len(f.kinds)
			at[e.Kind] = id
			f.kinds, f.counts = append(f.kinds, e.Kind), append(f.counts, 0)
		}
		f.counts[id]++
		f.events[i] = occurrence{
			track: int32(k), bar: int32(e.Index), confidence: e.Confidence, kind: uint16(id),
			trend: trend(t.bars, e.Index), volume: volume(t.bars, e.Index),
		}
	}
	return f
}

// Over how many bars the regimes are told.
const (
	TrendBars  = 50 // closes, that of the signal's bar the last
	VolumeBars = 20 // volumes before that of the signal's bar, as the confidence takes them
)

func trend(series []bars.Bar, i int) regime {
	if i+1 < TrendBars {
		return unknown
	}
	sum := 0.0
	for _, b := range series[i+1-TrendBars : i+1] {
		sum += b.Close
	}
	return side(series[i].Close, sum/TrendBars)
}

func volume(series []bars.Bar, i int) regime {
	if i < VolumeBars {
		return unknown
	}
	sum := 0.0
	for _, b := range series[i-VolumeBars : i] {
		sum += b.Volume
	}
	if sum == 0 {
		return unknown
	}
	return side(series[i].Volume, sum/VolumeBars)
}

func side(v, mean float64) regime {
	if v > mean {
		return above
	}
	return below
}

// rank tells each event its decile. Those of the same confidence share the lowest
// that any of them has.
func (s *sample) rank() {
	sorted := make([]float64, len(s.events))
	for i, e := range s.events {
		sorted[i] = e.confidence
	}
	slices.Sort(sorted)
	for i := range s.events {
		lower, _ := slices.BinarySearch(sorted, s.events[i].confidence)
		s.events[i].decile = int8(1 + 10*lower/len(sorted))
	}
}

// hit is what part of one return goes the way of a kind: up for a bullish and for
// a neutral one, down for a bearish one.
func (k Kind) hit(r float64) float64 {
	if k.Direction == model.DirBear {
		r = -r
	}
	if r > 0 {
		return 1
	}
	return 0
}

// baseHit is that part of all symbols on a date.
func (k Kind) baseHit(s *step, date int32) float64 {
	if k.Direction == model.DirBear {
		return s.down[date]
	}
	return s.up[date]
}
