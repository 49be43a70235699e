package model

import (
	"fmt"
	"slices"
)

// What an engine publishes where nobody says otherwise: the patterns that textbooks
// teach and that are rare enough to be news, and of each the better half. docs/patterns.md
// says how many alerts that leaves, and why these.
var notable = [...]string{
	"Hammer", "Hanging Man", "Inverted Hammer", "Shooting Star",
	"Engulfing", "Piercing Line", "Dark Cloud Cover", "Harami Cross", "Counterattack", "Kicking",
	"Doji Star", "Morning Star", "Evening Star", "Morning Doji Star", "Evening Doji Star", "Abandoned Baby", "Tristar",
	"Three White Soldiers", "Three Black Crows", "Three Inside", "Three Outside", "Upside Gap Two Crows",
	"Three-Line Strike", "Tasuki Gap", "Rising and Falling Three Methods", "Mat Hold", "Breakaway",
}

// NotableConfidence is the least confidence of a notable pattern that is news.
const NotableConfidence = 0.5

// DemoSpeed is how fast the clock of the demo's market runs: a minute takes seven and a
// half seconds, in which one stock after the other closes. Of 40 stocks that is an alert
// every second or two, and a list that can be read.
const DemoSpeed = 8

// The words that stand for more than one pattern where patterns are chosen.
const (
	AllPatterns     = "all"
	NotablePatterns = "notable"
)

// Notable are the patterns that an engine publishes by default.
func Notable() []string { return slices.Clone(notable[:]) }

// UnknownPatternError is a name that no pattern has.
type UnknownPatternError struct{ Name string }

func (e *UnknownPatternError) Error() string { return fmt.Sprintf("there is no pattern %q", e.Name) }

// ChoosePatterns turns what a person wrote into the names of patterns, each once; none
// are all of them. The error is an *UnknownPatternError.
func ChoosePatterns(words []string) (names []string, err error) {
	all := false
	for _, word := range words {
		switch p := KnownPattern(word); {
		case SamePattern(word, AllPatterns):
			all = true
		case SamePattern(word, NotablePatterns):
			names = append(names, notable[:]...)
		case p == nil:
			return nil, &UnknownPatternError{word}
		default:
			names = append(names, p.Name)
		}
	}
	if all {
		return nil, nil
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(names, func(name string) bool {
		again := seen[name]
		seen[name] = true
		return again
	}), nil
}
