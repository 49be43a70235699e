package worker

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
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

// tap reads a stream for the group: first what other workers left lying, then
// what is new. It belongs to one goroutine.
type tap struct {
	w      *Worker
	rdb    *redis.Client // its commands wait on the server
	stream string
	made   bool   // the group was there when last seen
	cursor string // of the sweep
	due    time.Time
	retry  retry
}

func (w *Worker) tap(rdb *redis.Client, stream string) *tap {
	return &tap{w: w, rdb: rdb, stream: stream, cursor: start}
}

// next waits for an entry, until the next sweep at most.
func (t *tap) next(ctx context.Context) (entry, bool) {
	m, err := t.read(ctx)
	switch {
	case ctx.Err() != nil && err != nil:
		return entry{}, false
	case errors.Is(err, redis.Nil):
		t.retry.reset()
		t.w.heardOf(ctx, nil)
		return entry{}, false
	case err != nil:
		t.failed(ctx, err)
		return entry{}, false
	}
	t.retry.reset()
	t.w.heardOf(ctx, nil)
	data, _ := m.Values["data"].(string)
	return entry{m.ID, data}, true
}

// failed pauses, unless it was just the group that is gone.
func (t *tap) failed(ctx context.Context, err error) {
	gone := strings.HasPrefix(err.Error(), "NOGROUP") || strings.HasPrefix(err.Error(), "UNBLOCKED")
	again := t.made && gone
	t.made = false
	if again {
		return
	}
	t.w.failed(ctx, &t.retry, "cannot read "+t.stream, err)
}

func (t *tap) read(ctx context.Context) (redis.XMessage, error) {
	if err := t.open(ctx); err != nil {
		return redis.XMessage{}, err
	}
	for !time.Now().Before(t.due) {
		m, err := t.sweep(ctx)
		if !errors.Is(err, redis.Nil) {
			return m, err
		}
	}
	streams, err := t.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{
		Group: t.w.o.Names.Group, Consumer: t.w.name, Streams: []string{t.stream, ">"},
		Count: 1, Block: max(time.Until(t.due), time.Millisecond),
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
func (t *tap) open(ctx context.Context) error {
	if t.made {
		return nil
	}
	ctx, done := t.w.soon(ctx)
	defer done()
	group := t.w.o.Names.Group
	err := t.rdb.XGroupCreateMkStream(ctx, t.stream, group, start).Err()
	if err != nil && !strings.HasPrefix(err.Error(), "BUSYGROUP") {
		return err
	}
	t.made, t.cursor, t.due = true, start, time.Time{}
	return tidy.Run(ctx, t.rdb, []string{t.stream}, group, deadConsumer.Milliseconds()).Err()
}

// sweep takes over one entry whose worker was silent for a lease, or returns
// redis.Nil. At the end of the list it sets when to look again.
func (t *tap) sweep(ctx context.Context) (redis.XMessage, error) {
	ctx, done := t.w.soon(ctx)
	defer done()
	found, next, err := t.rdb.XAutoClaim(ctx, &redis.XAutoClaimArgs{
		Stream: t.stream, Group: t.w.o.Names.Group, Consumer: t.w.name,
		MinIdle: t.w.o.Lease, Start: t.cursor, Count: 1,
	}).Result()
	if err != nil {
		return redis.XMessage{}, err
	}
	if t.cursor = next; next == start {
		t.due = time.Now().Add(t.w.o.Sweep)
	}
	if len(found) == 0 {
		return redis.XMessage{}, redis.Nil
	}
	return found[0], nil
}
