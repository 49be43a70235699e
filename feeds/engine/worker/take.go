package worker

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// mostAttempts is after how many workers that began a job and did not end it
// the job is given up: it is likely to be what killed them.
const mostAttempts = 3

// patience is how long a slot is kept for a result while Redis is away.
const patience = time.Minute

// job is one that was delivered to this worker. It belongs to one goroutine.
type job struct {
	request
	w       *Worker
	entry   entry
	token   string // the lease's value: whose it is, and the entry it is for
	started time.Time
	latest  latest
}

// take deals with one entry of the requests' stream.
func (w *Worker) take(ctx context.Context, e entry) {
	r, bad := readRequest(e.data)
	if r.id == "" {
		w.problem(fmt.Sprintf("request %s, which nobody can be told about: %v", e.id, bad))
		w.ack(ctx, w.o.Names.requests(), e)
		return
	}
	j := &job{request: r, w: w, entry: e}
	j.token = w.name + "-" + strconv.FormatInt(w.takes.Add(1), 10) + "|" + e.id
	verdict, err := j.begin(ctx)
	if err != nil {
		if ctx.Err() == nil {
			w.problem("job " + r.id + " could not begin: " + err.Error())
		}
		return // its entry is taken over when it has been idle for a lease
	}
	j.follow(ctx, verdict, bad)
}

// follow does what the script begin said. Where it says nothing of what is left
// to do, the script has acknowledged the entry, or another worker will.
func (j *job) follow(ctx context.Context, verdict string, bad error) {
	switch verdict {
	case "run":
		if bad != nil {
			j.end(ctx, j.failed(bad.Error()))
			return
		}
		j.run(ctx)
	case "cancelled":
		j.end(ctx, j.ending(statusCancelled))
	case "spent":
		j.end(ctx, j.failed(fmt.Sprintf("gave up after %d attempts: the worker died or hung each time", mostAttempts)))
	case "stale":
		j.w.problem("job " + j.id + " was not run: its record has expired")
	case "unusable":
		j.w.problem("job " + j.id + " was not run: its key holds something else")
	}
}

func (j *job) keys() []string {
	n := j.w.o.Names
	return []string{n.job(j.id), n.lease(j.id), n.requests()}
}

func (j *job) begin(ctx context.Context) (verdict string, err error) {
	j.started = j.w.o.Now()
	o := j.w.o
	fresh := 0
	if j.w.fresh(j.entry) {
		fresh = 1
	}
	keys := append(j.keys(), o.Names.unwanted(j.id))
	news := text(Progress{}.event(j.id, statusRunning, j.started))
	err = j.w.persist(ctx, func(ctx context.Context) error {
		j.latest.renewed(time.Now(), o.Lease)
		verdict, err = begin.Run(ctx, j.w.rdb, keys, j.token, j.entry.id, o.Names.Group, j.w.name,
			o.Lease.Milliseconds(), seconds(j.started), life(jobLife), j.user, j.text, mostAttempts, fresh,
			o.Names.Progress, news).Text()
		return err
	})
	return verdict, err
}

// ending is one of this job, with all that it has reported.
func (j *job) ending(status string) ending {
	e := j.w.ending(j.id, status)
	e.last, _ = j.latest.peek()
	e.share, e.took = e.last.Fraction, j.w.o.Now().Sub(j.started)
	return e
}

func (j *job) failed(why string) ending {
	e := j.ending(statusFailed)
	e.why = why
	return e
}

// end stores how the job ended. It goes on trying longer than the lease lasts:
// the script lets nothing be stored once somebody else has taken the job.
func (j *job) end(ctx context.Context, e ending) {
	n := j.w.o.Names
	keys := append(j.keys(), n.results())
	args := append([]any{j.token, j.entry.id, n.Group, j.user, seconds(j.started), j.text}, e.args()...)
	store := func(ctx context.Context) error { return finish.Run(ctx, j.w.rdb, keys, args...).Err() }
	err := j.w.finally(ctx, patience, store)
	if err != nil {
		j.w.problem("how job " + j.id + " ended could not be stored: " + err.Error())
	}
}

// giveBack lets another worker take the job.
func (j *job) giveBack(ctx context.Context) {
	err := j.w.finally(ctx, patience, func(ctx context.Context) error {
		return giveBack.Run(ctx, j.w.rdb, j.keys()[:2], j.token).Err()
	})
	if err != nil {
		j.w.problem("job " + j.id + " could not be given back: " + err.Error())
	}
}
