package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/guard"
	"tickdeck/feeds/wire"
)

// maxReason is the most bytes of why a job failed.
const maxReason = 2000

// outcome is what a runner returned.
type outcome struct {
	result []byte
	err    error
}

// run has the job run under its lease and stores how it ended.
func (j *job) run(ctx context.Context) {
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	j.w.commands.add(j, stop)
	defer j.w.commands.remove(j)
	lease := time.AfterFunc(j.progress.left(), func() { stop(errLost) })
	defer lease.Stop()
	done := make(chan outcome, 1)
	go func() { done <- j.call(running) }()
	out := j.watch(running, stop, lease, done)
	j.settle(ctx, context.Cause(running), out)
}

// settle stores what became of the job, or lets another worker have it. why is
// what stopped it, or nil.
func (j *job) settle(ctx context.Context, why error, out outcome) {
	switch {
	case errors.Is(why, errCancelled):
		j.end(ctx, j.ending(wire.StatusCancelled))
	case errors.Is(why, errLost), why != nil && out.err != nil:
		j.giveBack(ctx)
	case out.err != nil:
		j.end(ctx, j.failed(reason(out.err)))
	default:
		e := j.ending(wire.StatusCompleted)
		e.results, e.fraction = out.result, 1
		e.last.Done = e.last.Total
		j.end(ctx, e)
	}
}

// reason is an error in words for a person.
func reason(err error) string {
	why := err.Error()
	if _, ok := errors.AsType[*RequestError](err); !ok {
		why = "the backtest failed: " + why
	}
	return why[:min(len(why), maxReason)]
}

// call runs the runner. What it panics with ends the job, not the worker.
func (j *job) call(ctx context.Context) (out outcome) {
	err := guard.Run(func() (err error) {
		out.result, err = j.w.runner.Run(ctx, []byte(j.Text), j.progress.set)
		return err
	})
	var panicked *guard.PanicError
	switch {
	case errors.As(err, &panicked):
		j.w.problem("job " + j.ID + ": " + panicked.Error())
		err = fmt.Errorf("the engine broke down over it (%v)", panicked.Value)
	case err == nil && !closed(out.result):
		err = errors.New("the engine returned no readable result")
	}
	out.err = err
	return out
}

// closed reports whether a result begins and ends as an object does: what a Runner
// returns is JSON, and half a megabyte is not gone through to see that.
func closed(result []byte) bool {
	n := len(result)
	return n >= 2 && result[0] == '{' && result[n-1] == '}'
}

// watch reports on the job and keeps its lease until the runner returns.
func (j *job) watch(ctx context.Context, stop context.CancelCauseFunc, lease *time.Timer, done <-chan outcome) outcome {
	tick := time.NewTicker(j.w.o.MinReport)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case out := <-done:
			return out
		case now := <-tick.C:
			if !j.progress.hasChanged() && now.Sub(last) < j.w.o.MaxReport || !j.ours(ctx) {
				continue
			}
			last = now
			j.renew(ctx, stop, lease)
		}
	}
}

// ours reports whether the lease is still to be kept: also while a cancelled
// job comes to its end, but not when it is lost or given back.
func (j *job) ours(ctx context.Context) bool {
	return ctx.Err() == nil || errors.Is(context.Cause(ctx), errCancelled)
}

// renew renews the lease and reports. If it fails the next one tries again, for
// as long as the lease lasts.
func (j *job) renew(ctx context.Context, stop context.CancelCauseFunc, lease *time.Timer) {
	o := j.w.o
	p := j.progress.take()
	ctx = context.WithoutCancel(ctx)
	once, done := j.w.bounded(ctx)
	defer done()
	sent := time.Now()
	verdict, err := renew.Run(once, j.w.rdb, j.keys(), j.lease, j.entry.ID, o.Lease.Milliseconds(),
		jobLife, wire.Fraction(p.Fraction)).Text()
	j.w.noteLink(ctx, err)
	switch {
	case err != nil:
	case verdict == "lost":
		stop(errLost)
	case verdict == wire.StatusCancelled:
		stop(errCancelled)
		fallthrough
	default:
		j.progress.renewed(sent, o.Lease)
		lease.Reset(j.progress.left())
		j.publish(ctx, p.event(j.ID, wire.StatusRunning, o.Now()))
	}
}

// publish sends a progress event, and keeps the job's entry from being taken
// over. Neither is tried again: the next renewal does both.
func (j *job) publish(ctx context.Context, e wire.ProgressEvent) {
	ctx, done := j.w.bounded(ctx)
	defer done()
	_, err := j.w.rdb.Pipelined(ctx, func(p redis.Pipeliner) error {
		p.XClaimJustID(ctx, &redis.XClaimArgs{
			Stream: j.w.requests(), Group: wire.WorkerGroup, Consumer: j.w.name, Messages: []string{j.entry.ID},
		})
		p.Publish(ctx, j.w.o.Names.Progress, e.Encode())
		return nil
	})
	j.w.noteLink(ctx, err)
}
