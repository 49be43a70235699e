package worker

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

const (
	minPause    = 50 * time.Millisecond
	maxPause    = 2 * time.Second
	maxRefusals = 5 // of a command by the server, before it is given up
	stopLimit   = 2 * time.Second
)

// backoff makes the pauses between attempts longer and longer.
type backoff struct{ pause time.Duration }

// wait pauses, and reports whether ctx lasted so long. Pauses vary by half, so
// that workers which lost the same server do not come back all at once.
func (b *backoff) wait(ctx context.Context) bool {
	b.pause = min(max(2*b.pause, minPause), maxPause)
	select {
	case <-ctx.Done():
		return false
	case <-time.After(b.pause/2 + rand.N(b.pause/2)):
		return true
	}
}

func (b *backoff) reset() { b.pause = 0 }

// bounded bounds one command: a server that is frozen must not hold a lease's
// keeper longer than a part of the lease.
func (w *Worker) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, w.o.Lease/4)
}

// stopping bounds what is still said after ctx has ended.
func (w *Worker) stopping(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
}

// persist calls do until it succeeds, ctx ends or the server has said no often.
func (w *Worker) persist(ctx context.Context, do func(context.Context) error) error {
	var b backoff
	for refusals := 0; ; {
		once, done := w.bounded(ctx)
		err := do(once)
		done()
		w.noteLink(ctx, err)
		if err == nil {
			return nil
		}
		if Refused(err) {
			refusals++
		}
		if refusals == maxRefusals || !b.wait(ctx) {
			return err
		}
	}
}

// finally persists what must not be lost, as long as patience lasts, and with a
// last word when ctx ends before.
func (w *Worker) finally(ctx context.Context, patience time.Duration, do func(context.Context) error) error {
	trying, done := context.WithTimeout(ctx, patience)
	defer done()
	err := w.persist(trying, do)
	if err == nil || ctx.Err() == nil {
		return err
	}
	last, done := w.stopping(ctx)
	defer done()
	return w.persist(last, do)
}

// noteLink tells once when Redis went away, and once when it is back.
func (w *Worker) noteLink(ctx context.Context, err error) {
	switch {
	case err == nil || Refused(err):
		if w.away.CompareAndSwap(true, false) {
			w.o.Link(nil)
		}
	case ctx.Err() == nil && w.away.CompareAndSwap(false, true):
		w.o.Link(fmt.Errorf("lost Redis, trying again: %s", model.Clean(err.Error())))
	}
}

// failed pauses after a loop's attempt failed, and tells why at first.
func (w *Worker) failed(ctx context.Context, b *backoff, what string, err error) {
	w.noteLink(ctx, err)
	if Refused(err) && b.pause == 0 {
		w.problem(what + ": " + err.Error())
	}
	b.wait(ctx)
}

// Refused tells the server's no from a connection that is dead or a server that
// is not ready yet.
func Refused(err error) bool {
	no, ok := errors.AsType[redis.Error](err)
	if !ok || errors.Is(err, redis.ErrClosed) || errors.Is(err, redis.ErrPoolTimeout) {
		return false
	}
	for _, later := range [...]string{"LOADING", "READONLY", "MASTERDOWN", "BUSY ", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK"} {
		if strings.HasPrefix(no.Error(), later) {
			return false
		}
	}
	return true
}

// problem tells what nobody else would hear of, safe to show.
func (w *Worker) problem(text string) { w.o.Problem(model.Clean(text)) }
