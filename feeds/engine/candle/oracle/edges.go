package main

import (
	"context"
	"slices"
)

// bases is how many detections of each value are led to their edges, no two of
// them of one regime. The first has whole prices.
const bases = 3

// push is a price of a candle that is moved tick by tick.
type push struct {
	back  int   // candles back from the last
	field int   // 0 open, 1 high, 2 low, 3 close
	way   int64 // 1 up, −1 down
	reach int   // ticks at most
}

// pushes are all prices of the last five candles, which make the pattern, and a
// few of those before: they move the averages by fractions of a tick, so that
// lengths come to tie with them.
func pushes() []push {
	var all []push
	for _, way := range []int64{1, -1} {
		for back := range 5 {
			for field := range 4 {
				all = append(all, push{back, field, way, 12})
			}
		}
		for _, back := range []int{5, 6, 8} {
			all = append(all, push{back, 1, way, 80}, push{back, 3, way, 80})
		}
	}
	return all
}

// edges gives, for detections of every value, the bars that just are one and that
// just fail to be: prices are moved until TA-Lib finds nothing. That tells "more than" from "at
// least", and one average from another.
func edges(ctx context.Context, o oracle, all []series, found []detection) ([]series, error) {
	var near []series
	seen, regimes := census{}, census{}
	for _, d := range found {
		s := all[d.series]
		regime := d.what() + s.name
		if d.bar < before || seen[d.what()] >= bases || regimes[regime] > 0 {
			continue
		}
		base := s
		base.bars = s.bars[d.bar-before : d.bar+1]
		if seen[d.what()] == 0 {
			base.div = 1 // whole numbers: what ties, ties to the last bit
		}
		both, err := leave(ctx, o, base, d)
		if err != nil {
			return nil, err
		}
		if len(both) > 0 {
			seen[d.what()]++
			regimes[regime]++
			near = append(near, both...)
			near = append(near, early(s, d.bar)...)
		}
	}
	return near, nil
}

// leave pushes each price, and keeps the last bars of each push that are the
// detection and the first that are not. All are asked for at once.
func leave(ctx context.Context, o oracle, base series, d detection) ([]series, error) {
	tries := []series{base}
	for _, p := range pushes() {
		for ticks := range int64(p.reach) {
			tries = append(tries, move(base, len(base.bars)-1-p.back, p.field, p.way*(ticks+1)))
		}
	}
	answers, err := o.detect(ctx, tries)
	if err != nil {
		return nil, err
	}
	hit := make([]bool, len(tries))
	for _, a := range answers {
		if a.bar == before && a.pattern == d.pattern && a.value == d.value {
			hit[a.series] = true
		}
	}
	if !hit[0] {
		return nil, nil // the sums began elsewhere
	}
	var both []series
	at := 1
	for _, p := range pushes() {
		if k := slices.Index(hit[at:at+p.reach], false); k > 0 {
			both = append(both, tries[at+k-1], tries[at+k])
		} else if k == 0 {
			both = append(both, tries[at])
		}
		at += p.reach
	}
	return both, nil
}

// move changes one price of a candle; its high and low follow.
func move(s series, at, field int, ticks int64) series {
	s.bars = slices.Clone(s.bars)
	c := &s.bars[at]
	*[]*int64{&c.open, &c.high, &c.low, &c.close}[field] += ticks
	c.high = max(c.high, c.open, c.close)
	c.low = min(c.low, c.open, c.close)
	return s
}

// early cuts off more and more of the bars before a detection, until there are
// too few for it.
func early(s series, at int) []series {
	var cuts []series
	for k := range before {
		cut := s
		cut.bars = s.bars[at-k : at+1]
		cuts = append(cuts, cut)
	}
	return cuts
}
