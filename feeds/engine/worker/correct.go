package worker

import (
	"context"
	"slices"
	"time"
)

// A client that cancels publishes the command first and writes the status
// cancelling afterwards, which may be when the job has already ended. So the
// status of a job that somebody wants cancelled is looked at for a while, again
// and again, and put right where the job is over.
const (
	firstCorrection = 250 * time.Millisecond
	lastCorrection  = 32 * time.Second // each pause is twice the one before
	maxCorrections  = 1000             // jobs at a time
)

// correction is when a job's status is to be looked at next.
type correction struct {
	id    string
	at    time.Time
	pause time.Duration
}

// scheduleCorrection has the status of a job looked at for a while.
func (c *commands) scheduleCorrection(id string) {
	select {
	case c.cancelled <- id:
	default: // there are so many that a status here and there does not matter
	}
}

// correct looks at the statuses until ctx ends.
func (c *commands) correct(ctx context.Context) {
	var all []correction
	for {
		var next <-chan time.Time
		if len(all) > 0 {
			next = time.After(time.Until(all[0].at))
		}
		select {
		case <-ctx.Done():
			return
		case id := <-c.cancelled:
			all = slices.DeleteFunc(all, func(x correction) bool { return x.id == id })
			all = schedule(all, correction{id, time.Now(), firstCorrection})
		case <-next:
			first := all[0]
			all = all[1:]
			c.correctOne(ctx, first.id)
			all = schedule(all, correction{first.id, first.at, 2 * first.pause})
		}
	}
}

// schedule puts a correction in its place by time, if it is not the last of its
// job and there is room.
func schedule(all []correction, x correction) []correction {
	if x.pause > lastCorrection || len(all) == maxCorrections {
		return all
	}
	x.at = x.at.Add(x.pause)
	i, _ := slices.BinarySearchFunc(all, x, func(a, b correction) int { return a.at.Compare(b.at) })
	return slices.Insert(all, i, x)
}

// correctOne is not tried again: the next one comes soon.
func (c *commands) correctOne(ctx context.Context, id string) {
	ctx, done := c.w.bounded(ctx)
	defer done()
	c.w.noteLink(ctx, correct.Run(ctx, c.w.rdb, []string{c.w.key(id)}).Err())
}
