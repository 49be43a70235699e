package hub

import (
	"context"
	"time"

	"tickdeck/model"
)

// Reader is one screen's way through the hub: its own books, and how far it has
// come. It belongs to one goroutine at a time.
type Reader struct {
	hub   *Hub
	every time.Duration
	wake  chan struct{}
	last  time.Time // when the last frame was taken
	seen  uint64    // hub revision of the last frame
	waits bool      // in hub.waiting

	feed     uint64 // number of the next item that is new to it
	jobs     uint64 // revisions up to which it has been shown them
	health   uint64
	baseline []uint64 // by channel: events that were gone before this reader came
	read     []uint64 // by channel: alerts that were shown to it or lost
	lost     []uint64 // by channel: events overwritten before they were taken
}

// NewReader starts at the oldest item that the hub still has. Two frames are at
// least every apart.
func (h *Hub) NewReader(every time.Duration) *Reader {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := len(h.chans)
	r := &Reader{
		hub: h, every: every, wake: make(chan struct{}, 1),
		baseline: make([]uint64, n), read: make([]uint64, n), lost: make([]uint64, n),
	}
	for i, c := range h.chans {
		r.baseline[i], r.read[i] = c.dropped+c.evicted, c.dropped
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

// Next returns the next frame. It waits until something has arrived, but no
// longer than to the next full second, so that a screen's clock ticks.
func (r *Reader) Next(ctx context.Context) (model.Frame, error) {
	now := time.Now()
	timer := time.NewTimer(now.Truncate(time.Second).Add(time.Second).Sub(now))
	defer timer.Stop()
	if r.wait() {
		select {
		case <-r.wake:
		case <-timer.C:
		case <-ctx.Done():
			return model.Frame{}, ctx.Err()
		}
	}
	if rest := r.every - time.Since(r.last); rest > 0 {
		timer.Reset(rest)
		select {
		case <-timer.C:
		case <-ctx.Done():
			return model.Frame{}, ctx.Err()
		}
	}
	return r.Frame(), nil
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

// Frame is what there is now, without waiting.
func (r *Reader) Frame() model.Frame {
	h := r.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	r.last = time.Now()
	f := model.Frame{Snapshot: h.snapshot(), Taken: now, Channels: make([]model.ChannelStat, len(h.chans))}
	f.Behind = behind(&f.Feed, r.feed, now)
	for i, c := range h.chans {
		r.lost[i] += c.dropped - min(c.dropped, r.read[i])
		r.read[i] = c.pushed
		f.Channels[i] = c.stat(now, r.books(i))
	}
	r.feed, r.jobs, r.health, r.seen = f.Feed.Next(), h.jobs.rev, h.health.rev, h.rev
	return f
}

// behind is how long the oldest alert from number from on has waited; gaps do
// not wait, nor does what is of an earlier run.
func behind(feed *model.History, from uint64, now time.Time) time.Duration {
	for seq := max(from, feed.First()); seq < feed.Next(); seq++ {
		if e, _ := feed.At(seq); e.Alert != nil && !e.Alert.Restored {
			return now.Sub(e.Alert.Arrived)
		}
	}
	return 0
}

// Books are the reader's books of each channel, as they are now. It may be called
// beside Next.
func (r *Reader) Books() []model.Books {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	out := make([]model.Books, len(r.hub.chans))
	for i := range out {
		out[i] = r.books(i)
	}
	return out
}

// books count as applied what the reader was shown, and as pending what it was
// not.
func (r *Reader) books(ch int) model.Books {
	c := r.hub.chans[ch]
	good := c.accepted - r.baseline[ch]
	lost := r.lost[ch] + c.dropped - min(c.dropped, r.read[ch])
	pending := c.pushed - max(r.read[ch], c.dropped)
	return model.Books{
		Received:     good + c.deduplicated + c.undecodable + c.probes,
		Applied:      good - pending - lost,
		Deduplicated: c.deduplicated,
		Undecodable:  c.undecodable,
		Probes:       c.probes,
		Overwritten:  lost,
		Pending:      pending,
	}
}
