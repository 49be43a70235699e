package model

import (
	"sort"
	"sync/atomic"
	"time"
)

// FeedItem is one row of the feed: an alert, or a gap.
type FeedItem struct {
	Alert *Alert
	Gap   *Gap
}

// Gap is a stretch of time of which nobody knows what was published: pub/sub
// keeps nothing for who is away. It begins with the newest message that came
// before, by its own time, and ends when the channels were subscribed to again.
type Gap struct {
	From, To time.Time
	Reason   string // why the connection was lost, in words
}

// Length is how long the gap is, never negative.
func (g Gap) Length() time.Duration { return max(0, g.To.Sub(g.From)) }

// chunkLen is how many items lie beside each other in memory.
const chunkLen = 512

// chunk is let go of when nothing in it is kept any more, also for who still has
// a picture from before: a screen that is blocked must not hold what is gone.
type chunk struct {
	items atomic.Pointer[[chunkLen]FeedItem]
}

func newChunk() *chunk {
	c := &chunk{}
	c.items.Store(new([chunkLen]FeedItem))
	return c
}

// Log is the feed as its owner writes it: the newest items, bounded by their
// number. The JSON that alerts came in is bounded by bytes beside that, so that a
// publisher of huge messages cannot fill the memory: where there is more, the
// oldest alerts are kept without it. A log belongs to one goroutine; what it
// hands out as a History may be read by any.
type Log struct {
	view     History
	limit    uint64
	rawLimit int    // bytes
	rawBytes int    // of the JSON that is kept
	rawFirst uint64 // the oldest item that may still have its JSON
}

// NewLog keeps at most limit items, and at least one, and rawLimit bytes of JSON.
func NewLog(limit, rawLimit int) *Log {
	return &Log{limit: uint64(max(1, limit)), rawLimit: rawLimit}
}

// History is the log as it is now. It does not change when the log does.
func (l *Log) History() History { return l.view }

// Push adds the newest item and returns the one that had to go for it, if any.
func (l *Log) Push(e FeedItem) (gone FeedItem, ok bool) {
	v := &l.view
	if v.next-v.first == l.limit {
		gone, ok = v.At(v.first)
		l.forgetRaw(v.first)
		v.first++
	}
	if v.next%chunkLen == 0 {
		l.grow()
	}
	// Nobody looks at this place before a History says that it is filled.
	v.chunks[len(v.chunks)-1].items.Load()[v.next%chunkLen] = e
	v.next++
	v.Rev++
	l.keepRaw(e)
	return gone, ok
}

// grow adds a chunk and lets go of those that have nothing to show any more. The
// list is made anew each time, since others may be reading the old one.
func (l *Log) grow() {
	v := &l.view
	gone := v.first/chunkLen - v.base
	chunks := make([]*chunk, 0, len(v.chunks)+1)
	for _, c := range v.chunks[:gone] {
		c.items.Store(nil)
	}
	v.chunks = append(append(chunks, v.chunks[gone:]...), newChunk())
	v.base += gone
}

// keepRaw counts the JSON of a new item and lets go of the oldest where it is
// too much.
func (l *Log) keepRaw(e FeedItem) {
	if e.Alert == nil {
		return
	}
	raw, _ := e.Alert.Raw()
	l.rawBytes += len(raw)
	for l.rawBytes > l.rawLimit && l.rawFirst < l.view.next {
		l.forgetRaw(l.rawFirst)
	}
}

// forgetRaw lets go of the JSON of the oldest item that may have it.
func (l *Log) forgetRaw(seq uint64) {
	if seq < l.rawFirst {
		return
	}
	l.rawFirst = seq + 1
	if e, _ := l.view.At(seq); e.Alert != nil {
		if p := e.Alert.raw.Swap(nil); p != nil {
			l.rawBytes -= len(*p)
		}
	}
}

// Touch notes that something changed in an item that is kept.
func (l *Log) Touch() { l.view.Rev++ }

// History is a picture of the feed. It costs nothing to copy, and nothing in it
// changes but that old items go: see At.
type History struct {
	Rev uint64 // grows with every change

	chunks []*chunk
	base   uint64 // number of the first chunk
	first  uint64 // sequence number of the oldest item
	next   uint64 // sequence number of the next item
}

// Len is the number of items kept.
func (h *History) Len() int { return int(h.next - h.first) }

// First is the sequence number of the oldest item kept.
func (h *History) First() uint64 { return h.first }

// Next is the sequence number that the next item will have: the newest is
// Next()-1.
func (h *History) Next() uint64 { return h.next }

// At returns the item with that sequence number. ok is false when it is not kept
// any more, or not yet there.
func (h *History) At(seq uint64) (e FeedItem, ok bool) {
	if seq < h.first || seq >= h.next {
		return FeedItem{}, false
	}
	items := h.chunks[seq/chunkLen-h.base].items.Load()
	if items == nil { // it has gone since this picture was made
		return FeedItem{}, false
	}
	return items[seq%chunkLen], true
}

// From is the sequence number of the first item that arrived at a time or later: items
// are kept in the order in which they arrived.
func (h *History) From(at time.Time) uint64 {
	n := sort.Search(h.Len(), func(i int) bool {
		e, _ := h.At(h.first + uint64(i))
		return e.Alert != nil && !e.Alert.Arrived.Before(at) || e.Gap != nil && !e.Gap.To.Before(at)
	})
	return h.first + uint64(n)
}
