package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
	"tickdeck/model"
)

const (
	million = 1_000_000
	rounds  = 3
)

// Both go over the same million bars, in turn and on one core, so that neither
// has the quieter machine. TA-Lib writes an int for every bar and pattern; ours
// gives the detections, each with its confidence.
func BenchmarkAgainstTALib(b *testing.B) {
	o, err := build(b.Context(), b.TempDir())
	if err != nil {
		b.Skip(err)
	}
	s := regimes()[0].trade(rand.New(rand.NewPCG(seed, 2)), million)
	for _, names := range [][]string{nil, model.StandardPatterns()} {
		set, err := candle.Select(names...)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("patterns=%d", len(set.Patterns())), func(b *testing.B) { compare(b, o, set, s) })
	}
}

func compare(b *testing.B, o oracle, set *candle.Set, s series) {
	var theirs, ours []float64
	series := s.market()
	for b.Loop() {
		theirs = append(theirs, o.time(b, set, s)...)
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

func (s series) market() []bars.Bar {
	all := make([]bars.Bar, len(s.bars))
	for i, c := range s.bars {
		all[i] = bars.Bar{
			Time: int64(i) * 60, Volume: float64(1000 + i%977),
			Open: s.price(c.open), High: s.price(c.high), Low: s.price(c.low), Close: s.price(c.close),
		}
	}
	return all
}

func (o oracle) time(b *testing.B, set *candle.Set, s series) []float64 {
	b.Helper()
	args := []string{"time", strconv.Itoa(rounds)}
	for _, p := range set.Patterns() {
		args = append(args, p.TALib)
	}
	out, err := o.ask(b.Context(), []series{s}, args...)
	if err != nil {
		b.Fatal(err)
	}
	var took []float64
	for f := range strings.FieldsSeq(string(out)) {
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
