package hub

import (
	"hash/maphash"

	"tickdeck/model"
)

// dedup finds a detection that arrived before, as when a publisher sends it on
// two channels. It remembers where in the feed each one lies, in buckets of
// which the oldest gives way: no pointers for the collector to follow, and one
// line of the processor's cache a look-up. About the last 100,000 detections
// are recognised, but none that has left the feed.
type dedup struct {
	seed    maphash.Seed
	buckets [][bucketSize]slot
	mask    uint64
}

// slot is where a detection may lie. Both parts are cut short; what is
// found there is compared in full.
type slot struct {
	tag uint32 // of the detection's hash; 0 where there is none
	seq uint32 // in the feed
}

const (
	bucketSize   = 4
	dedupBuckets = 1 << 15 // a power of two: 1 MiB in all
)

func newDedup(buckets int) *dedup {
	return &dedup{seed: maphash.MakeSeed(), buckets: make([][bucketSize]slot, buckets), mask: uint64(buckets - 1)}
}

// find returns the earlier arrival of the same detection. When there is none,
// it returns nil and remembers that this one will be the next in the feed.
// Without the publisher's id and time nothing can be called the same.
func (t *dedup) find(a *model.Alert, feed *model.History) *model.Alert {
	if a.ID == "" && a.EventTime.IsZero() {
		return nil
	}
	key := t.key(a)
	bucket, tag := &t.buckets[key&t.mask], uint32(key>>32)|1
	next := uint32(feed.Next())
	oldest := 0
	for i, p := range bucket {
		if p.tag == tag {
			if b := back(feed, uint64(next-p.seq)); b != nil && same(a, b) {
				return b
			}
		}
		if p.tag == 0 || next-p.seq > next-bucket[oldest].seq && bucket[oldest].tag != 0 {
			oldest = i
		}
	}
	bucket[oldest] = slot{tag, next}
	return nil
}

// back returns the alert that was pushed n items ago, nil if it is not kept.
func back(feed *model.History, n uint64) *model.Alert {
	if n == 0 || n > uint64(feed.Len()) {
		return nil
	}
	e, _ := feed.At(feed.Next() - n)
	return e.Alert
}

func (t *dedup) key(a *model.Alert) uint64 {
	if a.ID != "" {
		return maphash.String(t.seed, a.ID)
	}
	at := uint64(a.EventTime.UnixNano())
	const mix = 0x9e3779b97f4a7c15 // 2^64 / golden ratio: spreads near times apart
	key := maphash.String(t.seed, a.Symbol) ^ maphash.String(t.seed, a.Pattern)*3 ^
		(maphash.String(t.seed, a.Timeframe)^uint64(a.Direction))*5 ^ at*mix
	return key ^ key>>29
}

// same goes by the ids where there are any: another publisher may find the same, and
// one may send the same at another time.
func same(a, b *model.Alert) bool {
	if a.ID != "" || b.ID != "" { // an id may be no more than a number that others give as well
		return a.ID == b.ID && a.Symbol == b.Symbol && a.Pattern == b.Pattern && a.Timeframe == b.Timeframe
	}
	return a.Symbol == b.Symbol && a.Pattern == b.Pattern && a.Timeframe == b.Timeframe &&
		a.Direction == b.Direction && a.EventTime.Equal(b.EventTime)
}
