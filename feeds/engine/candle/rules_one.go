package candle

// beltHold (TA-Lib CDLBELTHOLD; Nison's yorikiri): a long body with no or a very
// short shadow at the end where it opens. White is bullish, black bearish.
func beltHold(w *window, f *form) int {
	c := w.one()
	shadow := c.upper
	if c.white {
		shadow = c.lower
	}
	return when(f.over(c.body, c.body10[0]) && f.under(shadow, c.veryShort(0)), c.sign())
}

// closingMarubozu (TA-Lib CDLCLOSINGMARUBOZU): a long body with no or a very
// short shadow at the end where it closes. White is bullish, black bearish.
func closingMarubozu(w *window, f *form) int {
	c := w.one()
	shadow := c.lower
	if c.white {
		shadow = c.upper
	}
	return when(f.over(c.body, c.body10[0]) && f.under(shadow, c.veryShort(0)), c.sign())
}

// marubozu (TA-Lib CDLMARUBOZU): a long body with no or very short
// shadows at both ends. White is bullish, black bearish.
func marubozu(w *window, f *form) int {
	c := w.one()
	return when(f.over(c.body, c.body10[0]) &&
		f.under(c.upper, c.veryShort(0)) && f.under(c.lower, c.veryShort(0)), c.sign())
}

// longLine (TA-Lib CDLLONGLINE): a long body with short shadows. White is
// bullish, black bearish.
func longLine(w *window, f *form) int {
	c := w.one()
	return when(f.over(c.body, c.body10[0]) &&
		f.under(c.upper, c.shortShadow(0)) && f.under(c.lower, c.shortShadow(0)), c.sign())
}

// shortLine (TA-Lib CDLSHORTLINE): a short body with short shadows. The value
// has the sign of the body, white or black, and means neither bull nor bear.
func shortLine(w *window, f *form) int {
	c := w.one()
	return when(f.under(c.body, c.body10[0]) &&
		f.under(c.upper, c.shortShadow(0)) && f.under(c.lower, c.shortShadow(0)), c.sign())
}

// spinningTop (TA-Lib CDLSPINNINGTOP; Nison): a short body with both shadows
// longer than it. The value has the sign of the body, white or black, and means
// neither bull nor bear.
func spinningTop(w *window, f *form) int {
	c := w.one()
	return when(f.under(c.body, c.body10[0]) && f.over(c.upper, c.body) && f.over(c.lower, c.body), c.sign())
}

// highWave (TA-Lib CDLHIGHWAVE; Nison): a short body with both shadows more than
// twice as long. The value has the sign of the body, white or black, and means
// neither bull nor bear.
func highWave(w *window, f *form) int {
	c := w.one()
	return when(f.under(c.body, c.body10[0]) &&
		f.over(c.upper, 2*c.body) && f.over(c.lower, 2*c.body), c.sign())
}

// doji (TA-Lib CDLDOJI; Nison): the open is about the close: the body is at most
// a tenth of the average high-low range. Indecision: the value is always 100.
func doji(w *window, f *form) int {
	c := w.one()
	return when(f.upTo(c.body, c.doji(0)), bull)
}

// dragonflyDoji (TA-Lib CDLDRAGONFLYDOJI; Nison): a doji at the top of its range:
// the upper shadow is very short, the lower is not. The value is always 100; what
// it says depends on the trend.
func dragonflyDoji(w *window, f *form) int {
	c := w.one()
	return when(f.upTo(c.body, c.doji(0)) &&
		f.under(c.upper, c.veryShort(0)) && f.over(c.lower, c.veryShort(0)), bull)
}

// gravestoneDoji (TA-Lib CDLGRAVESTONEDOJI; Nison): a doji at the bottom of its
// range: the lower shadow is very short, the upper is not. The value is always
// 100; what it says depends on the trend.
func gravestoneDoji(w *window, f *form) int {
	c := w.one()
	return when(f.upTo(c.body, c.doji(0)) &&
		f.under(c.lower, c.veryShort(0)) && f.over(c.upper, c.veryShort(0)), bull)
}

// longLeggedDoji (TA-Lib CDLLONGLEGGEDDOJI; Nison): a doji with one shadow or
// both longer than the body. Indecision: the value is always 100.
func longLeggedDoji(w *window, f *form) int {
	c := w.one()
	return when(f.upTo(c.body, c.doji(0)) && f.over(max(c.upper, c.lower), c.body), bull)
}

// rickshawMan (TA-Lib CDLRICKSHAWMAN; Nison): a doji with both shadows longer
// than the body, and the body near the middle of the range. Indecision: the value
// is always 100.
func rickshawMan(w *window, f *form) int {
	c := w.one()
	return when(f.upTo(c.body, c.doji(0)) && f.over(c.lower, c.body) && f.over(c.upper, c.body) &&
		f.notBelow(c.low+c.span/2+c.near(late), c.bottom) &&
		f.notBelow(c.top, c.low+c.span/2-c.near(late)), bull)
}

// takuri (TA-Lib CDLTAKURI): a dragonfly doji whose lower shadow is more than
// twice its body. The value is always 100; what it says depends on the trend.
func takuri(w *window, f *form) int {
	c := w.one()
	return when(f.upTo(c.body, c.doji(0)) &&
		f.under(c.upper, c.veryShort(0)) && f.over(c.lower, 2*c.body), bull)
}
