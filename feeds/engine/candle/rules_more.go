package candle

// threeBlackCrows (TA-Lib CDL3BLACKCROWS; Nison): after a white candle three black
// ones with lower closes and very short lower shadows, each opening within the
// body before it, the first closing below the white candle's high. Bearish.
func threeBlackCrows(w *window, f *form) int {
	a, b, c, d := w.four()
	return when(f.under(b.lower, b.veryShort(1)) && f.under(c.lower, c.veryShort(2)) && f.under(d.lower, d.veryShort(3)) &&
		f.above(b.open, c.open) && f.above(c.open, b.close) && f.above(c.open, d.open) && f.above(d.open, c.close) &&
		f.above(a.high, b.close) && f.above(b.close, c.close) && f.above(c.close, d.close), bear)
}

// threeLineStrike (TA-Lib CDL3LINESTRIKE): three candles of one colour that close
// further and further, each opening within or near the body before it; then one of
// the other colour that opens beyond the third close and closes beyond the first
// open. It goes the way of the three.
func threeLineStrike(w *window, f *form) int {
	a, b, c, d := w.four()
	up := c.white
	return when(f.beyond(up, c.close, b.close) && f.beyond(up, b.close, a.close) &&
		f.beyond(up, d.open, c.close) && f.beyond(up, a.open, d.close) &&
		f.notBelow(b.open, a.bottom-a.near(0)) && f.notBelow(a.top+a.near(0), b.open) &&
		f.notBelow(c.open, b.bottom-b.near(1)) && f.notBelow(b.top+b.near(1), c.open), way(up))
}

// concealingBabySwallow (TA-Lib CDLCONCEALBABYSWALL): two black marubozus; a black
// candle whose body gaps down and whose upper shadow reaches into the second body;
// a black one whose range reaches over the third at both ends. Bullish.
func concealingBabySwallow(w *window, f *form) int {
	a, b, c, d := w.four()
	return when(f.under(a.lower, a.veryShort(0)) && f.under(a.upper, a.veryShort(0)) &&
		f.under(b.lower, b.veryShort(1)) && f.under(b.upper, b.veryShort(1)) &&
		f.gap(false, b, c) && f.over(c.upper, c.veryShort(2)) && f.above(c.high, b.close) &&
		f.above(d.high, c.high) && f.above(c.low, d.low), bull)
}

// breakaway (TA-Lib CDLBREAKAWAY): a long candle; one of its colour whose body
// gaps the same way; two with highs and lows further that way, the second of them
// of the same colour; one of the other colour that closes inside the gap. It goes
// the way of the last.
func breakaway(w *window, f *form) int {
	a, b, c, d, e := w.five()
	up := a.white
	return when(f.over(a.body, a.body10[0]) && f.gap(up, a, b) &&
		f.beyond(up, c.high, b.high) && f.beyond(up, c.low, b.low) &&
		f.beyond(up, d.high, c.high) && f.beyond(up, d.low, c.low) &&
		f.beyond(up, b.open, e.close) && f.beyond(up, e.close, a.close), way(!up))
}

// ladderBottom (TA-Lib CDLLADDERBOTTOM): three black candles with lower opens and
// closes; a black one with an upper shadow; a white one that opens above the body
// before it and closes above its high. Bullish.
func ladderBottom(w *window, f *form) int {
	a, b, c, d, e := w.five()
	return when(f.above(e.close, d.high) && f.above(e.open, d.open) && f.over(d.upper, d.veryShort(3)) &&
		f.above(a.open, b.open) && f.above(b.open, c.open) &&
		f.above(a.close, b.close) && f.above(b.close, c.close), bull)
}

// matHold (TA-Lib CDLMATHOLD): a long white candle; three short ones: a black one
// whose body gaps up, then two of any colour that fall, a part of their bodies
// within the first but not deeper than half of it; a white one that opens above
// the last close and closes above the three highs. Bullish: the rise goes on.
func matHold(w *window, f *form) int {
	a, b, c, d, e := w.five()
	floor := a.close - float64(a.body*0.5)
	return when(f.over(a.body, a.body10[0]) && f.gap(true, a, b) &&
		f.under(b.body, b.body10[1]) && f.under(c.body, c.body10[2]) && f.under(d.body, d.body10[3]) &&
		f.above(a.close, c.bottom) && f.above(c.bottom, floor) &&
		f.above(a.close, d.bottom) && f.above(d.bottom, floor) &&
		f.above(b.open, c.top) && f.above(c.top, d.top) &&
		f.above(e.open, d.close) && f.above(e.close, max(b.high, c.high, d.high)), bull)
}

// riseFallThreeMethods (TA-Lib CDLRISEFALL3METHODS; Nison): a long candle; three
// short ones of the other colour that go against it, a part of each body within its
// range; a long one of its colour that opens beyond the last close and closes
// beyond the first. It goes the way of the first.
func riseFallThreeMethods(w *window, f *form) int {
	a, b, c, d, e := w.five()
	up := a.white
	return when(f.beyond(up, e.close, a.close) && f.beyond(up, e.open, d.close) &&
		f.beyond(up, b.close, c.close) && f.beyond(up, c.close, d.close) &&
		f.over(a.body, a.body10[0]) && f.over(e.body, e.body10[4]) &&
		f.under(b.body, b.body10[1]) && f.under(c.body, c.body10[2]) && f.under(d.body, d.body10[3]) &&
		f.touches(a, b) && f.touches(a, c) && f.touches(a, d), way(up))
}

// hikkake (TA-Lib CDLHIKKAKE; Chesler): an inside bar, then a bar with lower high
// and low (bullish) or higher high and low (bearish): the break is a trap. The
// value is ±200 on one of the next three bars if it is the first to close beyond
// the inside bar, the other way: the confirmation. A new trap comes before it.
func hikkake(w *window, f *form) int {
	return sprung(w, f, trap)
}

// modifiedHikkake (TA-Lib CDLHIKKAKEMOD; Chesler): a hikkake that has one more bar
// before it, of which the next one is an inside bar too and closes near its low
// (bullish) or near its high (bearish). The confirmation has ±200.
func modifiedHikkake(w *window, f *form) int {
	return sprung(w, f, narrowTrap)
}

const confirmBars = 3

// sprung is the value of the last bar: that of a trap, or of the confirmation of
// one that is at most three bars old.
func sprung(w *window, f *form, trapAt func(*window, int, *form) int) int {
	last := len(w) - 1
	if v := trapAt(w, last, f); v != 0 {
		return v
	}
	for i := last - 1; i >= last-confirmBars; i-- {
		v := trapAt(w, i, f)
		if v == 0 {
			continue
		}
		for j := i + 1; j < last; j++ {
			if confirms(w, v, i, j) {
				return 0
			}
		}
		if !confirms(w, v, i, last) {
			return 0
		}
		f.beyond(v > 0, w[last].close, edge(&w[i-1], v))
		return 2 * v
	}
	return 0
}

// confirms: bar j closes beyond the bar before trap i, against the break.
func confirms(w *window, v, i, j int) bool {
	if v > 0 {
		return w[j].close > w[i-1].high
	}
	return w[j].close < w[i-1].low
}

func edge(c *candle, v int) float64 {
	if v > 0 {
		return c.high
	}
	return c.low
}

// trap is the value of bar i where it breaks out of an inside bar.
func trap(w *window, i int, f *form) int {
	before, c := &w[i-1], &w[i]
	switch {
	case !before.inside:
		return 0
	case c.shadowsDown(before):
		return when(f.above(before.high, c.high) && f.above(before.low, c.low), bull)
	case c.shadowsUp(before):
		return when(f.above(c.high, before.high) && f.above(c.low, before.low), bear)
	}
	return 0
}

// narrowTrap is trap where the bar before the inside bar is one as well and
// closes near its end.
func narrowTrap(w *window, i int, f *form) int {
	second := &w[i-2]
	if !second.inside {
		return 0
	}
	v := trap(w, i, f)
	if v == bull && second.close <= second.low+second.near(0) ||
		v == bear && second.close >= second.high-second.near(0) {
		return v
	}
	return 0
}
