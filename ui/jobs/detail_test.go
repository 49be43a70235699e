package jobs

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tickdeck/model"
)

func TestTheAxisOfAGraphHasRoundNumbers(t *testing.T) {
	for name, c := range map[string]struct {
		points []float64
		labels string // from the top
	}{
		"a balance":        {[]float64{98_120, 104_760}, "105k 104k 103k 102k 101k 100k 99k 98k"},
		"around nothing":   {[]float64{-0.034, 0.021}, "0.03 0.02 0.01 0.00 −0.01 −0.02 −0.03 −0.04"},
		"always the same":  {[]float64{100_000, 100_000}, ""},
		"nothing":          {[]float64{0, 0}, ""},
		"large":            {[]float64{1_000_000, 9_500_000}, "10M 9M 8M 7M 6M 5M 4M 3M 2M 1M"},
		"with an unknown":  {[]float64{1, math.NaN(), 5, math.Inf(1)}, "5.0 4.5 4.0 3.5 3.0 2.5 2.0 1.5 1.0"},
		"falls below zero": {[]float64{50, -100}, "60 40 20 0 −20 −40 −60 −80 −100"},
	} {
		a, ok := roundAxis(c.points)
		if !ok || a.rows < 1 || a.rows > mostRows {
			t.Errorf("%s: %+v, %v", name, a, ok)
			continue
		}
		var labels []string
		for i := range a.rows + 1 {
			labels = append(labels, a.label(a.high-float64(i)*a.step))
		}
		if got := strings.Join(labels, " "); c.labels != "" && got != c.labels {
			t.Errorf("%s: %s, want %s", name, got, c.labels)
		}
	}
	if _, ok := roundAxis([]float64{math.NaN()}); ok {
		t.Error("nothing known has an axis")
	}
}

func TestNoGraphWritesANegativeNothing(t *testing.T) {
	nothing := regexp.MustCompile(`[-−]0(\.0*)?[kMG]? `)
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfN(rapid.Float64Range(-1e12, 1e12), 2, 40).Draw(t, "points")
		scale := rapid.SampledFrom([]float64{1, 1e-12, 1e-9, 1e-15}).Draw(t, "scale")
		for i := range points {
			points[i] *= scale
		}
		text := strings.Join(graph(points, 60), "\n")
		if nothing.MatchString(text) || strings.Contains(text, "-") {
			t.Fatal(text)
		}
		a, _ := roundAxis(points)
		for _, v := range points {
			if v < a.low-a.step*1e-6 || v > a.high+a.step*1e-6 {
				t.Fatalf("%g lies beyond %+v", v, a)
			}
		}
		if lines := graph(points, 60); len(lines) != a.rows+1 {
			t.Fatalf("%d lines for %+v:\n%s", len(lines), a, text)
		}
	})
}

func TestAFigureThatIsNothingHasNoSign(t *testing.T) {
	for v, want := range map[float64]string{0.0004: "0.0%", -0.0004: "0.0%", 0: "0.0%", 0.048: "+4.8%", -0.027: "−2.7%", model.None(): "–"} {
		if got := signed(v); got != want {
			t.Errorf("%g is written %s, want %s", v, got, want)
		}
	}
	for v, want := range map[float64]string{1_234_567.891: "1,234,567.89", -1_000: "−1,000.00", -0.001: "0.00", 1e300: decimal(1e300, 2)} {
		if got := number(v, 2); got != want {
			t.Errorf("%g is written %s, want %s", v, got, want)
		}
	}
}

func TestADetailFollowsItsJob(t *testing.T) {
	j := someJobs()[0]
	d := open(t, 80, 50, j)
	d.press("enter")
	d.line("status", "running")
	d.line("owner", "user_456, you")
	d.line("job", j.ID)
	j.User = "user_7"
	d = open(t, 80, 50, j)
	d.press("enter")
	d.line("owner", "user_7, not you")
}
