package backtest

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strings"
	"testing"
	"time"
)

// Returns of +10 %, −10 %, +10 %: the deviations from their mean are 2/30, −4/30 and
// 2/30, and s² is 12/900. Their cubes sum to −48/27000, over s³ = 12·√12/27000 that
// is −4/√12, and times 3/(2·1) it is −6/√12 = −√3.
func TestSkewnessByHand(t *testing.T) {
	wantFigure(t, "skewness", skewness([]float64{0.1, -0.1, 0.1}), -math.Sqrt(3))
	wantFigure(t, "of a symmetric series", skewness([]float64{-0.2, 0, 0, 0.2}), 0)
}

// Returns of −10 %, 0, 0, 0, +10 %: s² = 0.02/4, so Σz⁴ = 2·0.0001/0.000025 = 8.
// 5·6/(4·3·2) · 8 − 3·16/(3·2) = 10 − 8 = 2.
func TestKurtosisByHand(t *testing.T) {
	wantFigure(t, "kurtosis", kurtosis([]float64{-0.1, 0, 0, 0, 0.1}), 2)
}

func TestTheShapeOfFewOrEqualReturnsHasNoValue(t *testing.T) {
	for _, returns := range [][]float64{nil, {0.1}, {0.1, 0.2}, {0.1, 0.1, 0.1, 0.1}} {
		wantNone(t, "skewness", skewness(returns))
		wantNone(t, "kurtosis", kurtosis(returns))
	}
	wantNone(t, "kurtosis of three", kurtosis([]float64{0.1, -0.1, 0.1}))
}

// From 100 on 30 December to 110 on 31 December is 10 %. January has two closes: 99
// is 10 % below 110. Nobody traded in February. In March all is lost and more: from
// 99 to −9.9 are −110 %. April begins with nothing.
func TestMonthsByHand(t *testing.T) {
	var days []Day
	for _, text := range []string{"2024-12-30", "2024-12-31", "2025-01-02", "2025-01-31", "2025-03-03", "2025-04-01"} {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		days = append(days, DayOf(d))
	}
	got := monthly(monthsOf(days), []float64{100, 110, 55, 99, -9.9, -9.9})
	want := map[string]float64{"2024-12": 0.1, "2025-01": -0.1, "2025-03": -1.1}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for month, v := range want {
		wantFigure(t, month, got[month], v)
	}
}

// The same months a year apart are two.
func TestAMonthIsOneOfAYear(t *testing.T) {
	days := []Day{on(0), on(366)}
	if got := monthly(monthsOf(days), []float64{100, 150}); len(got) != 2 || got["2024-01"] != 0 || got["2025-01"] != 0.5 {
		t.Errorf("%v", got)
	}
}

// A rises from 100 to 110, 50 % of the capital are 50 shares: 10000; 10000; 10500.
// Buy and hold: 10000; 10000; 11000.
func TestTheBenchmarkIsDrawnOnTheSameDays(t *testing.T) {
	r := newStage().with("A", flat(100), flat(100), flat(110)).bull(0).run(t, plain())
	wantEquity(t, r, 10000, 10000, 10500)
	for i, want := range []float64{10000, 10000, 11000} {
		if p := r.Held[i]; p.Date != on(i) || !near(p.Equity, want) {
			t.Errorf("%v is %v, want %v", p.Date, p.Equity, want)
		}
	}
}

// The line is the one that the page describes.
func TestTheDigestIsThatOfTheLines(t *testing.T) {
	r := newStage().with("A", flat(100), flat(100), ohlc{100, 125, 99, 118}).bull(0).signal(0, "Also", 1, 0.4).run(t, plain())
	line := "A\tUp,Also\tlong\t2024-01-02\t2024-01-03\t1.000000000e+02\t1.200000000e+02\t5.000000000e+01\t1.000000000e+03\ttake_profit\n"
	if sum := sha256.Sum256([]byte(line)); r.Digest != hex.EncodeToString(sum[:]) {
		t.Errorf("the line is %q", r.Trades[0].appendLine(nil, nil))
	}
	if got := digestOfAll(nil); got != hex.EncodeToString(sha256.New().Sum(nil)) {
		t.Errorf("without a trade: %s", got)
	}
}

// More than a chunk is hashed in parts: the same as at once.
func TestTheDigestOfManyTradesIsThatOfAllLines(t *testing.T) {
	x := Trade{Symbol: "A", Patterns: []string{"Up", strings.Repeat("x", 2000)}, Direction: short, Entry: on(1), Exit: on(2), Reason: Ruin}
	var all []Trade
	var lines []byte
	for range 50 {
		all, lines = append(all, x), x.appendLine(lines, nil)
	}
	if sum := sha256.Sum256(lines); digestOfAll(all) != hex.EncodeToString(sum[:]) {
		t.Error("the parts are not the whole")
	}
}

func digestOfAll(all []Trade) string {
	d := newDigest(nil)
	for i := range all {
		d.add(&all[i])
	}
	return d.sum()
}
