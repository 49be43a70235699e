package jobs

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// markCancelling sets a job that is not finished to cancelling. One script, so
// that a worker that finishes just now wins.
const markCancelling = `
local status, outcome = unpack(redis.call('HMGET', KEYS[1], 'status', 'outcome'))
if status and not outcome and status ~= 'completed' and status ~= 'failed' and status ~= 'cancelled' then
  redis.call('HSET', KEYS[1], 'status', 'cancelling')
end
return status`

// Cancel asks the workers to stop a job: see CancelAll.
func (j *Jobs) Cancel(ctx context.Context, id string) (listeners int64, err error) {
	all := j.CancelAll(ctx, []string{id})
	if len(all.Failed) > 0 {
		err = errors.New(all.Failed[0].Why)
	}
	return all.Heard, err
}

// CancelAll asks the workers to stop jobs, and then says so in their records, a chunk
// of them at a time. What cannot be asked, or said, it tells by job.
func (j *Jobs) CancelAll(ctx context.Context, ids []string) (all model.Cancels) {
	for from := 0; from < len(ids); from += submitChunk {
		j.cancelChunk(ctx, ids[from:min(len(ids), from+submitChunk)], &all)
	}
	return all
}

func (j *Jobs) cancelChunk(ctx context.Context, ids []string, all *model.Cancels) {
	asked, commands := j.toCancel(ctx, ids, all)
	if len(asked) == 0 {
		return
	}
	heard, err := j.send(ctx, j.names.System, commands)
	if err != nil {
		all.Fail(j.failed("cancel", err), asked...)
		return
	}
	all.Asked, all.Heard = all.Asked+len(asked), heard
	j.markAll(ctx, asked, all)
}

// toCancel are those of the jobs that can be cancelled, and the commands that do it.
func (j *Jobs) toCancel(ctx context.Context, ids []string, all *model.Cancels) (asked, commands []string) {
	cmds := make([]*redis.SliceCmd, len(ids))
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, id := range ids { // how it ended goes before what a client may have written since
			cmds[i] = p.HMGet(ctx, j.names.JobPrefix+id, wire.FieldOutcome, wire.FieldStatus)
		}
		return nil
	})
	if lost(err) {
		all.Fail(j.failed("cancel", err), ids...)
		return nil, nil
	}
	for i, id := range ids {
		command, err := wire.EncodeCancel(id, j.now())
		if err == nil {
			err = j.cancellable(id, cmds[i])
		}
		if err != nil {
			all.Fail(err, id)
			continue
		}
		asked, commands = append(asked, id), append(commands, string(command))
	}
	return asked, commands
}

// cancellable says why a job cannot be cancelled.
func (j *Jobs) cancellable(id string, got *redis.SliceCmd) error {
	values, err := got.Result()
	if err != nil {
		return j.failed("cancel", err)
	}
	status := ""
	for _, v := range values {
		if text, ok := v.(string); ok && status == "" {
			status = text
		}
	}
	switch {
	case status == wire.StatusCompleted || status == wire.StatusFailed || status == wire.StatusCancelled:
		return fmt.Errorf("the job is %s already", status)
	case status == "" && !j.hub.Knows(id): // some publishers keep no record
		return fmt.Errorf("there is no job %s", model.Clean(id))
	}
	return nil
}

// markAll says in the records of jobs that they are to be cancelled, and shows it.
func (j *Jobs) markAll(ctx context.Context, ids []string, all *model.Cancels) {
	cmds := make([]*redis.Cmd, len(ids))
	_, err := j.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, id := range ids {
			cmds[i] = p.Eval(ctx, markCancelling, []string{j.names.JobPrefix + id})
		}
		return nil
	})
	for i, id := range ids {
		bad := cmds[i].Err()
		if lost(err) {
			bad = err
		}
		if bad != nil && !errors.Is(bad, redis.Nil) {
			all.Fail(j.failed("say in its record that it is to be cancelled", bad), id)
			continue
		}
		job := model.NewJob(id)
		job.Phase, job.Asked = model.PhaseCancelling, j.now() // no news of the worker: a silent job stays silent
		j.hub.AddJob(job)
	}
}
