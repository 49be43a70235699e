package worker

import (
	"context"
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
)

type nothing struct{}

func (nothing) Run(context.Context, []byte, func(Progress)) ([]byte, error) { return []byte("{}"), nil }

// BenchmarkJob is all that a job costs beside what is run: it waits in the
// stream, is taken, reported on, stored and acknowledged.
func BenchmarkJob(b *testing.B) {
	rdb := redistest.Start(b).Client(b)
	results := rdb.Subscribe(b.Context(), "tickstock.events.backtesting.results")
	defer results.Close()
	if _, err := results.Receive(b.Context()); err != nil {
		b.Fatal(err)
	}
	p := rdb.Pipeline()
	for i := range b.N {
		p.XAdd(b.Context(), &redis.XAddArgs{Stream: "tickstock.jobs.backtest:stream", Values: []string{"data", asked(fmt.Sprint("j", i), "")}})
	}
	if _, err := p.Exec(b.Context()); err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan error)
	b.ResetTimer()
	go func() { done <- New(rdb, nothing{}, Options{Parallel: 2}).Run(ctx) }()
	for range b.N {
		if _, err := results.ReceiveMessage(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	stop()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
}
