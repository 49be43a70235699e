package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
)

const (
	million = 1_000_000
	rounds  = 3
)

// Both go over the same million bars, in turn and on one core, so that neither
// has the quieter machine. TA-Lib writes an int for every bar and pattern; ours
// gives the detections with their confidence.
func BenchmarkEveryPatternOverAMillionBars(b *testing.B) {
	o, err := build(b.TempDir())
	if err != nil {
		b.Skip(err)
	}
	s := regimes()[0].trade(rand.New(rand.NewPCG(seed, 2)), million)
	series := make([]bars.Bar, million)
	for i, c := range s.bars {
		series[i] = bars.Bar{Open: s.price(c.open), High: s.price(c.high), Low: s.price(c.low), Close: s.price(c.close)}
	}
	set := candle.All()
	theirs, ours := []float64{}, []float64{}
	for b.Loop() {
		theirs = append(theirs, o.time(b, s)...)
		for range rounds {
			ours = append(ours, scan(set, series))
		}
	}
	b.ReportMetric(slices.Min(theirs), "talib-best-ns/bar")
	b.ReportMetric(median(theirs), "talib-median-ns/bar")
	b.ReportMetric(slices.Min(ours), "ours-best-ns/bar")
	b.ReportMetric(median(ours), "ours-median-ns/bar")
	b.ReportMetric(median(theirs)/median(ours), "times-as-fast")
}

func (o oracle) time(b *testing.B, s series) []float64 {
	b.Helper()
	out, err := o.ask([]series{s}, "time", strconv.Itoa(rounds))
	if err != nil {
		b.Fatal(err)
	}
	var took []float64
	for _, f := range strings.Fields(string(out)) {
		ns, err := strconv.ParseFloat(f, 64)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, ns/million)
	}
	return took
}

// scan is what one round takes, in ns a bar.
func scan(set *candle.Set, series []bars.Bar) float64 {
	begun := time.Now()
	found := 0
	for range set.Scan(series) {
		found++
	}
	return float64(time.Since(begun).Nanoseconds()) / million
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
