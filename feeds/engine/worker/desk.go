package worker

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Why a job is stopped.
var (
	errCancelled = errors.New("cancelled on request")
	errLost      = errors.New("the lease is lost")
)

const (
	waitingMessages = 256 // heard and not dealt with yet; reading waits when there are more
	guardLife       = time.Minute
)

// desk deals with what is heard on the channels, and knows how to stop the jobs
// that run here.
type desk struct {
	w  *Worker
	in chan *redis.Message

	mu    sync.Mutex
	stops map[*job]context.CancelCauseFunc
}

func newDesk(w *Worker) *desk {
	return &desk{w: w, in: make(chan *redis.Message, waitingMessages), stops: map[*job]context.CancelCauseFunc{}}
}

func (d *desk) running() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.stops)
}

func (d *desk) add(j *job, stop context.CancelCauseFunc) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stops[j] = stop
}

func (d *desk) remove(j *job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.stops, j)
}

// stop cancels a job if it runs here, also while Redis is away.
func (d *desk) stop(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for j, stop := range d.stops {
		if j.id == id {
			stop(errCancelled)
		}
	}
}

// hear takes a message off the subscription: what needs Redis waits in the queue.
func (d *desk) hear(ctx context.Context, m *redis.Message) {
	if m.Channel != d.w.o.Names.Backtest {
		if id, _ := readCancel(m.Payload); id != "" {
			d.stop(id)
		}
	}
	select {
	case d.in <- m: // if there is room, also when ctx has ended: see drain
		return
	default:
	}
	select {
	case d.in <- m:
	case <-ctx.Done():
	}
}

func (d *desk) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-d.in:
			d.deal(ctx, m)
		}
	}
}

// drain deals with what was heard and is still here when nothing runs any more.
func (d *desk) drain(ctx context.Context) {
	ctx, done := d.w.lastly(ctx)
	defer done()
	for len(d.in) > 0 && ctx.Err() == nil {
		d.deal(ctx, <-d.in)
	}
}

func (d *desk) deal(ctx context.Context, m *redis.Message) {
	if m.Channel == d.w.o.Names.Backtest {
		d.register(ctx, m.Payload)
	} else {
		d.obey(ctx, m.Payload)
	}
}

// register makes a request durable that was heard on the channel.
func (d *desk) register(ctx context.Context, text string) {
	r, err := readRequest(text)
	if r.id == "" {
		d.w.problem("a request that nobody can be told about: " + err.Error())
		return
	}
	n, now := d.w.o.Names, d.w.o.Now()
	err = d.w.finally(ctx, jobLife, func(ctx context.Context) error {
		return register.Run(ctx, d.w.rdb, []string{n.requests(), n.job(r.id), n.heard(r.id)},
			r.text, r.user, seconds(now), life(jobLife), life(guardLife), streamMost).Err()
	})
	if err != nil {
		d.w.problem("job " + r.id + " could not be queued: " + err.Error())
	}
}

// obey carries out a command; what is not ours is left alone.
func (d *desk) obey(ctx context.Context, text string) {
	id, err := readCancel(text)
	if err != nil {
		d.w.problem("a command that cannot be carried out: " + err.Error())
	}
	if id == "" {
		return
	}
	d.stop(id)
	n, end := d.w.o.Names, d.w.ending(id, statusCancelled)
	err = d.w.finally(ctx, jobLife, func(ctx context.Context) error {
		return cancel.Run(ctx, d.w.rdb, []string{n.job(id), n.lease(id), n.unwanted(id), n.results()}, end.args()...).Err()
	})
	if err != nil {
		d.w.problem("job " + id + " could not be cancelled: " + err.Error())
	}
}

// takeCommands carries out what was sent while nobody listened.
func (w *Worker) takeCommands(ctx context.Context, rdb *redis.Client) {
	t := w.tap(rdb, w.o.Names.commands())
	for ctx.Err() == nil {
		e, ok := t.next(ctx)
		if !ok {
			continue
		}
		if w.fresh(e) {
			w.desk.obey(ctx, e.data)
		}
		w.ack(ctx, w.o.Names.commands(), e)
	}
}

// fresh reports whether a record that was made with the entry can still be there.
func (w *Worker) fresh(e entry) bool { return w.o.Now().Sub(e.at()) < jobLife }

func (w *Worker) ack(ctx context.Context, stream string, e entry) {
	err := w.persist(ctx, func(ctx context.Context) error {
		return w.rdb.XAck(ctx, stream, w.o.Names.Group, e.id).Err()
	})
	if err != nil && ctx.Err() == nil {
		w.problem("entry " + e.id + " of " + stream + " could not be acknowledged: " + err.Error())
	}
}
