package backtest

import "tickdeck/feeds/engine/bars"

// rangeBars is over how many bars the true range is averaged: Wilder's own number.
const rangeBars = 14

// averageRanges are Wilder's average true range at each bar, 0 where it is not
// known yet. The true range is what the high and the low span with the close
// before them: max(H, C′) − min(L, C′). The first average is the mean of the first
// fourteen, at the fifteenth bar; then ATR = (13·ATR′ + TR)/14. Wilder, New
// Concepts in Technical Trading Systems, 1978, as TA-Lib's ATR has it.
func averageRanges(bs []bars.Bar) []float64 {
	out := make([]float64, len(bs))
	sum := 0.0
	for i := 1; i < len(bs); i++ {
		before := bs[i-1].Close
		spread := max(bs[i].High, before) - min(bs[i].Low, before)
		switch {
		case i > rangeBars:
			out[i] = (float64((rangeBars-1)*out[i-1]) + spread) / rangeBars
		case i == rangeBars:
			out[i] = (sum + spread) / rangeBars
		default:
			sum += spread
		}
	}
	return out
}
