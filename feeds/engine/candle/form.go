package candle

// Values of a detection, as TA-Lib gives them.
const (
	bull = 100
	bear = -100
)

// when is the value of a rule that holds or does not.
func when(holds bool, value int) int {
	if holds {
		return value
	}
	return 0
}

func way(up bool) int {
	if up {
		return bull
	}
	return bear
}

// form makes the comparisons of a rule and keeps how far inside the limits they
// held. A comparison is on the very numbers and with the very operator that the
// definition has; the margins never decide.
type form struct {
	unit float64 // a quarter of the average range before: the yardstick of prices
	sum  float64 // of margins, each 0–1
	n    int
}

// size adds the margin of a length against its limit, as a share of the larger.
func (f *form) size(margin, larger float64) {
	f.n++
	if margin > 0 {
		f.sum += margin / larger
	}
}

// price adds the margin between two prices: half when it is a unit wide.
func (f *form) price(margin float64) {
	f.n++
	if margin > 0 {
		f.sum += margin / (margin + f.unit)
	}
}

// under: a length is smaller than its limit.
func (f *form) under(length, limit float64) bool {
	if length < limit {
		f.size(limit-length, limit)
		return true
	}
	return false
}

// upTo: a length is at most its limit.
func (f *form) upTo(length, limit float64) bool {
	if length <= limit {
		f.size(limit-length, limit)
		return true
	}
	return false
}

// over: a length is larger than its limit.
func (f *form) over(length, limit float64) bool {
	if length > limit {
		f.size(length-limit, length)
		return true
	}
	return false
}

// above: a price is higher than another.
func (f *form) above(a, b float64) bool {
	if a > b {
		f.price(a - b)
		return true
	}
	return false
}

// notBelow: a price is at least another.
func (f *form) notBelow(a, b float64) bool {
	if a >= b {
		f.price(a - b)
		return true
	}
	return false
}

// within: a price differs from another by no more than a distance.
func (f *form) within(a, b, distance float64) bool {
	if a <= b+distance && a >= b-distance {
		f.size(distance-max(a-b, b-a), distance)
		return true
	}
	return false
}

// beyond: a price is above another, or below it where the way is down.
func (f *form) beyond(up bool, a, b float64) bool {
	if !up {
		a, b = b, a
	}
	return f.above(a, b)
}

// gap: there is a gap from one body to another.
func (f *form) gap(up bool, from, to *candle) bool {
	if up {
		return f.above(to.bottom, from.top)
	}
	return f.above(from.bottom, to.top)
}

// touches: a part of a body lies within the range of another candle.
func (f *form) touches(rng, body *candle) bool {
	return f.above(rng.high, body.bottom) && f.above(body.top, rng.low)
}

func (f *form) risingCloses(a, b, c *candle) bool {
	return f.above(c.close, b.close) && f.above(b.close, a.close)
}

// opensAbout: b opens above the open of white a, but not above its close by more
// than a distance.
func (f *form) opensAbout(a, b *candle, distance float64) bool {
	return f.above(b.open, a.open) && f.notBelow(a.close+distance, b.open)
}

// score is the mean of the margins.
func (f *form) score() float64 {
	if f.n == 0 {
		return 0
	}
	return unit(f.sum / float64(f.n))
}

// unit forces a number into 0–1. What is no number becomes 0.
func unit(x float64) float64 {
	if x > 0 {
		return min(x, 1)
	}
	return 0
}
