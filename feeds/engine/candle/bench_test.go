package candle

import (
	"math/rand/v2"
	"testing"

	"tickdeck/feeds/engine/bars"
)

// walk is a market of whole cents with volume, the same every time.
func walk(seed uint64, n int) []bars.Bar {
	r := rand.New(rand.NewPCG(seed, 0))
	series := make([]bars.Bar, n)
	last := 20_000
	for i := range series {
		open := last
		if r.IntN(3) == 0 {
			open += r.IntN(41) - 20
		}
		last = max(1000, open+r.IntN(81)-40)
		high, low := max(open, last)+r.IntN(30), min(open, last)-r.IntN(30)
		series[i] = bars.Bar{
			Time: int64(i) * 60, Open: float64(open) / 100, High: float64(high) / 100, Low: float64(low) / 100,
			Close: float64(last) / 100, Volume: float64(1000 + r.IntN(5000)),
		}
	}
	return series
}

// One operation is one bar, scanned for every pattern.
func BenchmarkLive(b *testing.B) {
	series := walk(1, 100_000)
	scanner := All().NewScanner()
	found := 0
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		found += len(scanner.Add(series[i%len(series)]))
	}
	b.ReportMetric(float64(found)/float64(b.N), "detections/op")
}

func BenchmarkBatch(b *testing.B) {
	const n = 1_000_000
	series := walk(1, n)
	set, found := All(), 0
	b.ResetTimer()
	for range b.N {
		for range set.Scan(series) {
			found++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/bar")
	b.ReportMetric(float64(found)/float64(b.N)/n, "detections/bar")
}

func BenchmarkSelect(b *testing.B) {
	for range b.N {
		All()
	}
}
