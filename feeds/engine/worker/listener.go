package worker

import (
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	pingInterval = 10 * time.Second
	deadAfter    = 3 * pingInterval // a connection whose pings are not answered for so long is dead
)

// listen hears requests and commands on their channels until ctx ends.
func (w *Worker) listen(ctx context.Context, rdb redis.UniversalClient) {
	var b backoff
	for ctx.Err() == nil {
		up, err := w.hear(ctx, rdb)
		if up {
			b.reset()
		}
		w.failed(ctx, &b, "cannot subscribe", err)
	}
}

// hear is one connection's life. up reports whether it came to be.
func (w *Worker) hear(ctx context.Context, rdb redis.UniversalClient) (up bool, err error) {
	n := w.o.Names
	ctx, end := context.WithCancel(ctx)
	ps := rdb.Subscribe(ctx, n.Backtest, n.System, n.Cancel)
	var pings sync.WaitGroup
	pings.Go(func() { keepAlive(ctx, ps) })
	defer pings.Wait()
	defer end()
	for {
		got, err := ps.ReceiveTimeout(ctx, deadAfter)
		if err != nil {
			return up, err
		}
		w.noteLink(ctx, nil)
		up = true
		if m, ok := got.(*redis.Message); ok {
			w.commands.hear(ctx, m)
		}
	}
}

// keepAlive asks for a sign of life now and then, and closes the connection when
// ctx ends: a Receive that waits does not see that.
func keepAlive(ctx context.Context, ps *redis.PubSub) {
	defer ps.Close()
	tick := time.NewTicker(pingInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = ps.Ping(ctx) // that it failed shows when reading
		}
	}
}
