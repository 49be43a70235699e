package history

import (
	"time"

	"tickdeck/feeds/hub"
	"tickdeck/model"
)

const (
	interval  = 250 * time.Millisecond // between two transactions, at least
	batch     = 2_000                  // alerts in a transaction: another deck waits for it
	lastBatch = 250                    // in one at the end, so that it can give up in between
	lastTime  = 250 * time.Millisecond // for all of them
	mendEvery = time.Minute            // between two looks for what is too old
)

// round writes what is new. What cannot be written is tried again, as long as the
// feed has it.
func (k *History) round(feed *model.History, now time.Time) {
	if !k.reach(now) {
		k.skip(feed)
		return
	}
	wrote := false
	for k.next < feed.Next() {
		if !k.write(feed, batch, now) {
			return
		}
		wrote = true
	}
	if u := k.take(); !u.empty() && !k.put(nil, u, now) {
		return
	}
	if wrote || now.Sub(k.mended) >= mendEvery {
		k.mend(now)
	}
}

// write puts the next alerts on disk. It reports whether it could.
func (k *History) write(feed *model.History, most int, now time.Time) bool {
	k.skip(feed)
	b := k.gather(feed, most)
	if !k.put(b.rows, unwritten{}, now) {
		return false
	}
	k.next = b.next
	k.sick.lose(b.lost, b.why)
	return true
}

const tooFast = "they came faster than the disk took them"

// skip gives up what has left the feed.
func (k *History) skip(feed *model.History) {
	if first := feed.First(); first > k.next {
		why := tooFast
		if k.sick.failing != "" {
			why = k.sick.failing
		}
		k.sick.lose(first-k.next, why)
		k.next = first
		k.say()
	}
}

// load is what one transaction writes, where it ends in the feed, and what of it
// cannot be written.
type load struct {
	rows []row
	next uint64
	condition
}

func (k *History) gather(feed *model.History, most int) (b load) {
	for b.next = k.next; b.next < feed.Next() && len(b.rows) < most; b.next++ {
		e, ok := feed.At(b.next)
		switch {
		case !ok:
			b.lose(1, tooFast)
		case e.Alert != nil && !e.Alert.Restored:
			k.add(&b, e.Alert)
		}
	}
	return b
}

func (k *History) add(b *load, a *model.Alert) {
	raw, ok := a.Raw()
	if !ok {
		b.lose(1, "the JSON was too much to be held until it was written")
		return
	}
	envelope, ok := k.decode.decoder.Envelope(a, raw)
	if !ok {
		b.lose(1, "the JSON cannot be read by itself")
		return
	}
	b.rows = append(b.rows, row{a, envelope, raw})
}

// put writes one transaction. It reports whether it could.
func (k *History) put(rows []row, u unwritten, now time.Time) bool {
	err := k.store.write(rows, k.opt.Channels, u, now)
	if err != nil {
		k.Notes.again(u)
		k.fail(err)
		return false
	}
	k.tell(nil)
	return true
}

// mend keeps the file within its bounds, a step at a time.
func (k *History) mend(now time.Time) {
	if now.Sub(k.mended) >= mendEvery && !k.store.there() {
		k.lose()
		return
	}
	more, err := k.store.trim(k.since(now), besideJobs(k.opt.Disk, k.opt.Address))
	switch {
	case err != nil:
		k.fail(err)
	case more:
		k.mended = time.Time{} // go on in the next round
	default:
		k.mended = now
	}
}

// lose lets go of a file that somebody took away, as another deck does with a damaged
// one: what would be written to it nobody would find.
func (k *History) lose() {
	k.tried = time.Time{}
	if err := k.shut(); err != nil {
		k.tell(err)
	}
	k.everything()
}

// finish writes what is left, in steps, as long as there is time.
func (k *History) finish(news *hub.Reader) {
	feed, begin := feedOf(news), time.Now()
	inTime := func() bool { return k.store != nil && time.Since(begin) < lastTime }
	if u := k.take(); inTime() && !u.empty() {
		k.put(nil, u, begin)
	}
	for inTime() && k.next < feed.Next() && k.write(feed, lastBatch, begin) {
	}
	k.left.Store(feed.Next() - k.next)
	if err := k.shut(); err != nil {
		k.tell(err)
	}
}
