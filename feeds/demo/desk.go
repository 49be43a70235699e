package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"
)

// maxRunning is how many backtests run at the same time; others wait.
const maxRunning = 2

// errCancelled is why a job's context ends when a person cancels it.
var errCancelled = errors.New("cancelled on request")

// desk takes orders and hands them to workers. Its run goroutine owns queue and
// slots; the counters are for the health report.
type desk struct {
	rdb    *redis.Client
	puppet Puppet
	queue  []job
	slots  map[string]slot // running jobs by id
	freed  chan string     // ids of jobs that have ended

	active, waiting, unread atomic.Int64
}

type slot struct {
	cancel     context.CancelCauseFunc
	background bool
}

func newDesk(rdb *redis.Client, p Puppet) *desk {
	return &desk{rdb: rdb, puppet: p, slots: map[string]slot{}, freed: make(chan string, maxRunning)}
}

// run works until ctx ends or Redis fails, and waits for its workers.
func (d *desk) run(ctx context.Context, orders <-chan *redis.Message) error {
	ctx, stop := context.WithCancel(ctx)
	workers, working := errgroup.WithContext(ctx)
	err := d.serve(working, workers, orders)
	stop()
	return errors.Join(err, workers.Wait())
}

func (d *desk) serve(ctx context.Context, workers *errgroup.Group, orders <-chan *redis.Message) error {
	if err := d.seed(ctx); err != nil {
		return err
	}
	for {
		d.startNext(ctx, workers)
		var err error
		select {
		case <-ctx.Done():
			return nil
		case id := <-d.freed:
			delete(d.slots, id)
		case m := <-orders:
			err = d.take(ctx, m)
		}
		if err != nil {
			return err
		}
	}
}

func (d *desk) take(ctx context.Context, m *redis.Message) error {
	if m.Channel == systemChannel {
		return d.obey(ctx, m.Payload)
	}
	id, plan, err := readRequest(m.Payload)
	if id == "" {
		d.unread.Add(1)
		return nil
	}
	if known, err2 := d.known(ctx, id); known || err2 != nil {
		return err2
	}
	j := d.puppet.job(id, plan)
	if err != nil {
		return newWork(d.rdb, j).refuse(ctx, err)
	}
	return d.enqueue(ctx, j)
}

// known reports whether a job is here already, or is finished: a request that
// arrives twice runs once.
func (d *desk) known(ctx context.Context, id string) (bool, error) {
	if _, running := d.slots[id]; running || d.queued(id) >= 0 {
		return true, nil
	}
	status, err := d.status(ctx, id)
	return terminal(status), err
}

// status is what the job's hash says, or "" where there is none.
func (d *desk) status(ctx context.Context, id string) (string, error) {
	status, err := d.rdb.HGet(ctx, jobPrefix+id, "status").Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return "", fmt.Errorf("looking up job %s: %w", id, err)
	}
	return status, nil
}

func terminal(status string) bool {
	return status == statusCompleted || status == statusFailed || status == statusCancelled
}

func (d *desk) queued(id string) int {
	return slices.IndexFunc(d.queue, func(j job) bool { return j.id == id })
}

func (d *desk) enqueue(ctx context.Context, j job) error {
	d.queue = append(d.queue, j)
	d.count()
	return newWork(d.rdb, j).announce(ctx)
}

// obey carries out a command; what is not ours is left alone.
func (d *desk) obey(ctx context.Context, text string) error {
	c, ok := readCommand(text)
	if !ok {
		d.unread.Add(1)
	}
	if c.Command != cancelCommand || !usableID(c.JobID) {
		return nil
	}
	if s, ok := d.slots[c.JobID]; ok {
		s.cancel(errCancelled)
		return nil
	}
	return d.cancelWaiting(ctx, c.JobID)
}

// cancelWaiting ends a job that does not run: it waits here, or was sent while
// nobody listened.
func (d *desk) cancelWaiting(ctx context.Context, id string) error {
	if i := d.queued(id); i >= 0 {
		j := d.queue[i]
		d.queue = slices.Delete(d.queue, i, i+1)
		d.count()
		return newWork(d.rdb, j).end(ctx, statusCancelled, nil, nil)
	}
	status, err := d.status(ctx, id)
	if err != nil || status == "" || terminal(status) {
		return err
	}
	return newWork(d.rdb, job{id: id}).end(ctx, statusCancelled, nil, nil)
}

// startNext fills the free slots.
func (d *desk) startNext(ctx context.Context, workers *errgroup.Group) {
	for len(d.slots) < maxRunning {
		i := d.next()
		if i < 0 {
			break
		}
		j := d.queue[i]
		d.queue = slices.Delete(d.queue, i, i+1)
		d.start(ctx, workers, j)
	}
	d.count()
}

// next is the oldest job that a person asked for, else the oldest background
// job if none of those runs, so that a slot stays free for people; else -1.
func (d *desk) next() int {
	if i := slices.IndexFunc(d.queue, func(j job) bool { return !j.background }); i >= 0 {
		return i
	}
	for _, s := range d.slots {
		if s.background {
			return -1
		}
	}
	return min(0, len(d.queue)-1)
}

func (d *desk) start(ctx context.Context, workers *errgroup.Group, j job) {
	jobCtx, cancel := context.WithCancelCause(ctx)
	d.slots[j.id] = slot{cancel: cancel, background: j.background}
	workers.Go(func() error {
		defer cancel(nil)
		err := newWork(d.rdb, j).run(jobCtx)
		select {
		case d.freed <- j.id:
		case <-ctx.Done():
		}
		return err
	})
}

func (d *desk) count() {
	d.active.Store(int64(len(d.slots)))
	d.waiting.Store(int64(len(d.queue)))
}
