// Package demo is the embedded default: an in-process Redis on a loopback port
// and an engine that publishes on it. It owns that server and nothing else:
// whoever watches the demo connects by its URL like to any other Redis, and the
// engine behind it can be replaced without touching the rest.
package demo

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
)

// Engine plays the publisher's side of the wire contract.
type Engine interface {
	// Run works on rdb until ctx ends, and has ended everything it started when
	// it returns. It returns nil when it ended because ctx did.
	Run(ctx context.Context, rdb redis.UniversalClient) error
}

// Demo is a running embedded Redis with an engine behind it.
type Demo struct {
	server *server
	client *broker.Client
	stop   context.CancelFunc
	done   chan struct{} // closed when the engine has returned
	err    error         // what the engine returned; read after done
}

// Start opens the embedded Redis on a free loopback port and lets engine work
// on it. It runs until Close, or until ctx ends; Close is needed in both cases.
func Start(ctx context.Context, engine Engine) (*Demo, error) {
	srv, err := listen()
	if err != nil {
		return nil, fmt.Errorf("starting the embedded Redis: %w", err)
	}
	client, err := broker.Open("redis://" + srv.addr())
	if err != nil {
		srv.close()
		return nil, fmt.Errorf("connecting to the embedded Redis: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	d := &Demo{server: srv, client: client, stop: stop, done: make(chan struct{})}
	go func() {
		defer close(d.done)
		if d.err = engine.Run(ctx, d.client); d.err == nil && ctx.Err() == nil {
			d.err = errors.New("the engine ended by itself")
		}
	}()
	return d, nil
}

// URL is where the embedded Redis is, in the form that --redis takes.
func (d *Demo) URL() string { return "redis://" + d.server.addr() + "/0" }

// Done is closed when the engine has ended, on its own or because of ctx. A demo
// whose engine has died looks like a quiet market: whoever shows it has to say so.
func (d *Demo) Done() <-chan struct{} { return d.done }

// Err is what the engine failed with: nil while it runs, and when it ended because
// it was told to.
func (d *Demo) Err() error {
	select {
	case <-d.done:
		return d.err
	default:
		return nil
	}
}

// Close stops the engine and the server and waits for both. It returns what
// the engine failed with. It may be called more than once.
func (d *Demo) Close() error {
	d.stop()
	<-d.done
	err := d.client.Close()
	d.server.close()
	return errors.Join(d.err, err)
}
