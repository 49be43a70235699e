package candle

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tickdeck/feeds/engine/bars"
)

// golden is a series of the golden file, with what TA-Lib finds on each bar as
// "CDLDOJI=100", sorted. oracle/ makes the file and tells what is in it.
type golden struct {
	name string
	bars []bars.Bar
	want [][]string
}

func readGolden(tb testing.TB) []golden {
	tb.Helper()
	file, err := os.Open("testdata/golden.txt.gz")
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	var all []golden
	var div, last int64
	for lines := bufio.NewScanner(zip); lines.Scan(); {
		f := strings.Fields(lines.Text())
		if f[0] == "series" {
			all = append(all, golden{name: fmt.Sprintf("%d %s", len(all), f[1])})
			div, last = number(tb, f[2]), 0
			continue
		}
		g := &all[len(all)-1]
		open := last + number(tb, f[0])
		last = open + number(tb, f[3])
		price := func(ticks int64) float64 { return float64(ticks) / float64(div) }
		g.bars = append(g.bars, bars.Bar{
			Time: int64(len(g.bars)) * 60, Open: price(open), Close: price(last),
			High: price(open + number(tb, f[1])), Low: price(open + number(tb, f[2])),
		})
		g.want = append(g.want, slices.Sorted(slices.Values(f[4:])))
	}
	return all
}

func number(tb testing.TB, s string) int64 {
	tb.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func TestEveryDetectionIsTheOneThatTALibMakes(t *testing.T) {
	t.Parallel()
	count := 0
	differences := map[string]int{}
	set := All()
	for _, g := range readGolden(t) {
		scanner := set.NewScanner()
		count += len(g.bars)
		for i, b := range g.bars {
			var have []string
			for _, d := range scanner.Add(b) {
				have = append(have, fmt.Sprintf("%s=%d", d.Pattern.TALib, d.Value))
			}
			slices.Sort(have)
			for _, s := range union(have, g.want[i]) {
				if slices.Contains(have, s) == slices.Contains(g.want[i], s) {
					continue
				}
				name := s[:strings.IndexByte(s, '=')]
				if differences[name]++; differences[name] == 1 {
					t.Errorf("series %s, bar %d: have %v, TA-Lib has %v", g.name, i, have, g.want[i])
				}
			}
		}
	}
	if len(differences) > 0 {
		t.Errorf("differences: %v", differences)
	}
	if count < 20_000 {
		t.Errorf("the golden file has %d bars, too few to mean much", count)
	}
}

func union(a, b []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(a, b))))
}

// Every value that a pattern can have, by TA-Lib's documentation.
func possible(p Pattern) []int {
	const bullOnly = "CDL3STARSINSOUTH CDL3WHITESOLDIERS CDLCONCEALBABYSWALL CDLDOJI CDLDRAGONFLYDOJI CDLGRAVESTONEDOJI CDLHAMMER " +
		"CDLHOMINGPIGEON CDLINVERTEDHAMMER CDLLADDERBOTTOM CDLLONGLEGGEDDOJI CDLMATCHINGLOW CDLMATHOLD CDLMORNINGDOJISTAR " +
		"CDLMORNINGSTAR CDLPIERCING CDLRICKSHAWMAN CDLSTICKSANDWICH CDLTAKURI CDLUNIQUE3RIVER"
	const bearOnly = "CDL2CROWS CDL3BLACKCROWS CDLADVANCEBLOCK CDLDARKCLOUDCOVER CDLEVENINGDOJISTAR CDLEVENINGSTAR CDLHANGINGMAN " +
		"CDLIDENTICAL3CROWS CDLINNECK CDLONNECK CDLSHOOTINGSTAR CDLSTALLEDPATTERN CDLTHRUSTING CDLUPSIDEGAP2CROWS"
	switch {
	case slices.Contains(strings.Fields(bullOnly), p.TALib):
		return []int{100}
	case slices.Contains(strings.Fields(bearOnly), p.TALib):
		return []int{-100}
	case slices.Contains([]string{"CDLENGULFING", "CDLHARAMI", "CDLHARAMICROSS"}, p.TALib):
		return []int{100, 80, -80, -100}
	case slices.Contains([]string{"CDLHIKKAKE", "CDLHIKKAKEMOD"}, p.TALib):
		return []int{200, 100, -100, -200}
	}
	return []int{100, -100}
}

func TestTheGoldenFileHasEveryPatternBothWays(t *testing.T) {
	t.Parallel()
	const enough = 20
	seen := map[string]int{}
	for _, g := range readGolden(t) {
		for _, want := range g.want {
			for _, s := range want {
				seen[s]++
			}
		}
	}
	for _, p := range Patterns() {
		for _, v := range possible(p) {
			what := fmt.Sprintf("%s=%d", p.TALib, v)
			if seen[what] < enough {
				t.Errorf("%s is there %d times, want %d", what, seen[what], enough)
			}
			delete(seen, what)
		}
	}
	if len(seen) > 0 {
		t.Errorf("nobody knows of %v", seen)
	}
}
