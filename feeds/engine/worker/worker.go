package worker

import (
	"context"
	"crypto/rand"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// Runner runs one request, the JSON of the wire contract, and returns the
// result as JSON. It is deterministic, may be called from several goroutines at
// once, and returns promptly when ctx ends. It may call progress as often as it
// likes. A request that cannot be run gives a RequestError.
type Runner interface {
	Run(ctx context.Context, request []byte, progress func(Progress)) (result []byte, err error)
}

// Progress is how far a run has come.
type Progress struct {
	Fraction float64 // 0 to 1
	Symbol   string  // at work on now
	Done     int     // symbols
	Total    int     // symbols; 0 while unknown
}

// RequestError says what is wrong with a request, for the person who sent it.
type RequestError struct{ Reason string }

// Error is the reason alone.
func (e *RequestError) Error() string { return e.Reason }

// Options may be left empty; the usual values are in brackets.
type Options struct {
	Names    Names
	Parallel int              // jobs at a time [one a core]
	Source   string           // who we are, in results [tickdeck]
	Problem  func(string)     // is told what nobody else would hear of; from any goroutine, and it must not block
	Now      func() time.Time // the time as written to Redis [time.Now]

	Lease time.Duration // a job is another's when its worker was silent for so long [10 s]
	Sweep time.Duration // between looks for jobs whose worker is silent [3 s]
	Beat  time.Duration // shortest between two reports on a job [125 ms]
	Quiet time.Duration // longest between them [750 ms, or a third of the lease]
}

func (o Options) withDefaults() Options {
	o.Names = o.Names.withDefaults()
	o.Parallel = or(max(o.Parallel, 0), runtime.GOMAXPROCS(0))
	o.Source = or(o.Source, "tickdeck")
	o.Lease = or(o.Lease, 10*time.Second)
	o.Sweep = or(o.Sweep, 3*time.Second)
	o.Beat = or(o.Beat, 125*time.Millisecond)
	o.Quiet = or(o.Quiet, min(750*time.Millisecond, o.Lease/3))
	if o.Problem == nil {
		o.Problem = func(string) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

func or[T comparable](v, usual T) T {
	var zero T
	if v == zero {
		return usual
	}
	return v
}

// Worker takes jobs and has them run. Its methods may be called from any goroutine.
type Worker struct {
	o      Options
	given  *redis.Client // whose options ours are made from
	rdb    *redis.Client // for commands that answer at once; set by Run
	runner Runner
	name   string        // of the consumer in the groups; unique
	slots  chan struct{} // one in it for each job that runs, and one for reading the next
	desk   *desk
	jobs   sync.WaitGroup

	started atomic.Bool
	takes   atomic.Int64 // jobs taken so far, for their tokens
	queued  atomic.Int64 // entries that no worker has read yet
	away    atomic.Bool  // Redis does not answer, and the person was told
}

// New prepares a worker. rdb only lends its options: the worker opens
// connections of its own when it runs, and closes them.
func New(rdb *redis.Client, runner Runner, o Options) *Worker {
	o = o.withDefaults()
	w := &Worker{o: o, given: rdb, runner: runner, name: o.Source + "-" + rand.Text()[:10], slots: make(chan struct{}, o.Parallel)}
	w.desk = newDesk(w)
	return w
}

// Stats are the jobs that run here, and about how many wait for any worker.
func (w *Worker) Stats() (active, queued int) {
	return w.desk.running(), int(w.queued.Load())
}

// Run works until ctx ends, whatever becomes of Redis meanwhile, and has ended
// everything that it started when it returns. Jobs that ran are given back. It
// fails only when it is called twice.
func (w *Worker) Run(ctx context.Context) error {
	if !w.started.CompareAndSwap(false, true) {
		return errors.New("a worker runs once: make another one")
	}
	w.rdb = client(w.given, w.o.Parallel+4)
	defer w.rdb.Close()
	waiting := client(w.given, 4) // for what waits on the server; closing it is how that ends
	defer waiting.Close()
	var all sync.WaitGroup
	all.Go(func() { <-ctx.Done(); waiting.Close() })
	all.Go(func() { w.desk.run(ctx) })
	all.Go(func() { w.listen(ctx, waiting) })
	all.Go(func() { w.takeCommands(ctx, waiting) })
	all.Go(func() { w.takeJobs(ctx, waiting) })
	all.Wait()
	w.desk.drain(ctx)
	w.jobs.Wait()
	w.leave(ctx)
	return nil
}

// client makes one of its own from given's options. Trying again is up to us: a
// script that is sent twice behind our back would answer otherwise.
func client(given *redis.Client, size int) *redis.Client {
	o := *given.Options()
	o.MaxRetries, o.DialerRetries = -1, 1
	o.ContextTimeoutEnabled = true
	o.PoolSize, o.MinIdleConns, o.MaxIdleConns, o.MaxActiveConns = size, 0, 0, 0
	o.PipelinePoolSize = -1
	return redis.NewClient(&o)
}

// takeJobs starts a job whenever there is a slot for one.
func (w *Worker) takeJobs(ctx context.Context, rdb *redis.Client) {
	t := w.tap(rdb, w.o.Names.requests())
	for w.slot(ctx) {
		e, ok := t.next(ctx)
		if !ok {
			w.queued.Store(0) // as far as anybody can tell
			<-w.slots
			continue
		}
		w.jobs.Go(func() {
			defer func() { <-w.slots }()
			w.take(ctx, e)
		})
	}
}

// countEvery is how often a worker with no free slot counts the jobs that wait.
const countEvery = 2 * time.Second

// slot waits for a free slot and takes it, or reports that ctx has ended. With
// a slot free the queue is read to its end, so it is counted only without one.
func (w *Worker) slot(ctx context.Context) bool {
	for ctx.Err() == nil {
		select {
		case w.slots <- struct{}{}:
			return true
		default:
		}
		w.count(ctx)
		select {
		case w.slots <- struct{}{}:
			return true
		case <-time.After(countEvery):
		case <-ctx.Done():
		}
	}
	return false
}

func (w *Worker) count(ctx context.Context) {
	ctx, done := w.soon(ctx)
	defer done()
	n, err := waiting.Run(ctx, w.rdb, []string{w.o.Names.requests()}, w.o.Names.Group).Int64()
	if err == nil { // else the last count stands: it is a figure for people
		w.queued.Store(n)
	}
}

// leave is the last thing a worker does, as well as it can.
func (w *Worker) leave(ctx context.Context) {
	ctx, done := w.lastly(ctx)
	defer done()
	for _, stream := range []string{w.o.Names.requests(), w.o.Names.commands()} {
		err := leave.Run(ctx, w.rdb, []string{stream}, w.o.Names.Group, w.name, pool, poolIdle.Milliseconds()).Err()
		if err != nil {
			return // its entries are taken over when they have been idle for a lease
		}
	}
}
