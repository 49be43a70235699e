package feeds

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/redistest"
	"tickdeck/model"
)

// endless lifts the limit above which Redis cuts off a slow subscriber.
var endless = []string{"--client-output-buffer-limit", "pubsub 0 0 0"}

func TestAFloodIsAccountedForToTheLast(t *testing.T) {
	s := server(t, endless...)
	d := connected(t, s.URL())
	const n = 200_000
	sent, heard, err := redistest.Flood(t.Context(), s.Addr(), redistest.Load{Channel: "patterns", N: n, Payload: event})
	if err != nil || sent != n || heard != n {
		t.Fatalf("sent %d, heard %d, %v", sent, heard, err)
	}
	d.until("all of it is received and nothing pending", func() bool {
		b := d.frame.Channels[0].Books
		return b.Received == n && b.Pending == 0
	})
	got := d.frame.Channels[0]
	if got.Messages != n || got.Undecodable != 0 || got.Deduplicated != 0 || got.Applied != uint64(len(d.items)) {
		t.Errorf("%d entries were shown; booked %+v", len(d.items), got.Books)
	}
	t.Logf("overwritten: %d", got.Overwritten)
}

func TestWhoIsCutOffInAFloodSaysSoAndComesBack(t *testing.T) {
	s := server(t, "--client-output-buffer-limit", "pubsub 200kb 0 0")
	d := connected(t, s.URL())
	load := redistest.Load{Channel: "patterns", N: 100_000, Payload: func(dst []byte, i int) []byte {
		return append(event(dst, i), bytes.Repeat([]byte(" "), 4000)...)
	}}
	quiet := load // without a row to wait in: that shows how far the clocks are apart
	quiet.N = 1
	if _, _, err := redistest.Flood(t.Context(), s.Addr(), quiet); err != nil {
		t.Fatal(err)
	}
	d.until("it has come", func() bool { return d.frame.Channels[0].Messages == 1 })
	flooded := make(chan error, 1)
	go func() {
		_, _, err := redistest.Flood(t.Context(), s.Addr(), load)
		flooded <- err
	}()
	d.until("the server cuts it off", func() bool { return d.frame.Link.Interruptions > 0 })
	d.until("it is back", func() bool { return d.frame.Link.Up })
	d.until("the gap is told", func() bool {
		for _, e := range d.items {
			if e.Gap != nil {
				return true
			}
		}
		return false
	})
	told := false
	for _, l := range d.links {
		told = told || !l.Up && strings.Contains(l.Problem, "closed the connection")
	}
	if !told {
		t.Errorf("the links were %+v", d.links)
	}
	if err := <-flooded; err != nil {
		t.Fatal(err)
	}
}

func TestAFloodOfGarbageIsAccountedFor(t *testing.T) {
	s := server(t, endless...)
	d := connected(t, s.URL())
	const n = 50_000
	kinds := []string{"plain text", "{}", `{"test":true}`, `{"pattern":"Do`, "NaN", strings.Repeat("[", 200), "\xff\x00\x1b[2J"}
	sent, heard, err := redistest.Flood(t.Context(), s.Addr(), redistest.Load{
		Channel: "patterns", N: n, Payload: func(dst []byte, i int) []byte { return append(dst, kinds[i%len(kinds)]...) },
	})
	if err != nil || sent != n || heard != n {
		t.Fatalf("sent %d, heard %d, %v", sent, heard, err)
	}
	d.until("all of it is booked", func() bool {
		return d.frame.Channels[0].Undecodable+d.frame.Channels[0].Probes == n
	})
	if got := d.frame.Channels[0].Books; got.Received != n || got.Applied != 0 || got.Probes != (n+4)/7 {
		t.Errorf("%+v", got)
	}
}

func TestManyReadersOfOneFloodKeepTheirOwnBooks(t *testing.T) {
	s := server(t, endless...)
	d := connected(t, s.URL())
	const n, readers = 40_000, 20 // all of them have room in the feed
	seen := make(chan uint64, readers)
	for i := range readers {
		r := d.Hub.NewReader(often)
		go func() {
			defer r.Close()
			late := time.Now().Add(patience)
			count := uint64(0)
			for time.Now().Before(late) {
				f, err := r.Next(t.Context())
				if err != nil {
					break
				}
				count = f.Feed.Next()
				b := f.Channels[0].Books
				if !b.Balanced() || b.Applied != count {
					t.Errorf("reader %d was shown %d: %+v", i, count, b)
					break
				}
				if b.Received == n {
					break
				}
			}
			seen <- count
		}()
	}
	if _, heard, err := redistest.Flood(t.Context(), s.Addr(), redistest.Load{Channel: "patterns", N: n, Payload: event}); err != nil || heard != n {
		t.Fatalf("%d heard, %v", heard, err)
	}
	for range readers {
		if got := <-seen; got != n {
			t.Errorf("a reader was shown %d of %d", got, n)
		}
	}
}

// What a server drops for a reader that is too slow is nowhere counted, so that
// the gaps must say from when to when: every alert that is missing was published
// in one of them.
func TestEveryAlertThatIsMissingWasPublishedInAGap(t *testing.T) {
	s := server(t, "--client-output-buffer-limit", "pubsub 200kb 0 0")
	d := connected(t, s.URL())
	const n = 60_000
	published := make([]time.Time, n+redistest.InFlight)
	load := redistest.Load{Channel: "patterns", N: n, Payload: func(dst []byte, i int) []byte {
		now := time.Now()
		published[i] = now
		dst = fmt.Appendf(dst, `{"pattern":"Doji","symbol":"S%d","timestamp":%d.%06d}`, i, now.Unix(), now.Nanosecond()/1000)
		return append(dst, bytes.Repeat([]byte(" "), 4000)...)
	}}
	flooded := make(chan error, 1)
	go func() {
		_, _, err := redistest.Flood(t.Context(), s.Addr(), load)
		flooded <- err
	}()
	d.until("the server cuts it off", func() bool { return d.frame.Link.Interruptions > 0 })
	if err := <-flooded; err != nil {
		t.Fatal(err)
	}
	for i := n; i < len(published); i++ {
		published[i] = time.Now()
	}
	d.until("it is back and quiet", func() bool {
		return d.frame.Link.Up && time.Since(d.frame.Channels[0].Last) > time.Second && time.Since(d.frame.Link.Since) > time.Second
	})
	came := map[string]bool{}
	var gaps []model.Gap
	fastest := time.Hour
	for _, e := range d.items {
		if e.Alert != nil {
			came[e.Alert.Symbol] = true
			fastest = min(fastest, e.Alert.Arrived.Sub(e.Alert.EventTime))
		} else { // the start of a gap is known but for the way of the fastest message until then
			g := *e.Gap
			g.From = g.From.Add(-fastest - time.Millisecond)
			gaps = append(gaps, g)
		}
	}
	if len(gaps) != len(d.frame.Gaps) {
		t.Errorf("%d gaps are in the feed of %d", len(gaps), len(d.frame.Gaps))
	}
	missing, unexplained := 0, 0
	for i := range n {
		if !came[fmt.Sprint("S", i)] {
			missing++
			if !inGap(gaps, published[i], published[i+redistest.InFlight]) {
				unexplained++
			}
		}
	}
	t.Logf("%d of %d are missing, %d interruptions, %s unknown", missing, n, d.frame.Link.Interruptions, d.frame.Link.Unknown)
	if missing == 0 || unexplained > 0 {
		t.Errorf("%d are missing, %d of them were published in none of %+v", missing, unexplained, d.frame.Gaps)
	}
}

// inGap reports whether a message can have been published in a gap that was
// made and confirmed at these times.
func inGap(gaps []model.Gap, made, confirmed time.Time) bool {
	return slices.ContainsFunc(gaps, func(g model.Gap) bool { return confirmed.After(g.From) && made.Before(g.To) })
}
