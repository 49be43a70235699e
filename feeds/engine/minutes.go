package engine

import (
	"fmt"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/market"
)

// warmUp is how much of the simulated market is gone through at the start,
// so that every average behind the patterns is settled from the first bar on.
const warmUp = time.Hour

// tickFeed builds minute bars from the ticks of the simulated market. Its clock
// starts at the real time and runs speed times as fast; the exchange's steps over
// nights and weekends.
type tickFeed struct {
	market *market.Live
	names  []string
	build  map[string]*bars.Builder
	began  time.Time
	fresh  int64 // bars from this Unix second on are new
	speed  float64
	seen   uint64
	note   func(string)
	noted  uint64 // ticks that could not be used, as far as they were told
}

func (s *simulated) live(now time.Time) barFeed {
	m, err := s.today(now)
	if err != nil { // it was made before, so this day is one of those that can be
		return failedFeed{err}
	}
	f := &tickFeed{market: m.Live(now, warmUp), names: m.Symbols(), build: map[string]*bars.Builder{}, began: now, speed: s.speed, note: s.note}
	for _, name := range f.names {
		f.build[name] = &bars.Builder{}
	}
	// The minute that was over just before the start is new: it fills the
	// screen of whoever opens one now.
	f.fresh = f.market.Time(now.Truncate(time.Minute).Add(-time.Minute)).Unix()
	if s.spread {
		return newSpreadFeed(f, now)
	}
	return f
}

// clock is what is handed to the simulated market.
func (f *tickFeed) clock(now time.Time) time.Time {
	return f.began.Add(time.Duration(float64(now.Sub(f.began)) * f.speed))
}

// closed hands over each bar when the first tick of a later minute shows that it
// is complete: not all at the full minute, but over the two seconds within which
// every stock trades again.
func (f *tickFeed) closed(now time.Time, take func(closedBar)) {
	for until := f.clock(now); f.market.Behind(until) > 0; {
		ticks := f.market.Ticks(until)
		f.seen += uint64(len(ticks))
		for _, t := range ticks {
			if b, ok := f.build[t.Symbol].Add(t.Time, t.Price, t.Volume); ok {
				take(closedBar{symbol: t.Symbol, timeframe: "1min", bar: b, old: b.Time < f.fresh})
			}
		}
	}
	f.noteUnused()
}

func (f *tickFeed) symbols() int  { return len(f.names) }
func (f *tickFeed) ticks() uint64 { return f.seen }

func (f *tickFeed) trouble() string { return "" }

// noteUnused tells of ticks that could not be used, each time there are twice as
// many.
func (f *tickFeed) noteUnused() {
	var late, bad uint64
	for _, b := range f.build {
		late, bad = late+b.Late(), bad+b.Bad()
	}
	if late+bad > 2*f.noted {
		f.noted = late + bad
		f.note(fmt.Sprintf("so far %d ticks came too late for their bar, and %d had no price", late, bad))
	}
}

// failedFeed is a feed that has nothing, and says why.
type failedFeed struct{ why error }

func (n failedFeed) closed(time.Time, func(closedBar)) {}
func (n failedFeed) symbols() int                      { return 0 }
func (n failedFeed) ticks() uint64                     { return 0 }
func (n failedFeed) trouble() string                   { return n.why.Error() }
