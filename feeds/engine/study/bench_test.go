package study

import (
	"fmt"
	"runtime"
	"testing"

	"tickdeck/feeds/engine/bars"
)

// large is 500 symbols over five years of days: the simulated market of some seeds.
func large(b *testing.B) (out []bars.Series) {
	b.Helper()
	for seed := uint64(1); len(out) < 500; seed++ {
		for _, s := range simulated(b, seed) {
			s.Symbol = fmt.Sprintf("%s.%d", s.Symbol, seed)
			out = append(out, s)
		}
	}
	return out[:500]
}

// The target: 500 symbols, five years of days and 61 patterns in a few seconds on
// two cores.
func BenchmarkRun(b *testing.B) {
	market, find := large(b), patterns()
	b.ReportAllocs()
	for b.Loop() {
		t, err := Run(b.Context(), market, find, Options{Timeframe: "daily", Replications: Replications, Parallel: runtime.GOMAXPROCS(0)})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(t.Bars), "bars")
		b.ReportMetric(float64(t.Tests), "tests")
	}
}
