//go:build unix

package engine

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// BenchmarkSweep is a sweep of one parameter over 40 symbols, five years and 11
// patterns, from the submissions to the results through Redis, one job at a time.
// cpu-ms/job is what the engine and who submits take of a core, which says more on a
// busy machine.
func BenchmarkSweep(b *testing.B) {
	rdb := redistest.Start(b).Client(b)
	e, err := New(Options{Seed: 1, Speed: 1, Parallel: 1, Names: names})
	if err != nil {
		b.Fatal(err)
	}
	results := rdb.Subscribe(b.Context(), names.Results)
	defer results.Close()
	if _, err := results.Receive(b.Context()); err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- e.Run(ctx, rdb) }()
	submit := func(from, n int) {
		p := rdb.Pipeline()
		for i := from; i < from+n; i++ {
			text, err := wire.EncodeRequest(fmt.Sprint("j", i), "jo", model.Request{
				Symbols: e.prices.Symbols(), Patterns: model.StandardPatterns(), Start: time.Now().AddDate(-5, 0, 1), End: time.Now().AddDate(0, 0, -2),
			}, time.Now())
			if err != nil {
				b.Fatal(err)
			}
			text = []byte(strings.Replace(string(text), `"parameters":{`, fmt.Sprintf(`"parameters":{"stop_loss":%g,`, 0.01+float64(i%90)/1000), 1))
			p.XAdd(b.Context(), &redis.XAddArgs{Stream: wire.Stream(names.Backtest), Values: []string{wire.StreamField, string(text)}})
		}
		if _, err := p.Exec(b.Context()); err != nil {
			b.Fatal(err)
		}
		for range n {
			if _, err := results.ReceiveMessage(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	}
	submit(0, 1)
	b.ReportAllocs()
	before := processorTime(b)
	b.ResetTimer()
	submit(1, b.N)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "jobs/s")
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/1e3/float64(b.N), "cpu-ms/job")
	b.StopTimer()
	stop()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
}

// processorTime is what this process has taken so far.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
