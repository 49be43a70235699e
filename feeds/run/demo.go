package run

import (
	"context"
	"time"

	"tickdeck/feeds/demo"
	"tickdeck/model"
)

// Jobs submits backtests.
type Jobs interface {
	Draft(model.Request) (model.Draft, error)
	Submit(context.Context, model.Draft) (model.Receipt, error)
}

// Deck is what Demo needs of whoever opens the deck: to open it on the Redis of
// a URL with a badge that says what is not real, and to give begin the jobs
// first. It ends with the context.
type Deck func(ctx context.Context, url, badge string, begin func(context.Context, Jobs) error) error

// Demo opens a deck on a Redis of its own, with an engine behind it and a few
// backtests to begin with. An engine that ends by itself ends the deck.
func Demo(ctx context.Context, names model.Names, o model.EngineOptions, open Deck) error {
	o.Pace, o.Spread = true, true
	e, err := newEngine(names, o, nil) // a problem shows in its health reports
	if err != nil {
		return err
	}
	badge, begin := "SIMULATED MARKET", submit
	if o.Bars != "" {
		// Nobody knows which symbols there are.
		badge, begin = "BUILT-IN ENGINE", func(context.Context, Jobs) error { return nil }
	}
	return onDemo(ctx, e, func(ctx context.Context, url string) error { return open(ctx, url, badge, begin) })
}

// onDemo runs something on a demo, and ends it when the engine ends by itself:
// the cause of its context is then what the engine failed with.
func onDemo(ctx context.Context, e demo.Engine, run func(ctx context.Context, url string) error) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	d, err := demo.Start(ctx, e)
	if err != nil {
		return err
	}
	go func() {
		<-d.Done()
		end(d.Err())
	}()
	err = run(ctx, d.URL())
	if failed := d.Close(); err == nil {
		err = failed
	}
	return err
}

func submit(ctx context.Context, jobs Jobs) error {
	for _, r := range demo.Requests(time.Now()) {
		draft, err := jobs.Draft(r)
		if err != nil {
			return err
		}
		if _, err := jobs.Submit(ctx, draft); err != nil {
			return err
		}
	}
	return nil
}
