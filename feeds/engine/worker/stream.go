package worker

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
)

const (
	// pool is a consumer that nobody is: what workers gave back waits under its
	// name, idle for so long that the next sweep takes it.
	pool     = wire.WorkerPool
	poolIdle = time.Hour
)

// stream reads one of the workers' streams. It belongs to one goroutine.
type stream struct {
	broker.StreamConsumer
	w      *Worker
	pauses *broker.BackOff
}

func (w *Worker) consume(rdb redis.UniversalClient, name string) *stream {
	return &stream{w: w, pauses: newBackOff(), StreamConsumer: broker.StreamConsumer{
		Client: rdb, Stream: name, Group: wire.WorkerGroup, Consumer: w.name,
		Idle: w.o.Lease, Sweep: w.o.Sweep, Limit: w.o.Lease / 4,
	}}
}

// next waits for an entry, until the next sweep at most.
func (s *stream) next(ctx context.Context) (e broker.Entry, ok bool) {
	e, ok, err := s.Next(ctx)
	switch {
	case err == nil:
		s.pauses.Reset()
		s.w.noteLink(ctx, nil)
	case ctx.Err() == nil:
		s.w.failed(ctx, s.pauses, "cannot read "+s.Stream, err)
	}
	return e, ok
}

// text is the message in an entry.
func text(e broker.Entry) string {
	message, _ := e.Values[wire.StreamField].(string)
	return message
}

// release makes an entry that was claimed too early due at once, so that the next
// sweep looks at its job again.
func (w *Worker) release(ctx context.Context, e broker.Entry) {
	ctx, done := w.bounded(ctx)
	defer done()
	err := w.rdb.Do(ctx, "XCLAIM", w.requests(), wire.WorkerGroup, w.name, 0, e.ID, "IDLE", w.o.Lease.Milliseconds(), "JUSTID").Err()
	w.noteLink(ctx, err) // if it failed, the entry is due when it has been idle for a lease
}

// remove takes an entry out of the stream, so that what cannot be read is not kept.
func (w *Worker) remove(ctx context.Context, e broker.Entry) {
	ctx, done := w.bounded(ctx)
	defer done()
	w.noteLink(ctx, w.rdb.XDel(ctx, w.requests(), e.ID).Err()) // if it failed, it is trimmed like any other
}

// handOver gives an entry to whichever worker sweeps first; this one may get it again.
func (w *Worker) handOver(ctx context.Context, e broker.Entry) {
	ctx, done := w.bounded(ctx)
	defer done()
	err := w.rdb.Do(ctx, "XCLAIM", w.requests(), wire.WorkerGroup, pool, 0, e.ID, "IDLE", poolIdle.Milliseconds(), "JUSTID").Err()
	w.noteLink(ctx, err) // if it failed, the entry is due when it has been idle for a lease
}

func (w *Worker) ack(ctx context.Context, stream string, e broker.Entry) {
	err := w.retryToEnd(ctx, maxRetryTime, func(ctx context.Context) error {
		return w.rdb.XAck(ctx, stream, wire.WorkerGroup, e.ID).Err()
	})
	if err != nil && ctx.Err() == nil {
		w.problem("entry " + e.ID + " of " + stream + " could not be acknowledged: " + err.Error())
	}
}

// fresh reports whether a record that was made with the entry can still be there.
func (w *Worker) fresh(e broker.Entry) bool { return w.o.Now().Sub(e.Time()) < wire.JobLife }
