// Package jobs submits and cancels backtests, and keeps the hub's jobs in step
// with the records that Redis holds. No step of it needs two keys at once, so
// that it works on a cluster: what crosses keys is done in an order that is safe
// to break off anywhere.
package jobs

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Jobs submits, cancels and loads backtests for one user.
type Jobs struct {
	client *broker.Client
	hub    *hub.Hub
	names  model.Names
	user   string
	now    func() time.Time

	scanEvery time.Duration
	results   results // Watch's own
}

// New works on a server's jobs, and tells the hub of them.
func New(client *broker.Client, h *hub.Hub, names model.Names, user string) *Jobs {
	return &Jobs{client: client, hub: h, names: names, user: user, now: time.Now, scanEvery: scanEvery}
}

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

// Submit stores the job's record, then writes the request to the stream, then
// publishes it. Whoever finds only the record knows that nothing was promised
// yet; sending the same draft again completes it and makes no second job.
func (j *Jobs) Submit(ctx context.Context, d model.Draft) (model.Receipt, error) {
	now := j.now()
	if err := j.record(ctx, d, now); err != nil {
		return model.Receipt{}, j.failed("submit", err)
	}
	heard, err := j.send(ctx, j.names.Backtest, d.JSON)
	if err != nil {
		return model.Receipt{}, j.failed("submit", err)
	}
	j.show(d, now)
	return model.Receipt{JobID: d.JobID, Listeners: heard}, nil
}

// record writes the job's hash. Sent once more, as when the answer got lost, it
// must not undo what a worker has written meanwhile.
func (j *Jobs) record(ctx context.Context, d model.Draft, now time.Time) error {
	key := j.names.JobPrefix + d.JobID
	_, err := j.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HSetNX(ctx, key, wire.FieldStatus, wire.StatusSubmitted)
		p.HSetNX(ctx, key, wire.FieldCreated, wire.UnixTime(now).String())
		p.HSet(ctx, key, wire.FieldUser, j.user, wire.FieldRequest, d.JSON)
		p.Expire(ctx, key, wire.JobLife)
		return nil
	})
	return err
}

// send writes a message that must not be lost to the stream of its channel, then
// publishes it, and returns how many heard it.
func (j *Jobs) send(ctx context.Context, channel, json string) (heard int64, err error) {
	stream := wire.Stream(channel)
	add := redis.XAddArgs{Stream: stream, MaxLen: wire.StreamLen, Approx: true, Values: []string{wire.StreamField, json}}
	if err := j.client.XAdd(ctx, &add).Err(); err != nil {
		return 0, err
	}
	oldest := fmt.Sprint(j.now().Add(-wire.StreamLife).UnixMilli())
	// It was added: that it could not be trimmed concerns nobody now.
	_ = j.client.XTrimMinIDApprox(ctx, stream, oldest, 0).Err()
	return j.client.Publish(ctx, channel, json).Result()
}

// show lists the job at once, before any worker has said a word of it.
func (j *Jobs) show(d model.Draft, now time.Time) {
	job, err := wire.NewDecoder().JobFromHash(d.JobID, map[string]string{
		wire.FieldStatus: wire.StatusSubmitted, wire.FieldUser: j.user, wire.FieldCreated: wire.UnixTime(now).String(), wire.FieldRequest: d.JSON,
	})
	if err == nil { // what we wrote ourselves can be read
		job.Updated = now
		j.hub.AddJob(job)
	}
}

// SubmitAll sends the jobs of a sweep.
func (j *Jobs) SubmitAll(ctx context.Context, all []model.Draft) (last model.Receipt, err error) {
	for _, d := range all {
		if last, err = j.Submit(ctx, d); err != nil {
			return last, err
		}
	}
	return last, nil
}

// Record reads what Redis keeps of a job.
func (j *Jobs) Record(ctx context.Context, id string) (model.Record, error) {
	hash, err := j.client.HGetAll(ctx, j.names.JobPrefix+id).Result()
	if err != nil {
		return model.Record{}, j.failed("read the job", err)
	}
	if len(hash) == 0 {
		return model.Record{}, fmt.Errorf("nothing is kept of %s any more", model.Clean(id))
	}
	return wire.NewDecoder().RecordFromHash(id, hash)
}

// markCancelling sets a job that is not finished to cancelling. One script, so
// that a worker that finishes just now wins.
var markCancelling = redis.NewScript(`
local status, outcome = unpack(redis.call('HMGET', KEYS[1], 'status', 'outcome'))
if status and not outcome and status ~= 'completed' and status ~= 'failed' and status ~= 'cancelled' then
  redis.call('HSET', KEYS[1], 'status', 'cancelling')
end
return status`)

// Cancel asks the workers to stop a job, and then says so in its record. It
// returns how many heard it.
func (j *Jobs) Cancel(ctx context.Context, id string) (listeners int64, err error) {
	command, err := wire.EncodeCancel(id, j.now())
	if err != nil {
		return 0, fmt.Errorf("write the cancel command: %w", err)
	}
	key := j.names.JobPrefix + id
	status, err := j.status(ctx, key)
	switch {
	case err != nil:
		return 0, j.failed("cancel", err)
	case status == wire.StatusCompleted || status == wire.StatusFailed || status == wire.StatusCancelled:
		return 0, fmt.Errorf("the job is %s already", status)
	case status == "" && !j.hub.Knows(id): // some publishers keep no record
		return 0, fmt.Errorf("there is no job %s", model.Clean(id))
	}
	heard, err := j.send(ctx, j.names.System, string(command))
	if err != nil {
		return 0, j.failed("cancel", err)
	}
	if err := markCancelling.Run(ctx, j.client, []string{key}).Err(); err != nil && !errors.Is(err, redis.Nil) {
		return heard, j.failed("say in its record that it is to be cancelled", err)
	}
	job := model.NewJob(id)
	job.Phase, job.Asked = model.PhaseCancelling, j.now() // no news of the worker: a silent job stays silent
	j.hub.AddJob(job)
	return heard, nil
}

// status is how a job stands; "" if it has no record. How it ended goes before
// what a client may have written since.
func (j *Jobs) status(ctx context.Context, key string) (string, error) {
	fields, err := j.client.HMGet(ctx, key, wire.FieldOutcome, wire.FieldStatus).Result()
	for _, f := range fields {
		if text, ok := f.(string); ok && text != "" {
			return text, err
		}
	}
	return "", err
}

func (j *Jobs) failed(what string, err error) error {
	return fmt.Errorf("could not %s: %s", what, j.client.Problem(err))
}
