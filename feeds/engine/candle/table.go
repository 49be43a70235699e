package candle

// size is what a body must be like against the average of the bodies before.
type size uint8

const (
	anySize  size = iota
	long          // larger than the average
	short         // smaller than the average
	notLong       // at most the average
	dojiSize      // at most a tenth of the average range
)

// Look-backs by the candles of a pattern: ten bars before its first one.
const (
	look1 = longPeriod + iota
	look2
	look3
	look4
	look5
)

// The columns: name, TA-Lib's name, candles, look-back, sense, shape, last body,
// rule. First those that every consumer offers, then the others as TA-Lib lists
// them.
var table = [...]Pattern{
	{"Doji", "CDLDOJI", 1, look1, Indecision, ".", dojiSize, doji},
	{"Hammer", "CDLHAMMER", 2, look2, Reversal, "..", short, hammer},
	{"Shooting Star", "CDLSHOOTINGSTAR", 2, look2, Reversal, ".^.", short, shootingStar},
	{"Engulfing", "CDLENGULFING", 2, 2, Reversal, "bw|wb", anySize, engulfing},
	{"Harami", "CDLHARAMI", 2, look2, Reversal, "..", notLong, harami},
	{"Morning Star", "CDLMORNINGSTAR", 3, look3, Reversal, "bv.w", long, morningStar},
	{"Evening Star", "CDLEVENINGSTAR", 3, look3, Reversal, "w^.b", long, eveningStar},
	{"Three White Soldiers", "CDL3WHITESOLDIERS", 3, look3, Reversal, "www", long, threeWhiteSoldiers},
	{"Three Black Crows", "CDL3BLACKCROWS", 4, look4, Reversal, "wbbb", anySize, threeBlackCrows},
	{"Piercing Line", "CDLPIERCING", 2, look2, Reversal, "bw", long, piercingLine},
	{"Dark Cloud Cover", "CDLDARKCLOUDCOVER", 2, look2, Reversal, "wb", anySize, darkCloudCover},

	{"Two Crows", "CDL2CROWS", 3, look3, Reversal, "w^bb", anySize, twoCrows},
	{"Three Inside", "CDL3INSIDE", 3, look3, Reversal, "w.b|b.w", anySize, threeInside},
	{"Three-Line Strike", "CDL3LINESTRIKE", 4, shortPeriod + 3, Continuation, "wwwb|bbbw", anySize, threeLineStrike},
	{"Three Outside", "CDL3OUTSIDE", 3, 3, Reversal, "bw.|wb.", anySize, threeOutside},
	{"Three Stars in the South", "CDL3STARSINSOUTH", 3, look3, Reversal, "bbb", short, threeStarsInTheSouth},
	{"Abandoned Baby", "CDLABANDONEDBABY", 3, look3, Reversal, "w.b|b.w", long, abandonedBaby},
	{"Advance Block", "CDLADVANCEBLOCK", 3, look3, Reversal, "www", anySize, advanceBlock},
	{"Belt Hold", "CDLBELTHOLD", 1, look1, Reversal, ".", long, beltHold},
	{"Breakaway", "CDLBREAKAWAY", 5, look5, Reversal, "bvb.bw|w^w.wb", anySize, breakaway},
	{"Closing Marubozu", "CDLCLOSINGMARUBOZU", 1, look1, Continuation, ".", long, closingMarubozu},
	{"Concealing Baby Swallow", "CDLCONCEALBABYSWALL", 4, look4, Reversal, "bbvbb", anySize, concealingBabySwallow},
	{"Counterattack", "CDLCOUNTERATTACK", 2, look2, Reversal, "bw|wb", long, counterattack},
	{"Doji Star", "CDLDOJISTAR", 2, look2, Reversal, "w^.|bv.", dojiSize, dojiStar},
	{"Dragonfly Doji", "CDLDRAGONFLYDOJI", 1, look1, Indecision, ".", dojiSize, dragonflyDoji},
	{"Evening Doji Star", "CDLEVENINGDOJISTAR", 3, look3, Reversal, "w^.b", long, eveningDojiStar},
	{"Gap Side-by-Side White Lines", "CDLGAPSIDESIDEWHITE", 3, shortPeriod + 2, Continuation, ".^ww|.vww", anySize, gapSideBySideWhite},
	{"Gravestone Doji", "CDLGRAVESTONEDOJI", 1, look1, Indecision, ".", dojiSize, gravestoneDoji},
	{"Hanging Man", "CDLHANGINGMAN", 2, look2, Reversal, "..", short, hangingMan},
	{"Harami Cross", "CDLHARAMICROSS", 2, look2, Reversal, "..", dojiSize, haramiCross},
	{"High-Wave", "CDLHIGHWAVE", 1, look1, Indecision, ".", short, highWave},
	{"Hikkake", "CDLHIKKAKE", 3, 5, Reversal, ".", anySize, hikkake},
	{"Modified Hikkake", "CDLHIKKAKEMOD", 4, shortPeriod + 5, Reversal, ".", anySize, modifiedHikkake},
	{"Homing Pigeon", "CDLHOMINGPIGEON", 2, look2, Reversal, "bb", notLong, homingPigeon},
	{"Identical Three Crows", "CDLIDENTICAL3CROWS", 3, look3, Reversal, "bbb", anySize, identicalThreeCrows},
	{"In-Neck", "CDLINNECK", 2, look2, Continuation, "bw", anySize, inNeck},
	{"Inverted Hammer", "CDLINVERTEDHAMMER", 2, look2, Reversal, ".v.", short, invertedHammer},
	{"Kicking", "CDLKICKING", 2, look2, Reversal, "bw|wb", long, kicking},
	{"Kicking by Length", "CDLKICKINGBYLENGTH", 2, look2, Reversal, "bw|wb", long, kickingByLength},
	{"Ladder Bottom", "CDLLADDERBOTTOM", 5, look5, Reversal, "bbbbw", anySize, ladderBottom},
	{"Long-Legged Doji", "CDLLONGLEGGEDDOJI", 1, look1, Indecision, ".", dojiSize, longLeggedDoji},
	{"Long Line", "CDLLONGLINE", 1, look1, Continuation, ".", long, longLine},
	{"Marubozu", "CDLMARUBOZU", 1, look1, Continuation, ".", long, marubozu},
	{"Matching Low", "CDLMATCHINGLOW", 2, shortPeriod + 1, Reversal, "bb", anySize, matchingLow},
	{"Mat Hold", "CDLMATHOLD", 5, look5, Continuation, "w^b..w", anySize, matHold},
	{"Morning Doji Star", "CDLMORNINGDOJISTAR", 3, look3, Reversal, "bv.w", long, morningDojiStar},
	{"On-Neck", "CDLONNECK", 2, look2, Continuation, "bw", anySize, onNeck},
	{"Rickshaw Man", "CDLRICKSHAWMAN", 1, look1, Indecision, ".", dojiSize, rickshawMan},
	{"Rising and Falling Three Methods", "CDLRISEFALL3METHODS", 5, look5, Continuation, "wbbbw|bwwwb", anySize, riseFallThreeMethods},
	{"Separating Lines", "CDLSEPARATINGLINES", 2, look2, Continuation, "bw|wb", long, separatingLines},
	{"Short Line", "CDLSHORTLINE", 1, look1, Indecision, ".", short, shortLine},
	{"Spinning Top", "CDLSPINNINGTOP", 1, look1, Indecision, ".", short, spinningTop},
	{"Stalled Pattern", "CDLSTALLEDPATTERN", 3, look3, Reversal, "www", short, stalledPattern},
	{"Stick Sandwich", "CDLSTICKSANDWICH", 3, shortPeriod + 2, Reversal, "bwb", anySize, stickSandwich},
	{"Takuri", "CDLTAKURI", 1, look1, Indecision, ".", dojiSize, takuri},
	{"Tasuki Gap", "CDLTASUKIGAP", 3, shortPeriod + 2, Continuation, ".^wb|.vbw", anySize, tasukiGap},
	{"Thrusting", "CDLTHRUSTING", 2, look2, Continuation, "bw", anySize, thrusting},
	{"Tristar", "CDLTRISTAR", 3, look3, Reversal, ".^..|.v..", anySize, tristar},
	{"Unique Three River", "CDLUNIQUE3RIVER", 3, look3, Reversal, "bbw", short, uniqueThreeRiver},
	{"Upside Gap Two Crows", "CDLUPSIDEGAP2CROWS", 3, look3, Reversal, "w^bb", anySize, upsideGapTwoCrows},
	{"Up/Down-side Gap Three Methods", "CDLXSIDEGAP3METHODS", 3, 2, Continuation, "w^wb|bvbw", anySize, upDownGapThreeMethods},
}

// Patterns gives every pattern that there is: the eleven that every consumer
// offers first, then the others as TA-Lib lists them. The slice is the caller's.
func Patterns() []Pattern { return append([]Pattern(nil), table[:]...) }
