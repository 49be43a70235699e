package engine

import (
	"slices"
	"time"
)

// spreadFeed hands over the bars of a minute one after the other until the next is
// nearly over, in the order in which they closed. A clock that runs several times as
// fast makes of a minute's two seconds of closings one burst that nobody can read,
// and a silence until the next.
type spreadFeed struct {
	*tickFeed
	queue  []dueBar
	minute int64 // the beginning of the bar that was queued last
	n      int   // bars of that minute so far
}

// dueBar is a bar that waits, until a time on the clock that the market is handed.
type dueBar struct {
	closedBar
	at time.Time
}

// spreadOver is the part of a minute that its bars take: the rest is for the first
// ticks of the next.
const spreadOver = 54 * time.Second

// newSpreadFeed has one more minute that is new: the last one is still being handed
// over, and a screen that opens is to have something on it.
func newSpreadFeed(f *tickFeed, now time.Time) *spreadFeed {
	f.fresh = f.market.Time(now.Truncate(time.Minute).Add(-2 * time.Minute)).Unix()
	return &spreadFeed{tickFeed: f}
}

func (s *spreadFeed) closed(now time.Time, take func(closedBar)) {
	clock := s.clock(now)
	minute := clock.Truncate(time.Minute)
	s.tickFeed.closed(now, func(b closedBar) { s.put(b, minute) })
	handed := 0
	// More than a minute of bars wait at the start, and where the clock jumped.
	for waiting := len(s.queue); waiting > 0 && (waiting > len(s.names) || !s.queue[handed].at.After(clock)); waiting-- {
		take(s.queue[handed].closedBar)
		handed++
	}
	s.queue = slices.Delete(s.queue, 0, handed)
}

func (s *spreadFeed) put(b closedBar, minute time.Time) {
	if b.bar.Time != s.minute {
		s.minute, s.n = b.bar.Time, 0
	}
	s.queue = append(s.queue, dueBar{b, minute.Add(spreadOver * time.Duration(s.n) / time.Duration(len(s.names)))})
	s.n++
}
