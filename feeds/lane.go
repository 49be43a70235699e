package feeds

import "tickdeck/model"

// lane is a ring of feed entries that many readers follow, each with a cursor
// of its own. It is bounded by count and by bytes. The hub's lock guards it.
type lane struct {
	slots    []slot
	tail     uint64 // sequence number of the oldest entry kept
	head     uint64 // sequence number of the next entry
	bytes    int
	maxBytes int
	pushed   []uint64 // by channel: entries that ever came in
	dropped  []uint64 // by channel: entries that were overwritten since
}

type slot struct {
	entry   model.Entry
	channel int32
	size    int32 // kept here: the alert itself has left the processor's cache
}

func newLane(length, maxBytes, channels int) *lane {
	return &lane{slots: make([]slot, length), maxBytes: maxBytes, pushed: make([]uint64, channels), dropped: make([]uint64, channels)}
}

func (l *lane) at(seq uint64) *slot { return &l.slots[seq%uint64(len(l.slots))] }

func (l *lane) push(e model.Entry, channel int) {
	size := entrySize(e)
	for l.tail < l.head && (l.head-l.tail == uint64(len(l.slots)) || l.bytes+size > l.maxBytes) {
		l.drop()
	}
	*l.at(l.head) = slot{e, int32(channel), int32(size)}
	l.head++
	l.bytes += size
	if channel >= 0 {
		l.pushed[channel]++
	}
}

func (l *lane) drop() {
	s := l.at(l.tail)
	l.bytes -= int(s.size)
	if s.channel >= 0 {
		l.dropped[s.channel]++
	}
	*s = slot{}
	l.tail++
}

func entrySize(e model.Entry) int {
	if e.Alert == nil {
		return 0
	}
	return e.Alert.Size()
}

// cursor is how far one reader has come in a lane.
type cursor struct {
	next uint64
	read []uint64 // by channel: entries before next that were taken or lost
}

func (l *lane) start() cursor {
	return cursor{next: l.tail, read: append([]uint64(nil), l.dropped...)}
}

// skip moves a cursor that was overtaken to the oldest entry kept, and tells
// how many entries of each channel it lost.
func (l *lane) skip(c *cursor, lost func(channel int, n uint64)) {
	if c.next >= l.tail {
		return
	}
	for ch, n := range l.dropped {
		if n > c.read[ch] {
			lost(ch, n-c.read[ch])
			c.read[ch] = n
		}
	}
	c.next = l.tail
}

// take appends at most limit entries from the cursor on.
func (l *lane) take(c *cursor, limit int, to []model.Entry) []model.Entry {
	end := min(l.head, c.next+uint64(limit))
	for ; c.next < end; c.next++ {
		s := l.at(c.next)
		to = append(to, s.entry)
		if s.channel >= 0 {
			c.read[s.channel]++
		}
	}
	return to
}
