package model

import "time"

// Evidence is what the detections of one pattern were worth in the history of an
// engine. Means and hits are fractions; what is not known is None.
type Evidence struct {
	Pattern   string
	Direction string // bullish, bearish, neutral
	Timeframe string // of the bars: 1min, daily
	N         int    // detections
	Symbols   int    // that they were on
	Horizon   int    // bars after the detection, to which the figures are
	Mean      float64
	BaseMean  float64 // of the same symbols on the same dates, pattern or none
	Hit       float64 // fraction that went the way of the pattern
	BaseHit   float64
	Q         float64 // of the difference of the means, after all tests that were made at once; None where they are too few
	From, To  string  // dates of the first and the last bar
	Source    string  // whose history it is
	Computed  time.Time
}

// Significant is the rate of false discoveries up to which a difference counts.
const Significant = 0.05

// Unit is what the horizon is counted in, in words.
func (e Evidence) Unit() string {
	if e.Timeframe == "daily" {
		return "day"
	}
	return "bar"
}

// Verdict is what the evidence comes to, in words.
func (e Evidence) Verdict() string {
	day, excess := e.Unit(), e.Mean-e.BaseMean
	if e.Direction == DirBear.String() {
		excess = -excess
	}
	switch neutral := e.Direction == DirNeutral.String(); {
	case !Known(e.Q):
		return "too few to say"
	case e.Q > Significant && neutral:
		return "no different from any other " + day
	case e.Q > Significant:
		return "no better than any other " + day
	case neutral && excess > 0:
		return "higher than after any other " + day
	case neutral:
		return "lower than after any other " + day
	case excess > 0:
		return "better than any other " + day
	}
	return "worse than any other " + day
}
