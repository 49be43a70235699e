package worker

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
)

// TickStock's web application keeps a record of its own of each job that it
// submits, which makes no hash. What is in it is the application's; a worker reads
// the request of a job that nobody heard there, and writes how the job ended.

// replace writes a record, unless somebody else has written it since it was read.
//
// KEYS: record. ARGV: what it was, what it is to be.
var replace = redis.NewScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1`)

// maxReplaced is how often a record is read anew that others write meanwhile.
const maxReplaced = 5

// endRecord writes into a job's record how the job ended; was is what the record
// held when it was last read. A job is over also where its record cannot be
// written: what the server refuses is told, and that is all.
func (w *Worker) endRecord(ctx context.Context, was string, e ending) error {
	err := w.retryToEnd(ctx, maxRetryTime, func(ctx context.Context) error { return w.tryEndRecord(ctx, was, e) })
	if broker.Refused(err) {
		w.problem("how job " + e.id + " ended could not be written into its record: " + err.Error())
		return nil
	}
	return err
}

func (w *Worker) tryEndRecord(ctx context.Context, was string, e ending) error {
	key := wire.RecordPrefix + e.id
	for range maxReplaced {
		record, err := wire.ReadRecord(was)
		if err != nil {
			return nil //nolint:nilerr // it is no record of a job
		}
		is, news := record.End(e.event(w.o.Publisher), e.fraction, w.key(e.id))
		if !news {
			return nil
		}
		if err := w.rdb.ZRem(ctx, wire.ActiveJobs, e.id).Err(); err != nil {
			return err
		}
		if written, err := replace.Run(ctx, w.rdb, []string{key}, was, is).Bool(); written || err != nil {
			return err
		}
		if was, err = w.rdb.Get(ctx, key).Result(); errors.Is(err, redis.Nil) {
			return nil // it has expired
		} else if err != nil {
			return err
		}
	}
	w.problem("how job " + e.id + " ended is not in its record: somebody else writes " + key + " all the time")
	return nil
}

// found is what there is of a job at a record's key and in its hash.
type found struct {
	id     string
	record *redis.StringCmd
	hash   *redis.SliceCmd
}

// adoptRecords queues those of the jobs of these records that wait, have no hash
// that is looked at for itself, and are in no entry.
func (w *Worker) adoptRecords(ctx context.Context, ids []string, queued map[string]bool) error {
	jobs := make([]found, len(ids))
	_, err := w.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, id := range ids {
			jobs[i] = found{id, p.Get(ctx, wire.RecordPrefix+id), p.HMGet(ctx, w.key(id), wire.FieldOutcome, wire.FieldRequest)}
		}
		return nil
	})
	if err != nil && !broker.Answered(err) {
		return err
	}
	for _, j := range jobs {
		if j.record.Err() != nil || j.hash.Err() != nil { // it has expired, or is of another type
			continue
		}
		if err := w.adoptRecord(ctx, j, queued[j.id]); err != nil {
			return err
		}
	}
	return nil
}

// adoptRecord runs nothing that is older than a hash lives: the mark that a job is
// over lies there, so it runs once.
func (w *Worker) adoptRecord(ctx context.Context, j found, queued bool) error {
	outcome, request := j.hash.Val()[0], j.hash.Val()[1]
	if outcome != nil {
		e, err := w.stored(ctx, j.id)
		if err != nil {
			return err
		}
		return w.endRecord(ctx, j.record.Val(), e)
	}
	record, err := wire.ReadRecord(j.record.Val())
	waits := err == nil && record.Waits() && w.o.Now().Sub(record.Created()) < wire.JobLife
	if !waits || request != nil || queued {
		return nil
	}
	if text := record.Request(j.id); text != "" {
		w.enqueue(ctx, text)
	}
	return nil
}
