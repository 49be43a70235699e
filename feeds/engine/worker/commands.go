package worker

import (
	"context"
	"errors"
	"sync"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
)

// Why a job is stopped.
var (
	errCancelled = errors.New("cancelled on request")
	errLost      = errors.New("the lease is lost")
)

// maxHeard is how many messages may have been heard and not been dealt with yet;
// reading waits when there are more.
const maxHeard = 256

// commands deals with what is heard on the channels, and knows how to stop the
// jobs that run here.
type commands struct {
	w         *Worker
	in        chan message
	cancelled chan string // ids whose status may have to be corrected

	mu    sync.Mutex
	stops map[*job]context.CancelCauseFunc
}

func newCommands(w *Worker) *commands {
	return &commands{
		w: w, in: make(chan message, maxHeard), cancelled: make(chan string, maxHeard),
		stops: map[*job]context.CancelCauseFunc{},
	}
}

func (c *commands) running() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.stops)
}

// runs reports whether a job runs here, or its end is not stored yet.
func (c *commands) runs(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for j := range c.stops {
		if j.ID == id {
			return true
		}
	}
	return false
}

func (c *commands) add(j *job, stop context.CancelCauseFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stops[j] = stop
}

func (c *commands) remove(j *job) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.stops, j)
}

// stop cancels a job if it runs here, also while Redis is away.
func (c *commands) stop(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for j, stop := range c.stops {
		if j.ID == id {
			stop(errCancelled)
		}
	}
}

// receive takes a message off the subscription: what needs Redis waits in the queue.
func (c *commands) receive(ctx context.Context, m message) {
	if !m.request {
		if id, _ := wire.ReadCancel(m.payload); id != "" {
			c.stop(id)
		}
	}
	select {
	case c.in <- m: // if there is room, also when ctx has ended: see drain
		return
	default:
	}
	select {
	case c.in <- m:
	case <-ctx.Done():
	}
}

func (c *commands) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-c.in:
			c.handle(ctx, m)
		}
	}
}

// drain deals with what was heard and is still here when nothing runs any more.
func (c *commands) drain(ctx context.Context) {
	ctx, done := c.w.stopping(ctx)
	defer done()
	for len(c.in) > 0 && ctx.Err() == nil {
		c.handle(ctx, <-c.in)
	}
}

func (c *commands) handle(ctx context.Context, m message) {
	if m.request {
		c.w.enqueue(ctx, m.payload)
	} else {
		c.handleCancel(ctx, m.payload)
	}
}

// handleCancel carries out a command; what is not ours is left alone. It reports whether
// all that it asks for is done.
func (c *commands) handleCancel(ctx context.Context, text string) (done bool) {
	id, err := wire.ReadCancel(text)
	if err != nil {
		c.w.faulty("a command that cannot be carried out: " + err.Error())
	}
	if id == "" {
		return true
	}
	c.stop(id)
	defer c.scheduleCorrection(id)
	w, lease := c.w, c.w.newLease()
	end := ending{id: id, status: wire.StatusCancelled, at: w.o.Now()}
	args := append([]any{
		lease, w.o.Lease.Milliseconds(), jobLife, wire.UnixTime(end.at).String(),
	}, end.fields()...)
	var verdict string
	err = w.retryToEnd(ctx, wire.JobLife, func(ctx context.Context) (err error) {
		verdict, err = cancel.Run(ctx, w.rdb, []string{w.key(id)}, args...).Text()
		return err
	})
	if err != nil {
		w.problem("job " + id + " could not be cancelled: " + err.Error())
		return true // it was refused again and again
	}
	if verdict == isOver {
		w.answer(ctx, id)
	}
	return w.conclude(ctx, verdict, lease, end) || verdict == "marked" || verdict == "told" || verdict == "unusable"
}

// readCommands carries out what was sent while nobody listened.
func (w *Worker) readCommands(ctx context.Context, rdb redis.UniversalClient) {
	sent := w.consume(rdb, w.commandsStream())
	for ctx.Err() == nil {
		e, ok := sent.next(ctx)
		if !ok {
			continue
		}
		if !w.fresh(e) || w.commands.handleCancel(ctx, text(e)) {
			w.ack(ctx, w.commandsStream(), e)
		}
	}
}
