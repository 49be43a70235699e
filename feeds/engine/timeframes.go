package engine

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tickdeck/feeds/engine/backtest"
	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/market"
)

// in returns the bars of a timeframe. Of days there are always some: shorter bars are
// gathered into them.
func (f files) in(_ context.Context, wanted string) (backtest.DailyBars, error) {
	if wanted == "" {
		return f.Daily, nil
	}
	return func(symbol string, from, to time.Time) (bars.Series, error) {
		s, report, err := f.Series(symbol)
		if err != nil {
			return bars.Series{}, err
		}
		if has := timeframe(report.Step); has != wanted {
			return bars.Series{}, &timeframeError{wanted, s.Symbol, has}
		}
		return s.Between(from, to)
	}, nil
}

// timeframeError is a timeframe of which there are no bars.
type timeframeError struct{ wanted, symbol, has string }

func (e *timeframeError) Error() string {
	there := "daily ones"
	if e.has != "" && e.has != "daily" {
		there = e.has + " and daily ones"
	}
	return fmt.Sprintf("there are no %s bars of %s, but %s", e.wanted, e.symbol, there)
}

// in returns the bars of a timeframe: days, or the past minutes.
func (s *simulated) in(ctx context.Context, wanted string) (backtest.DailyBars, error) {
	switch wanted {
	case "":
		return s.Daily, nil
	case "1min":
		return s.minutes.of(ctx, s)
	}
	return nil, &timeframeError{wanted, "the simulated market", "1min"}
}

// pastMinutesOf keeps the past minutes of the simulated market, which take a second to
// trade, for as long as they are those.
type pastMinutesOf struct {
	mu     sync.Mutex
	began  time.Time // the session with which they begin
	series map[string]bars.Series
}

func (p *pastMinutesOf) of(ctx context.Context, s *simulated) (backtest.DailyBars, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if begin := market.LastSession(now.Add(-pastBegins)); p.series == nil || !p.began.Equal(begin) {
		past, err := s.history(ctx, now, reading{})
		if err != nil {
			return nil, fmt.Errorf("simulate the past minutes: %w", err)
		}
		series := map[string]bars.Series{}
		for _, h := range past {
			for _, each := range h.series {
				series[each.Symbol] = each
			}
		}
		p.series, p.began = series, begin
	}
	series := p.series
	return func(symbol string, from, to time.Time) (bars.Series, error) {
		found, known := series[symbol]
		if !known {
			return bars.Series{}, &bars.UnknownSymbolError{Symbol: symbol, Known: s.Symbols()}
		}
		return found.Between(from, to)
	}, nil
}
