package candle

// How far the third candle of a star must reach into the body of the first, as a
// fraction of it: TA-Lib's optInPenetration.
const penetration = 0.3

// twoCrows (TA-Lib CDL2CROWS): after a long white candle a black one whose body
// gaps up, then a black one that opens within the second body and closes within
// the first. Bearish.
func twoCrows(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.over(a.body, a.body10[0]) && f.gap(true, a, b) &&
		f.above(b.open, c.open) && f.above(c.open, b.close) &&
		f.above(c.close, a.open) && f.above(a.close, c.close), bear)
}

// upsideGapTwoCrows (TA-Lib CDLUPSIDEGAP2CROWS; Nison): after a long white candle
// a short black one whose body gaps up, then a black one whose body reaches over
// the second at both ends and closes above the first. Bearish.
func upsideGapTwoCrows(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.over(a.body, a.body10[0]) && f.upTo(b.body, b.body10[1]) && f.gap(true, a, b) &&
		f.above(c.open, b.open) && f.above(b.close, c.close) && f.above(c.close, a.close), bear)
}

// threeInside (TA-Lib CDL3INSIDE): a harami, then a candle of the colour opposite
// to the first that closes beyond the first one's open. It goes the way of the
// third.
func threeInside(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.over(a.body, a.body10[0]) && f.upTo(b.body, b.body10[1]) &&
		f.above(a.top, b.top) && f.above(b.bottom, a.bottom) && f.beyond(c.white, c.close, a.open), c.sign())
}

// threeOutside (TA-Lib CDL3OUTSIDE): an engulfing whose bodies match at no end,
// then a candle that closes further the same way. It goes the way of the second.
func threeOutside(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.above(b.top, a.top) && f.above(a.bottom, b.bottom) && f.beyond(b.white, c.close, b.close), b.sign())
}

// threeStarsInTheSouth (TA-Lib CDL3STARSINSOUTH): a long black candle with a long
// lower shadow; a shorter black one that opens above the first close within the
// range, trades below that close but not below the low, and has a lower shadow; a
// short black one with very short shadows within the range of the second. Bullish.
func threeStarsInTheSouth(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.over(a.body, a.body10[0]) && f.over(a.lower, a.body) &&
		f.under(b.body, a.body) && f.above(b.open, a.close) && f.notBelow(a.high, b.open) &&
		f.above(a.close, b.low) && f.notBelow(b.low, a.low) && f.over(b.lower, b.veryShort(1)) &&
		f.under(c.body, c.body10[2]) && f.under(c.lower, c.veryShort(2)) && f.under(c.upper, c.veryShort(2)) &&
		f.above(c.low, b.low) && f.above(b.high, c.high), bull)
}

// threeWhiteSoldiers (TA-Lib CDL3WHITESOLDIERS; Nison): three white candles with
// higher closes and very short upper shadows, each opening within or near the body
// before it and none far shorter than the one before, the last not short. Bullish.
func threeWhiteSoldiers(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.under(a.upper, a.veryShort(0)) && f.under(b.upper, b.veryShort(1)) && f.under(c.upper, c.veryShort(2)) &&
		f.risingCloses(a, b, c) && f.opensAbout(a, b, a.near(late)) && f.opensAbout(b, c, b.near(late+1)) &&
		f.above(b.body, a.body-a.far(late)) && f.above(c.body, b.body-b.far(late+1)) &&
		f.over(c.body, c.body10[2]), bull)
}

// advanceBlock (TA-Lib CDLADVANCEBLOCK; Nison): three white candles with higher
// closes, each opening within or near the body before it, the first long with a
// short upper shadow; and a sign of weakness: the second body is far shorter than
// the first and the third not much longer than the second; or the third is far
// shorter than the second; or the bodies become shorter and the second or third has
// an upper shadow that is not short; or the third is shorter than the second and
// has a long upper shadow. Bearish.
func advanceBlock(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.risingCloses(a, b, c) && f.opensAbout(a, b, a.near(late)) && f.opensAbout(b, c, b.near(late+1)) &&
		f.over(a.body, a.body10[0]) && f.under(a.upper, a.shortShadow(0)) && weakens(a, b, c), bear)
}

// weakens is the last part of advanceBlock.
func weakens(a, b, c *candle) bool {
	return b.body < a.body-a.far(late) && c.body < b.body+b.near(late+1) ||
		c.body < b.body-b.far(late+1) ||
		c.body < b.body && b.body < a.body && (c.upper > c.shortShadow(2) || b.upper > b.shortShadow(1)) ||
		c.body < b.body && c.upper > c.body
}

// stalledPattern (TA-Lib CDLSTALLEDPATTERN; Nison): three white candles with
// higher closes: a long one; a long one with a very short upper shadow that opens
// within or near the first body; a short one at the upper end of the second.
// Bearish.
func stalledPattern(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.risingCloses(a, b, c) && f.over(a.body, a.body10[0]) && f.over(b.body, b.body10[1]) &&
		f.under(b.upper, b.veryShort(1)) && f.opensAbout(a, b, a.near(late)) &&
		f.under(c.body, c.body10[2]) && f.notBelow(c.open, b.close-c.body-b.near(late+1)), bear)
}

// identicalThreeCrows (TA-Lib CDLIDENTICAL3CROWS): three black candles with lower
// closes and very short lower shadows, each opening at the close before it.
// Bearish.
func identicalThreeCrows(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.under(a.lower, a.veryShort(0)) && f.under(b.lower, b.veryShort(1)) && f.under(c.lower, c.veryShort(2)) &&
		f.above(a.close, b.close) && f.above(b.close, c.close) &&
		f.within(b.open, a.close, a.equal(late)) && f.within(c.open, b.close, b.equal(late+1)), bear)
}

// morningStar (TA-Lib CDLMORNINGSTAR; Nison): after a long black candle a short
// body that gaps down, then a white one, not short, that closes well within the
// first body: above its close by more than 0.3 of it. Bullish.
func morningStar(w *window, f *form) int {
	a, b, _ := w.three()
	return when(star(w, f) && f.upTo(b.body, b.body10[1]) && f.gap(false, a, b), bull)
}

// eveningStar (TA-Lib CDLEVENINGSTAR; Nison): the morning star turned over: long
// white, short gapping up, black closing well within the first body. Bearish.
func eveningStar(w *window, f *form) int {
	a, b, _ := w.three()
	return when(star(w, f) && f.upTo(b.body, b.body10[1]) && f.gap(true, a, b), bear)
}

// morningDojiStar (TA-Lib CDLMORNINGDOJISTAR; Nison): a morning star whose second
// candle is a doji. Bullish.
func morningDojiStar(w *window, f *form) int {
	a, b, _ := w.three()
	return when(star(w, f) && f.upTo(b.body, b.doji(1)) && f.gap(false, a, b), bull)
}

// eveningDojiStar (TA-Lib CDLEVENINGDOJISTAR; Nison): an evening star whose second
// candle is a doji. Bearish.
func eveningDojiStar(w *window, f *form) int {
	a, b, _ := w.three()
	return when(star(w, f) && f.upTo(b.body, b.doji(1)) && f.gap(true, a, b), bear)
}

// abandonedBaby (TA-Lib CDLABANDONEDBABY; Nison): a doji star whose doji has a gap
// on both sides, shadows included. It goes the way of the third candle.
func abandonedBaby(w *window, f *form) int {
	a, b, c := w.three()
	if !f.upTo(b.body, b.doji(1)) || !star(w, f) {
		return 0
	}
	if c.white {
		return when(f.above(a.low, b.high) && f.above(c.low, b.high), bull)
	}
	return when(f.above(b.low, a.high) && f.above(b.low, c.high), bear)
}

// star is what every star asks of its first and third candle.
func star(w *window, f *form) bool {
	a, _, c := w.three()
	into := float64(a.body * penetration)
	if a.white {
		into = -into
	}
	return f.over(a.body, a.body10[0]) && f.over(c.body, c.body10[2]) && f.beyond(c.white, c.close, a.close+into)
}

// gapSideBySideWhite (TA-Lib CDLGAPSIDESIDEWHITE; Nison): two white candles of
// about the same size and open, both with a gap from the body before them. It goes
// the way of the gap.
func gapSideBySideWhite(w *window, f *form) int {
	a, b, c := w.three()
	up := b.gapsUp(a)
	return when(f.gap(up, a, b) && f.gap(up, a, c) &&
		f.within(c.body, b.body, b.near(1)) && f.within(c.open, b.open, b.equal(1)), way(up))
}

// tasukiGap (TA-Lib CDLTASUKIGAP; Nison): a body gaps away from the one before, up
// and white or down and black; then one of the other colour and about the same
// size opens within it and closes inside the gap. It goes the way of the gap.
func tasukiGap(w *window, f *form) int {
	a, b, c := w.three()
	edge := a.bottom
	if b.white {
		edge = a.top
	}
	return when(f.gap(b.white, a, b) && f.above(b.top, c.open) && f.above(c.open, b.bottom) &&
		f.beyond(b.white, b.open, c.close) && f.beyond(b.white, c.close, edge) &&
		f.under(max(b.body-c.body, c.body-b.body), b.near(1)), b.sign())
}

// upDownGapThreeMethods (TA-Lib CDLXSIDEGAP3METHODS; Nison): two candles of one
// colour with a gap between their bodies the way they go; then one of the other
// colour that opens within the second body and closes within the first. It goes
// the way of the gap.
func upDownGapThreeMethods(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.gap(a.white, a, b) && f.above(b.top, c.open) && f.above(c.open, b.bottom) &&
		f.above(a.top, c.close) && f.above(c.close, a.bottom), a.sign())
}

// stickSandwich (TA-Lib CDLSTICKSANDWICH): a black candle, a white one that trades
// only above its close, and a black one that closes at the same price as the
// first. Bullish.
func stickSandwich(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.above(b.low, a.close) && f.within(c.close, a.close, a.equal(0)), bull)
}

// tristar (TA-Lib CDLTRISTAR; Nison): three dojis, the body of the second above
// the first and the third lower again (bearish), or below and higher again
// (bullish).
func tristar(w *window, f *form) int {
	a, b, c := w.three()
	limit := a.doji(0)
	if !f.upTo(a.body, limit) || !f.upTo(b.body, limit) || !f.upTo(c.body, limit) {
		return 0
	}
	if b.gapsUp(a) {
		return when(f.gap(true, a, b) && f.above(b.top, c.top), bear)
	}
	return when(f.gap(false, a, b) && f.above(c.bottom, b.bottom), bull)
}

// uniqueThreeRiver (TA-Lib CDLUNIQUE3RIVER; Nison): a long black candle; a black
// one whose body lies within it but whose low is lower; a short white one that
// opens above that low. Bullish.
func uniqueThreeRiver(w *window, f *form) int {
	a, b, c := w.three()
	return when(f.over(a.body, a.body10[0]) && f.above(b.close, a.close) && f.notBelow(a.open, b.open) &&
		f.above(a.low, b.low) && f.under(c.body, c.body10[2]) && f.above(c.open, b.low), bull)
}
