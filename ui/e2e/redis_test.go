//go:build unix

package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
)

const patterns = "tickstock.events.patterns"

func publish(t *testing.T, rdb *redis.Client, channel, format string, args ...any) {
	t.Helper()
	if err := rdb.Publish(t.Context(), channel, fmt.Sprintf(format, args...)).Err(); err != nil {
		t.Fatal(err)
	}
}

// now is the time as the contract writes it.
func now() float64 { return float64(time.Now().UnixMicro()) / 1e6 }

func TestAlertsShowUp(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{args: []string{"--redis", server.URL(), "--user", "trader"}})
	s.sees("● "+server.Addr(), "Listening.", "trader")
	rdb := server.Client(t)
	publish(t, rdb, patterns, `{"pattern":"Hammer","symbol":"ACME","timestamp":%f,"confidence":0.85,"timeframe":"5min","direction":"bullish","metadata":{"price":150.25}}`, now())
	s.sees("ACME", "Hammer", "0.85", "150.25", "5min", "▲")
	publish(t, rdb, patterns, `{"test":true}`)
	publish(t, rdb, patterns, "\x1b[2J not JSON")
	s.sees("1 unreadable", "ACME")
	s.types("u")
	s.sees("Unreadable", "␛[2J not JSON", "probes, no fault")
	s.types("q")
	s.loses("probes, no fault")
	s.types(keyEnter)
	s.sees("▸ ACME", "▲ Hammer 0.85", "150.25")
	s.types("v")
	s.sees(`"symbol": "ACME"`)
	s.types("q")
	s.loses("▸ ACME")
	s.types("?")
	s.sees("▸ Keys", "follow the newest")
	s.types("qq")
	if status := s.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	s.leavesNoTrace()
}

func TestAServerThatComesLate(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	server.Kill()
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("no Redis at "+server.Addr(), "trying again")
	server.Restart()
	s.sees("● " + server.Addr())
	publish(t, server.Client(t), patterns, `{"pattern":"Doji","symbol":"LATE","timestamp":%f}`, now())
	s.sees("LATE")
}

func TestAServerThatIsKilledAndComesBack(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	server.Kill()
	s.sees("no Redis at " + server.Addr())
	server.Restart()
	s.sees("● "+server.Addr(), "┄┄ ", " without connection")
	publish(t, server.Client(t), patterns, `{"pattern":"Doji","symbol":"BACK","timestamp":%f}`, now())
	s.sees("BACK")
}

func TestAServerThatHangs(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	server.Freeze()
	s.sees(server.Addr() + "/0 does not answer")
	s.types("?") // the screen lives on
	s.sees("▸ Keys")
	s.types("q")
	server.Thaw()
	s.sees("● "+server.Addr(), " without connection")
	s.types("q")
	s.ends()
	s.leavesNoTrace()
}

func TestAWrongPassword(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, "--requirepass", "secret")
	s := open(t, setup{args: []string{"--redis", strings.Replace(server.URL(), "secret", "guess", 1)}})
	s.sees("wrong user name or password for " + server.Addr())
	if strings.Contains(s.output(), "guess") || strings.Contains(s.output(), "secret") {
		t.Error("a password is on the screen")
	}
	none := open(t, setup{args: []string{"--redis", "redis://" + server.Addr()}})
	none.sees(server.Addr() + "/0 wants a password")
	right := open(t, setup{args: []string{"--redis", server.URL()}})
	right.sees("● " + server.Addr())
}

func TestAFloodIsAccountedFor(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, "--client-output-buffer-limit", "pubsub 0 0 0")
	s := open(t, setup{args: []string{"--redis", server.URL()}, w: 160, h: 40})
	s.sees("● " + server.Addr())
	const n = 100_000
	start := time.Now().UnixMilli()
	sent, heard, err := redistest.Flood(t.Context(), server.Addr(), redistest.Load{Channel: patterns, N: n, Payload: func(dst []byte, i int) []byte {
		return fmt.Appendf(dst, `{"pattern":"Doji","symbol":"F%d","timestamp":%d,"confidence":0.5}`, i%500, start+int64(i))
	}})
	if err != nil || sent != n || heard != n {
		t.Fatalf("sent %d, heard %d: %v", sent, heard, err)
	}
	s.sees("patterns", "100,000", "lost here")
	s.finds(`patterns +100,000 `)
	s.until("the end of what is unread", func(text string) bool {
		return number(first(text, `([\d,]+) (?:alerts|in [\d,]+ candles)`))+number(first(text, `([\d,]+) lost here`)) == n
	})
	kept := number(s.finds(`([\d,]+) (?:alerts|in [\d,]+ candles)`))
	t.Logf("of %d, %d are kept", n, kept)
	if lost := number(s.finds(`([\d,]+) lost here`)); kept+lost != n {
		t.Errorf("%d kept and %d lost of %d", kept, lost, n)
	}
	s.loses("do not balance")
}

func TestASizeThatChanges(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{w: 60, h: 16, args: []string{"--redis", server.URL()}})
	s.sees("● "+server.Addr(), "▸ Alerts", "2 Jobs")
	s.size(300, 90)
	s.sees("▸ Alerts", "─ Detail", "─ Jobs", "─ Channels", "─ Redis")
	s.size(1, 1)
	s.loses("Alerts")
	s.size(80, 24)
	s.sees("▸ Alerts", "2 Jobs", "q quit")
	for i := range 60 { // a storm
		s.size(20+i*7%200, 5+i*13%60)
	}
	s.size(120, 30)
	s.sees("▸ Alerts", "─ Jobs", "q quit")
	s.types("q")
	s.ends()
	s.leavesNoTrace()
}
