package model

import "testing"

func TestEvidenceIsPutIntoWords(t *testing.T) {
	for _, c := range []struct {
		direction string
		timeframe string
		mean, q   float64
		want      string
	}{
		{"bullish", "daily", 0.02, None(), "too few to say"},
		{"bullish", "daily", 0.02, 0.051, "no better than any other day"},
		{"bearish", "1min", -0.02, 0.051, "no better than any other bar"},
		{"neutral", "daily", 0.02, 0.9, "no different from any other day"},
		{"bullish", "daily", 0.02, 0.05, "better than any other day"},
		{"bullish", "daily", -0.02, 0.05, "worse than any other day"},
		{"bearish", "daily", -0.02, 0.01, "better than any other day"},
		{"bearish", "1min", 0.02, 0.01, "worse than any other bar"},
		{"neutral", "daily", 0.02, 0.01, "higher than after any other day"},
		{"neutral", "daily", -0.02, 0.01, "lower than after any other day"},
	} {
		e := Evidence{Direction: c.direction, Timeframe: c.timeframe, Mean: c.mean, BaseMean: 0.001, Q: c.q}
		if got := e.Verdict(); got != c.want {
			t.Errorf("%+v: %q, want %q", c, got, c.want)
		}
	}
}
