package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// recordPatience is how long the record of one job may take: a large result on a slow
// line is given up rather than waited for without a word.
const recordPatience = 10 * time.Second

// Record reads all that Redis keeps of a job: its hash, and what publishers keep as a
// JSON string, with the whole result to which that may refer. It ends with the
// context, also while an answer is awaited. The record holds what could be read also
// when there is an error. What it says of the job is shown in the list as well.
func (j *Jobs) Record(ctx context.Context, id string) (model.Record, error) {
	ctx, cancel := context.WithTimeout(ctx, recordPatience)
	defer cancel()
	type answer struct {
		record model.Record
		err    error
	}
	got := make(chan answer, 1)
	go func() { // the library ends a wait for an answer only by its own time limit
		r, err := j.read(ctx, id)
		got <- answer{r, err}
	}()
	select {
	case a := <-got:
		if a.record.Job.ID != "" {
			j.hub.LoadJobs([]model.Job{a.record.Job}, j.now())
		}
		return a.record, a.err
	case <-ctx.Done():
		return model.Record{}, j.failed("read the job", ctx.Err())
	}
}

func (j *Jobs) read(ctx context.Context, id string) (model.Record, error) {
	if err := wire.CheckID(id); err != nil {
		return model.Record{}, err
	}
	r, err := j.hash(ctx, id, id)
	if r.Report != nil || err != nil {
		return r, err
	}
	text, err := j.client.Get(ctx, wire.RecordPrefix+id).Result()
	switch {
	case err == nil:
	case r.Job.ID != "": // the hash is all there is
		return r, nil
	case errors.Is(err, redis.Nil):
		return r, fmt.Errorf("nothing is kept of %s any more", model.Clean(id))
	default:
		return r, j.failed("read the job", err)
	}
	other, ref, err := wire.NewDecoder().RecordFromText(id, text)
	if r.Job.ID == "" {
		r = other
	} else {
		r.Report = other.Report
	}
	if to, ours := strings.CutPrefix(ref, j.names.JobPrefix); ours && to != id && wire.CheckID(to) == nil { // no key is read that is not a job's
		whole, bad := j.hash(ctx, id, to)
		if whole.Report != nil {
			r.Report, r.Job.Result = whole.Report, whole.Job.Result
		}
		err = errors.Join(err, bad)
	}
	return r, err
}

// hash reads the hash of a job that is kept under an id; the record is empty when
// there is none.
func (j *Jobs) hash(ctx context.Context, id, under string) (model.Record, error) {
	key := j.names.JobPrefix + under
	for _, field := range wire.ResultFields() {
		n, err := j.client.HStrLen(ctx, key, field).Result()
		if err != nil {
			return model.Record{}, j.failed("read the job", err)
		}
		if n > wire.MaxResult {
			return j.withoutResult(ctx, id, key, n)
		}
	}
	fields, err := j.client.HGetAll(ctx, key).Result()
	switch {
	case err != nil:
		return model.Record{}, j.failed("read the job", err)
	case len(fields) == 0:
		return model.Record{}, nil
	}
	return wire.NewDecoder().RecordFromHash(id, fields)
}

// withoutResult reads the rest of a hash whose result is too large.
func (j *Jobs) withoutResult(ctx context.Context, id, key string, bytes int64) (model.Record, error) {
	names := append(wire.ListedFields(), wire.LongFields()...)
	values, err := j.client.HMGet(ctx, key, names...).Result()
	if err != nil {
		return model.Record{}, j.failed("read the job", err)
	}
	r, err := wire.NewDecoder().RecordFromHash(id, named(names, values))
	return r, errors.Join(err, fmt.Errorf("the result of %s has %d MiB, more than the %d MiB that are read", model.Clean(id), bytes>>20, wire.MaxResult>>20))
}
