package feeds

import (
	"hash/maphash"

	"tickdeck/model"
)

// twins finds a detection that arrived before, as when a publisher sends it on
// two channels. It remembers where in the lane each one lies, in buckets of
// which the oldest gives way: no pointers for the collector to follow, and one
// line of the processor's cache a look-up. About the last 100,000 detections
// are recognised, but none that has left the lane.
type twins struct {
	seed    maphash.Seed
	buckets [][twinWays]twinPlace
	mask    uint64
}

// twinPlace is where a detection may lie. Both parts are cut short; what is
// found there is compared in full.
type twinPlace struct {
	tag uint32 // of the detection's hash; 0 where there is none
	seq uint32 // in the lane
}

const (
	twinWays    = 4
	twinBuckets = 1 << 15 // a power of two: 1 MiB in all
)

func newTwins(buckets int) *twins {
	return &twins{seed: maphash.MakeSeed(), buckets: make([][twinWays]twinPlace, buckets), mask: uint64(buckets - 1)}
}

// find returns the earlier arrival of the same detection. When there is none,
// it returns nil and remembers that this one will be the next in the lane.
// Without the publisher's time nothing can be called the same.
func (t *twins) find(a *model.Alert, l *lane) *model.Alert {
	if a.At.IsZero() {
		return nil
	}
	key := t.key(a)
	bucket, tag := &t.buckets[key&t.mask], uint32(key>>32)|1
	next := uint32(l.head)
	oldest := 0
	for i, p := range bucket {
		if p.tag == tag {
			if b := l.back(uint64(next - p.seq)); b != nil && same(a, b) {
				return b
			}
		}
		if p.tag == 0 || next-p.seq > next-bucket[oldest].seq && bucket[oldest].tag != 0 {
			oldest = i
		}
	}
	bucket[oldest] = twinPlace{tag, next}
	return nil
}

// back returns the alert that was pushed n entries ago, nil if it is not kept.
func (l *lane) back(n uint64) *model.Alert {
	if n == 0 || n > l.head-l.tail {
		return nil
	}
	return l.at(l.head - n).entry.Alert
}

func (t *twins) key(a *model.Alert) uint64 {
	at := uint64(a.At.UnixNano())
	const mix = 0x9e3779b97f4a7c15 // 2^64 / golden ratio: spreads near times apart
	key := maphash.String(t.seed, a.Symbol) ^ maphash.String(t.seed, a.Pattern)*3 ^
		(maphash.String(t.seed, a.Timeframe)^uint64(a.Direction))*5 ^ at*mix
	return key ^ key>>29
}

func same(a, b *model.Alert) bool {
	return a.Symbol == b.Symbol && a.Pattern == b.Pattern && a.Timeframe == b.Timeframe &&
		a.Direction == b.Direction && a.At.Equal(b.At)
}
