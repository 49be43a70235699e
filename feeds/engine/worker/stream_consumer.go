package worker

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
)

const (
	// pool is a consumer that nobody is: what workers gave back waits under its
	// name, idle for so long that the next sweep takes it.
	pool     = "given-back"
	poolIdle = time.Hour

	start        = "0-0"     // of a stream, and of the group's pending entries
	deadConsumer = time.Hour // of silence
)

// entry is a message of a stream that was delivered to this worker.
type entry struct {
	id   string
	data string
}

// at is when the entry was written, by its id.
func (e entry) at() time.Time {
	ms, _, _ := strings.Cut(e.id, "-")
	n, err := strconv.ParseInt(ms, 10, 64)
	if err != nil {
		return time.Time{} // an id that somebody made up is as old as can be
	}
	return time.UnixMilli(n)
}

// streamConsumer reads a stream for the group: first what other workers left
// lying, then what is new. It belongs to one goroutine.
type streamConsumer struct {
	w      *Worker
	rdb    redis.UniversalClient // its commands wait on the server
	stream string
	made   bool   // the group was there when last seen
	cursor string // of the sweep
	due    time.Time
	pause  backoff
}

func (w *Worker) consume(rdb redis.UniversalClient, stream string) *streamConsumer {
	return &streamConsumer{w: w, rdb: rdb, stream: stream, cursor: start}
}

// next waits for an entry, until the next sweep at most.
func (c *streamConsumer) next(ctx context.Context) (entry, bool) {
	m, err := c.read(ctx)
	switch {
	case ctx.Err() != nil && err != nil:
		return entry{}, false
	case errors.Is(err, redis.Nil):
		c.pause.reset()
		c.w.noteLink(ctx, nil)
		return entry{}, false
	case err != nil:
		c.failed(ctx, err)
		return entry{}, false
	}
	c.pause.reset()
	c.w.noteLink(ctx, nil)
	data, _ := m.Values[wire.StreamField].(string)
	return entry{m.ID, data}, true
}

// failed pauses, unless it was just the group that is gone.
func (c *streamConsumer) failed(ctx context.Context, err error) {
	gone := strings.HasPrefix(err.Error(), "NOGROUP") || strings.HasPrefix(err.Error(), "UNBLOCKED")
	again := c.made && gone
	c.made = false
	if again {
		return
	}
	c.w.failed(ctx, &c.pause, "cannot read "+c.stream, err)
}

func (c *streamConsumer) read(ctx context.Context) (redis.XMessage, error) {
	if err := c.open(ctx); err != nil {
		return redis.XMessage{}, err
	}
	for !time.Now().Before(c.due) {
		m, err := c.sweep(ctx)
		if !errors.Is(err, redis.Nil) {
			return m, err
		}
	}
	streams, err := c.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{
		Group: wire.WorkerGroup, Consumer: c.w.name, Streams: []string{c.stream, ">"},
		Count: 1, Block: max(time.Until(c.due), time.Millisecond),
	}).Result()
	if err != nil {
		return redis.XMessage{}, err
	}
	if len(streams) == 0 || len(streams[0].Messages) == 0 {
		return redis.XMessage{}, redis.Nil
	}
	return streams[0].Messages[0], nil
}

// open makes the stream and its group where they are missing. The group starts
// at the first entry: what was written while there was no worker is work too.
func (c *streamConsumer) open(ctx context.Context) error {
	if c.made {
		return nil
	}
	ctx, done := c.w.bounded(ctx)
	defer done()
	err := c.rdb.XGroupCreateMkStream(ctx, c.stream, wire.WorkerGroup, start).Err()
	if err != nil && !strings.HasPrefix(err.Error(), "BUSYGROUP") {
		return err
	}
	c.made, c.cursor, c.due = true, start, time.Time{}
	return tidy.Run(ctx, c.rdb, []string{c.stream}, wire.WorkerGroup, deadConsumer.Milliseconds()).Err()
}

// sweep takes over one entry whose worker was silent for a lease, or returns
// redis.Nil. At the end of the list it sets when to look again.
func (c *streamConsumer) sweep(ctx context.Context) (redis.XMessage, error) {
	ctx, done := c.w.bounded(ctx)
	defer done()
	found, next, err := c.rdb.XAutoClaim(ctx, &redis.XAutoClaimArgs{
		Stream: c.stream, Group: wire.WorkerGroup, Consumer: c.w.name,
		MinIdle: c.w.o.Lease, Start: c.cursor, Count: 1,
	}).Result()
	if err != nil {
		return redis.XMessage{}, err
	}
	if c.cursor = next; next == start {
		c.due = time.Now().Add(c.w.o.Sweep)
	}
	if len(found) == 0 {
		return redis.XMessage{}, redis.Nil
	}
	return found[0], nil
}

// release makes an entry that was claimed too early due at once, so that the next
// sweep looks at its job again.
func (w *Worker) release(ctx context.Context, e entry) {
	ctx, done := w.bounded(ctx)
	defer done()
	err := w.rdb.Do(ctx, "XCLAIM", w.requests(), wire.WorkerGroup, w.name, 0, e.id, "IDLE", w.o.Lease.Milliseconds(), "JUSTID").Err()
	w.noteLink(ctx, err) // if it failed, the entry is due when it has been idle for a lease
}

func (w *Worker) ack(ctx context.Context, stream string, e entry) {
	err := w.finally(ctx, patience, func(ctx context.Context) error {
		return w.rdb.XAck(ctx, stream, wire.WorkerGroup, e.id).Err()
	})
	if err != nil && ctx.Err() == nil {
		w.problem("entry " + e.id + " of " + stream + " could not be acknowledged: " + err.Error())
	}
}

// fresh reports whether a record that was made with the entry can still be there.
func (w *Worker) fresh(e entry) bool { return w.o.Now().Sub(e.at()) < wire.JobLife }
