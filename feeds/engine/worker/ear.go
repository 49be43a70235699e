package worker

import (
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	pingEvery = 10 * time.Second
	silence   = 3 * pingEvery // after which a connection whose pings are not answered is dead
)

// listen hears requests and commands on their channels until ctx ends.
func (w *Worker) listen(ctx context.Context, rdb *redis.Client) {
	var r retry
	for ctx.Err() == nil {
		up, err := w.hear(ctx, rdb)
		if up {
			r.reset()
		}
		w.failed(ctx, &r, "cannot subscribe", err)
	}
}

// hear is one connection's life. up reports whether it came to be.
func (w *Worker) hear(ctx context.Context, rdb *redis.Client) (up bool, err error) {
	n := w.o.Names
	ctx, end := context.WithCancel(ctx)
	ps := rdb.Subscribe(ctx, n.Backtest, n.System, n.Cancel)
	var beside sync.WaitGroup
	beside.Go(func() { keep(ctx, ps) })
	defer beside.Wait()
	defer end()
	for {
		got, err := ps.ReceiveTimeout(ctx, silence)
		if err != nil {
			return up, err
		}
		w.heardOf(ctx, nil)
		up = true
		if m, ok := got.(*redis.Message); ok {
			w.desk.hear(ctx, m)
		}
	}
}

// keep asks for a sign of life now and then, and closes the connection when ctx
// ends: a Receive that waits does not see that.
func keep(ctx context.Context, ps *redis.PubSub) {
	defer ps.Close()
	tick := time.NewTicker(pingEvery)
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
