package feeds

import (
	"bytes"
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
		b := d.batch.Channels[0].Books
		return b.Received == n && b.Pending == 0
	})
	got := d.batch.Channels[0]
	if got.Messages != n || got.Undecodable != 0 || got.Deduplicated != 0 || got.Applied != uint64(len(d.entries)) {
		t.Errorf("%d entries were handed over; booked %+v", len(d.entries), got.Books)
	}
	t.Logf("overwritten: %d", got.Overwritten)
}

func TestWhoIsCutOffInAFloodSaysSoAndComesBack(t *testing.T) {
	s := server(t, "--client-output-buffer-limit", "pubsub 200kb 0 0")
	d := connected(t, s.URL())
	load := redistest.Load{Channel: "patterns", N: 100_000, Payload: func(dst []byte, i int) []byte {
		return append(event(dst, i), bytes.Repeat([]byte(" "), 4000)...)
	}}
	flooded := make(chan error, 1)
	go func() {
		_, _, err := redistest.Flood(t.Context(), s.Addr(), load)
		flooded <- err
	}()
	d.until("the server cuts it off", func() bool { return d.batch.Link.Drops > 0 })
	d.until("it is back", func() bool { return d.batch.Link.Up })
	d.until("the gap is told", func() bool {
		for _, e := range d.entries {
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
	d.until("all of it is booked", func() bool { return d.batch.Channels[0].Undecodable == n })
	if got := d.batch.Channels[0].Books; got.Received != n || got.Applied != 0 {
		t.Errorf("%+v", got)
	}
}

func TestManyReadersOfOneFloodKeepTheirOwnBooks(t *testing.T) {
	s := server(t, endless...)
	d := connected(t, s.URL())
	const n, readers = 40_000, 20 // all of them have room in the lane
	seen := make(chan uint64, readers)
	for i := range readers {
		r := d.Hub.NewReader()
		go func() {
			defer r.Close()
			var batch model.Batch
			late := time.Now().Add(patience)
			count := uint64(0)
			for time.Now().Before(late) {
				if r.Next(t.Context(), &batch) != nil {
					break
				}
				count += uint64(len(batch.Entries))
				b := batch.Channels[0].Books
				if !b.Balanced() || b.Applied != count {
					t.Errorf("reader %d was handed %d: %+v", i, count, b)
					break
				}
				if b.Received == n && b.Pending == 0 {
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
			t.Errorf("a reader was handed %d of %d", got, n)
		}
	}
}
