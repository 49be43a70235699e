package worker

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

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
		w.faulty("a request that nobody can be told about: " + err.Error())
		return
	}
	if err != nil {
		w.reject(ctx, r, text, err)
		return
	}
	err = w.retryToEnd(ctx, wire.JobLife, func(ctx context.Context) error {
		if w.isKnown(ctx, r.ID) {
			return nil
		}
		return w.queue(ctx, w.key(r.ID), r.Text)
	})
	if err != nil {
		w.problem("job " + r.ID + " could not be queued: " + err.Error())
	}
}

// keptOfInvalid is how many bytes of a request that cannot be read are kept.
const keptOfInvalid = 1024

// reject ends a job whose request cannot be read, without queueing it: such a
// request may be of any size. A job that was asked for in other words goes on.
func (w *Worker) reject(ctx context.Context, r wire.JobRequest, text string, why error) {
	known, err := w.rdb.HGet(ctx, w.key(r.ID), wire.FieldRequest).Result()
	if err == nil && known != text || w.commands.runs(r.ID) {
		w.faulty("job " + r.ID + " was sent again in words that cannot be read: " + why.Error())
		return
	}
	j := &job{JobRequest: r, w: w, lease: w.newLease(), started: w.o.Now()}
	j.Text = j.Text[:min(len(j.Text), keptOfInvalid)]
	e := j.failed(why.Error())
	if verdict, err := j.store(ctx, e); err == nil {
		w.conclude(ctx, verdict, j.lease, e)
	}
}

// queue puts a request into the stream, unless it was put there just now, and
// then makes its record.
func (w *Worker) queue(ctx context.Context, key, text string) error {
	if err := enqueue.Run(ctx, w.rdb, []string{w.requests()}, text, wire.StreamLen).Err(); err != nil {
		return err
	}
	r, _ := wire.ReadJobRequest(text)
	return register.Run(ctx, w.rdb, []string{key}, r.User, wire.UnixTime(w.o.Now()).String(), text, jobLife).Err()
}

// answer tells whoever sent a job once more that is over, or wants it cancelled,
// how it ended, and puts right the status that they wrote over it.
func (w *Worker) answer(ctx context.Context, id string) {
	due, err := again.Run(ctx, w.rdb, []string{w.key(id)}).Bool()
	if err != nil || !due {
		return // it is tried when it is heard again; nothing is lost
	}
	e, err := w.stored(ctx, id)
	if err == nil {
		progress, result, _ := e.events(w.o.Publisher, w.key(id))
		_, err = w.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
			p.Publish(ctx, w.o.Names.Progress, progress)
			p.Publish(ctx, w.o.Names.Results, result)
			return nil
		})
	}
	if err != nil && ctx.Err() == nil {
		w.problem("job " + id + " is over, was asked for again, and its end could not be told: " + err.Error())
	}
}

// isKnown reports whether the job is over, runs here or was queued just now. If
// that cannot be read the stream is asked, and if it is wrong the job has two
// entries: it is run once all the same, unless Redis has just come back empty.
//
// Whether it is over comes first: whoever sent it again wrote their status before
// they published it. If its end is stored by then it is put right here, else the
// end is written over it.
func (w *Worker) isKnown(ctx context.Context, id string) bool {
	h, err := w.rdb.HMGet(ctx, w.key(id), wire.FieldOutcome, wire.FieldQueued).Result()
	if err == nil && h[0] != nil {
		w.answer(ctx, id)
		return true
	}
	if w.commands.runs(id) {
		return true
	}
	if err != nil {
		return false
	}
	text, _ := h[1].(string)
	at, err := strconv.ParseFloat(text, 64)
	return err == nil && w.o.Now().Sub(time.UnixMicro(int64(at*1e6))) < queuedFor
}
