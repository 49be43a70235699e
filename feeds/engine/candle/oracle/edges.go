package main

import "slices"

const (
	bases = 2  // detections of each value whose edges are looked for
	reach = 12 // ticks that a price is moved at most
	moved = 5  // candles of which a price is moved
)

// edges gives, for detections of every value, the bars that just fail to be one:
// one price of the last candles is moved tick by tick until TA-Lib finds nothing.
// That tells "more than" from "at least", and one average from another.
func edges(o oracle, all []series, found []detection) ([]series, error) {
	var near []series
	seen := census{}
	for _, d := range found {
		if d.bar < before || seen[d.what()] >= bases {
			continue
		}
		base := all[d.series]
		base.bars = base.bars[d.bar-before : d.bar+1]
		failed, err := leave(o, base, d)
		if err != nil {
			return nil, err
		}
		if len(failed) > 0 {
			seen[d.what()]++
			near = append(near, failed...)
			near = append(near, early(all[d.series], d.bar)...)
		}
	}
	return near, nil
}

// leave moves each price of the last candles up and down, and keeps the first of
// each way that is no longer the detection. All are asked for at once.
func leave(o oracle, base series, d detection) ([]series, error) {
	tries := []series{base}
	for k := range moved {
		for field := range 4 {
			for _, way := range []int64{1, -1} {
				for ticks := range int64(reach) {
					tries = append(tries, move(base, len(base.bars)-1-k, field, way*(ticks+1)))
				}
			}
		}
	}
	answers, err := o.detect(tries)
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
	var failed []series
	for i := 1; i < len(tries); i += reach {
		if k := slices.Index(hit[i:i+reach], false); k >= 0 {
			failed = append(failed, tries[i+k])
		}
	}
	return failed, nil
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
