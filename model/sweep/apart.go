package sweep

import (
	"math"

	"tickdeck/model"
)

// EnoughTrades is how many a result must have before anything is said of their mean:
// the usual least sample for which a mean is about normally distributed.
const EnoughTrades = 30

// Apart is how probable it is that the mean returns of two lists of trades differ as
// much by chance alone: the test of Welch (Biometrika 34, 1947), with the
// normal distribution in place of Student's, which at EnoughTrades is the same to a
// hundredth. None where a list is too short or nothing varies.
func Apart(a, b []model.Trade) float64 {
	x, y := returns(a), returns(b)
	if len(x) < EnoughTrades || len(y) < EnoughTrades {
		return model.None()
	}
	spread := variance(x)/float64(len(x)) + variance(y)/float64(len(y))
	if !(spread > 0) {
		return model.None()
	}
	return math.Erfc(math.Abs(mean(x)-mean(y)) / math.Sqrt(2*spread))
}

func returns(ts []model.Trade) []float64 {
	out := make([]float64, 0, len(ts))
	for i := range ts {
		if model.Known(ts[i].Return) {
			out = append(out, ts[i].Return)
		}
	}
	return out
}
