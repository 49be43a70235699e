package demo

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

// alert is a pattern event of the wire contract.
type alert struct {
	EventType  string   `json:"event_type"`
	Pattern    string   `json:"pattern"`
	Symbol     string   `json:"symbol"`
	Timestamp  moment   `json:"timestamp"`
	Confidence *float64 `json:"confidence,omitempty"` // fraction
	Timeframe  string   `json:"timeframe"`
	Direction  string   `json:"direction"`
	Source     string   `json:"source"`
	Metadata   quote    `json:"metadata"`

	offset time.Duration // from the beginning of its second
	twice  bool          // the same detection is sent once more
}

type quote struct {
	Price  float64 `json:"price"`
	Volume int     `json:"volume"`
}

// The mix of the feed, made to give about 45 alerts a minute.
const (
	opening      = 2    // seconds with openingEach alerts, so that no screen is empty
	openingEach  = 6    //
	alertsMean   = 0.5  // alerts in an ordinary second
	burstChance  = 0.04 // that a second is a burst, of burstLeast to burstMost more
	burstLeast   = 4
	burstMost    = 8
	unsureChance = 0.06 // that an alert has no confidence
	twiceChance  = 0.03
)

// feed makes the alerts, second by second. It belongs to one goroutine.
type feed struct {
	rng    *rand.Rand
	market *market
	ticks  atomic.Int64 // price changes so far; read by the health report
}

func newFeed(rng *rand.Rand) *feed { return &feed{rng: rng, market: newMarket(rng)} }

func (f *feed) run(ctx context.Context, rdb *redis.Client) error {
	start := time.Now()
	for n := 0; ; n++ {
		second := start.Add(time.Duration(n) * time.Second)
		if late := time.Since(second); late > 2*time.Second { // the machine slept: nothing is made up for
			start, second = start.Add(late), second.Add(late)
		}
		for _, a := range f.second(n) {
			if !pause(ctx, second.Add(a.offset)) {
				return nil
			}
			if err := a.send(ctx, rdb); err != nil {
				return err
			}
		}
		if !pause(ctx, second.Add(time.Second)) {
			return nil
		}
	}
}

func (a alert) send(ctx context.Context, rdb *redis.Client) error {
	a.Timestamp = moment(time.Now())
	return send(ctx, rdb, func(s *sheet) {
		s.publishDurably(ctx, patternsChannel, a)
		if a.twice {
			s.publishDurably(ctx, patternsChannel, a)
		}
	})
}

// second moves the market by one second and returns the alerts of the n-th one
// in the order of their offsets.
func (f *feed) second(n int) []alert {
	f.ticks.Add(int64(f.market.tick()))
	alerts := make([]alert, f.count(n))
	for i := range alerts {
		alerts[i] = f.detect()
	}
	slices.SortFunc(alerts, func(a, b alert) int { return cmp.Compare(a.offset, b.offset) })
	return alerts
}

func (f *feed) count(n int) int {
	if n < opening {
		return openingEach
	}
	count := 0
	for p := f.rng.Float64(); p > math.Exp(-alertsMean); p *= f.rng.Float64() { // Knuth's Poisson
		count++
	}
	if f.rng.Float64() < burstChance {
		count += burstLeast + f.rng.IntN(burstMost-burstLeast+1)
	}
	return count
}

func (f *feed) detect() alert {
	s := f.market.any()
	a := alert{
		EventType: "pattern_detected", Pattern: model.StandardPatterns[f.rng.IntN(len(model.StandardPatterns))],
		Symbol: s.symbol, Timeframe: f.timeframe(), Source: source, Metadata: f.quote(s),
		offset: time.Duration(f.rng.Int64N(int64(time.Second))), twice: f.rng.Float64() < twiceChance,
	}
	a.Direction = f.direction(a.Pattern)
	if f.rng.Float64() >= unsureChance {
		a.Confidence = f.confidence()
	}
	return a
}

func (f *feed) quote(s *stock) quote {
	return quote{Price: cents(s.price), Volume: int(s.volume * math.Exp(0.5*f.rng.NormFloat64()))}
}

// confidence lies between 0.5 and 0.98 and is more often low than high.
func (f *feed) confidence() *float64 {
	v := cents(0.5 + 0.48*math.Pow(f.rng.Float64(), 1.3))
	return &v
}

func (f *feed) timeframe() string {
	switch x := f.rng.Float64(); {
	case x < 0.45:
		return "1min"
	case x < 0.70:
		return "5min"
	case x < 0.85:
		return "15min"
	case x < 0.95:
		return "1h"
	}
	return "daily"
}

// direction is what candlestick charting says of a pattern. Engulfing and
// Harami exist both ways.
func (f *feed) direction(pattern string) string {
	switch pattern {
	case "Doji":
		return "reversal"
	case "Hammer", "Morning Star", "Three White Soldiers", "Piercing Line":
		return "bullish"
	case "Shooting Star", "Evening Star", "Three Black Crows", "Dark Cloud Cover":
		return "bearish"
	}
	if f.rng.IntN(2) == 0 {
		return "bullish"
	}
	return "bearish"
}
