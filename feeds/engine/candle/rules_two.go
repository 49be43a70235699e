package candle

// counterattack (TA-Lib CDLCOUNTERATTACK; Nison): two long candles of opposite
// colours that close at the same price. It goes the way of the second.
func counterattack(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.over(b.body, b.body10[1]) &&
		f.within(b.close, a.close, a.equal(late)), b.sign())
}

// darkCloudCover (TA-Lib CDLDARKCLOUDCOVER; Nison): after a long white candle a
// black one that opens above the high and closes within the white body, below its
// middle. Bearish.
func darkCloudCover(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.above(b.open, a.high) && f.above(b.close, a.open) &&
		f.above(a.close-float64(a.body*0.5), b.close), bear)
}

// piercingLine (TA-Lib CDLPIERCING; Nison): after a long black candle a long
// white one that opens below the low and closes within the black body, above its
// middle. Bullish.
func piercingLine(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.over(b.body, b.body10[1]) &&
		f.above(a.low, b.open) && f.above(a.open, b.close) &&
		f.above(b.close, a.close+float64(a.body*0.5)), bull)
}

// thrusting (TA-Lib CDLTHRUSTING; Nison): after a long black candle a white one
// that opens below the low and closes within the black body, above its close but
// not above its middle. Bearish: the fall goes on.
func thrusting(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.above(a.low, b.open) &&
		f.above(b.close, a.close+a.equal(late)) &&
		f.notBelow(a.close+float64(a.body*0.5), b.close), bear)
}

// inNeck (TA-Lib CDLINNECK; Nison): after a long black candle a white one that
// opens below the low and closes at the black close or hardly above. Bearish: the
// fall goes on.
func inNeck(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.above(a.low, b.open) &&
		f.notBelow(a.close+a.equal(late), b.close) && f.notBelow(b.close, a.close), bear)
}

// onNeck (TA-Lib CDLONNECK; Nison): after a long black candle a white one that
// opens below the low and closes at the low. Bearish: the fall goes on.
func onNeck(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.above(a.low, b.open) &&
		f.within(b.close, a.low, a.equal(late)), bear)
}

// dojiStar (TA-Lib CDLDOJISTAR; Nison): after a long candle a doji whose body
// gaps away, up from a white candle (bearish) or down from a black one (bullish).
func dojiStar(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.upTo(b.body, b.doji(1)) && f.gap(a.white, a, b), -a.sign())
}

// engulfing (TA-Lib CDLENGULFING; Nison): a body that reaches over the body
// before it, of the opposite colour, at both ends; it goes the way of the second.
// The value is ±80 where the bodies match at one end (Morris).
func engulfing(w *window, f *form) int {
	a, b := w.two()
	if !f.notBelow(b.top, a.top) || !f.notBelow(a.bottom, b.bottom) {
		return 0
	}
	return matched(b.sign(), b.top == a.top, b.bottom == a.bottom, 0)
}

// harami (TA-Lib CDLHARAMI; Nison): after a long body a short one, of any colour,
// within it; it goes against the first. The value is ±80 where the bodies match
// at one end (Morris).
func harami(w *window, f *form) int {
	a, b := w.two()
	return within(f, a, b, f.over(a.body, a.body10[0]) && f.upTo(b.body, b.body10[1]))
}

// haramiCross (TA-Lib CDLHARAMICROSS; Nison): a harami whose second candle is a
// doji. The value is ±80 where the bodies match at one end.
func haramiCross(w *window, f *form) int {
	a, b := w.two()
	return within(f, a, b, f.over(a.body, a.body10[0]) && f.upTo(b.body, b.doji(1)))
}

// within is the value of two candles the second of which lies in the first.
func within(f *form, a, b *candle, sized bool) int {
	if !sized || !f.notBelow(a.top, b.top) || !f.notBelow(b.bottom, a.bottom) {
		return 0
	}
	return matched(-a.sign(), b.top == a.top, b.bottom == a.bottom, 80)
}

// matched weakens a value when one end matches; both is for when both do.
func matched(value int, top, bottom bool, both int) int {
	switch {
	case top && bottom:
		return value / bull * both
	case top || bottom:
		return value / bull * 80
	}
	return value
}

// homingPigeon (TA-Lib CDLHOMINGPIGEON): after a long black candle a short black
// one whose body lies within the first. Bullish.
func homingPigeon(w *window, f *form) int {
	a, b := w.two()
	return when(f.over(a.body, a.body10[0]) && f.upTo(b.body, b.body10[1]) &&
		f.above(a.open, b.open) && f.above(b.close, a.close), bull)
}

// matchingLow (TA-Lib CDLMATCHINGLOW): two black candles that close at the same
// price. Bullish.
func matchingLow(w *window, f *form) int {
	a, b := w.two()
	return when(f.within(b.close, a.close, a.equal(0)), bull)
}

// hammer (TA-Lib CDLHAMMER; Nison): a short body with a lower shadow longer than
// it and no or a very short upper one, below or near the low of the candle
// before. Bullish.
func hammer(w *window, f *form) int {
	a, b := w.two()
	return when(f.under(b.body, b.body10[1]) && f.over(b.lower, b.body) && f.under(b.upper, b.veryShort(1)) &&
		f.notBelow(a.low+a.near(late), b.bottom), bull)
}

// hangingMan (TA-Lib CDLHANGINGMAN; Nison): the shape of a hammer, above or near
// the high of the candle before. Bearish.
func hangingMan(w *window, f *form) int {
	a, b := w.two()
	return when(f.under(b.body, b.body10[1]) && f.over(b.lower, b.body) && f.under(b.upper, b.veryShort(1)) &&
		f.notBelow(b.bottom, a.high-a.near(late)), bear)
}

// invertedHammer (TA-Lib CDLINVERTEDHAMMER; Nison): a short body with an upper
// shadow longer than it and no or a very short lower one, gapping down from the
// body before. Bullish.
func invertedHammer(w *window, f *form) int {
	a, b := w.two()
	return when(f.under(b.body, b.body10[1]) && f.over(b.upper, b.body) && f.under(b.lower, b.veryShort(1)) &&
		f.gap(false, a, b), bull)
}

// shootingStar (TA-Lib CDLSHOOTINGSTAR; Nison): the shape of an inverted hammer,
// gapping up from the body before. Bearish.
func shootingStar(w *window, f *form) int {
	a, b := w.two()
	return when(f.under(b.body, b.body10[1]) && f.over(b.upper, b.body) && f.under(b.lower, b.veryShort(1)) &&
		f.gap(true, a, b), bear)
}

// kicking (TA-Lib CDLKICKING): two marubozus of opposite colours with a gap
// between their ranges, up from black to white or down from white to black. It
// goes the way of the second.
func kicking(w *window, f *form) int {
	_, b := w.two()
	return when(kicks(w, f), b.sign())
}

// kickingByLength (TA-Lib CDLKICKINGBYLENGTH): kicking, but it goes the way of
// the longer of the two.
func kickingByLength(w *window, f *form) int {
	a, b := w.two()
	if b.body > a.body {
		a = b
	}
	return when(kicks(w, f), a.sign())
}

func kicks(w *window, f *form) bool {
	a, b := w.two()
	near, away := a.high, b.low
	if a.white {
		near, away = a.low, b.high
	}
	return f.beyond(b.white, away, near) &&
		f.over(a.body, a.body10[0]) && f.under(a.upper, a.veryShort(0)) && f.under(a.lower, a.veryShort(0)) &&
		f.over(b.body, b.body10[1]) && f.under(b.upper, b.veryShort(1)) && f.under(b.lower, b.veryShort(1))
}

// separatingLines (TA-Lib CDLSEPARATINGLINES; Nison): after a candle of the
// opposite colour a belt hold that opens at the same price. It goes the way of
// the second.
func separatingLines(w *window, f *form) int {
	a, b := w.two()
	shadow := b.upper
	if b.white {
		shadow = b.lower
	}
	return when(f.within(b.open, a.open, a.equal(late)) && f.over(b.body, b.body10[1]) &&
		f.under(shadow, b.veryShort(1)), b.sign())
}
