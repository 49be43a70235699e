package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// StandardPatterns are those that every engine knows: the form offers them first.
var StandardPatterns = []string{
	"Doji", "Hammer", "Shooting Star", "Engulfing", "Harami", "Morning Star", "Evening Star",
	"Three White Soldiers", "Three Black Crows", "Piercing Line", "Dark Cloud Cover",
}

// MorePatterns are the others that TA-Lib defines, as the built-in engine names
// them. Another engine may know fewer.
var MorePatterns = []string{
	"Two Crows", "Three Inside", "Three-Line Strike", "Three Outside", "Three Stars in the South",
	"Abandoned Baby", "Advance Block", "Belt Hold", "Breakaway", "Closing Marubozu",
	"Concealing Baby Swallow", "Counterattack", "Doji Star", "Dragonfly Doji", "Evening Doji Star",
	"Gap Side-by-Side White Lines", "Gravestone Doji", "Hanging Man", "Harami Cross", "High-Wave",
	"Hikkake", "Modified Hikkake", "Homing Pigeon", "Identical Three Crows", "In-Neck",
	"Inverted Hammer", "Kicking", "Kicking by Length", "Ladder Bottom", "Long-Legged Doji", "Long Line",
	"Marubozu", "Matching Low", "Mat Hold", "Morning Doji Star", "On-Neck", "Rickshaw Man",
	"Rising and Falling Three Methods", "Separating Lines", "Short Line", "Spinning Top",
	"Stalled Pattern", "Stick Sandwich", "Takuri", "Tasuki Gap", "Thrusting", "Tristar",
	"Unique Three River", "Upside Gap Two Crows", "Up/Down-side Gap Three Methods",
}

// PatternKey is what counts of a pattern's name when names are compared: publishers
// write "Dark Cloud Cover" as DarkCloudCover and DARK_CLOUD_COVER as well.
func PatternKey(name string) string {
	return strings.Map(func(r rune) rune {
		if countsInName(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

func countsInName(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// SamePattern reports whether two names have the same PatternKey, without allocating:
// every backtest looks its patterns up.
func SamePattern(a, b string) bool {
	for {
		var x, y rune
		x, a = nextRune(a)
		y, b = nextRune(b)
		if x != y {
			return false
		}
		if x == 0 {
			return true
		}
	}
}

// nextRune is the first rune that counts, in lower case, and what is behind it; 0
// when there is none.
func nextRune(s string) (first rune, rest string) {
	for i, r := range s {
		if countsInName(r) {
			return unicode.ToLower(r), s[i+utf8.RuneLen(r):]
		}
	}
	return 0, ""
}
