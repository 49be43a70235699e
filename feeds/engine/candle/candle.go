package candle

import "math"

// The averages that the definitions compare with, and how many bars before a
// candle they are taken over: TA-Lib's candle settings as they come.
const (
	longPeriod  = 10 // BodyLong, BodyShort, BodyDoji, ShadowShort, ShadowVeryShort
	shortPeriod = 5  // Near, Far, Equal
)

// How many running sums there are of each kind: as many as there are positions
// in a pattern at which a definition looks at it. See sums.
const (
	bodySums, spanSums, shadowSums, shortSums = 5, 4, 3, 4
	// late is where in span5 the sums begin that belong to patterns which also
	// look at ten bars: TA-Lib starts those five bars later.
	late = 2
)

// candle is a bar with everything that the definitions measure on it.
type candle struct {
	open, high, low, close float64
	top, bottom            float64 // of the real body
	body                   float64 // length of the real body
	upper, lower           float64 // lengths of the shadows
	span                   float64 // high − low
	white                  bool    // close ≥ open
	inside                 bool    // lower high and higher low than the bar before

	trend float64 // −1 falling … 1 rising: of the bars before, see Scanner.trend

	averages
}

// averages of the bars before a candle. The index is the candle's position in
// the pattern that asks, counted from 0 for its first candle.
type averages struct {
	body10    [bodySums]float64
	span10    [spanSums]float64
	shadows10 [shadowSums]float64
	span5     [shortSums]float64
}

// window is a candle (the last) with those before it.
type window [7]candle

func (w *window) one() *candle                  { return &w[6] }
func (w *window) two() (a, b *candle)           { return &w[5], &w[6] }
func (w *window) three() (a, b, c *candle)      { return &w[4], &w[5], &w[6] }
func (w *window) four() (a, b, c, d *candle)    { return &w[3], &w[4], &w[5], &w[6] }
func (w *window) five() (a, b, c, d, e *candle) { return &w[2], &w[3], &w[4], &w[5], &w[6] }
func (c *candle) gapsUp(before *candle) bool    { return c.bottom > before.top }
func (c *candle) gapsDown(before *candle) bool  { return c.top < before.bottom }
func (c *candle) shadowsUp(before *candle) bool { return c.high > before.high && c.low > before.low }

func (c *candle) shadowsDown(before *candle) bool { return c.high < before.high && c.low < before.low }

// The settings. Conversions keep a processor that can from fusing the product
// with the sum around it, which would round once instead of twice.

// doji is what a body may measure at most to be a doji's (BodyDoji).
func (c *candle) doji(pos int) float64 { return float64(0.1 * c.span10[pos]) }

// veryShort is what a very short shadow stays under (ShadowVeryShort).
func (c *candle) veryShort(pos int) float64 { return float64(0.1 * c.span10[pos]) }

// shortShadow is what a short shadow stays under (ShadowShort).
func (c *candle) shortShadow(pos int) float64 { return c.shadows10[pos] / 2 }

// near, far and equal are distances between prices (Near, Far, Equal).
func (c *candle) near(pos int) float64  { return float64(0.2 * c.span5[pos]) }
func (c *candle) far(pos int) float64   { return float64(0.6 * c.span5[pos]) }
func (c *candle) equal(pos int) float64 { return float64(0.05 * c.span5[pos]) }

// sign is the value of a pattern that goes the way this candle goes.
func (c *candle) sign() int {
	if c.white {
		return bull
	}
	return bear
}

// measure fills in all but the averages.
func (c *candle) measure(before *candle) {
	c.white = c.close >= c.open
	c.top, c.bottom = max(c.open, c.close), min(c.open, c.close)
	c.body = math.Abs(c.close - c.open)
	c.upper, c.lower = c.high-c.top, c.bottom-c.low
	c.span = c.high - c.low
	c.inside = c.high < before.high && c.low > before.low
}

// sums are TA-Lib's running sums. It starts one at the first bar that a pattern
// needs, and from then on adds the newest and takes away the oldest in one go.
// Sums that started at different bars are equal but for the last bits, and the
// last bits decide when prices tie: so there is one for each start. In a
// pattern of n candles the one for its second candle starts a bar later than
// the one for its first, and so on.
type sums averages

// shortStart are the bars at which the sums over five bars start.
var shortStart = [shortSums]int{0, 1, 5, 6}

// means are the averages at a bar that is not yet in the sums.
func (s *sums) means(to *averages) {
	for k := range s.body10 {
		to.body10[k] = s.body10[k] / longPeriod
	}
	for k := range s.span10 {
		to.span10[k] = s.span10[k] / longPeriod
	}
	for k := range s.shadows10 {
		to.shadows10[k] = s.shadows10[k] / longPeriod
	}
	for k := range s.span5 {
		to.span5[k] = s.span5[k] / shortPeriod
	}
}

// settled is the number of bars after which every sum is complete.
const settled = longPeriod + bodySums

// slide takes in a bar and lets go of those ten and five bars before it.
func (s *sums) slide(c, ten, five *candle) {
	body, span := c.body-ten.body, c.span-ten.span
	shadows, short := c.shadows()-ten.shadows(), c.span-five.span
	for k := range s.body10 {
		s.body10[k] += body
	}
	for k := range s.span10 {
		s.span10[k] += span
	}
	for k := range s.shadows10 {
		s.shadows10[k] += shadows
	}
	for k := range s.span5 {
		s.span5[k] += short
	}
}

// begin is slide for the first bars: n is how many there were before this one.
func (s *sums) begin(n int, c, ten, five *candle) {
	for k := range s.body10 {
		add(&s.body10[k], n-k, longPeriod, c.body, ten.body)
	}
	for k := range s.span10 {
		add(&s.span10[k], n-k, longPeriod, c.span, ten.span)
	}
	for k := range s.shadows10 {
		add(&s.shadows10[k], n-k, longPeriod, c.shadows(), ten.shadows())
	}
	for k, start := range shortStart {
		add(&s.span5[k], n-start, shortPeriod, c.span, five.span)
	}
}

// add takes a value into a sum that has seen n values; below 0 it has not begun.
func add(sum *float64, n, period int, value, oldest float64) {
	switch {
	case n >= period:
		*sum += value - oldest
	case n >= 0:
		*sum += value
	}
}

func (c *candle) shadows() float64 { return c.upper + c.lower }
