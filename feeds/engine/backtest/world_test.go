package backtest

import (
	"context"
	"math"
	"time"

	"pgregory.net/rapid"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
	"tickdeck/model/params"
)

// causal is a detector whose signals at a bar depend on that bar and those
// before it: on its body, and on the mean of three closes. Often two agree, or
// contradict each other, and confidences are often equal.
type causal struct{}

func (causal) Detect(bs []bars.Bar, patterns []string) (out []Signal, err error) {
	for i := 3; i < len(bs); i++ {
		b, mean := bs[i], (bs[i-1].Close+bs[i-2].Close+bs[i-3].Close)/3
		s := Signal{Index: i, Pattern: patterns[i%len(patterns)], Confidence: math.Floor(math.Mod(b.Close*10, 10)) / 10}
		switch {
		case b.Close > b.Open && b.Close > mean:
			s.Direction = model.DirBull
		case b.Close < b.Open && b.Close < mean:
			s.Direction = model.DirBear
		case i%3 == 0:
			s.Direction = model.DirNeutral
		default:
			continue
		}
		out = append(out, s)
		if second := int(b.High*100) % 4; second > 0 {
			out = append(out, Signal{i, patterns[(i+1)%len(patterns)], model.Direction(second), math.Floor(math.Mod(b.Low*10, 10)) / 10})
		}
	}
	return out, nil
}

// world is a market of random walks.
type world struct {
	symbols []string
	series  map[string][]bars.Bar
	days    int
	step    int64 // seconds from a bar to the next
}

func (w world) source(symbol string, _, _ time.Time) (bars.Series, error) {
	return bars.Series{Symbol: symbol, Bars: w.series[symbol]}, nil
}

func drawWorld(t *rapid.T) world {
	w := world{symbols: []string{"AA", "B", "C.D"}[:rapid.IntRange(1, 3).Draw(t, "symbols")], series: map[string][]bars.Bar{}, days: rapid.IntRange(5, 60).Draw(t, "days")}
	w.step = rapid.SampledFrom([]int64{secondsPerDay, 7 * 60 * 60}).Draw(t, "seconds a bar")
	for _, s := range w.symbols {
		for i := range w.days {
			if i == w.days/2 || rapid.IntRange(0, 9).Draw(t, "pause") > 0 {
				w.series[s] = append(w.series[s], drawBar(t, int64(i)*w.step, last(w.series[s])))
			}
		}
	}
	return w
}

func last(bs []bars.Bar) float64 {
	if len(bs) == 0 {
		return 100
	}
	return bs[len(bs)-1].Close
}

// drawBar is a bar with a gap of its own before it.
func drawBar(t *rapid.T, after int64, before float64) bars.Bar {
	open := before * drawMove(t)
	end := open * drawMove(t)
	high, low := max(open, end)*max(1, drawMove(t)), min(open, end)*min(1, drawMove(t))
	return bars.Bar{Time: firstDay.Unix() + after, Open: open, High: high, Low: low, Close: end, Volume: float64(rapid.SampledFrom([]int{0, 1, 50, 1000}).Draw(t, "volume of a bar"))}
}

func drawMove(t *rapid.T) float64 { return 1 + float64(rapid.IntRange(-120, 125).Draw(t, "move"))/1000 }

func drawParameters(t *rapid.T) Parameters {
	p := Parameters{
		InitialCapital:   rapid.SampledFrom([]float64{1, 1000, 100_000}).Draw(t, "capital"),
		Sizing:           rapid.SampledFrom([]string{params.SizingFraction, params.SizingSlots, params.SizingFixed, params.SizingVolatility}).Draw(t, "sizing"),
		MaxPositions:     rapid.IntRange(1, 3).Draw(t, "slots"),
		PositionAmount:   rapid.SampledFrom([]float64{0.3, 400, 20_000}).Draw(t, "amount"),
		VolatilityTarget: rapid.SampledFrom([]float64{0.001, 0.01, 0.2}).Draw(t, "target of volatility"),
		Seed:             rapid.IntRange(0, 3).Draw(t, "seed"),
		PositionSize:     rapid.SampledFrom([]float64{0.1, 1.0 / 3, 0.5, 1}).Draw(t, "size"),
		StopLoss:         rapid.SampledFrom([]float64{0, 0.01, 0.1}).Draw(t, "stop"),
		TakeProfit:       rapid.SampledFrom([]float64{0, 0.02, 0.2, 2}).Draw(t, "target"),
		MaxHolding:       rapid.IntRange(0, 5).Draw(t, "holding"),
		ExitOnOpposite:   rapid.Bool().Draw(t, "opposite"),
		Direction:        rapid.SampledFrom([]string{params.DirectionLong, params.DirectionShort, params.DirectionBoth}).Draw(t, "direction"),
		Neutral:          rapid.SampledFrom([]string{params.NeutralIgnore, params.NeutralReversal}).Draw(t, "neutral"),
		MinConfidence:    rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "confidence"),
		Commission:       rapid.SampledFrom([]float64{0, 0.001, 0.1}).Draw(t, "commission"),
		CommissionFixed:  rapid.SampledFrom([]float64{0, 0.1, 5}).Draw(t, "fixed"),
		PerShare:         rapid.SampledFrom([]float64{0, 0.01, 2}).Draw(t, "a share"),
		ExitBeforeGap:    rapid.SampledFrom([]int{0, 0, 1}).Draw(t, "gap"),
		VolumeLimit:      rapid.SampledFrom([]float64{0, 0, 0.1, 1}).Draw(t, "volume"),
		BorrowFee:        rapid.SampledFrom([]float64{0, 0.05, 5}).Draw(t, "borrow fee"),
		Slippage:         rapid.SampledFrom([]float64{0, 0.001, 0.1}).Draw(t, "slippage"),
	}
	return p
}

// stamp is what a trade says of a time, and at that of the nth bar.
func (w world) stamp(unix int64) Day {
	if w.step < secondsPerDay {
		return minuteAt(unix)
	}
	return dayAt(unix)
}

func (w world) at(i int) Day { return w.stamp(firstDay.Unix() + int64(i)*w.step) }

func (w world) request(p Parameters, start int) Request {
	return Request{
		Symbols: w.symbols, Patterns: []string{"One", "Two"}, Parameters: p,
		Start: w.at(start).day().Time(), End: firstDay.AddDate(0, 0, w.days), Timeframe: map[bool]string{true: "7h"}[w.step < secondsPerDay],
	}
}

func (w world) run(t *rapid.T, req Request) *Result {
	r, err := Run(context.Background(), req, w.source, causal{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// other is a market with bars on the same days, at other prices.
func (w world) other(t *rapid.T) world {
	out := world{w.symbols, map[string][]bars.Bar{}, w.days, w.step}
	for _, s := range w.symbols {
		for _, b := range w.series[s] {
			out.series[s] = append(out.series[s], drawBar(t, b.Time-firstDay.Unix(), last(out.series[s])))
		}
	}
	return out
}

// until is this market up to a day, and another one after it. On the day after
// it the opens stay if keepOpen.
func (w world) until(cut int, keepOpen bool, other world) world {
	day, next := w.at(cut), w.at(cut+1)
	out := world{w.symbols, map[string][]bars.Bar{}, w.days, w.step}
	for _, s := range w.symbols {
		for i, b := range w.series[s] {
			switch d := w.stamp(b.Time); {
			case d == next && keepOpen:
				o := other.series[s][i]
				b = bars.Bar{Time: b.Time, Open: b.Open, High: max(b.Open, o.High), Low: min(b.Open, o.Low), Close: o.Close, Volume: o.Volume}
			case d > day:
				b = other.series[s][i]
			}
			out.series[s] = append(out.series[s], b)
		}
	}
	return out
}
