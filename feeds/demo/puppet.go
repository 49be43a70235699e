package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"
)

// Puppet is the stand-in for an engine. It speaks the wire contract and makes
// up everything it says: prices, detections and results are simulated. The same
// seed gives the same show, the clock aside.
type Puppet struct {
	Seed    uint64
	JobTime time.Duration // about how long a backtest takes; 0 means 11 s
}

const standardJobTime = 11 * time.Second

// Streams of random numbers: one for each part of the show, so that what one
// part does never changes another.
const (
	feedStream uint64 = iota + 1
	pastStream
	jobStream
)

// Run implements Engine.
func (p Puppet) Run(ctx context.Context, rdb *redis.Client) error {
	if p.JobTime <= 0 {
		p.JobTime = standardJobTime
	}
	orders, err := subscribe(ctx, rdb, backtestChannel, systemChannel)
	if err != nil {
		return unless(ctx, fmt.Errorf("listening for backtests: %w", err))
	}
	defer orders.close()
	feed, desk := newFeed(p.random(feedStream)), newDesk(rdb, p)
	pulse := pulse{rdb: rdb, started: time.Now(), ticks: &feed.ticks, desk: desk}
	all, playing := errgroup.WithContext(ctx)
	all.Go(func() error { return orders.read(playing) })
	all.Go(func() error { return desk.run(playing, orders.ch) })
	all.Go(func() error { return feed.run(playing, rdb) })
	all.Go(func() error { return pulse.run(playing) })
	return unless(ctx, all.Wait())
}

// unless drops an error that is only the echo of being stopped.
func unless(ctx context.Context, err error) error {
	select {
	case <-ctx.Done():
		return nil
	default:
		return err
	}
}

func (p Puppet) random(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(p.Seed, stream)) }
