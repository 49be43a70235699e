package model

import "math"

// None marks a number that the publisher did not send. It is shown as "–",
// never as 0.
func None() float64 { return math.NaN() }

// Known reports whether a number was sent and is finite.
func Known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// either returns v, or old when v is not known.
func either(v, old float64) float64 {
	if Known(v) {
		return v
	}
	return old
}

func eitherText(v, old string) string {
	if v != "" {
		return v
	}
	return old
}
