package engine

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/engine/backtest"
	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/worker"
	"tickdeck/feeds/guard"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Options are how an engine works.
type Options struct {
	Bars        string       // folder of CSV files; "" for the simulated market
	Seed        uint64       // of the simulated market
	Speed       float64      // how fast the clock of the simulated market runs
	Parallel    int          // backtests at the same time; 0 for one a processor
	Pace        bool         // slow backtests down so that they can be watched
	Source      string       // name of the data, in all that is sent; "" for one made from Bars or Seed
	Force       bool         // work although another engine has real prices and these are simulated
	Confidence  string       // file of the table that confidences rank by; "" for the built-in one
	StreamBytes int64        // of the server's memory that each stream may take; 0 for model.DefaultStreamBytes
	Names       model.Names  // empty ones are those of the wire contract
	Problem     func(string) // is told what nobody else would hear of; from any goroutine

	// Of what is found live, what is published. Backtests and studies have what they ask for.
	Patterns      []string // by name or by TA-Lib's name; none for every one
	MinConfidence float64  // 0–1
	Spread        bool     // a minute of the simulated market over the next one: see spreadFeed
}

// Engine plays the publisher's side of the wire contract.
type Engine struct {
	opt      Options
	prices   barSource
	runner   runner
	ranks    *candle.Distributions
	set      *candle.Set // the patterns that are looked for in what comes live
	troubles *troubles
	presence *presence // of Run
}

// New prepares an engine. The error says what is wrong with the folder of bars, or
// with the confidence table.
func New(o Options) (*Engine, error) {
	if o.Problem == nil {
		o.Problem = func(string) {}
	}
	o.Names = wire.OrDefaults(o.Names)
	e := &Engine{opt: o, troubles: &troubles{}}
	var err error
	if e.ranks, err = distributions(o.Confidence); err != nil {
		return nil, err
	}
	set, err := candle.Select(o.Patterns...)
	if err != nil {
		return nil, err
	}
	e.set = set.RankedBy(e.ranks)
	if e.prices, err = open(o, e.incident); err != nil {
		return nil, err
	}
	if e.opt.Source == "" {
		e.opt.Source = e.prices.name()
	}
	e.presence = newPresence(nil, e.opt.Source, o.Bars == "", e.prices.Symbols)
	e.runner = runner{prices: e.prices, detector: newDetector(e.ranks), shared: new(backtest.Shared), source: e.opt.Source, simulated: o.Bars == "", pace: o.Pace, wrongSource: e.wrongSource}
	return e, nil
}

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

// About says in a few words where the prices come from, what is published of what is
// found on them, and what confidences rank by.
func (e *Engine) About() string {
	return e.aboutPrices() + ", " + e.aboutPatterns() + ", confidences by the table " + e.ranks.Name()
}

func (e *Engine) aboutPatterns() string {
	known, chosen := len(candle.Patterns()), len(e.set.Patterns())
	text := fmt.Sprintf("%d of %d patterns", chosen, known)
	if chosen == known {
		text = fmt.Sprintf("all %d patterns", known)
	}
	if e.opt.MinConfidence > 0 {
		text += fmt.Sprintf(" of confidence %g or more", e.opt.MinConfidence)
	}
	return text
}

func (e *Engine) aboutPrices() string {
	n := len(e.prices.Symbols())
	if e.opt.Bars != "" {
		return fmt.Sprintf("%d symbols from %s, source %s", n, e.opt.Bars, e.opt.Source)
	}
	return fmt.Sprintf("%d symbols of a simulated market, seed %d, speed %g, source %s", n, e.opt.Seed, e.opt.Speed, e.opt.Source)
}

// publishes names the patterns for the reports.
func (e *Engine) publishes() (names []string) {
	chosen := e.set.Patterns()
	if len(chosen) == len(candle.Patterns()) {
		return []string{model.AllPatterns}
	}
	for _, p := range chosen {
		names = append(names, p.Name)
	}
	return names
}

// clients is how many connections are open at a time beside those of the worker.
const clients = 4

// Run works on the Redis of a client until ctx ends, whatever becomes of Redis meanwhile.
func (e *Engine) Run(ctx context.Context, given redis.UniversalClient) error {
	// One that sends nothing twice by itself: the library sends a whole pipeline
	// again for one command in it that a server refuses for now.
	rdb, err := broker.Sibling(given, clients)
	if err != nil {
		return err
	}
	defer rdb.Close()
	e.presence.rdb = rdb
	if err := e.presence.show(ctx); err != nil { // it is shown again with each report
		e.opt.Problem("cannot learn which other engines there are, trying again: " + err.Error())
	}
	w := worker.New(rdb, e.runner, worker.Options{
		Names: e.opt.Names, Parallel: e.opt.Parallel, Publisher: e.opt.Source, Leaves: e.leaves,
		Problem: e.incident, Faulty: e.faulty, Link: e.link,
	})
	out := newPublisher(rdb, e.opt.Names, e.opt.Source, e.runner.simulated, e.incident, e.publishing)
	live := newLive(e.prices.live(time.Now()), out, newLeader(rdb, e.opt.Source), func() bool { return e.standsBy() != "" }, e.set)
	live.least = e.opt.MinConfidence
	health := healthReporter{
		publisher: out, started: time.Now(), live: live, jobs: w.Stats, simulated: e.runner.simulated, troubles: e.troubles,
		presence: e.presence, standsBy: e.standsBy, ranks: e.ranks.Name(), patterns: e.publishes(),
		budget: budget{rdb, e.opt.Names, cmp.Or(e.opt.StreamBytes, model.DefaultStreamBytes)},
	}
	worth := evidence{
		rdb: rdb, prices: e.prices, live: live, source: e.opt.Source, problem: e.incident,
	}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(guarded(func() error { return w.Run(ctx) }))
	all.Go(guarded(func() error { live.run(ctx); return nil }))
	all.Go(guarded(func() error { health.run(ctx); return nil }))
	all.Go(guarded(func() error { worth.run(ctx); return nil }))
	return all.Wait()
}

// guarded turns a panic into an error that ends the engine.
func guarded(run func() error) func() error {
	return func() error { return guard.Run(run) }
}
