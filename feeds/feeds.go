package feeds

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

// Options say what to connect to and what to listen to.
type Options struct {
	URL      string
	Channels []model.Channel
	Names    Names
	User     string
	Panicked func(error) // told of a panic in one of the goroutines
}

// Feeds is everything that runs against one Redis.
type Feeds struct {
	Hub  *Hub
	Jobs *Jobs

	rdb   *redis.Client
	lines *lines
	wg    sync.WaitGroup
}

// Start connects in the background and returns at once, whether the server is
// there or not. It runs until the context ends; then call Wait.
func Start(ctx context.Context, o Options) (*Feeds, error) {
	rdb, all, err := connect(o.URL)
	if err != nil {
		return nil, err
	}
	hub := NewHub(o.Channels, time.Now)
	hub.SetAddress(Address(rdb))
	f := &Feeds{Hub: hub, rdb: rdb, lines: all, Jobs: &Jobs{
		rdb: rdb, hub: hub, names: o.Names, user: o.User, now: time.Now, scanEvery: scanEvery,
	}}
	s := NewSubscriber(rdb, hub, o.Channels, f.Jobs.Watch)
	s.panicked = o.Panicked
	f.wg.Go(guarded(o.Panicked, func() { s.Run(ctx) }))
	f.wg.Go(guarded(o.Panicked, func() { probe(ctx, rdb, hub) }))
	return f, nil
}

// guarded turns a panic of a goroutine into an error that is told: a panic that
// is not caught would leave the terminal in the state that the screen needs.
func guarded(told func(error), run func()) func() {
	return func() {
		defer func() {
			if r := recover(); r != nil && told != nil {
				told(fmt.Errorf("internal error: %v\n%s", r, debug.Stack()))
			}
		}()
		run()
	}
}

// Wait closes the connections, so that no goroutine is left waiting for a
// server that does not answer, and returns when every one has ended.
func (f *Feeds) Wait() {
	f.lines.cutAll()
	_ = f.rdb.Close() // says only that it was closed before
	f.wg.Wait()
}
