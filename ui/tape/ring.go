package tape

import "tickdeck/model"

// event is what is known of one item of the feed.
type event struct {
	alert  *model.Alert // nil if it is none
	candle *candle
	row    *Row   // of its own, if it has one
	back   uint32 // how far back the alert before is of the same candle; 0 if there is none
	hit    uint32 // the round in which it was found to match
}

// ring are the events that are kept, by their numbers in the feed.
type ring struct {
	all   []event // a power of two
	first uint64
	n     uint64
}

func (r *ring) next() uint64 { return r.first + r.n }

func (r *ring) at(seq uint64) *event { return &r.all[seq&uint64(len(r.all)-1)] }

// has reports whether an event is kept.
func (r *ring) has(seq uint64) bool { return seq >= r.first && seq < r.next() }

func (r *ring) push(e event) {
	if r.n == uint64(len(r.all)) {
		r.grow()
	}
	*r.at(r.next()) = e
	r.n++
}

// pushOldest puts an event before all others.
func (r *ring) pushOldest(e event) {
	if r.n == uint64(len(r.all)) {
		r.grow()
	}
	r.first--
	*r.at(r.first) = e
	r.n++
}

func (r *ring) grow() {
	old := *r
	r.all = make([]event, max(64, 2*len(old.all)))
	for seq := old.first; seq < old.next(); seq++ {
		*r.at(seq) = *old.at(seq)
	}
}

func (r *ring) pop() {
	*r.at(r.first) = event{}
	r.first++
	r.n--
}
