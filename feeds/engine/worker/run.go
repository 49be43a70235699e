package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"sync"
	"time"
)

// maxWhy is the most bytes of why a job failed.
const maxWhy = 2000

// latest is the last progress that a runner reported, and until when the lease
// lasts at least. The runner writes it, the job reads it.
type latest struct {
	mu    sync.Mutex
	p     Progress
	news  bool // since the last report
	until time.Time
}

// set keeps progress from going back and within its range.
func (l *latest) set(p Progress) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if math.IsNaN(p.Fraction) {
		p.Fraction = 0
	}
	p.Fraction = max(l.p.Fraction, min(p.Fraction, 1))
	l.news = l.news || p != l.p
	l.p = p
}

func (l *latest) peek() (p Progress, news bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.p, l.news
}

func (l *latest) take() Progress {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.news = false
	return l.p
}

// renewed notes when a command was sent that makes the lease last from then on.
// A tenth is kept back, for the time that stopping takes.
func (l *latest) renewed(sent time.Time, lease time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = sent.Add(lease - lease/10)
}

func (l *latest) left() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Until(l.until)
}

// outcome is what a runner returned.
type outcome struct {
	result []byte
	err    error
}

// run has the job run under its lease and stores how it ended.
func (j *job) run(ctx context.Context) {
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	j.w.desk.add(j, stop)
	defer j.w.desk.remove(j)
	lease := time.AfterFunc(j.latest.left(), func() { stop(errLost) })
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
		j.end(ctx, j.ending(statusCancelled))
	case errors.Is(why, errLost), why != nil && out.err != nil:
		j.giveBack(ctx)
	case out.err != nil:
		j.end(ctx, j.failed(reason(out.err)))
	default:
		e := j.ending(statusCompleted)
		e.results, e.share = out.result, 1
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
	return why[:min(len(why), maxWhy)]
}

// call runs the runner. What it panics with ends the job, not the worker.
func (j *job) call(ctx context.Context) (out outcome) {
	defer func() {
		if p := recover(); p != nil {
			j.w.problem(fmt.Sprintf("job %s: panic: %v\n%s", j.id, p, debug.Stack()))
			out = outcome{err: fmt.Errorf("the engine broke down over it (%v)", p)}
		}
	}()
	out.result, out.err = j.w.runner.Run(ctx, []byte(j.text), j.latest.set)
	if out.err == nil && !json.Valid(out.result) {
		out.err = errors.New("the engine returned no readable result")
	}
	return out
}

// watch reports on the job and keeps its lease until the runner returns.
func (j *job) watch(ctx context.Context, stop context.CancelCauseFunc, lease *time.Timer, done <-chan outcome) outcome {
	tick := time.NewTicker(j.w.o.Beat)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case out := <-done:
			return out
		case now := <-tick.C:
			if _, news := j.latest.peek(); !news && now.Sub(last) < j.w.o.Quiet || !j.ours(ctx) {
				continue
			}
			last = now
			j.beat(ctx, stop, lease)
		}
	}
}

// ours reports whether the lease is still to be kept: also while a cancelled
// job comes to its end, but not when it is lost or given back.
func (j *job) ours(ctx context.Context) bool {
	return ctx.Err() == nil || errors.Is(context.Cause(ctx), errCancelled)
}

// beat renews the lease and reports. If it fails the next one tries again, for
// as long as the lease lasts.
func (j *job) beat(ctx context.Context, stop context.CancelCauseFunc, lease *time.Timer) {
	o := j.w.o
	p := j.latest.take()
	once, done := j.w.soon(context.WithoutCancel(ctx))
	defer done()
	sent := time.Now()
	status, err := beat.Run(once, j.w.rdb, j.keys(), j.token, j.entry.id, o.Names.Group, j.w.name, o.Lease.Milliseconds(),
		life(jobLife), share(p.Fraction), o.Names.Progress, text(p.event(j.id, statusRunning, o.Now()))).Text()
	j.w.heardOf(ctx, err)
	switch {
	case err != nil:
	case status == "lost":
		stop(errLost)
	case status == statusCancelling:
		stop(errCancelled)
		fallthrough
	default:
		j.latest.renewed(sent, o.Lease)
		lease.Reset(j.latest.left())
	}
}
