package engine

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/engine/worker"
)

// Options are how an engine works.
type Options struct {
	Bars     string  // folder of CSV files; "" for the simulated market
	Seed     uint64  // of the simulated market
	Speed    float64 // how fast the clock of the simulated market runs
	Parallel int     // backtests at the same time; 0 for one a processor
	Pace     bool    // slow backtests down so that they can be watched
	Names    Names
	Problem  func(string) // is told what nobody else would hear of; from any goroutine
}

// Names are where the engine publishes; those of jobs are the worker's.
type Names struct {
	Patterns string
	Health   string
	worker.Names
}

// Engine plays the publisher's side of the wire contract.
type Engine struct {
	opt     Options
	data    data
	runner  runner
	problem *atomic.Pointer[problem]
	worker  func(*redis.Client) *worker.Worker
}

// New prepares an engine. The error says what is wrong with the folder of bars.
func New(o Options) (*Engine, error) {
	if o.Problem == nil {
		o.Problem = func(string) {}
	}
	met := &atomic.Pointer[problem]{}
	tell := func(text string) {
		met.Store(&problem{text, time.Now()})
		o.Problem(text)
	}
	d, err := open(o, tell)
	if err != nil {
		return nil, err
	}
	run := runner{source: d, simulated: o.Bars == "", pace: o.Pace}
	return &Engine{opt: o, data: d, runner: run, worker: func(rdb *redis.Client) *worker.Worker {
		return worker.New(rdb, run, worker.Options{Names: o.Names.Names, Parallel: o.Parallel, Source: source, Problem: tell})
	}, problem: met}, nil
}

// problem is the last thing that went wrong in this engine and that nobody else
// would hear of: its health reports tell it for a while.
type problem struct {
	text string
	at   time.Time
}

// problemFor is how long a problem is told.
const problemFor = 5 * time.Minute

// source is how the engine names itself in its messages.
const source = "tickdeck"

// liveKey is what the key begins with that says which engine publishes.
const liveKey = "tickstock:engine:live:"

// About says in a few words where the prices come from.
func (e *Engine) About() string {
	n := len(e.data.Symbols())
	if e.opt.Bars != "" {
		return fmt.Sprintf("%d symbols from %s", n, e.opt.Bars)
	}
	return fmt.Sprintf("%d symbols of a simulated market, seed %d, speed %g", n, e.opt.Seed, e.opt.Speed)
}

// Run works on rdb until ctx ends, whatever becomes of Redis meanwhile.
func (e *Engine) Run(ctx context.Context, rdb *redis.Client) error {
	w := e.worker(rdb)
	out := newPress(rdb, e.opt.Names, e.runner.simulated, e.opt.Problem)
	live := newLive(e.data.live(time.Now()), out, newTurn(rdb, liveKey+e.data.identity()))
	pulse := pulse{press: out, started: time.Now(), live: live, jobs: w.Stats, simulated: e.runner.simulated, problem: e.problem}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(safely(func() error { return w.Run(ctx) }))
	all.Go(safely(func() error { live.run(ctx); return nil }))
	all.Go(safely(func() error { pulse.run(ctx); return nil }))
	return all.Wait()
}

// safely turns a panic into an error: in the demo the engine shares its process
// with a screen, which a crash would leave behind in the terminal.
func safely(run func() error) func() error {
	return func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("internal error in the engine: %v\n%s", r, debug.Stack())
			}
		}()
		return run()
	}
}
