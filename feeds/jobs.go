package feeds

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Names are where jobs live in Redis.
type Names struct {
	JobPrefix string // of the hashes
	Backtest  string // channel for requests
	System    string // channel for commands
}

// Jobs submits, cancels and loads backtests.
type Jobs struct {
	rdb   *redis.Client
	hub   *Hub
	names Names
	user  string
	now   func() time.Time

	scanEvery time.Duration
}

// How long Redis keeps a job's hash, and a stream's entries.
const (
	jobLife    = 24 * time.Hour
	streamLife = 7 * 24 * time.Hour
	twinSuffix = ":stream" // of the stream that a channel's messages also go to
	streamMost = 100_000   // entries of that stream
)

// Draft makes the JSON of a request, with a new job id.
func (j *Jobs) Draft(r model.Request) (model.Draft, error) {
	if err := r.Validate(); err != nil {
		return model.Draft{}, err
	}
	id := "bt_" + newUUID()
	json, err := wire.EncodeRequest(id, j.user, r, j.now())
	if err != nil {
		return model.Draft{}, fmt.Errorf("write the request: %w", err)
	}
	return model.Draft{JobID: id, JSON: string(json)}, nil
}

// newUUID is a random (version 4) UUID as RFC 9562 writes it.
func newUUID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails: see crypto/rand
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// Submit stores the job's hash, then publishes the request and writes it to the
// channel's stream, in one transaction: all of it happens, or nothing.
func (j *Jobs) Submit(ctx context.Context, d model.Draft) (model.Receipt, error) {
	now := j.now()
	key := j.names.JobPrefix + d.JobID
	var heard *redis.IntCmd
	_, err := j.rdb.TxPipelined(ctx, func(p redis.Pipeliner) error {
		// Sent once more, as when the answer got lost, it must not undo what a
		// worker has written meanwhile.
		p.HSetNX(ctx, key, "status", "submitted")
		p.HSetNX(ctx, key, "created_at", seconds(now))
		p.HSet(ctx, key, "user_id", j.user, "job_data", d.JSON)
		p.Expire(ctx, key, jobLife)
		j.toStream(ctx, p, j.names.Backtest, d.JSON)
		heard = p.Publish(ctx, j.names.Backtest, d.JSON)
		return nil
	})
	if err != nil {
		return model.Receipt{}, j.failed("submit", err)
	}
	j.show(d, now)
	return model.Receipt{JobID: d.JobID, Listeners: heard.Val()}, nil
}

// show lists the job at once, before any worker has said a word of it.
func (j *Jobs) show(d model.Draft, now time.Time) {
	job, err := wire.NewDecoder().JobFromHash(d.JobID, map[string]string{
		"status": "submitted", "user_id": j.user, "created_at": seconds(now), "job_data": d.JSON,
	})
	if err == nil { // what we wrote ourselves can be read
		job.Updated = now
		j.hub.AddJob(job)
	}
}

// markCancelling sets a job that is not finished to cancelling, and returns the
// status before. One script, so that a worker that finishes just now wins.
var markCancelling = redis.NewScript(`
local status = redis.call('HGET', KEYS[1], 'status')
if status and status ~= 'completed' and status ~= 'failed' and status ~= 'cancelled' then
  redis.call('HSET', KEYS[1], 'status', 'cancelling')
end
return status`)

// Cancel asks the workers to stop a job. It returns how many heard it.
func (j *Jobs) Cancel(ctx context.Context, id string) (listeners int64, err error) {
	command, err := wire.EncodeCancel(id, j.now())
	if err != nil {
		return 0, fmt.Errorf("write the cancel command: %w", err)
	}
	status, err := markCancelling.Run(ctx, j.rdb, []string{j.names.JobPrefix + id}).Text()
	if err != nil && !errors.Is(err, redis.Nil) {
		return 0, j.failed("cancel", err)
	}
	switch {
	case status == "completed" || status == "failed" || status == "cancelled":
		return 0, fmt.Errorf("the job is %s already", status)
	case status == "" && !j.hub.knows(id): // some publishers keep no record
		return 0, fmt.Errorf("there is no job %s", model.Clean(id))
	}
	var heard *redis.IntCmd
	_, err = j.rdb.TxPipelined(ctx, func(p redis.Pipeliner) error {
		j.toStream(ctx, p, j.names.System, string(command))
		heard = p.Publish(ctx, j.names.System, string(command))
		return nil
	})
	if err != nil {
		return 0, j.failed("cancel", err)
	}
	job := model.NewJob(id)
	job.Phase = model.PhaseCancelling // no news of the worker: a stalled job stays stalled
	j.hub.AddJob(job)
	return heard.Val(), nil
}

// toStream writes the durable twin of a message that must not be lost.
func (j *Jobs) toStream(ctx context.Context, p redis.Pipeliner, channel, json string) {
	stream := channel + twinSuffix
	p.XAdd(ctx, &redis.XAddArgs{Stream: stream, MaxLen: streamMost, Approx: true, Values: []string{"data", json}})
	p.XTrimMinIDApprox(ctx, stream, fmt.Sprint(j.now().Add(-streamLife).UnixMilli()), 0)
}

func (j *Jobs) failed(what string, err error) error {
	return fmt.Errorf("could not %s: %s", what, Problem(Address(j.rdb), err))
}

// seconds writes a time as the contract does: Unix seconds with a fraction.
func seconds(t time.Time) string { return fmt.Sprintf("%.6f", float64(t.UnixMicro())/1e6) }
