package feeds

import (
	"context"
	"time"

	"tickdeck/model"
)

// Reader is one screen's way through the hub: its own cursor and its own books.
// It belongs to one goroutine at a time.
type Reader struct {
	hub   *Hub
	every time.Duration
	wake  chan struct{}
	last  time.Time // when the last batch was taken
	seen  uint64    // hub revision of the last batch
	waits bool      // in hub.waiting

	feed    cursor
	jobs    uint64
	health  uint64
	rejects uint64
	before  []uint64 // by channel: events that were gone before this reader came
	lost    []uint64 // by channel: events overwritten before they were taken
}

// frameLimit is the most feed entries of one batch: a flood is drawn in slices
// rather than in one long frame.
const frameLimit = 8_192

// FrameEvery is the least time between two batches.
const FrameEvery = time.Second / 30

// NewReader starts at the oldest entry that the hub still has.
func (h *Hub) NewReader() *Reader {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := len(h.chans)
	r := &Reader{
		hub: h, every: FrameEvery, wake: make(chan struct{}, 1), feed: h.feed.start(),
		before: append([]uint64(nil), h.feed.dropped...), lost: make([]uint64, n),
	}
	for i, c := range h.chans {
		r.before[i] += c.evicted
	}
	h.readers[r] = struct{}{}
	return r
}

// Close lets the hub forget the reader.
func (r *Reader) Close() {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	delete(r.hub.readers, r)
}

// Next fills the batch with what has arrived since the last one. It waits until
// something has, but no longer than to the next full second, so that a screen's
// clock ticks; and never returns sooner than FrameEvery after the last batch.
func (r *Reader) Next(ctx context.Context, b *model.Batch) error {
	now := time.Now()
	timer := time.NewTimer(now.Truncate(time.Second).Add(time.Second).Sub(now))
	defer timer.Stop()
	if r.wait() {
		select {
		case <-r.wake:
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if rest := r.every - time.Since(r.last); rest > 0 {
		timer.Reset(rest)
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	r.Drain(b)
	return nil
}

// wait asks the hub for a wake-up; false means that there is news already.
func (r *Reader) wait() bool {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	if r.seen != r.hub.rev {
		return false
	}
	if !r.waits { // else the last wait ended by the clock
		r.waits = true
		r.hub.waiting = append(r.hub.waiting, r)
		select {
		case <-r.wake: // left by a wake-up that was not needed
		default:
		}
	}
	return true
}

// Drain fills the batch with what has arrived since the last one, without waiting.
func (r *Reader) Drain(b *model.Batch) {
	h := r.hub
	b.Reset()
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	r.last = time.Now()
	h.feed.skip(&r.feed, func(ch int, n uint64) { r.lost[ch] += n })
	b.Entries = h.feed.take(&r.feed, frameLimit, b.Entries)
	b.Jobs, r.jobs = h.jobs.take(r.jobs, b.Jobs)
	b.Health, r.health = h.health.take(r.health, b.Health)
	b.Rejects, r.rejects = h.rejects.take(r.rejects, b.Rejects)
	for i, c := range h.chans {
		b.Channels = append(b.Channels, c.stat(now, r.books(i)))
	}
	b.Link, b.Server, b.Trouble, b.Repeats, b.Taken = h.link, h.server, h.trouble, h.repeats, now
	b.Oldest = oldest(b.Entries)
	if r.feed.next == h.feed.head {
		r.seen = h.rev
	}
}

// oldest is when the first alert arrived; gaps do not wait.
func oldest(entries []model.Entry) time.Time {
	for _, e := range entries {
		if e.Alert != nil {
			return e.Alert.Arrived
		}
	}
	return time.Time{}
}

// books are this reader's, with what it has just been handed counted as applied.
func (r *Reader) books(ch int) model.Books {
	c := r.hub.chans[ch]
	good := c.good - r.before[ch]
	pending := r.hub.feed.pushed[ch] - r.feed.read[ch]
	return model.Books{
		Received:     good + c.deduplicated + c.undecodable,
		Applied:      good - pending - r.lost[ch],
		Deduplicated: c.deduplicated,
		Undecodable:  c.undecodable,
		Overwritten:  r.lost[ch],
		Pending:      pending,
	}
}
