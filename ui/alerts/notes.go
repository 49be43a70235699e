package alerts

import (
	"time"

	"tickdeck/model"
	"tickdeck/ui/pane"
)

// notes are what the person noted of alerts: that they were seen, and that they are
// wanted again.
type notes struct {
	kept   pane.Notes // nil if they end with the program
	acked  map[uint64]struct{}
	marked map[uint64]struct{}
	rev    uint64
	noted  time.Time // when it was noted last that the person looks
}

func newNotes(kept pane.Notes) *notes {
	n := &notes{kept: kept, acked: map[uint64]struct{}{}, marked: map[uint64]struct{}{}}
	if kept == nil {
		return n
	}
	for _, k := range kept.Acknowledged() {
		n.acked[k] = struct{}{}
	}
	for _, k := range kept.Marked() {
		n.marked[k] = struct{}{}
	}
	return n
}

// seen notes that the person looked.
func (n *notes) seen(at time.Time) {
	if n.kept != nil && !at.IsZero() {
		n.noted = at
		n.kept.SetLastSeen(at)
	}
}

// between is how often it is noted that the person looks: so much can be lost of it by
// a program that is killed.
const between = 5 * time.Second

func (n *notes) looking(now time.Time) {
	if now.Sub(n.noted) >= between {
		n.seen(now)
	}
}

// lastSeen is when the person looked before this run; zero if that is not known.
func (n *notes) lastSeen() time.Time {
	if n.kept == nil {
		return time.Time{}
	}
	return n.kept.LastSeen()
}

func (n *notes) isAcked(a *model.Alert) bool {
	_, yes := n.acked[n.key(n.acked, a)]
	return yes
}

func (n *notes) isMarked(a *model.Alert) bool {
	_, yes := n.marked[n.key(n.marked, a)]
	return yes
}

// key spares the work where nothing is noted.
func (*notes) key(of map[uint64]struct{}, a *model.Alert) uint64 {
	if len(of) == 0 {
		return 0
	}
	return a.Key()
}

func (n *notes) acknowledge(all []*model.Alert) {
	keys, on := n.turn(n.acked, all)
	if n.kept != nil {
		n.kept.Acknowledge(keys, on)
	}
}

func (n *notes) mark(all []*model.Alert) {
	keys, on := n.turn(n.marked, all)
	if n.kept != nil {
		n.kept.Mark(keys, on)
	}
}

// turn notes alerts, or takes that back where all of them are noted.
func (n *notes) turn(of map[uint64]struct{}, all []*model.Alert) (keys []uint64, on bool) {
	n.rev++
	for _, a := range all {
		k := a.Key()
		keys = append(keys, k)
		if _, noted := of[k]; !noted {
			on = true
		}
	}
	for _, k := range keys {
		if on {
			of[k] = struct{}{}
		} else {
			delete(of, k)
		}
	}
	return keys, on
}
