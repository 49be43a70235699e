package model

import (
	"time"
	"unicode"
	"unicode/utf8"
)

// Pattern is what a screen knows of a candlestick pattern: docs/patterns.md has
// more.
type Pattern struct {
	Name       string // as the built-in engine names it
	TALib      string // TA-Lib's name, such as CDLENGULFING
	Sense      string // reversal, continuation, indecision
	Definition string
	InDays     float64 // how often it is found in 1,000 bars of a day
	InMinutes  float64 // and of minutes
}

// StandardPatterns are those that every engine knows: the form offers them first.
func StandardPatterns() []string { return names(catalogue[:standard]) }

// MorePatterns are the others that TA-Lib defines. Another engine may know fewer.
func MorePatterns() []string { return names(catalogue[standard:]) }

// standard is how many of the catalogue every engine knows.
const standard = 11

func names(patterns []Pattern) (out []string) {
	for i := range patterns {
		out = append(out, patterns[i].Name)
	}
	return out
}

// Frequency is in how many of 1,000 bars of a timeframe the pattern is found on the
// simulated market. Of one that is not known nobody can say that it is rare.
func (p *Pattern) Frequency(timeframe string) float64 {
	switch length := BarLength(timeframe); {
	case p == nil:
		return 1000
	case length > 0 && length < 5*time.Minute:
		return p.InMinutes
	}
	return p.InDays
}

// KnownPattern is the pattern of that name, which may be TA-Lib's, and may be written
// in any of the ways that PatternKey makes the same; nil if there is none.
func KnownPattern(name string) *Pattern {
	for i := range catalogue {
		if p := &catalogue[i]; SamePattern(p.Name, name) || SamePattern(p.TALib, name) {
			return p
		}
	}
	return nil
}

// PatternKey is what counts of a pattern's name when names are compared: publishers
// write "Dark Cloud Cover" as DarkCloudCover and DARK_CLOUD_COVER as well.
func PatternKey(name string) string {
	return string(appendPatternKey(make([]byte, 0, len(name)), name))
}

// appendPatternKey puts the key behind to, so that looking one up needs no memory.
func appendPatternKey(to []byte, name string) []byte {
	for _, r := range name {
		if countsInName(r) {
			to = utf8.AppendRune(to, unicode.ToLower(r))
		}
	}
	return to
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
