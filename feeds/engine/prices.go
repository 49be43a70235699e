package engine

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"tickdeck/feeds/engine/backtest"
	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/market"
)

// barSource are daily bars for backtests, and closed bars for the live feed.
type barSource interface {
	market.DailyBars
	in(ctx context.Context, timeframe string) (backtest.DailyBars, error) // "" for days
	live(now time.Time) barFeed
	name() string                                                             // of the source: the same for engines that find the same
	history(ctx context.Context, now time.Time, r reading) ([]history, error) // of the timeframes that live has
}

// barFeed gives the bars that have closed since it was last asked.
type barFeed interface {
	closed(now time.Time, take func(closedBar))
	symbols() int
	ticks() uint64 // price changes so far; 0 where there are only bars
	trouble() string
}

// closedBar is a bar that nothing will change any more.
type closedBar struct {
	symbol    string
	timeframe string
	bar       bars.Bar
	old       bool // from before the engine began: it is only to look back on
}

func open(o Options, note func(string)) (barSource, error) {
	if o.Bars != "" {
		f, err := bars.Load(o.Bars)
		if err != nil {
			return nil, err
		}
		dir, err := filepath.Abs(o.Bars)
		if err != nil {
			return nil, fmt.Errorf("find the folder of bars: %w", err)
		}
		return files{Folder: f, dir: dir, note: note}, nil
	}
	s := &simulated{seed: o.Seed, speed: o.Speed, spread: o.Spread, note: note}
	if _, err := s.today(time.Now()); err != nil {
		return nil, fmt.Errorf("simulate a market: %w", err)
	}
	return s, nil
}

// simulated is the simulated market. Its daily bars end with the last session that
// is over, so that it is made anew after each.
type simulated struct {
	seed   uint64
	speed  float64
	spread bool
	note   func(string) // is told of ticks that could not be used

	mu     sync.Mutex
	market *market.Market
	last   time.Time // the session with which its daily bars end

	minutes pastMinutesOf
}

func (s *simulated) name() string { return sourceName("", s.seed) }

func (s *simulated) today(now time.Time) (*market.Market, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if last := market.LastSession(now); s.market == nil || !s.last.Equal(last) {
		m, err := market.New(s.seed, now)
		if err != nil {
			return nil, err
		}
		s.market, s.last = m, last
	}
	return s.market, nil
}

// Symbols is part of market.DailyBars.
func (s *simulated) Symbols() []string {
	m, err := s.today(time.Now())
	if err != nil {
		return nil
	}
	return m.Symbols()
}

// Daily is part of market.DailyBars.
func (s *simulated) Daily(symbol string, from, to time.Time) (bars.Series, error) {
	m, err := s.today(time.Now())
	if err != nil {
		return bars.Series{}, err
	}
	return m.Daily(symbol, from, to)
}
