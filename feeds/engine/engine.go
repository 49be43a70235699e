package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/engine/worker"
	"tickdeck/feeds/guard"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Options are how an engine works.
type Options struct {
	Bars     string       // folder of CSV files; "" for the simulated market
	Seed     uint64       // of the simulated market
	Speed    float64      // how fast the clock of the simulated market runs
	Parallel int          // backtests at the same time; 0 for one a processor
	Pace     bool         // slow backtests down so that they can be watched
	Names    model.Names  // empty ones are those of the wire contract
	Problem  func(string) // is told what nobody else would hear of; from any goroutine
}

// Engine plays the publisher's side of the wire contract.
type Engine struct {
	opt      Options
	prices   barSource
	runner   runner
	troubles *troubles
}

// New prepares an engine. The error says what is wrong with the folder of bars.
func New(o Options) (*Engine, error) {
	if o.Problem == nil {
		o.Problem = func(string) {}
	}
	o.Names = wire.OrDefaults(o.Names)
	e := &Engine{opt: o, troubles: &troubles{}}
	var err error
	if e.prices, err = open(o, e.incident); err != nil {
		return nil, err
	}
	e.runner = runner{prices: e.prices, simulated: o.Bars == "", pace: o.Pace}
	return e, nil
}

// publisherName is how the engine names itself in its messages.
const publisherName = "tickdeck"

// incident tells of something that went wrong: here and in the next health report.
func (e *Engine) incident(text string) {
	e.troubles.note(incident{text: text})
	e.opt.Problem(text)
}

// faulty tells of what others sent: here and in the next health report, which says
// nonetheless that the engine is well.
func (e *Engine) faulty(text string) {
	e.troubles.note(incident{text, true})
	e.opt.Problem(text)
}

// link tells that Redis went away, or with nil that it is back.
func (e *Engine) link(err error) {
	e.troubles.setLink(err)
	if err == nil {
		e.opt.Problem("Redis is back")
		return
	}
	e.opt.Problem(err.Error())
}

// publishing tells that nothing can be published, or with nil that it can again.
// No report tells it: one that arrives says that it is over.
func (e *Engine) publishing(err error) {
	if err == nil {
		e.opt.Problem("publishing again")
		return
	}
	e.opt.Problem(err.Error())
}

// About says in a few words where the prices come from.
func (e *Engine) About() string {
	n := len(e.prices.Symbols())
	if e.opt.Bars != "" {
		return fmt.Sprintf("%d symbols from %s", n, e.opt.Bars)
	}
	return fmt.Sprintf("%d symbols of a simulated market, seed %d, speed %g", n, e.opt.Seed, e.opt.Speed)
}

// Run works on rdb until ctx ends, whatever becomes of Redis meanwhile.
func (e *Engine) Run(ctx context.Context, rdb redis.UniversalClient) error {
	w := worker.New(rdb, e.runner, worker.Options{
		Names: e.opt.Names, Parallel: e.opt.Parallel, Publisher: publisherName, Problem: e.incident, Faulty: e.faulty, Link: e.link,
	})
	out := newPublisher(rdb, e.opt.Names, e.runner.simulated, e.incident, e.publishing)
	live := newLive(e.prices.live(time.Now()), out, newLeader(rdb, e.prices.identity()))
	health := healthReporter{publisher: out, started: time.Now(), live: live, jobs: w.Stats, simulated: e.runner.simulated, troubles: e.troubles}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(guarded(func() error { return w.Run(ctx) }))
	all.Go(guarded(func() error { live.run(ctx); return nil }))
	all.Go(guarded(func() error { health.run(ctx); return nil }))
	return all.Wait()
}

// guarded turns a panic into an error that ends the engine.
func guarded(run func() error) func() error {
	return func() error { return guard.Run(run) }
}
