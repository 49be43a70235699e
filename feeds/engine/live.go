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
	feed      barFeed
	publisher *publisher
	leader    *leader
	set       *candle.Set
	scanners  map[string]*candle.Scanner
	found     []detection
	ticks     atomic.Uint64
	symbols   atomic.Int64
	trouble   atomic.Pointer[string]
}

// detection is a pattern on a bar that has just closed.
type detection struct {
	candle.Detection
	closedBar
}

// pollInterval is how often the feed is asked for bars that have closed: a
// detection waits so long at most.
const pollInterval = 100 * time.Millisecond

func newLive(feed barFeed, p *publisher, l *leader) *live {
	return &live{feed: feed, publisher: p, leader: l, set: candle.All(), scanners: map[string]*candle.Scanner{}}
}

func (l *live) run(ctx context.Context) {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	defer l.leader.resign()
	for {
		l.poll(ctx, time.Now())
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// poll takes the bars that have closed and publishes what is on them, all of it
// in one batch, if this engine is the one that does.
func (l *live) poll(ctx context.Context, now time.Time) {
	l.found = l.found[:0]
	l.feed.closed(now, l.scan)
	l.ticks.Store(l.feed.ticks())
	l.symbols.Store(int64(l.feed.symbols()))
	text := l.feed.trouble()
	l.trouble.Store(&text)
	if l.leader.isLeader(ctx, now) {
		l.publisher.patterns(ctx, l.found)
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
