package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tickdeck/feeds/engine/candle"
)

// Other bars each time, many more than the golden file has. It is for a person
// who changed a rule; it needs npm and gcc.
func TestFreshBarsMakeNoDifference(t *testing.T) {
	o, err := build(t.Context(), t.TempDir())
	if err != nil {
		t.Skip(err)
	}
	const length = 100_000
	fresh := rand.Uint64()
	r := rand.New(rand.NewPCG(fresh, 3))
	set := candle.All()
	for _, g := range regimes() {
		s := g.trade(r, length)
		want, err := o.detect(t.Context(), []series{s})
		if err != nil {
			t.Fatal(err)
		}
		var have []detection
		for d := range set.Scan(s.market()) {
			have = append(have, detection{bar: d.Index, pattern: d.Pattern.TALib, value: d.Value})
		}
		if at, ok := differ(have, want); ok {
			t.Errorf("seed %d, %s: %d detections, TA-Lib has %d; the first difference is at %s", fresh, g.name, len(have), len(want), at)
		}
	}
}

func differ(a, b []detection) (string, bool) {
	order := func(x, y detection) int {
		if x.bar != y.bar {
			return x.bar - y.bar
		}
		return map[bool]int{true: -1, false: 1}[x.what() < y.what()]
	}
	slices.SortFunc(a, order)
	slices.SortFunc(b, order)
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return fmt.Sprint(i), true
		}
	}
	return "", false
}
