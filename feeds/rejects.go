package feeds

import (
	"strings"
	"time"

	"tickdeck/model"
)

// rejects keeps the last model.MaxRejects messages that could not be read.
type rejects struct {
	kept []model.Reject
	next uint64 // sequence number of the next one
}

func (q *rejects) push(r model.Reject) {
	if len(q.kept) == model.MaxRejects {
		copy(q.kept, q.kept[1:])
		q.kept = q.kept[:len(q.kept)-1]
	}
	q.kept = append(q.kept, r)
	q.next++
}

// take appends those from sequence number since on.
func (q *rejects) take(since uint64, to []model.Reject) ([]model.Reject, uint64) {
	fresh := min(q.next-since, uint64(len(q.kept)))
	return append(to, q.kept[uint64(len(q.kept))-fresh:]...), q.next
}

// newReject keeps the beginning of a message, cloned so that a huge message
// does not stay in memory for it.
func newReject(channel, reason, raw string, arrived time.Time) model.Reject {
	return model.Reject{
		Channel: channel, Arrived: arrived, Reason: reason,
		Raw: strings.Clone(raw[:min(len(raw), model.RejectBytes)]), Size: len(raw),
	}
}
