package feeds

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// alertsOf makes n messages of one alert each, no two alike.
func alertsOf(n int) []*Message {
	out, d := make([]*Message, n), wire.NewDecoder()
	for i := range out {
		m := message(0)
		d.Decode(0, model.KindPatterns, string(event(nil, i)), noon, m)
		out[i] = m
	}
	return out
}

func BenchmarkHubTake(b *testing.B) {
	const n = 100_000 // more than the twins remember
	all := alertsOf(n)
	for _, readers := range []int{1, 1000} {
		b.Run(fmt.Sprintf("readers=%d", readers), func(b *testing.B) {
			h := NewHub(standard, time.Now)
			for range readers {
				h.NewReader().wait()
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				h.Take(all[i%n])
			}
		})
	}
}

func BenchmarkReaderDrain(b *testing.B) {
	for _, waiting := range []int{0, 1, 1700, frameLimit} { // 1700 a frame are 50,000 a second
		b.Run(fmt.Sprintf("alerts=%d", waiting), func(b *testing.B) {
			h := NewHub(standard, time.Now)
			r := h.NewReader()
			for _, m := range alertsOf(waiting) {
				h.Take(m)
			}
			var batch model.Batch
			from := r.feed.next
			b.ReportAllocs()
			for b.Loop() {
				r.feed.next = from
				r.Drain(&batch)
			}
			if len(batch.Entries) != waiting {
				b.Fatalf("%d entries", len(batch.Entries))
			}
		})
	}
}

// counter keeps nothing: what is left is the cost of receiving and decoding.
type counter struct{ n int }

func (c *counter) Alert(*model.Alert)    { c.n++ }
func (c *counter) Job(model.Job)         { c.n++ }
func (c *counter) Health(model.Health)   { c.n++ }
func (c *counter) Reject(string, string) { c.n++ }

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
	rdb, err := Connect(s.URL())
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

// screen is one that takes 30 batches a second.
type screen struct {
	*Feeds
	reader *Reader
	batch  model.Batch
	rest   chan error // when nothing is pending any more
}

func tickdeck(b *testing.B, s *redistest.Server) (*screen, <-chan error) {
	ctx, cancel := context.WithCancel(b.Context())
	f, err := Start(ctx, Options{URL: s.URL(), Channels: standard, Names: testNames, User: "ann"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { cancel(); f.Wait() })
	v := &screen{Feeds: f, reader: f.Hub.NewReader(), rest: make(chan error, 1)}
	for !v.batch.Link.Up {
		if err := v.reader.Next(ctx, &v.batch); err != nil {
			b.Fatal(err)
		}
	}
	go func() { v.rest <- v.watch(ctx, uint64(b.N)) }()
	done := make(chan error, 1)
	go func() { done <- v.received(ctx, uint64(b.N)) }()
	return v, done
}

// watch takes batches until all is there.
func (v *screen) watch(ctx context.Context, n uint64) error {
	for {
		if err := v.reader.Next(ctx, &v.batch); err != nil {
			return err
		}
		switch c := v.batch.Channels[0]; {
		case !c.Balanced():
			return fmt.Errorf("the books do not balance: %+v", c.Books)
		case c.Received == n && c.Pending == 0:
			return nil
		}
	}
}

// received waits until all has passed the hub, whatever the screen has of it.
func (v *screen) received(ctx context.Context, n uint64) error {
	for tick := time.NewTicker(time.Millisecond); ; {
		v.Hub.mu.Lock()
		got := v.Hub.chans[0].good
		v.Hub.mu.Unlock()
		if got == n {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// lost tells how many events the screen did not get, once it has got the rest.
func (v *screen) lost(b *testing.B) {
	if err := <-v.rest; err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(v.batch.Channels[0].Overwritten), "overwritten")
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
