package hub

import (
	"sync"
	"time"

	"tickdeck/model"
)

// Hub takes in what the subscribers decode and shows it to any number of
// readers, each at its own pace and with its own books. It is bounded, and
// taking something in never waits for a reader.
type Hub struct {
	mu        sync.Mutex
	now       func() time.Time
	chans     []*channel
	feed      *model.Log
	dedup     *dedup
	simulated int // alerts in the feed that are
	symbols   seenSet
	patterns  seenSet
	jobs      *jobs
	health    *health
	rejects   rejects
	lookups   lookups
	link      link
	server    model.Server
	queue     model.Queue
	trouble   string // with the jobs
	disk      string // what is wrong with the history on disk
	jobsDisk  string // and with the jobs there
	endings   endings

	timeframes      timeframes
	evidence        *model.EvidenceSet
	evidenceRev     uint64
	evidenceTrouble string

	rev     uint64 // grows with everything taken in
	view    *model.Snapshot
	viewed  uint64 // revision of view
	readers map[*Reader]struct{}
	waiting []*Reader
}

// RawBytes is the most JSON of alerts that is kept beside the alerts themselves:
// as much as 100,000 standard ones came in.
const RawBytes = 30 << 20

// New keeps the books of these channels and at most history items of the feed.
// now is the clock.
func New(channels []model.Channel, history int, now func() time.Time) *Hub {
	h := &Hub{
		now:     now,
		feed:    model.NewLog(history, RawBytes),
		dedup:   newDedup(dedupBuckets),
		jobs:    newJobs(model.MaxJobs),
		health:  newHealth(maxComponents),
		readers: map[*Reader]struct{}{},
		lookups: lookups{news: make(chan struct{}, 1)},
		endings: endings{news: make(chan struct{}, 1)},
		server:  model.UnknownServer(),
		queue:   model.UnknownQueue(),

		timeframes: timeframes{news: make(chan struct{}, 1)},
	}
	for _, c := range channels {
		h.chans = append(h.chans, newChannel(c))
	}
	return h
}

// Take books one message and makes it visible to every reader.
func (h *Hub) Take(m *Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := h.chans[m.Channel]
	c.arrived(m, h.link.Link.Up)
	if c.sent.IsZero() {
		h.link.heard(m.Arrived)
	}
	for _, a := range m.Alerts {
		h.takeAlert(c, a)
	}
	for _, j := range m.Jobs {
		h.takeJob(c, m, j)
	}
	for _, s := range m.Healths {
		c.accepted++
		h.putHealth(s, m.Channel)
	}
	for _, r := range m.Rejects {
		if r.Probe {
			c.probes++
		} else {
			c.undecodable++
		}
		h.rejects.push(r)
	}
	h.changed()
}

func (h *Hub) takeAlert(c *channel, a *model.Alert) {
	feed := h.feed.History()
	if first := h.dedup.find(a, &feed); first != nil {
		first.Repeat()
		c.deduplicated++
		h.feed.Touch()
		return
	}
	c.accepted++
	c.pushed++
	h.pushAlert(a)
}

func (h *Hub) pushAlert(a *model.Alert) {
	h.symbols.add(a.Symbol)
	h.patterns.add(a.Pattern)
	h.timeframes.add(a.Timeframe)
	h.push(model.FeedItem{Alert: a})
}

// push adds to the feed, and books what had to go for it.
func (h *Hub) push(e model.FeedItem) {
	h.simulated += simulated(e)
	gone, ok := h.feed.Push(e)
	if !ok || gone.Alert == nil {
		return
	}
	h.simulated -= simulated(gone)
	if !gone.Alert.Restored {
		h.chans[gone.Alert.Channel].dropped++
	}
}

func simulated(e model.FeedItem) int {
	if e.Alert != nil && e.Alert.Simulated {
		return 1
	}
	return 0
}

// evicted books news that was pushed out of a full table before a reader had
// taken it: one update, on the channel of the last news.
func (h *Hub) evicted(channel int, rev uint64, seen func(*Reader) uint64) {
	if channel == noChannel {
		return
	}
	h.chans[channel].evicted++
	for r := range h.readers {
		if rev > seen(r) {
			r.lost[channel]++
		}
	}
}

// noChannel marks what did not come on a channel.
const noChannel = -1

// SetTrouble says what is wrong with the jobs in Redis; "" if nothing is.
func (h *Hub) SetTrouble(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.trouble != text {
		h.trouble = text
		h.changed()
	}
}

// Refused notes that the server refuses one subscription; "" takes it back.
func (h *Hub) Refused(channel int, why string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.chans[channel].refused = why
	h.changed()
}

// SetServer replaces what is known of Redis itself. It wakes no reader: the next
// frame shows it, and one for this alone would cost half of what an idle screen
// does.
func (h *Hub) SetServer(s model.Server) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.server = s
	h.view = nil
}

// SetQueue replaces what is known of the queue of backtests, and wakes no reader
// either.
func (h *Hub) SetQueue(q model.Queue) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.queue = q
	h.view = nil
}

// changed lets every waiting reader go on. The lock is held.
func (h *Hub) changed() {
	h.rev++
	for _, r := range h.waiting {
		r.waits = false
		select {
		case r.wake <- struct{}{}:
		default: // still holds a wake-up that its reader did not need
		}
	}
	h.waiting = h.waiting[:0]
}

// snapshot is the picture that all readers share until something changes. The
// lock is held.
func (h *Hub) snapshot() *model.Snapshot {
	if h.view == nil || h.viewed != h.rev {
		h.viewed = h.rev
		h.view = &model.Snapshot{
			Feed: h.feed.History(), Simulated: h.simulated, Jobs: h.jobs.list(),
			Symbols: h.symbols.list(), Patterns: h.patterns.list(),
			Health: h.health.list(), HealthRev: h.health.rev,
			Evidence: h.evidence, EvidenceRev: h.evidenceRev,
			Rejects: h.rejects.list(), RejectsRev: h.rejects.last,
			Link: h.link.Link, Gaps: h.link.gaps, Server: h.server, Queue: h.queue, Trouble: h.troubles(),
		}
	}
	return h.view
}
