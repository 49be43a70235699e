package hub

import (
	"slices"

	"tickdeck/model"
)

// rejects keeps the last model.MaxRejects messages that could not be read.
type rejects struct {
	kept []model.Reject
	last uint64         // number of the newest
	view []model.Reject // the same for readers; made when it is asked for
	made uint64         // number of the newest in view
}

func (q *rejects) push(r model.Reject) {
	if len(q.kept) == model.MaxRejects {
		copy(q.kept, q.kept[1:])
		q.kept = q.kept[:len(q.kept)-1]
	}
	q.last++
	r.Seq = q.last
	q.kept = append(q.kept, r)
}

func (q *rejects) list() []model.Reject {
	if q.made != q.last {
		q.view, q.made = slices.Clone(q.kept), q.last
	}
	return q.view
}
