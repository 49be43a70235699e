package feeds

import (
	"hash/maphash"

	"tickdeck/model"
)

// twins finds a detection that arrived before, as when a publisher sends it on
// two channels. It remembers the last limit detections, at most twice that, as
// long as they are not huge: when the young generation is full by count or by
// bytes, the old one is let go.
type twins struct {
	seed       maphash.Seed
	young, old map[uint64]*model.Alert
	limit      int
	bytes      int // of the young generation
}

// twinsKept is how many detections back a repetition is still recognised.
const (
	twinsKept  = 16_384
	twinsBytes = 16 << 20
)

func newTwins(limit int) *twins {
	return &twins{seed: maphash.MakeSeed(), young: map[uint64]*model.Alert{}, old: map[uint64]*model.Alert{}, limit: limit}
}

// find returns the earlier arrival of the same detection. When there is none,
// it returns nil and remembers this one. Without the publisher's time nothing
// can be called the same.
func (t *twins) find(a *model.Alert) *model.Alert {
	if a.At.IsZero() {
		return nil
	}
	key := t.key(a)
	for _, generation := range [...]map[uint64]*model.Alert{t.young, t.old} {
		if b := generation[key]; b != nil && same(a, b) {
			return b
		}
	}
	if len(t.young) >= t.limit || t.bytes >= twinsBytes {
		t.young, t.old, t.bytes = t.old, t.young, 0
		clear(t.young)
	}
	t.young[key] = a
	t.bytes += a.Size()
	return nil
}

func (t *twins) key(a *model.Alert) uint64 {
	at := uint64(a.At.UnixNano())
	const mix = 0x9e3779b97f4a7c15 // 2^64 / golden ratio: spreads near times apart
	return maphash.String(t.seed, a.Symbol) ^ maphash.String(t.seed, a.Pattern)*3 ^
		(maphash.String(t.seed, a.Timeframe)^uint64(a.Direction))*5 ^ at*mix
}

func same(a, b *model.Alert) bool {
	return a.Symbol == b.Symbol && a.Pattern == b.Pattern && a.Timeframe == b.Timeframe &&
		a.Direction == b.Direction && a.At.Equal(b.At)
}
