package worker

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

const (
	firstRetry = 50 * time.Millisecond
	lastRetry  = 2 * time.Second
	mostNo     = 5 // times that the server may refuse a command before it is given up
	lastWord   = 2 * time.Second
)

// retry makes the pauses between attempts longer and longer.
type retry struct{ pause time.Duration }

// wait pauses, and reports whether ctx lasted so long. Pauses vary by half, so
// that workers which lost the same server do not come back all at once.
func (r *retry) wait(ctx context.Context) bool {
	r.pause = min(max(2*r.pause, firstRetry), lastRetry)
	select {
	case <-ctx.Done():
		return false
	case <-time.After(r.pause/2 + rand.N(r.pause/2)):
		return true
	}
}

func (r *retry) reset() { r.pause = 0 }

// soon bounds one command: a server that is frozen must not hold a lease's
// keeper longer than a part of the lease.
func (w *Worker) soon(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, w.o.Lease/4)
}

// lastly bounds what is still said after ctx has ended.
func (w *Worker) lastly(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), lastWord)
}

// persist calls do until it succeeds, ctx ends or the server has said no often.
func (w *Worker) persist(ctx context.Context, do func(context.Context) error) error {
	var r retry
	for no := 0; ; {
		once, done := w.soon(ctx)
		err := do(once)
		done()
		w.heardOf(ctx, err)
		if err == nil {
			return nil
		}
		if refused(err) {
			no++
		}
		if no == mostNo || !r.wait(ctx) {
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
	last, done := w.lastly(ctx)
	defer done()
	return w.persist(last, do)
}

// heardOf tells once when Redis went away, and forgets it when it is back.
func (w *Worker) heardOf(ctx context.Context, err error) {
	switch {
	case err == nil || refused(err):
		w.away.Store(false)
	case ctx.Err() == nil && w.away.CompareAndSwap(false, true):
		w.problem("lost Redis, trying again: " + err.Error())
	}
}

// failed pauses after a loop's attempt failed, and tells why at first.
func (w *Worker) failed(ctx context.Context, r *retry, what string, err error) {
	w.heardOf(ctx, err)
	if refused(err) && r.pause == 0 {
		w.problem(what + ": " + err.Error())
	}
	r.wait(ctx)
}

// refused tells the server's no from a connection that is dead or a server that
// is not ready yet.
func refused(err error) bool {
	no, ok := errors.AsType[redis.Error](err)
	if !ok || errors.Is(err, redis.ErrClosed) || errors.Is(err, redis.ErrPoolTimeout) {
		return false
	}
	for _, later := range [...]string{"LOADING", "READONLY", "MASTERDOWN", "BUSY ", "CLUSTERDOWN", "TRYAGAIN"} {
		if strings.HasPrefix(no.Error(), later) {
			return false
		}
	}
	return true
}

// problem tells what nobody else would hear of, safe to show.
func (w *Worker) problem(text string) { w.o.Problem(model.Clean(text)) }
