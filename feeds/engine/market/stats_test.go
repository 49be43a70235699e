package market

import (
	"math"
	"sync"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
)

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// moment is the mean of the kth power of the distance from the mean.
func moment(x []float64, k int) float64 {
	m, sum := mean(x), 0.0
	for _, v := range x {
		power := 1.0
		for range k {
			power *= v - m
		}
		sum += power
	}
	return sum / float64(len(x))
}

func correlation(x, y []float64) float64 {
	mx, my, sum := mean(x), mean(y), 0.0
	for i := range x {
		sum += (x[i] - mx) * (y[i] - my)
	}
	return sum / float64(len(x)) / math.Sqrt(moment(x, 2)*moment(y, 2))
}

func absolute(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = math.Abs(v)
	}
	return out
}

// returns are logarithmic, from close to close.
func returns(b []bars.Bar) []float64 {
	out := make([]float64, len(b)-1)
	for i := range out {
		out[i] = math.Log(b[i+1].Close / b[i].Close)
	}
	return out
}

// worlds are the bars of all stocks for a few seeds: a single path says little.
var worlds = sync.OnceValue(func() (out [][len(stocks)][]bars.Bar) {
	out = make([][len(stocks)][]bars.Bar, 5)
	for seed := range out {
		m, err := New(uint64(seed), today)
		if err != nil {
			panic(err)
		}
		for i := range stocks {
			out[seed][i] = m.draw(i).Bars
		}
	}
	return out
})

// over is the mean over all stocks of all worlds.
func over(figure func(s Stock, b []bars.Bar) float64) float64 {
	var all []float64
	for _, world := range worlds() {
		for i, s := range stocks {
			all = append(all, figure(s, world[i]))
		}
	}
	return mean(all)
}

func between(t *testing.T, what string, got, low, high float64) {
	t.Helper()
	t.Logf("%s: %.3f", what, got)
	if !(got > low && got < high) {
		t.Errorf("%s is %.3f, not between %v and %v", what, got, low, high)
	}
}

func TestVolatilityClusters(t *testing.T) {
	for lag, low := range map[int]float64{1: 0.1, 5: 0.08, 20: 0.04} {
		between(t, "autocorrelation of the size of returns", over(func(_ Stock, b []bars.Bar) float64 {
			r := absolute(returns(b))
			return correlation(r[lag:], r[:len(r)-lag])
		}), low, 0.5)
	}
	between(t, "autocorrelation of returns", over(func(_ Stock, b []bars.Bar) float64 {
		r := returns(b)
		return correlation(r[1:], r[:len(r)-1])
	}), -0.03, 0.03)
}

func TestLargeReturnsAreMoreCommonThanNormal(t *testing.T) {
	between(t, "kurtosis", over(func(_ Stock, b []bars.Bar) float64 {
		r := returns(b)
		return moment(r, 4) / moment(r, 2) / moment(r, 2)
	}), 4, 20)
}

func TestVolatilityIsTheStocks(t *testing.T) {
	between(t, "volatility against what the listing says", over(func(s Stock, b []bars.Bar) float64 {
		return math.Sqrt(moment(returns(b), 2)*sessionsYear) / s.Volatility
	}), 0.9, 1.1)
}

func TestPricesStayPlausible(t *testing.T) {
	between(t, "the last price against the listing's", over(func(s Stock, b []bars.Bar) float64 {
		return b[len(b)-1].Close / s.Price
	}), 0.9, 1.5)
	for seed, world := range worlds() {
		for i, s := range stocks {
			for _, b := range world[i] {
				if b.Low < s.Price/8 || b.High > s.Price*8 {
					t.Fatalf("seed %d: %s at %+v", seed, s.Symbol, b)
				}
			}
		}
	}
}

func TestThereAreOvernightGaps(t *testing.T) {
	gaps := func(b []bars.Bar) (out []float64) {
		for i := range b[1:] {
			out = append(out, math.Log(b[i+1].Open/b[i].Close))
		}
		return out
	}
	between(t, "share of the variance that is overnight", over(func(_ Stock, b []bars.Bar) float64 {
		return moment(gaps(b), 2) / moment(returns(b), 2)
	}), 0.2, 0.4)
	between(t, "share of opens outside of the day before", over(func(_ Stock, b []bars.Bar) float64 {
		n := 0.0
		for i := range b[1:] {
			if b[i+1].Open > b[i].High || b[i+1].Open < b[i].Low {
				n++
			}
		}
		return n / float64(len(b))
	}), 0.1, 0.4)
}

func TestStocksMoveTogetherAndThoseOfASectorMore(t *testing.T) {
	var all, same []float64
	for _, world := range worlds()[:2] {
		var r [len(stocks)][]float64
		for i, s := range stocks {
			r[i] = returns(world[i])
			for j := range i {
				c := correlation(r[i], r[j])
				if all = append(all, c); s.Sector == stocks[j].Sector {
					same = append(same, c)
				}
			}
		}
	}
	between(t, "correlation of two stocks", mean(all), 0.2, 0.5)
	between(t, "correlation of two stocks of a sector", mean(same), mean(all)+0.08, 0.7)
}

func TestMoreIsTradedWhenPricesMove(t *testing.T) {
	between(t, "correlation of volume and the size of the return", over(func(_ Stock, b []bars.Bar) float64 {
		var v []float64
		for _, x := range b[1:] {
			v = append(v, x.Volume)
		}
		return correlation(v, absolute(returns(b)))
	}), 0.3, 0.95)
	between(t, "volume against what the listing says", over(func(s Stock, b []bars.Bar) float64 {
		sum := 0.0
		for _, x := range b {
			sum += x.Volume
		}
		return sum / float64(len(b)) / s.Volume
	}), 0.85, 1.15)
}

// bodies is the mean of the body against the range from low to high, of bars that
// have a range.
func bodies(b []bars.Bar) float64 {
	sum, n := 0.0, 0.0
	for _, x := range b {
		if x.High > x.Low {
			sum += math.Abs(x.Close-x.Open) / (x.High - x.Low)
			n++
		}
	}
	return sum / n
}

func TestBarsHaveBodiesAndShadows(t *testing.T) {
	between(t, "body against the range of days", over(func(_ Stock, b []bars.Bar) float64 { return bodies(b) }), 0.35, 0.6)
	var minutes []float64
	for _, b := range live(t, 2) {
		minutes = append(minutes, bodies(b))
	}
	// docs/market-data.md has those of real stocks
	between(t, "body against the range of minutes", mean(minutes), 0.52, 0.6)
}

// live are the minute bars of a session of so many seeds, one after the other.
func live(t *testing.T, seeds int) map[string][]bars.Bar {
	t.Helper()
	out := map[string][]bars.Bar{}
	for seed := range uint64(seeds) {
		// the last bar closes with a tick after it
		for symbol, days := range sessions(t, seed, newYork(23, 9, 30), (sessionMinutes+1)*time.Minute) {
			for _, minutes := range days {
				out[symbol] = append(out[symbol], minutes...)
			}
		}
	}
	return out
}

// inside are the returns within sessions, freed of the curve.
func inside(b []bars.Bar) (r []float64) {
	for i, x := range b {
		if k := i % sessionMinutes; k > 0 {
			r = append(r, math.Log(x.Close/b[i-1].Close)/math.Sqrt(curve(k)))
		}
	}
	return r
}

func TestMinutesAreLikeThoseOfASession(t *testing.T) {
	const seeds = 5
	all := live(t, seeds)
	var volume [sessionMinutes]float64
	var cluster, kurtosis, day, together []float64
	for _, s := range stocks {
		b := all[s.Symbol]
		if len(b) != seeds*sessionMinutes {
			t.Fatalf("%s has %d bars", s.Symbol, len(b))
		}
		for i, x := range b {
			volume[i%sessionMinutes] += x.Volume / s.Volume / seeds / float64(len(stocks))
		}
		r := inside(b)
		size := absolute(r)
		cluster = append(cluster, correlation(size[1:], size[:len(size)-1]))
		kurtosis = append(kurtosis, moment(r, 4)/moment(r, 2)/moment(r, 2))
		day = append(day, math.Sqrt(moment(r, 2)*sessionMinutes*sessionsYear/dayShare)/s.Volatility)
		if s.Symbol != "AAPL" {
			together = append(together, correlation(r, inside(all["AAPL"])))
		}
	}
	open, noon, end := mean(volume[:30]), mean(volume[150:240]), mean(volume[360:])
	between(t, "volume of the first minutes against noon", open/noon, 2, 5)
	between(t, "volume of the last minutes against noon", end/noon, 1.5, 5)
	between(t, "volume of a session against what the listing says", mean(volume[:])*sessionMinutes, 0.9, 1.1)
	between(t, "autocorrelation of the size of minute returns", mean(cluster), 0.1, 0.5)
	between(t, "kurtosis of minute returns", mean(kurtosis), 3.3, 20)
	between(t, "volatility of minutes against what the listing says", mean(day), 0.8, 1.2)
	between(t, "correlation of minutes with AAPL's", mean(together), 0.2, 0.6)
}
