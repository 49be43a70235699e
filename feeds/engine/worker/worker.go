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
	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/guard"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Runner runs one request, the JSON of the wire contract, and returns the
// result as a JSON object, which is not checked. It is deterministic, may be called from several goroutines at
// once, and returns promptly when ctx ends. It may call progress as often as it
// likes. A request that cannot be run gives a RequestError.
type Runner interface {
	Run(ctx context.Context, request []byte, progress func(Progress)) (result []byte, err error)
}

// RequestError says what is wrong with a request, for the person who sent it.
type RequestError struct{ Reason string }

// Error is the reason alone.
func (e *RequestError) Error() string { return e.Reason }

// Options may be left empty; the usual values are in brackets.
type Options struct {
	Names     model.Names                                    // all workers that share jobs must agree on them [those of the contract]
	Parallel  int                                            // jobs at a time [one a core]
	Publisher string                                         // who we are, in results [tickdeck]
	Leaves    func(ctx context.Context, request string) bool // whether a job is left to another worker [none is]
	Problem   func(string)                                   // is told what nobody else would hear of; from any goroutine, and it must not block
	Faulty    func(string)                                   // is told of messages that nobody can be told about who sent them; as Problem [Problem]
	Link      func(error)                                    // is told when Redis went away, and with nil when it is back; as Problem
	Now       func() time.Time                               // the time as written to Redis [time.Now]

	Lease     time.Duration // a job is another's when its worker was silent for so long [10 s]
	Sweep     time.Duration // between searches for jobs whose worker is silent [3 s]
	MinReport time.Duration // shortest between two reports on a job [125 ms]
	MaxReport time.Duration // longest between them [750 ms, or a third of the lease]
}

func (o Options) withDefaults() Options {
	o.Names = wire.OrDefaults(o.Names)
	o.Parallel = or(max(o.Parallel, 0), runtime.GOMAXPROCS(0))
	o.Publisher = or(o.Publisher, "tickdeck")
	o.Lease = or(o.Lease, 10*time.Second)
	o.Sweep = or(o.Sweep, 3*time.Second)
	o.MinReport = or(o.MinReport, 125*time.Millisecond)
	o.MaxReport = or(o.MaxReport, min(750*time.Millisecond, o.Lease/3))
	if o.Problem == nil {
		o.Problem = func(string) {}
	}
	if o.Faulty == nil {
		o.Faulty = o.Problem
	}
	if o.Link == nil {
		o.Link = func(error) {}
	}
	if o.Leaves == nil {
		o.Leaves = func(context.Context, string) bool { return false }
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
	o        Options
	given    redis.UniversalClient // whose options ours are made from
	rdb      redis.UniversalClient // for commands that answer at once; set by Run
	runner   Runner
	name     string        // of the consumer in the groups; unique
	slots    chan struct{} // one in it for each job that runs, and one for reading the next
	commands *commands
	jobs     sync.WaitGroup

	started atomic.Bool
	leases  atomic.Int64 // leases so far, for their values
	queued  atomic.Int64 // entries that no worker has read yet
	away    atomic.Bool  // Redis does not answer, and the person was told
}

// New prepares a worker. rdb only lends its options: the worker opens
// connections of its own when it runs, and closes them.
func New(rdb redis.UniversalClient, runner Runner, o Options) *Worker {
	o = o.withDefaults()
	w := &Worker{o: o, given: rdb, runner: runner, name: o.Publisher + "-" + rand.Text()[:10], slots: make(chan struct{}, o.Parallel)}
	w.commands = newCommands(w)
	return w
}

// Stats are the jobs that run here, and about how many wait for any worker.
func (w *Worker) Stats() (active, queued int) {
	return w.commands.running(), int(w.queued.Load())
}

// Run works until ctx ends, whatever becomes of Redis meanwhile, and has ended
// everything that it started when it returns. Jobs that ran are given back. It
// fails when it is called twice, with a client that it does not know, and by a
// panic in it.
func (w *Worker) Run(ctx context.Context) error {
	if !w.started.CompareAndSwap(false, true) {
		return errors.New("a worker runs once: make another one")
	}
	var err error
	if w.rdb, err = broker.Sibling(w.given, w.o.Parallel+4); err != nil {
		return err
	}
	defer w.rdb.Close()
	waiting, err := broker.Sibling(w.given, 4) // for what waits on the server; closing it is how that ends
	if err != nil {
		return err
	}
	defer waiting.Close()
	all, ctx := errgroup.WithContext(ctx)
	for _, run := range []func(){
		func() { <-ctx.Done(); _ = waiting.Close() },
		func() { w.commands.run(ctx) },
		func() { w.commands.correct(ctx) },
		func() { w.listen(ctx, waiting) },
		func() { w.readCommands(ctx, waiting) },
		func() { w.readJobs(ctx, waiting) },
	} {
		all.Go(func() error { return guard.Run(func() error { run(); return nil }) })
	}
	err = all.Wait()
	w.commands.drain(ctx)
	w.jobs.Wait()
	w.leave(ctx)
	return err
}

// readJobs starts a job whenever there is a slot for one.
func (w *Worker) readJobs(ctx context.Context, rdb redis.UniversalClient) {
	requests := w.consume(rdb, w.requests())
	for w.slot(ctx) {
		e, ok := requests.next(ctx)
		if !ok {
			w.queued.Store(0) // as far as anybody can tell
			<-w.slots
			continue
		}
		w.jobs.Go(func() {
			defer func() { <-w.slots }()
			if err := guard.Run(func() error { w.claim(ctx, e); return nil }); err != nil {
				w.problem("a job could not be dealt with: " + err.Error())
			}
		})
	}
}

// countInterval is how often a worker with no free slot counts the jobs that wait.
const countInterval = 2 * time.Second

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
		case <-time.After(countInterval):
		case <-ctx.Done():
		}
	}
	return false
}

func (w *Worker) count(ctx context.Context) {
	ctx, done := w.bounded(ctx)
	defer done()
	n, err := waiting.Run(ctx, w.rdb, []string{w.requests()}, wire.WorkerGroup).Int64()
	if err == nil { // else the last count stands: it is a figure for people
		w.queued.Store(n)
	}
}

// leave is the last thing a worker does, as well as it can.
func (w *Worker) leave(ctx context.Context) {
	ctx, done := w.stopping(ctx)
	defer done()
	for _, stream := range []string{w.requests(), w.commandsStream()} {
		err := leave.Run(ctx, w.rdb, []string{stream}, wire.WorkerGroup, w.name, pool, poolIdle.Milliseconds()).Err()
		if err != nil {
			return // its entries are taken over when they have been idle for a lease
		}
	}
}

func (w *Worker) key(id string) string   { return w.o.Names.JobPrefix + id }
func (w *Worker) requests() string       { return wire.Stream(w.o.Names.Backtest) }
func (w *Worker) commandsStream() string { return wire.Stream(w.o.Names.System) }

// jobLife is what EXPIRE takes.
const jobLife = int64(wire.JobLife / time.Second)
