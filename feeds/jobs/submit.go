package jobs

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// submitChunk is how many jobs are sent at once: as many as fit into some 100 kB, so
// that what others ask of the server waits for no more.
const submitChunk = 100

// Submit sends one job: see SubmitAll.
func (j *Jobs) Submit(ctx context.Context, d model.Draft) (model.Receipt, error) {
	return j.SubmitAll(ctx, []model.Draft{d})
}

// SubmitAll stores the records of the jobs, then writes their requests to the stream,
// then publishes them, a chunk of them at a time. Whoever finds only a record knows
// that nothing was promised yet; sending the same drafts again completes them and
// makes no further jobs. The receipt is of the last job that was sent, also when
// there is an error: then it may be of none.
func (j *Jobs) SubmitAll(ctx context.Context, all []model.Draft) (last model.Receipt, err error) {
	for from := 0; from < len(all); from += submitChunk {
		some := all[from:min(len(all), from+submitChunk)]
		now := j.now()
		heard, err := j.sendChunk(ctx, some, now)
		switch {
		case err != nil && len(all) == 1:
			return last, j.failed("submit", err)
		case err != nil:
			return last, fmt.Errorf("%w; %d of %d jobs are sent, and none of them twice if you send all again",
				j.failed("submit", err), from, len(all))
		}
		j.show(some, now)
		last = model.Receipt{JobID: some[len(some)-1].JobID, Listeners: heard}
	}
	return last, nil
}

// sendChunk returns how many heard the last of them.
func (j *Jobs) sendChunk(ctx context.Context, some []model.Draft, now time.Time) (heard int64, err error) {
	if err := j.store(ctx, some, now); err != nil {
		return 0, err
	}
	texts := make([]string, len(some))
	for i, d := range some {
		texts[i] = d.JSON
	}
	return j.send(ctx, j.names.Backtest, texts)
}

// storeJob writes a job's hash. Sent once more, as when the answer got lost, it must
// not undo what a worker has written meanwhile. It is one script on one key, so that
// it is there with all that it needs, and with an end, or not at all.
//
// KEYS: hash. ARGV: status, created, user, request, life (s).
const storeJob = `
redis.call('HSETNX', KEYS[1], '` + wire.FieldStatus + `', ARGV[1])
redis.call('HSETNX', KEYS[1], '` + wire.FieldCreated + `', ARGV[2])
redis.call('HSET', KEYS[1], '` + wire.FieldUser + `', ARGV[3], '` + wire.FieldRequest + `', ARGV[4])
return redis.call('EXPIRE', KEYS[1], ARGV[5])`

func (j *Jobs) store(ctx context.Context, some []model.Draft, now time.Time) error {
	created, life := wire.UnixTime(now).String(), int(wire.JobLife.Seconds())
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, d := range some { // the text each time: a cluster's nodes know it at different times
			p.Eval(ctx, storeJob, []string{j.names.JobPrefix + d.JobID}, wire.StatusSubmitted, created, j.user, d.JSON, life)
		}
		return nil
	})
	return err
}

// send writes messages that must not be lost to the stream of their channel, then
// publishes them, and returns how many heard the last.
func (j *Jobs) send(ctx context.Context, channel string, texts []string) (heard int64, err error) {
	stream := wire.Stream(channel)
	_, err = j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, text := range texts {
			p.XAdd(ctx, &redis.XAddArgs{Stream: stream, MaxLen: wire.StreamLen, Approx: true, Values: []string{wire.StreamField, text}})
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	oldest := fmt.Sprint(j.now().Add(-wire.StreamLife).UnixMilli())
	// They were added: that the stream could not be trimmed concerns nobody now.
	_ = j.client.XTrimMinIDApprox(ctx, stream, oldest, 0).Err()
	var last *redis.IntCmd
	_, err = j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, text := range texts {
			last = p.Publish(ctx, channel, text)
		}
		return nil
	})
	if err != nil || last == nil {
		return 0, err
	}
	return last.Val(), nil
}

// show lists the jobs at once, before any worker has said a word of them.
func (j *Jobs) show(some []model.Draft, now time.Time) {
	decoder, created := wire.NewDecoder(), wire.UnixTime(now).String()
	for _, d := range some {
		job, err := decoder.JobFromHash(d.JobID, map[string]string{
			wire.FieldStatus: wire.StatusSubmitted, wire.FieldUser: j.user, wire.FieldCreated: created, wire.FieldRequest: d.JSON,
		})
		if err == nil { // what we wrote ourselves can be read
			job.Updated = now
			j.hub.AddJob(job)
		}
	}
}
