package worker

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
)

// scanCount is how many keys and entries are looked at in one step.
const scanCount = 500

// adoptOrphans queues the jobs that were published while no worker listened: they
// have a hash, or a record of the web application, and nobody put them into the stream. It runs whenever listening
// begins; what comes later is heard.
func (w *Worker) adoptOrphans(ctx context.Context) {
	if err := w.tryAdopt(ctx); err != nil && ctx.Err() == nil {
		w.problem("cannot look for jobs that were submitted while no worker listened: " + err.Error())
	}
}

func (w *Worker) tryAdopt(ctx context.Context) error {
	queued, err := w.unfinishedEntries(ctx)
	if err != nil {
		return err
	}
	nodes, err := broker.Masters(ctx, w.rdb)
	if err != nil {
		return err
	}
	for _, node := range nodes {
		err := errors.Join(
			eachPage(ctx, node, w.o.Names.JobPrefix, func(ids []string) error { return w.adopt(ctx, ids, queued) }),
			eachPage(ctx, node, wire.RecordPrefix, func(ids []string) error { return w.adoptRecords(ctx, ids, queued) }),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// eachPage calls do with what stands behind the prefix in the keys of a node.
func eachPage(ctx context.Context, node redis.Cmdable, prefix string, do func(ids []string) error) error {
	keys := node.Scan(ctx, 0, broker.EscapeGlob(prefix)+"*", scanCount).Iterator()
	page := make([]string, 0, scanCount)
	for more := true; more; {
		if more = keys.Next(ctx); more {
			page = append(page, strings.TrimPrefix(keys.Val(), prefix))
		}
		if len(page) == scanCount || !more && len(page) > 0 {
			if err := do(page); err != nil {
				return err
			}
			page = page[:0]
		}
	}
	return keys.Err()
}

// unfinishedEntries are the ids of the jobs whose entries were not acknowledged yet.
func (w *Worker) unfinishedEntries(ctx context.Context) (map[string]bool, error) {
	from, err := w.firstUnfinished(ctx)
	ids := map[string]bool{}
	for err == nil && from != "" {
		var page []redis.XMessage
		if page, err = w.rdb.XRangeN(ctx, w.requests(), from, "+", scanCount).Result(); err != nil {
			return nil, err
		}
		from = ""
		for _, m := range page {
			r, _ := wire.ReadJobRequest(text(broker.Entry{ID: m.ID, Values: m.Values}))
			ids[r.ID] = true
			from = "(" + m.ID
		}
	}
	return ids, err
}

// firstUnfinished is where in the stream the first entry is that was not
// acknowledged; "" if there is no stream.
func (w *Worker) firstUnfinished(ctx context.Context) (string, error) {
	id, done, err := broker.FirstUnfinished(ctx, w.rdb, w.requests(), wire.WorkerGroup)
	switch {
	case broker.Refused(err): // there is no such key
		return "", nil
	case done:
		return "(" + id, nil
	}
	return id, err
}

// adopt queues those of the jobs with a hash that wait and are in no entry.
func (w *Worker) adopt(ctx context.Context, ids []string, queued map[string]bool) error {
	cmds := make([]*redis.SliceCmd, len(ids))
	_, err := w.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, id := range ids {
			cmds[i] = p.HMGet(ctx, w.key(id), wire.FieldOutcome, wire.FieldLeaseUntil, wire.FieldCreated)
		}
		return nil
	})
	if err != nil && !broker.Answered(err) {
		return err
	}
	for i, id := range ids {
		if cmds[i].Err() != nil || queued[id] || !w.waits(cmds[i].Val()) { // a key of another type is no job
			continue
		}
		if err := w.adoptOne(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// waits reports whether a job is not over, runs nowhere and is younger than a
// record lives.
func (w *Worker) waits(fields []any) bool {
	until, _ := fields[1].(string)
	created, _ := fields[2].(string)
	now := w.o.Now()
	lease, _ := strconv.ParseInt(until, 10, 64)
	return fields[0] == nil && lease < now.UnixMilli() && now.Sub(wire.TimeIn(created)) < wire.JobLife
}

func (w *Worker) adoptOne(ctx context.Context, id string) error {
	text, err := w.rdb.HGet(ctx, w.key(id), wire.FieldRequest).Result()
	if errors.Is(err, redis.Nil) {
		return nil
	}
	if err != nil {
		return err
	}
	if r, _ := wire.ReadJobRequest(text); r.ID == id { // else it is no request, or another's
		w.enqueue(ctx, text)
	}
	return nil
}
