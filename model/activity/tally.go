package activity

import "tickdeck/model"

// Class is what the detections on one candle say together: the sum of their
// directions.
type Class uint8

// The classes of candles.
const (
	Unsaid  Class = iota // none of them names a direction
	Bull                 // more bullish than bearish ones
	Bear                 // more bearish than bullish ones
	Neutral              // neither bullish nor bearish ones
	Even                 // as many bullish as bearish ones
)

// Tally counts candles by class.
type Tally [Even + 1]uint32

// Total is how many candles there are.
func (t *Tally) Total() (n int) {
	for _, v := range t {
		n += int(v)
	}
	return n
}

// Majority is what most of the candles say. Bullish and bearish ones of the same
// number are Even, whoever else there is; those without a direction count only
// where there are no others.
func (t *Tally) Majority() Class {
	bull, bear, neutral := t[Bull], t[Bear], t[Neutral]
	switch {
	case neutral > max(bull, bear, t[Even]):
		return Neutral
	case bull > bear:
		return Bull
	case bear > bull:
		return Bear
	case bull+t[Even] > 0:
		return Even
	}
	return Unsaid
}

// Balance is the part of the candles with a direction that is bullish, less the
// part that is bearish: from −1 to 1, and None without any.
func (t *Tally) Balance() float64 {
	bull, bear := float64(t[Bull]), float64(t[Bear])
	if bull+bear == 0 {
		return model.None()
	}
	return (bull - bear) / (bull + bear)
}

func (t *Tally) minus(o *Tally) {
	for i := range t {
		t[i] -= o[i]
	}
}
