package engine

import (
	"context"
	"sync/atomic"
	"time"

	"tickdeck/feeds/engine/candle"
)

// live scans each bar that closes for every pattern, and has what it finds
// published. It belongs to one goroutine; the counts may be read from any.
type live struct {
	feed     barFeed
	press    *press
	turn     *turn
	set      *candle.Set
	scanners map[string]*candle.Scanner
	found    []detection
	ticks    atomic.Uint64
	symbols  atomic.Int64
	trouble  atomic.Pointer[string]
}

// detection is a pattern on a bar that has just closed.
type detection struct {
	candle.Detection
	closedBar
}

// beat is how often the feed is asked for bars that have closed: a detection
// waits so long at most.
const beat = 100 * time.Millisecond

func newLive(feed barFeed, out *press, t *turn) *live {
	return &live{feed: feed, press: out, turn: t, set: candle.All(), scanners: map[string]*candle.Scanner{}}
}

func (l *live) run(ctx context.Context) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	defer l.turn.end()
	for {
		l.look(ctx, time.Now())
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look takes the bars that have closed and publishes what is on them, all of it
// in one batch, if it is this engine's turn.
func (l *live) look(ctx context.Context, now time.Time) {
	l.found = l.found[:0]
	l.feed.closed(now, l.scan)
	l.ticks.Store(l.feed.ticks())
	l.symbols.Store(int64(l.feed.symbols()))
	text := l.feed.trouble()
	l.trouble.Store(&text)
	if l.turn.take(ctx, now) {
		l.press.patterns(ctx, l.found)
	}
}

func (l *live) scan(b closedBar) {
	s := l.scanners[b.symbol]
	if s == nil {
		s = l.set.NewScanner()
		l.scanners[b.symbol] = s
	}
	found := s.Add(b.bar)
	if b.old {
		return
	}
	for _, d := range found {
		l.found = append(l.found, detection{d, b})
	}
}
