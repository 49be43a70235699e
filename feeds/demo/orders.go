package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// orders are the messages to the workers. Reading never waits for the work:
// what is not taken yet waits in ch.
type orders struct {
	ps *redis.PubSub
	ch chan *redis.Message
}

// waitingOrders is how many messages may wait before reading does wait.
const waitingOrders = 1024

// subscribe returns when the server has confirmed every channel, so that no
// request sent after it is lost.
func subscribe(ctx context.Context, rdb *redis.Client, channels ...string) (*orders, error) {
	ps := rdb.Subscribe(ctx, channels...)
	for range channels {
		if _, err := ps.Receive(ctx); err != nil {
			ps.Close()
			return nil, fmt.Errorf("subscribing to %v: %w", channels, err)
		}
	}
	return &orders{ps: ps, ch: make(chan *redis.Message, waitingOrders)}, nil
}

// read runs until ctx ends. A lost connection is made again by the client at
// the next Receive, after a pause: a dead server fails at once.
func (o *orders) read(ctx context.Context) error {
	defer context.AfterFunc(ctx, o.close)() // a blocked Receive does not see ctx
	for ctx.Err() == nil {
		m, err := o.ps.ReceiveMessage(ctx)
		if err != nil {
			pause(ctx, time.Now().Add(time.Second))
			continue
		}
		select {
		case o.ch <- m:
		case <-ctx.Done():
		}
	}
	return nil
}

// close may be called more than once.
func (o *orders) close() { _ = o.ps.Close() } // it fails only when it is closed already
