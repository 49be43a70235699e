package worker

import (
	"context"
	"fmt"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/model"
)

const (
	minPause    = 50 * time.Millisecond
	maxPause    = 2 * time.Second
	maxRefusals = 5 // of a command by the server, before it is given up
	stopLimit   = 2 * time.Second
)

func newBackOff() *broker.BackOff { return broker.NewBackOff(minPause, maxPause) }

// bounded bounds one command: a server that is frozen must not hold a lease's
// keeper longer than a part of the lease.
func (w *Worker) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, w.o.Lease/4)
}

// stopping bounds what is still said after ctx has ended.
func (w *Worker) stopping(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
}

// retry calls do until it succeeds, ctx ends or the server has said no often.
func (w *Worker) retry(ctx context.Context, do func(context.Context) error) error {
	pauses := newBackOff()
	for refusals := 0; ; {
		once, done := w.bounded(ctx)
		err := do(once)
		done()
		w.noteLink(ctx, err)
		if err == nil {
			return nil
		}
		if broker.Refused(err) {
			refusals++
		}
		if refusals == maxRefusals || !pauses.Wait(ctx) {
			return err
		}
	}
}

// retryToEnd retries what must not be lost for as long as it is told to, and with a
// last word when ctx ends before.
func (w *Worker) retryToEnd(ctx context.Context, patience time.Duration, do func(context.Context) error) error {
	trying, done := context.WithTimeout(ctx, patience)
	defer done()
	err := w.retry(trying, do)
	if err == nil || ctx.Err() == nil {
		return err
	}
	last, done := w.stopping(ctx)
	defer done()
	return w.retry(last, do)
}

// noteLink tells once when Redis went away, and once when it is back.
func (w *Worker) noteLink(ctx context.Context, err error) {
	switch {
	case err == nil || broker.Refused(err):
		if w.away.CompareAndSwap(true, false) {
			w.o.Link(nil)
		}
	case ctx.Err() == nil && w.away.CompareAndSwap(false, true):
		w.o.Link(fmt.Errorf("lost Redis, trying again: %s", model.Clean(err.Error())))
	}
}

// failed pauses after a loop's attempt failed, and tells why at first.
func (w *Worker) failed(ctx context.Context, pauses *broker.BackOff, what string, err error) {
	w.noteLink(ctx, err)
	if broker.Refused(err) && pauses.Fresh() {
		w.problem(what + ": " + err.Error())
	}
	pauses.Wait(ctx)
}

// faulty tells of a message that is somebody else's fault, safe to show.
func (w *Worker) faulty(text string) { w.o.Faulty(model.Clean(text)) }

// problem tells what nobody else would hear of, safe to show.
func (w *Worker) problem(text string) { w.o.Problem(model.Clean(text)) }
