package main

import (
	"math/rand/v2"
	"slices"
)

// ohlc is a bar in ticks: whole numbers, which are the same on every machine.
type ohlc struct{ open, high, low, close int64 }

// series are bars whose prices are ticks divided by div. Most quotients are no
// binary fractions, so that prices tie but for their last bits.
type series struct {
	name string
	div  int64
	bars []ohlc
	ties bool
}

func (s series) price(ticks int64) float64 { return float64(ticks) / float64(s.div) }

// regime is a way of trading. All lengths are in ticks.
type regime struct {
	name         string
	div, start   int64
	body, shadow int64 // the largest
	gap          int64
	calm         int // percent of bars that open where the last closed
	bare         int // percent of shadows that are not there
	drift        int64
	wild         int64 // once in a while lengths are this many times larger
	flat         int   // percent of bars without any range
	span         int64 // if more than 0, nearly all ranges are this long: averages tie
}

func regimes() []regime {
	return []regime{
		{name: "ordinary", div: 100, start: 10_000, body: 60, shadow: 40, gap: 20, calm: 50, bare: 10},
		{name: "coarse", div: 10, start: 1000, body: 6, shadow: 4, gap: 4, calm: 40, bare: 40},
		{name: "coarser", div: 100, start: 900, body: 3, shadow: 2, gap: 2, calm: 40, bare: 40},
		{name: "gaps", div: 100, start: 50_000, body: 40, shadow: 12, gap: 60, calm: 10, bare: 50},
		{name: "thirds", div: 3, start: 4000, body: 20, shadow: 20, gap: 6, calm: 30, bare: 30},
		{name: "dyadic", div: 64, start: 6400, body: 12, shadow: 10, gap: 8, calm: 30, bare: 30},
		{name: "rising", div: 100, start: 2000, body: 15, shadow: 8, gap: 6, calm: 40, bare: 40, drift: 4},
		{name: "falling", div: 100, start: 200_000, body: 15, shadow: 8, gap: 6, calm: 40, bare: 40, drift: -4},
		{name: "wild", div: 1000, start: 5_000_000, body: 9, shadow: 7, gap: 5, calm: 40, bare: 30, wild: 10_000},
		{name: "fine", div: 1_000_000_000, start: 123_456_789, body: 1_000_003, shadow: 900_007, gap: 300_007, calm: 30, bare: 10},
		{name: "sleepy", div: 100, start: 3000, body: 3, shadow: 3, gap: 2, calm: 70, bare: 60, flat: 40},
		{name: "dojis", div: 20, start: 3000, body: 1, shadow: 30, gap: 5, calm: 30, bare: 20},
		{name: "even", div: 100, start: 5000, body: 8, shadow: 4, gap: 6, calm: 30, bare: 40, span: 10},
		{name: "evener", div: 10, start: 7000, body: 14, shadow: 9, gap: 8, calm: 30, bare: 40, span: 20},
		{name: "evenest", div: 1000, start: 90_000, body: 5, shadow: 9, gap: 5, calm: 30, bare: 40, span: 20},
		{name: "huge", div: 1, start: 1 << 40, body: 1 << 33, shadow: 1 << 32, gap: 1 << 31, calm: 30, bare: 20},
	}
}

// ties are the regimes where averages tie.
func ties() []regime {
	return slices.DeleteFunc(regimes(), func(g regime) bool { return g.span == 0 })
}

// trade makes n bars. Prices do not fall below a tenth of the start.
func (g regime) trade(r *rand.Rand, n int) series {
	s := series{name: g.name, div: g.div, ties: g.span > 0}
	last := g.start
	for range n {
		c := g.bar(r, last)
		if c.low < g.start/10 {
			c = ohlc{last, last + g.gap, last, last + g.gap}
		}
		s.bars = append(s.bars, c)
		last = c.close
	}
	return s
}

func (g regime) bar(r *rand.Rand, last int64) ohlc {
	times := int64(1)
	if g.wild > 0 && r.IntN(100) == 0 {
		times = g.wild
	}
	c := ohlc{open: last}
	if r.IntN(100) >= g.calm {
		c.open += times * between(r, g.gap)
	}
	c.close = c.open
	if r.IntN(100) < g.flat {
		c.high, c.low = c.open, c.open
		return c
	}
	size := g.body
	if r.IntN(2) == 0 {
		size = max(1, size/4) // short bodies are as common as long ones
	}
	c.close += times*between(r, size) + g.drift
	c.high = max(c.open, c.close) + times*g.shadowOf(r)
	c.low = min(c.open, c.close) - times*g.shadowOf(r)
	if bottom := min(c.open, c.close); g.span > 0 && c.high-g.span <= bottom && r.IntN(50) > 0 {
		c.low = c.high - g.span
	}
	return c
}

func (g regime) shadowOf(r *rand.Rand) int64 {
	if r.IntN(100) < g.bare {
		return 0
	}
	return r.Int64N(g.shadow + 1)
}

func between(r *rand.Rand, size int64) int64 { return r.Int64N(2*size+1) - size }
