package candle

import (
	"iter"

	"tickdeck/feeds/engine/bars"
)

// Pattern is a candlestick pattern as TA-Lib defines it, with its default candle
// settings and penetrations. The definition in words stands at its rule, and in
// docs/patterns.md.
type Pattern struct {
	Name     string // for people, such as "Dark Cloud Cover"
	TALib    string // TA-Lib's name, such as "CDLDARKCLOUDCOVER"
	Candles  int    // how many candles make the pattern
	Lookback int    // how many bars there must be before one can be detected at all
	Sense    Sense

	// shape is what a look at the colours and gaps tells: a letter for each
	// candle, w white (close ≥ open), b black, . either; ^ and v between two for
	// a gap up and down between the bodies; | between alternatives. The rule
	// relies on the colours.
	shape string
	// needs are facts without which the rule cannot hold. It asks once more, for
	// the margin.
	needs facts
	rule  func(*window, *form) int
}

// Sense is what a pattern says of the trend that it comes in.
type Sense uint8

// Senses.
const (
	Reversal     Sense = iota // the trend ends
	Continuation              // the trend goes on
	Indecision                // it takes no side, whatever the sign of its value
)

func (s Sense) String() string {
	return [...]string{"reversal", "continuation", "indecision"}[s]
}

// Direction is where the price is expected to go.
type Direction int8

// Directions.
const (
	Bearish Direction = iota - 1
	Neutral
	Bullish
)

func (d Direction) String() string {
	return [...]string{"bearish", "neutral", "bullish"}[d+1]
}

// Detection is a pattern found on a bar.
type Detection struct {
	Pattern    *Pattern
	Index      int     // of the bar, the pattern's last: 0 for the first that was given
	Value      int     // as TA-Lib gives it: ±100, ±80, ±200
	Confidence float64 // 0–1: see the package's documentation
	fit        float64 // 0–1: what the confidence ranks
}

// Direction is the sign of the value, but Neutral for patterns of indecision,
// which have a value of TA-Lib's too.
func (d Detection) Direction() Direction {
	switch {
	case d.Pattern.Sense == Indecision:
		return Neutral
	case d.Value > 0:
		return Bullish
	}
	return Bearish
}

// Scan gives every detection in the bars, in the order of the bars, and on one
// bar in the order of Patterns: what a Scanner gives that is fed one by one. It
// keeps nothing; slices.Collect makes a slice of it.
func (s *Set) Scan(series []bars.Bar) iter.Seq[Detection] {
	return func(yield func(Detection) bool) {
		scanner := s.NewScanner()
		for _, b := range series {
			for _, d := range scanner.Add(b) {
				if !yield(d) {
					return
				}
			}
		}
	}
}
