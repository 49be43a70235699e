package demo

import (
	"math"
	"math/rand/v2"
)

// stock is one symbol of the simulated market.
type stock struct {
	symbol string
	price  float64
	volume float64 // a usual minute's, in shares
}

// listing holds well-known symbols at prices they might have.
var listing = [...]stock{
	{"AAPL", 227.50, 52_000},
	{"MSFT", 428.10, 21_000},
	{"NVDA", 134.80, 210_000},
	{"AMZN", 201.70, 38_000},
	{"GOOGL", 176.30, 27_000},
	{"META", 582.40, 14_000},
	{"TSLA", 338.70, 95_000},
	{"BRK.B", 468.90, 4_000},
	{"JPM", 241.20, 9_500},
	{"V", 309.60, 6_800},
	{"UNH", 588.30, 3_900},
	{"XOM", 119.40, 15_000},
	{"JNJ", 153.80, 7_200},
	{"WMT", 84.60, 16_000},
	{"PG", 168.90, 6_900},
	{"MA", 524.70, 2_700},
	{"HD", 407.50, 3_600},
	{"COST", 936.20, 2_100},
	{"NFLX", 842.60, 3_300},
	{"AMD", 139.40, 42_000},
	{"INTC", 24.70, 61_000},
	{"DIS", 112.30, 9_100},
	{"BA", 149.80, 8_400},
	{"KO", 63.50, 12_000},
}

// tickSigma is the standard deviation of the relative change of a price in one
// second: livelier than a real 1.5 % day, so that prices are seen to move.
const tickSigma = 0.0003

// market is a random walk a stock. It belongs to one goroutine.
type market struct {
	rng    *rand.Rand
	stocks []stock
}

func newMarket(rng *rand.Rand) *market {
	return &market{rng: rng, stocks: append([]stock(nil), listing[:]...)}
}

// tick moves every price by one second and returns how many prices moved.
func (m *market) tick() int {
	for i := range m.stocks {
		m.stocks[i].price *= math.Exp(tickSigma * m.rng.NormFloat64())
	}
	return len(m.stocks)
}

// any returns a stock; the first ones of the listing come more often.
func (m *market) any() *stock {
	n := float64(len(m.stocks))
	return &m.stocks[int(n*math.Pow(m.rng.Float64(), 1.4))]
}

// cents rounds an amount of money.
func cents(v float64) float64 { return math.Round(v*100) / 100 }
