package candle

import "slices"

// Look-backs by the candles of a pattern: ten bars before its first one.
const (
	look1 = longPeriod + iota
	look2
	look3
	look4
	look5
)

// The columns: name, TA-Lib's name, candles, look-back, sense, shape, facts,
// rule. First those that every consumer offers, then the others as TA-Lib lists
// them.
var table = [...]Pattern{
	{"Doji", "CDLDOJI", 1, look1, Indecision, ".", doji0, doji},
	{"Hammer", "CDLHAMMER", 2, look2, Reversal, "..", short1 | bareTop1, hammer},
	{"Shooting Star", "CDLSHOOTINGSTAR", 2, look2, Reversal, ".^.", short1 | bareFoot1, shootingStar},
	{"Engulfing", "CDLENGULFING", 2, 2, Reversal, "bw|wb", covers, engulfing},
	{"Harami", "CDLHARAMI", 2, look2, Reversal, "..", notLong1 | covered | afterLong, harami},
	{"Morning Star", "CDLMORNINGSTAR", 3, look3, Reversal, "bv.w", long2 | afterLong2, morningStar},
	{"Evening Star", "CDLEVENINGSTAR", 3, look3, Reversal, "w^.b", long2 | afterLong2, eveningStar},
	{"Three White Soldiers", "CDL3WHITESOLDIERS", 3, look3, Reversal, "www", long2, threeWhiteSoldiers},
	{"Three Black Crows", "CDL3BLACKCROWS", 4, look4, Reversal, "wbbb", 0, threeBlackCrows},
	{"Piercing Line", "CDLPIERCING", 2, look2, Reversal, "bw", long1 | opensLow | afterLong, piercingLine},
	{"Dark Cloud Cover", "CDLDARKCLOUDCOVER", 2, look2, Reversal, "wb", opensHigh | afterLong, darkCloudCover},

	{"Two Crows", "CDL2CROWS", 3, look3, Reversal, "w^bb", afterLong2, twoCrows},
	{"Three Inside", "CDL3INSIDE", 3, look3, Reversal, "w.b|b.w", afterCovered | afterLong2, threeInside},
	{"Three-Line Strike", "CDL3LINESTRIKE", 4, shortPeriod + 3, Continuation, "wwwb|bbbw", 0, threeLineStrike},
	{"Three Outside", "CDL3OUTSIDE", 3, 3, Reversal, "bw.|wb.", afterCovers, threeOutside},
	{"Three Stars in the South", "CDL3STARSINSOUTH", 3, look3, Reversal, "bbb", short2 | afterLong2, threeStarsInTheSouth},
	{"Abandoned Baby", "CDLABANDONEDBABY", 3, look3, Reversal, "w.b|b.w", long2 | afterLong2, abandonedBaby},
	{"Advance Block", "CDLADVANCEBLOCK", 3, look3, Reversal, "www", afterLong2, advanceBlock},
	{"Belt Hold", "CDLBELTHOLD", 1, look1, Reversal, ".", long0 | bareOpen0, beltHold},
	{"Breakaway", "CDLBREAKAWAY", 5, look5, Reversal, "bvb.bw|w^w.wb", 0, breakaway},
	{"Closing Marubozu", "CDLCLOSINGMARUBOZU", 1, look1, Continuation, ".", long0 | bareClose0, closingMarubozu},
	{"Concealing Baby Swallow", "CDLCONCEALBABYSWALL", 4, look4, Reversal, "bbvbb", 0, concealingBabySwallow},
	{"Counterattack", "CDLCOUNTERATTACK", 2, look2, Reversal, "bw|wb", long1 | afterLong, counterattack},
	{"Doji Star", "CDLDOJISTAR", 2, look2, Reversal, "w^.|bv.", doji1 | afterLong, dojiStar},
	{"Dragonfly Doji", "CDLDRAGONFLYDOJI", 1, look1, Indecision, ".", doji0, dragonflyDoji},
	{"Evening Doji Star", "CDLEVENINGDOJISTAR", 3, look3, Reversal, "w^.b", long2 | afterLong2, eveningDojiStar},
	{"Gap Side-by-Side White Lines", "CDLGAPSIDESIDEWHITE", 3, shortPeriod + 2, Continuation, ".^ww|.vww", 0, gapSideBySideWhite},
	{"Gravestone Doji", "CDLGRAVESTONEDOJI", 1, look1, Indecision, ".", doji0, gravestoneDoji},
	{"Hanging Man", "CDLHANGINGMAN", 2, look2, Reversal, "..", short1 | bareTop1, hangingMan},
	{"Harami Cross", "CDLHARAMICROSS", 2, look2, Reversal, "..", doji1 | covered | afterLong, haramiCross},
	{"High-Wave", "CDLHIGHWAVE", 1, look1, Indecision, ".", short0 | whiskers, highWave},
	{"Hikkake", "CDLHIKKAKE", 3, 5, Reversal, ".", trapped, hikkake},
	{"Modified Hikkake", "CDLHIKKAKEMOD", 4, shortPeriod + 5, Reversal, ".", trappedTwice, modifiedHikkake},
	{"Homing Pigeon", "CDLHOMINGPIGEON", 2, look2, Reversal, "bb", notLong1 | covered | afterLong, homingPigeon},
	{"Identical Three Crows", "CDLIDENTICAL3CROWS", 3, look3, Reversal, "bbb", 0, identicalThreeCrows},
	{"In-Neck", "CDLINNECK", 2, look2, Continuation, "bw", opensLow | afterLong, inNeck},
	{"Inverted Hammer", "CDLINVERTEDHAMMER", 2, look2, Reversal, ".v.", short1 | bareFoot1, invertedHammer},
	{"Kicking", "CDLKICKING", 2, look2, Reversal, "bw|wb", long1 | bareTop1 | bareFoot1 | afterLong, kicking},
	{"Kicking by Length", "CDLKICKINGBYLENGTH", 2, look2, Reversal, "bw|wb", long1 | bareTop1 | bareFoot1 | afterLong, kickingByLength},
	{"Ladder Bottom", "CDLLADDERBOTTOM", 5, look5, Reversal, "bbbbw", 0, ladderBottom},
	{"Long-Legged Doji", "CDLLONGLEGGEDDOJI", 1, look1, Indecision, ".", doji0, longLeggedDoji},
	{"Long Line", "CDLLONGLINE", 1, look1, Continuation, ".", long0 | stubs0, longLine},
	{"Marubozu", "CDLMARUBOZU", 1, look1, Continuation, ".", long0 | bareOpen0 | bareClose0, marubozu},
	{"Matching Low", "CDLMATCHINGLOW", 2, shortPeriod + 1, Reversal, "bb", 0, matchingLow},
	{"Mat Hold", "CDLMATHOLD", 5, look5, Continuation, "w^b..w", 0, matHold},
	{"Morning Doji Star", "CDLMORNINGDOJISTAR", 3, look3, Reversal, "bv.w", long2 | afterLong2, morningDojiStar},
	{"On-Neck", "CDLONNECK", 2, look2, Continuation, "bw", opensLow | afterLong, onNeck},
	{"Rickshaw Man", "CDLRICKSHAWMAN", 1, look1, Indecision, ".", doji0 | whiskers, rickshawMan},
	{"Rising and Falling Three Methods", "CDLRISEFALL3METHODS", 5, look5, Continuation, "wbbbw|bwwwb", 0, riseFallThreeMethods},
	{"Separating Lines", "CDLSEPARATINGLINES", 2, look2, Continuation, "bw|wb", long1 | bareOpen1, separatingLines},
	{"Short Line", "CDLSHORTLINE", 1, look1, Indecision, ".", short0 | stubs0, shortLine},
	{"Spinning Top", "CDLSPINNINGTOP", 1, look1, Indecision, ".", short0 | whiskers, spinningTop},
	{"Stalled Pattern", "CDLSTALLEDPATTERN", 3, look3, Reversal, "www", short2 | afterLong2, stalledPattern},
	{"Stick Sandwich", "CDLSTICKSANDWICH", 3, shortPeriod + 2, Reversal, "bwb", 0, stickSandwich},
	{"Takuri", "CDLTAKURI", 1, look1, Indecision, ".", doji0, takuri},
	{"Tasuki Gap", "CDLTASUKIGAP", 3, shortPeriod + 2, Continuation, ".^wb|.vbw", 0, tasukiGap},
	{"Thrusting", "CDLTHRUSTING", 2, look2, Continuation, "bw", opensLow | afterLong, thrusting},
	{"Tristar", "CDLTRISTAR", 3, look3, Reversal, ".^..|.v..", 0, tristar},
	{"Unique Three River", "CDLUNIQUE3RIVER", 3, look3, Reversal, "bbw", short2 | afterCovered | afterLong2, uniqueThreeRiver},
	{"Upside Gap Two Crows", "CDLUPSIDEGAP2CROWS", 3, look3, Reversal, "w^bb", covers | afterLong2, upsideGapTwoCrows},
	{"Up/Down-side Gap Three Methods", "CDLXSIDEGAP3METHODS", 3, 2, Continuation, "w^wb|bvbw", 0, upDownGapThreeMethods},
}

// Patterns gives every pattern that there is: the eleven that every consumer
// offers first, then the others as TA-Lib lists them. The slice is the caller's.
func Patterns() []Pattern { return slices.Clone(table[:]) }
