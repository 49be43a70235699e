package feeds

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// counter keeps nothing: what is left is the cost of receiving and decoding.
type counter struct{ n int }

func (c *counter) Alert(*model.Alert)    { c.n++ }
func (c *counter) Job(model.Job)         { c.n++ }
func (c *counter) Health(model.Health)   { c.n++ }
func (c *counter) Reject(string, string) { c.n++ }
func (c *counter) Probe(string, string)  { c.n++ }

// BenchmarkIngest floods a subscriber over a real redis-server. The baseline
// receives and decodes and does nothing else.
func BenchmarkIngest(b *testing.B) {
	b.Run("baseline", func(b *testing.B) {
		s := redistest.Start(b, endless...)
		done := baseline(b, s)
		flood(b, s, 0, done)
	})
	b.Run("tickdeck", func(b *testing.B) {
		s := redistest.Start(b, endless...)
		v, done := tickdeck(b, s)
		flood(b, s, 0, done)
		v.lost(b)
	})
}

// BenchmarkIngestPaced is fed 50,000 messages a second.
func BenchmarkIngestPaced(b *testing.B) {
	s := redistest.Start(b)
	v, done := tickdeck(b, s)
	flood(b, s, 50_000, done)
	v.lost(b)
}

// flood publishes b.N messages and measures until done says they were taken in.
func flood(b *testing.B, s *redistest.Server, rate int, done <-chan error) {
	b.ReportAllocs()
	b.ResetTimer()
	_, heard, err := redistest.Flood(b.Context(), s.Addr(), redistest.Load{Channel: "patterns", N: b.N, Rate: rate, Payload: eventInPlace})
	if err != nil || heard != b.N {
		b.Fatalf("%d of %d were heard: %v", heard, b.N, err)
	}
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msgs/s")
}

func baseline(b *testing.B, s *redistest.Server) <-chan error {
	rdb, err := broker.Open(s.URL())
	if err != nil {
		b.Fatal(err)
	}
	ps := rdb.Subscribe(b.Context(), "patterns")
	if _, err := ps.Receive(b.Context()); err != nil {
		b.Fatal(err)
	}
	done := make(chan error, 1)
	b.Cleanup(func() { ps.Close(); rdb.Close() })
	go func() {
		d, sink := wire.NewDecoder(), &counter{}
		for sink.n < b.N {
			got, err := ps.ReceiveTimeout(b.Context(), -1)
			if err != nil {
				done <- err
				return
			}
			if m, ok := got.(*redis.Message); ok {
				d.Decode(0, model.KindPatterns, m.Payload, time.Now(), sink)
			}
		}
		done <- nil
	}()
	return done
}

// watcher is a screen that takes 60 frames a second.
type watcher struct {
	*Feeds
	reader *hub.Reader
	frame  model.Frame
	rest   chan error // when all has been shown
}

func tickdeck(b *testing.B, s *redistest.Server) (*watcher, <-chan error) {
	ctx, cancel := context.WithCancel(b.Context())
	f, err := Start(ctx, Options{URL: s.URL(), Channels: standard, Names: testNames, User: "ann", History: 100_000})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { cancel(); f.Wait() })
	v := &watcher{Feeds: f, reader: f.Hub.NewReader(often), rest: make(chan error, 1)}
	for v.frame.Snapshot == nil || !v.frame.Link.Up {
		if v.frame, err = v.reader.Next(ctx); err != nil {
			b.Fatal(err)
		}
	}
	go func() { v.rest <- v.watch(ctx, uint64(b.N)) }()
	done := make(chan error, 1)
	go func() { done <- v.received(ctx, uint64(b.N)) }()
	return v, done
}

// watch takes frames until all is there.
func (v *watcher) watch(ctx context.Context, n uint64) (err error) {
	for {
		if v.frame, err = v.reader.Next(ctx); err != nil {
			return err
		}
		switch c := v.frame.Channels[0]; {
		case !c.Balanced():
			return fmt.Errorf("the books do not balance: %+v", c.Books)
		case c.Received == n:
			return nil
		}
	}
}

// received waits until all has passed the hub, whatever the screen has of it.
func (v *watcher) received(ctx context.Context, n uint64) error {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for v.reader.Books()[0].Received != n {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}

// lost tells how many events the screen did not get, once it has got the rest.
func (v *watcher) lost(b *testing.B) {
	if err := <-v.rest; err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(v.frame.Channels[0].Overwritten), "overwritten")
}

// eventInPlace is event without the cost of fmt.
func eventInPlace(dst []byte, i int) []byte {
	const before, behind = `{"event_type":"pattern_detected","pattern":"Engulfing","symbol":"GOOGL","timestamp":1760`,
		`,"confidence":0.85,"timeframe":"1min","direction":"bullish","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000,"open":149.75,"high":150.5,"low":149.5,"previous_close":149.8,"bar_count":20}}`
	dst = append(dst, before...)
	at := len(dst)
	dst = append(dst, "000000.000000"...)
	for pos := len(dst) - 1; pos >= at; pos-- {
		if dst[pos] != '.' {
			dst[pos] = byte('0' + i%10)
			i /= 10
		}
	}
	return append(dst, behind...)
}
