// Package candle finds candlestick patterns on closed bars: all 61 that TA-Lib
// knows, each as TA-Lib defines it with its default candle settings, with the same
// value (±100, ±80, ±200) on the same bars, to the last bit. It knows bars and
// nothing else: no clock, no Redis, no randomness.
//
// # Words
//
// A candle is white when it closes at or above its open, else black. Its body is
// what lies between open and close, its shadows what lies above and below. A gap
// without further words is one between bodies. What the definitions call long,
// short or near is measured against the bars before the candle in question, never
// with the candle itself:
//
//	long, short body       over, under the average body of 10 bars
//	doji                   body at most 0.1 of the average range of 10 bars
//	long shadow            longer than the body
//	short shadow           under half the average sum of both shadows of 10 bars
//	very short shadow      under 0.1 of the average range of 10 bars
//	near, far, the same    0.2, 0.6, 0.05 of the average range of 5 bars
//
// # Direction
//
// A detection is bullish or bearish as its value is positive or negative. But a
// pattern of indecision is always neutral: TA-Lib gives its dojis 100 whatever
// they say, and its spinning tops, high-wave candles and short lines the colour of
// the body. Like TA-Lib, no rule asks whether there is a trend for a reversal to
// end: that is in the confidence.
//
// # Bars
//
// Detection begins as soon as there are the bars that a definition looks at, and on
// the same bar as with TA-Lib. A bar with a price that is no number, or beyond
// ±1e290, is passed over and the series begins anew after it: TA-Lib's sums would
// be lost for good.
//
// # Confidence
//
// TA-Lib says only that a pattern is there. A Detection also has a confidence from
// 0 to 1: the share of detections of the same pattern that fit less well. So 0.9
// is a better example than nine in ten of its kind, and of the detections of any
// pattern about a fifth are above 0.8.
//
//	fit = 0.5·form + 0.25·volume + 0.25·trend
//
// form is how far inside the definition's limits the bars are: the mean of the
// margins of the comparisons that the definition makes, each 0 (just so) to 1.
//
//	a length x under its limit L          (L − x) / L
//	a length x over its limit L           (x − L) / x
//	a price p above another, q            d / (d + u), d = p − q
//	a price within D of another           (D − distance) / D
//
// u is a quarter of the average high-low range of the ten bars before. Colours
// have no margin, nor have the alternative signs of weakness of Advance Block.
//
// volume is v / (v + V) with v the volume of the pattern's last bar and V the
// average of the 20 bars before it: 0.5 at the average, 0.67 at twice of it; 0.5
// also where no volume is known.
//
// trend is how well the ten bars before the pattern's first candle suit what it
// says. With t = (last close − first close) / (half the sum of their ranges), at
// least −1 and at most 1:
//
//	reversal, bullish; continuation, bearish   (1 − t) / 2
//	reversal, bearish; continuation, bullish   (1 + t) / 2
//	indecision                                 |t|
//
// and 0.5 where there are not ten bars before it.
//
// So the confidence does not change when all prices are multiplied by a number,
// nor when all volumes are; it never falls when the fit rises, nor when the volume
// of the last bar does. What it does not say:
//
//   - It ranks within a pattern only: a Doji of 0.9 and a Kicking of 0.9 are equally
//     good of their kinds, but the one comes twice in three weeks and the other once in
//     200 years. The table below has how common each pattern is.
//   - It is no probability: nobody has counted what came after.
//   - The others of its kind are those of the simulated market (docs/market-data.md), as
//     long as there is no table of one's own bars (below). On other data more or less
//     than a fifth may be above 0.8; the order stays.
//   - It is no sharper than the prices. Moving each price of a day by up to a basis
//     point changes it by 0.016 on average, noise of a deviation of one by 0.027.
//
// # The distributions
//
// How the fits of a pattern are spread is in distributions.go, for days and for
// minutes, at 65 fits with straight lines between them. Bars less than five minutes
// apart are ranked among minutes, others among days: a cent is a tenth of the range
// of a minute, so that half of the dojis there have no body at all. What counts is
// the shortest distance between two bars of the series so far.
//
// Some patterns are too rare to have a distribution of their own. To the detections
// of each pattern 20 are added that are as those of all patterns together: a
// pattern never seen has the distribution of all, and one that was seen a
// thousand times its own.
//
// `go test ./feeds/engine/candle -run Distributions -update` makes distributions.go
// from the simulated market: 40 seeds of five years of days and 20 of four sessions
// of minutes, of 40 stocks each. Tests hold it to other seeds.
//
// # A table of one's own bars
//
// `tickdeck calibrate --bars FOLDER --output FILE` makes one, of all that is found in the
// folder's bars, whatever their timeframes: days and minutes apart, as above. With
// `--confidence FILE` (or the setting, see docs/configuration.md) the engine, demo, scan, study and backtest
// rank among those. On the bars that it was made of, a tenth of all detections is
// in each tenth of the confidence.
//
// To the detections of each pattern 20 are added that are as those of the built-in
// table: a pattern that the bars never show ranks as without a table, one that they show
// 20 times half by each, and one that they show a thousand times by its own. Of days and
// of minutes each fewer than 1,000 detections, of all patterns, make no table, but leave
// that part to the built-in one; where both are so few there is no table to be made.
//
// The file is JSON: how many bars were looked at, and of each pattern how many
// detections were found and how many of them have a fit in each 64th from 0 to 1. It
// says of which version it is, and one of another version, or one whose counts do not add up, is
// refused. It is read when a command begins.
package candle
