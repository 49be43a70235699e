package worker

import (
	"context"
	"strconv"
	"time"

	"tickdeck/feeds/wire"
)

// queuedFor is for how long a request that was put into the stream is not looked
// for there again when it is heard once more.
const queuedFor = time.Minute

// enqueue makes a request durable that was heard on the channel: first in the
// stream, where whoever reads it makes its record, then in the record, which
// tells the other workers that heard it, and clients that it waits.
func (w *Worker) enqueue(ctx context.Context, text string) {
	r, err := wire.ReadJobRequest(text)
	if r.ID == "" {
		w.problem("a request that nobody can be told about: " + err.Error())
		return
	}
	err = w.retryToEnd(ctx, wire.JobLife, func(ctx context.Context) error {
		if w.isKnown(ctx, r.ID) {
			return nil
		}
		if err := enqueue.Run(ctx, w.rdb, []string{w.requests()}, r.Text, wire.StreamLen).Err(); err != nil {
			return err
		}
		return register.Run(ctx, w.rdb, []string{w.key(r.ID)},
			r.User, wire.UnixTime(w.o.Now()).String(), r.Text, jobLife).Err()
	})
	if err != nil {
		w.problem("job " + r.ID + " could not be queued: " + err.Error())
	}
}

// isKnown reports whether the job runs here, is over or was queued just now. If
// that cannot be read the stream is asked, and if it is wrong the job has two
// entries: it is run once all the same, unless Redis has just come back empty.
func (w *Worker) isKnown(ctx context.Context, id string) bool {
	if w.commands.runs(id) {
		return true
	}
	h, err := w.rdb.HMGet(ctx, w.key(id), wire.FieldOutcome, wire.FieldQueued).Result()
	if err != nil || h[0] != nil {
		return err == nil
	}
	text, _ := h[1].(string)
	at, err := strconv.ParseFloat(text, 64)
	return err == nil && w.o.Now().Sub(time.UnixMicro(int64(at*1e6))) < queuedFor
}
