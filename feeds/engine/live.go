package engine

import (
	"context"
	"sync/atomic"
	"time"

	"tickdeck/feeds/engine/candle"
)

// live scans each bar that closes for its patterns, and has what it finds
// published, but for what is too little confident. It belongs to one goroutine; the counts may be read from any.
type live struct {
	feed      barFeed
	publisher *publisher
	leader    *leader
	set       *candle.Set
	least     float64 // confidence of what is published
	scanners  map[string]*candle.Scanner
	found     []detection
	standsBy  func() bool // publishes nothing, whoever leads
	kept      []kept      // what was found while another engine leads, oldest first
	already   published   // what those that led before have published
	ticks     atomic.Uint64
	symbols   atomic.Int64
	fresh     atomic.Uint64 // bars that have closed since the start
	below     atomic.Uint64 // detections on them that are less confident than least
	leads     atomic.Bool   // at the last poll this engine was the one that publishes
	trouble   atomic.Pointer[string]
}

// detection is a pattern on a bar that has just closed.
type detection struct {
	candle.Detection
	closedBar
}

// kept is a detection that the leader should have published.
type kept struct {
	detection
	at time.Time // when it was found
}

const (
	// pollInterval is how often the feed is asked for bars that have closed: a
	// detection waits so long at most.
	pollInterval = 100 * time.Millisecond

	// keepFor is how long a standby keeps what it found: longer than it takes to
	// learn that the leader is gone.
	keepFor = leaderLease + 10*time.Second
)

func newLive(feed barFeed, p *publisher, l *leader, standsBy func() bool, set *candle.Set) *live {
	return &live{feed: feed, publisher: p, leader: l, standsBy: standsBy, set: set, scanners: map[string]*candle.Scanner{}}
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
// in one batch, if this engine is the one that does; else it keeps it for a while.
func (l *live) poll(ctx context.Context, now time.Time) {
	l.found = l.found[:0]
	l.feed.closed(now, l.scan)
	l.ticks.Store(l.feed.ticks())
	l.symbols.Store(int64(l.feed.symbols()))
	defer l.noteTrouble()
	if l.standsBy() {
		l.leader.resign()
		l.leads.Store(false)
		return
	}
	if !l.leader.isLeader(ctx, now) || !l.leads.Load() && !l.takeOver(ctx, now) {
		l.leads.Store(false)
		l.keep(now)
		return
	}
	l.publisher.patterns(ctx, l.news(), now)
}

// noteTrouble keeps for the reports what is wrong with the feed, or with leading.
func (l *live) noteTrouble() {
	text := l.feed.trouble()
	if text == "" {
		text = l.leader.refusal
	}
	l.trouble.Store(&text)
}

// takeOver learns what those that led before have published, and puts before what
// was found now what they did not come to. Without knowing that it cannot lead:
// it tries again at the next poll.
func (l *live) takeOver(ctx context.Context, now time.Time) bool {
	already, err := l.publisher.published(ctx, time.Time{})
	if err != nil {
		return false
	}
	l.leads.Store(true)
	l.already = already
	l.drop(now)
	all := make([]detection, 0, len(l.kept)+len(l.found))
	for _, k := range l.kept {
		all = append(all, k.detection)
	}
	l.found, l.kept = append(all, l.found...), nil
	return true
}

// news are the detections that nobody has published yet.
func (l *live) news() []detection {
	if len(l.already.ids) == 0 {
		return l.found
	}
	fresh, covered := l.found[:0], false
	for i := range l.found {
		d := &l.found[i]
		covered = covered || l.already.covers(d)
		if !l.already.has(d.id(l.publisher.source)) {
			fresh = append(fresh, *d)
		}
	}
	if len(l.found) > 0 && !covered { // all bars are later than those that were published before
		l.already = published{}
	}
	return fresh
}

func (l *live) keep(now time.Time) {
	l.drop(now)
	for _, d := range l.found {
		l.kept = append(l.kept, kept{d, now})
	}
}

// drop forgets what was found long ago: the leader has published it.
func (l *live) drop(now time.Time) {
	old := max(0, len(l.kept)-maxPending)
	for old < len(l.kept) && now.Sub(l.kept[old].at) > keepFor {
		old++
	}
	l.kept = l.kept[old:]
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
	l.fresh.Add(1)
	for _, d := range found {
		if d.Confidence < l.least {
			l.below.Add(1)
			continue
		}
		l.found = append(l.found, detection{d, b})
	}
}
