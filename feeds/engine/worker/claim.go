package worker

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
)

// maxAttempts is after how many workers that began a job and did not end it the
// job is given up: it is likely to be what killed them.
const maxAttempts = 3

// maxRetryTime is how long a slot is kept for a result while Redis is away.
const maxRetryTime = time.Minute

// job is one that was delivered to this worker. It belongs to one goroutine.
type job struct {
	wire.JobRequest
	w        *Worker
	entry    broker.Entry
	lease    string // its value: whose it is
	started  time.Time
	progress progress
}

// claim deals with one entry of the requests' stream.
func (w *Worker) claim(ctx context.Context, e broker.Entry) {
	r, bad := wire.ReadJobRequest(text(e))
	if r.ID == "" {
		w.faulty(fmt.Sprintf("request %s, which nobody can be told about: %v", e.ID, bad))
		w.ack(ctx, w.requests(), e)
		return
	}
	if bad == nil && w.o.Leaves(ctx, r.Text) {
		w.handOver(ctx, e)
		return
	}
	j := &job{JobRequest: r, w: w, entry: e, lease: w.newLease()}
	if bad != nil {
		j.Text = j.Text[:min(len(j.Text), keptOfInvalid)]
	}
	verdict, err := j.begin(ctx)
	if err != nil {
		if ctx.Err() == nil {
			w.problem("job " + r.ID + " could not begin: " + err.Error())
		}
		return // its entry is taken over when it has been idle for a lease
	}
	j.handleVerdict(ctx, verdict, bad)
}

// newLease is a lease's value, unlike any other.
func (w *Worker) newLease() string {
	return w.name + "-" + strconv.FormatInt(w.leases.Add(1), 10)
}

// handleVerdict does what the script begin said; see there for the verdicts.
func (j *job) handleVerdict(ctx context.Context, verdict string, bad error) {
	switch verdict {
	case "run":
		if bad != nil {
			j.end(ctx, j.failed(bad.Error()))
			j.w.remove(ctx, j.entry)
			return
		}
		j.publish(ctx, Progress{}.event(j.ID, wire.StatusRunning, j.started))
		j.run(ctx)
	case "cancelled":
		j.end(ctx, j.ending(wire.StatusCancelled))
	case "spent":
		e := j.failed(fmt.Sprintf("gave up after %d attempts: the worker died or hung each time", maxAttempts))
		e.begun = maxAttempts
		j.end(ctx, e)
	case isBusy:
		j.w.release(ctx, j.entry)
	case "duplicate":
		j.ack(ctx)
	case "stale":
		j.w.problem("job " + j.ID + " was not run: its record has expired")
		j.ack(ctx)
	case "unusable":
		j.w.problem("job " + j.ID + " was not run: its key holds something else")
		j.ack(ctx)
	default:
		j.conclude(ctx, verdict, ending{id: j.ID})
	}
}

func (j *job) begin(ctx context.Context) (verdict string, err error) {
	j.started = j.w.o.Now()
	fresh := 0
	if j.w.fresh(j.entry) {
		fresh = 1
	}
	err = j.w.retry(ctx, func(ctx context.Context) error {
		j.progress.renewed(time.Now(), j.w.o.Lease)
		verdict, err = begin.Run(ctx, j.w.rdb, j.keys(), j.lease, j.entry.ID, j.w.o.Lease.Milliseconds(),
			wire.UnixTime(j.started).String(), jobLife, j.User, j.Text, maxAttempts, fresh).Text()
		return err
	})
	return verdict, err
}

func (j *job) keys() []string { return []string{j.w.key(j.ID)} }

// ending is one of this job, with all that it has reported.
func (j *job) ending(status string) ending {
	last := j.progress.latest()
	now := j.w.o.Now()
	return ending{id: j.ID, status: status, last: last, fraction: last.Fraction, at: now, took: now.Sub(j.started)}
}

func (j *job) failed(why string) ending {
	e := j.ending(wire.StatusFailed)
	e.why = why
	return e
}

// end stores how the job ended, announces it and acknowledges the entry. It goes
// on trying longer than the lease lasts: the script lets nothing be stored once
// somebody else has taken the job.
func (j *job) end(ctx context.Context, e ending) {
	if verdict, err := j.store(ctx, e); err == nil {
		j.conclude(ctx, verdict, e)
	}
}

// store writes how the job ended into its hash. The verdict says what is left to do.
func (j *job) store(ctx context.Context, e ending) (verdict string, err error) {
	args := append([]any{
		j.lease, j.w.o.Lease.Milliseconds(), jobLife, j.User, wire.UnixTime(j.started).String(), j.Text,
	}, e.fields()...)
	err = j.w.retryToEnd(ctx, maxRetryTime, func(ctx context.Context) (err error) {
		verdict, err = finish.Run(ctx, j.w.rdb, j.keys(), args...).Text()
		return err
	})
	if err != nil {
		j.w.problem("how job " + j.ID + " ended could not be stored: " + err.Error())
	}
	return verdict, err
}

func (j *job) conclude(ctx context.Context, verdict string, e ending) {
	if j.w.conclude(ctx, verdict, j.lease, e) {
		j.ack(ctx)
	}
}

func (j *job) ack(ctx context.Context) { j.w.ack(ctx, j.w.requests(), j.entry) }

// giveBack lets another worker take the job.
func (j *job) giveBack(ctx context.Context) {
	err := j.w.retryToEnd(ctx, maxRetryTime, func(ctx context.Context) error {
		return giveBack.Run(ctx, j.w.rdb, j.keys(), j.lease).Err()
	})
	if err != nil {
		j.w.problem("job " + j.ID + " could not be given back: " + err.Error())
	}
}
