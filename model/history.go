package model

// History keeps the newest entries of the feed, bounded by count and by bytes,
// so that a publisher of huge messages cannot fill the memory. It belongs to
// one goroutine.
type History struct {
	buf   []Entry
	first uint64 // sequence number of the oldest entry kept
	next  uint64 // sequence number of the next entry
	bytes int
	max   int
	Rev   uint64 // grows with every change
}

// HistoryBytes is the most raw JSON and overhead that a history keeps.
const HistoryBytes = 56 << 20

// NewHistory keeps at most limit entries, and at least one.
func NewHistory(limit int) *History {
	return &History{buf: make([]Entry, max(1, limit)), max: HistoryBytes}
}

// Len is the number of entries kept.
func (h *History) Len() int { return int(h.next - h.first) }

// First is the sequence number of the oldest entry kept.
func (h *History) First() uint64 { return h.first }

// Next is the sequence number that the next entry will have: the newest is
// Next()-1.
func (h *History) Next() uint64 { return h.next }

// At returns the entry with that sequence number. ok is false when it is not
// kept any more, or not yet there.
func (h *History) At(seq uint64) (e Entry, ok bool) {
	if seq < h.first || seq >= h.next {
		return Entry{}, false
	}
	return h.buf[seq%uint64(len(h.buf))], true
}

// Push adds the newest entry and lets go of the oldest where a bound is reached.
func (h *History) Push(e Entry) {
	size := e.size()
	for h.Len() > 0 && (h.Len() == len(h.buf) || h.bytes+size > h.max) {
		h.drop()
	}
	h.buf[h.next%uint64(len(h.buf))] = e
	h.next++
	h.bytes += size
	h.Rev++
}

func (h *History) drop() {
	slot := &h.buf[h.first%uint64(len(h.buf))]
	h.bytes -= slot.size()
	*slot = Entry{}
	h.first++
}

func (e Entry) size() int {
	if e.Alert == nil {
		return alertOverhead
	}
	return e.Alert.Size()
}
