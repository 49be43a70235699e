package engine

import (
	"maps"
	"slices"
	"testing"
	"time"

	"tickdeck/feeds/engine/candle"
)

// monday is when the exchanges of New York open on one.
var monday = time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)

// The bounds are what minutes of real stocks have that trade much:
// docs/market-data.md has the figures and where they are from.
func TestPatternsAreAsCommonAsInMinutesOfRealStocks(t *testing.T) {
	count, found, n := map[string]float64{}, 0.0, 0.0
	for seed := range uint64(3) {
		feed, scanners := (&simulated{seed: seed, speed: 1}).live(monday), map[string]*candle.Scanner{}
		feed.closed(monday.Add(13*time.Hour), func(b closedBar) {
			if scanners[b.symbol] == nil {
				scanners[b.symbol] = candle.All().NewScanner()
			}
			n++
			for _, d := range scanners[b.symbol].Add(b.bar) {
				count[d.Pattern.Name]++
				found++
			}
		})
	}
	common := slices.Sorted(maps.Values(count))
	four := 0.0
	for _, c := range common[len(common)-4:] {
		four += c
	}
	for _, x := range []struct {
		what           string
		got, low, high float64
	}{
		{"share of bars with Belt Hold", count["Belt Hold"] / n, 0.20, 0.285},
		{"share of bars with Closing Marubozu", count["Closing Marubozu"] / n, 0.17, 0.245},
		{"share of bars with Marubozu", count["Marubozu"] / n, 0.08, 0.155},
		{"share of the four commonest patterns", four / found, 0.36, 0.425},
		{"patterns a bar", found / n, 1.7, 2.2},
	} {
		t.Logf("%s: %.3f", x.what, x.got)
		if !(x.got >= x.low && x.got <= x.high) {
			t.Errorf("%s is %.3f, not from %v to %v", x.what, x.got, x.low, x.high)
		}
	}
}
