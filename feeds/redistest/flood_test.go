package redistest

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"
)

func numbered(dst []byte, i int) []byte { return strconv.AppendInt(dst, int64(i), 10) }

func TestAFloodArrivesWholeAndInOrder(t *testing.T) {
	s := Start(t)
	ps := s.Client(t).Subscribe(t.Context(), "c")
	defer ps.Close()
	if _, err := ps.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	const n = 2000
	sent, received, err := Flood(t.Context(), s.Addr(), Load{Channel: "c", N: n, Payload: numbered})
	if err != nil || sent != n || received != n {
		t.Fatalf("sent %d, received %d, %v: want %d of both", sent, received, err, n)
	}
	for i := range n {
		m, err := ps.ReceiveMessage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if m.Payload != strconv.Itoa(i) {
			t.Fatalf("message %d holds %q", i, m.Payload)
		}
	}
}

func TestAPacedFloodTakesItsTime(t *testing.T) {
	s := Start(t)
	start := time.Now()
	sent, _, err := Flood(t.Context(), s.Addr(), Load{Channel: "c", N: 200, Rate: 1000, Payload: numbered})
	if err != nil || sent != 200 {
		t.Fatalf("sent %d, %v", sent, err)
	}
	if took := time.Since(start); took < 190*time.Millisecond {
		t.Fatalf("200 messages at 1000/s took %s", took)
	}
}

func TestAFloodThatIsCutShortSaysHowFarItCame(t *testing.T) {
	s := Start(t)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	sent, _, err := Flood(ctx, s.Addr(), Load{Channel: "c", N: 1 << 40, Payload: numbered})
	if err == nil || sent == 0 {
		t.Fatalf("sent %d, %v", sent, err)
	}
}

func TestAFloodThatIsRefusedSaysWhy(t *testing.T) {
	s := Start(t, "--requirepass", "secret")
	_, _, err := Flood(t.Context(), s.Addr(), Load{Channel: "c", N: 1, Payload: numbered})
	if err == nil || !strings.Contains(err.Error(), "NOAUTH") {
		t.Fatalf("got %v", err)
	}
}

func BenchmarkFlood(b *testing.B) {
	s := Start(b)
	body := strings.Repeat("x", 300)
	b.ResetTimer()
	if _, _, err := Flood(b.Context(), s.Addr(), Load{Channel: "c", N: b.N, Payload: Same(body)}); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}

func BenchmarkFloodHeardByOne(b *testing.B) {
	s := Start(b, "--client-output-buffer-limit", "pubsub 0 0 0")
	ps := s.Client(b).Subscribe(b.Context(), "c")
	defer ps.Close()
	if _, err := ps.Receive(b.Context()); err != nil {
		b.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		for range b.N {
			if _, err := ps.ReceiveMessage(b.Context()); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	body := strings.Repeat("x", 300)
	b.ResetTimer()
	if _, _, err := Flood(b.Context(), s.Addr(), Load{Channel: "c", N: b.N, Payload: Same(body)}); err != nil {
		b.Fatal(err)
	}
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}
