package backtest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"tickdeck/model/params"
)

// Shared keeps what the backtests of a sweep over parameters have in common: the
// checked bars, what their signals come to, the days, and what buying and holding
// comes to. It holds good for one DailyBars and one Detector. Bars that come from the
// same place and are as many are taken to be the same: who hands them over changes
// none that was handed over before. The zero value is ready, and may be used from any
// goroutine.
type Shared struct {
	mu      sync.Mutex
	markets []keptMarket // the one that was used last comes last
}

type keptMarket struct {
	key string
	*market
}

// The bounds of what is kept: a market takes about 20 bytes a bar, beside the bars.
const (
	maxMarkets  = 4
	maxKeptBars = 500_000 // of one market
)

// key is everything in a request that a market depends on.
func (r *run) key() string {
	q, p := &r.req, &r.req.Parameters
	return fmt.Sprint(DayOf(q.Start), DayOf(q.End), p.Neutral, p.MinConfidence, p.InitialCapital, p.Sizing == params.SizingVolatility) +
		"\x00" + q.Timeframe + "\x00" + strings.Join(q.Symbols, "\x00") + "\x00\x00" + strings.Join(q.Patterns, "\x00")
}

func (s *Shared) find(key string) *market {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.markets, func(k keptMarket) bool { return k.key == key })
	if i < 0 {
		return nil
	}
	found := s.markets[i]
	s.markets = append(slices.Delete(s.markets, i, i+1), found)
	return found.market
}

func (s *Shared) keep(key string, m *market) {
	if m.bars() > maxKeptBars {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.markets = slices.DeleteFunc(s.markets, func(k keptMarket) bool { return k.key == key })
	if len(s.markets) == maxMarkets {
		s.markets = slices.Delete(s.markets, 0, 1)
	}
	s.markets = append(s.markets, keptMarket{key, m})
}

// at is a symbol of a market, by its place; nil where there is no market.
func (m *market) at(i int) *prepared {
	if m == nil {
		return nil
	}
	return m.symbols[i]
}
