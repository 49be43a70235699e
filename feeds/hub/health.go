package hub

import (
	"slices"

	"tickdeck/model"
)

// maxComponents bounds the publishers whose health is kept.
const maxComponents = 32

// health keeps the latest report of each publisher, bounded: of those that were
// well the one that was silent longest goes first, since trouble must be seen. The
// hub's lock guards it.
type health struct {
	reports []report
	max     int
	rev     uint64
	view    []model.Health
	viewed  uint64
}

type report struct {
	model.Health
	rev     uint64
	channel int // of its last news
}

func newHealth(limit int) *health { return &health{max: limit} }

// put replaces the report of a publisher. It returns the one that was pushed out
// for it, with ok set.
func (t *health) put(s model.Health, channel int) (out report, ok bool) {
	t.rev++
	next := report{s, t.rev, channel}
	for i := range t.reports {
		if t.reports[i].Component == s.Component {
			t.reports[i] = next
			return out, false
		}
	}
	if len(t.reports) == t.max {
		least := 0
		for i := range t.reports {
			if t.reports[i].lessWantedThan(&t.reports[least]) {
				least = i
			}
		}
		out, ok = t.reports[least], true
		t.reports = slices.Delete(t.reports, least, least+1)
	}
	t.reports = append(t.reports, next)
	return out, ok
}

func (r *report) lessWantedThan(o *report) bool {
	if r.isWell() != o.isWell() {
		return r.isWell()
	}
	return r.rev < o.rev
}

// isWell reports whether nothing is wrong: who has an issue is not well, whatever
// else it says.
func (r *report) isWell() bool { return r.SaysHealthy() && len(r.Issues) == 0 }

func (t *health) list() []model.Health {
	if t.viewed != t.rev {
		t.viewed, t.view = t.rev, make([]model.Health, len(t.reports))
		for i := range t.reports {
			t.view[i] = t.reports[i].Health
		}
	}
	return t.view
}

func (h *Hub) putHealth(s model.Health, channel int) {
	if out, ok := h.health.put(s, channel); ok {
		h.evicted(out.channel, out.rev, func(r *Reader) uint64 { return r.health })
	}
}
