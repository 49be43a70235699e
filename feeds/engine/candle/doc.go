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
//
// # What an engine publishes
//
// Of a backtest, a scan or a study all patterns are looked for, or those that it asks
// for. Of what is found live, `tickdeck engine` and `tickdeck demo` publish by default the
// notable patterns, from a confidence of 0.5 on: the better half of each. On a minute of
// trading four in five candles have a pattern, two or three at a time: a stock that says
// something every minute says nothing. With the default it does every six or seven
// minutes, with one alert a candle. Candles with an alert (a symbol, a timeframe and a
// bar; what is on the same one counts once) in the simulated market:
//
//	                                conf     in  of one   of 40       a
//	bars     what is published      from  1,000  one in   a bar  candle
//	minutes  all 61                  0.0    808     1.2    32.3    2.56
//	minutes  all 61                  0.8    213     4.7     8.5    1.82
//	minutes  notable                 0.0    302     3.3    12.1    1.09
//	minutes  notable                 0.5    149     6.7     6.0    1.06
//	minutes  notable                 0.8     57    17.7     2.3    1.04
//	minutes  notable and 3 more      0.5    186     5.4     7.4    1.18
//	minutes  the nine best known     0.0    190     5.3     7.6    1.03
//	minutes  the nine best known     0.5     94    10.6     3.8    1.02
//	days     all 61                  0.0    808     1.2    32.3    2.55
//	days     all 61                  0.8    222     4.5     8.9    1.89
//	days     notable                 0.0    247     4.1     9.9    1.08
//	days     notable                 0.5    127     7.9     5.1    1.06
//	days     notable                 0.8     52    19.4     2.1    1.04
//	days     notable and 3 more      0.5    159     6.3     6.3    1.16
//	days     the nine best known     0.0    124     8.1     5.0    1.02
//	days     the nine best known     0.5     62    16.1     2.5    1.02
//
// Of the last four columns the first is how many candles in 1,000 have one; then, every
// how many bars of a symbol; how many of 40 symbols on the same bar; and how many alerts
// there are on such a candle. The nine are Hammer, Shooting Star, Engulfing, Morning and Evening
// Star, Piercing Line, Dark Cloud Cover, Three White Soldiers and Three Black Crows; the
// three more Harami, Dragonfly and Gravestone Doji.
//
// The notable patterns are those that textbooks teach, found on less than one bar in 25 of minutes and
// of days; and Engulfing, which is commoner and what people look for first:
//
//	Hammer, Hanging Man, Inverted Hammer, Shooting Star,
//	Engulfing, Piercing Line, Dark Cloud Cover, Harami Cross, Counterattack, Kicking,
//	Doji Star, Morning Star, Evening Star, Morning Doji Star, Evening Doji Star,
//	Abandoned Baby, Tristar, Three White Soldiers, Three Black Crows, Three Inside,
//	Three Outside, Upside Gap Two Crows, Three-Line Strike, Tasuki Gap,
//	Rising and Falling Three Methods, Mat Hold, Breakaway
//
// Not among them are the shapes of one candle that say no more than that it was long or
// short (Long Line, Belt Hold, the Marubozus, Short Line, Spinning Top, High-Wave); the
// dojis, Harami and Hikkake, each on every tenth candle or so or the same as one that is;
// and what few have heard of.
//
// `--patterns` takes names, TA-Lib's too, and the words notable and all: `--patterns all` is
// everything, `--patterns notable,Doji` one more. Who gives it without `--min-confidence` has all that is
// found of them. What is left out for its confidence is counted: the health report has `patterns`
// (names, or all), `min_confidence` and `below_min_confidence` (how many, since the engine began),
// and the detail of a publisher shows them. Engines of one source should be given the same:
// whichever of them leads publishes.
//
// The clock of the demo runs eight times as fast (`--speed`), a minute in 7.5 seconds, and
// the bars of a minute are handed over one stock after the other until the next, where in
// a market they all close within two seconds. So a candle with an alert comes every 1.3
// seconds on average, and at most five did in any second of half an hour. All patterns at
// ten times the speed, as the stocks close, were 32 candles with 83 alerts at once, every six
// seconds. `tickdeck engine` spreads nothing: it publishes as soon as a bar has closed.
package candle
