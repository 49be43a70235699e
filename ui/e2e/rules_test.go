//go:build unix

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
)

// person is a home with a config.toml and what rules write there.
type person struct{ dir string }

func someone(t *testing.T, config string) person {
	t.Helper()
	p := person{t.TempDir()}
	if err := os.MkdirAll(p.path("tickdeck"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p.path("tickdeck", "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p person) path(parts ...string) string {
	return filepath.Join(append([]string{p.dir}, parts...)...)
}

func (p person) environ() []string {
	return []string{"HOME=" + p.dir, "XDG_CONFIG_HOME=" + p.dir, "XDG_STATE_HOME=" + p.path("state"), "WHERE=" + p.dir, "TERM_PROGRAM=ghostty"}
}

// lines are what stands in a file, once there are so many of them.
func (p person) lines(t *testing.T, s *screen, file string, n int) []string {
	t.Helper()
	var got []string
	s.until(fmt.Sprintf("%d lines in %s", n, file), func(string) bool {
		text, _ := os.ReadFile(p.path(file))
		got = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		return len(text) > 0 && len(got) >= n
	})
	return got
}

// burst publishes n alerts of one candle at once.
func burst(t *testing.T, rdb *redis.Client, n int, symbol func(int) string) {
	t.Helper()
	at := now()
	if _, err := rdb.Pipelined(t.Context(), func(p redis.Pipeliner) error {
		for i := range n {
			p.Publish(context.Background(), patterns, fmt.Sprintf(
				`{"pattern":"Pattern %d","symbol":"%s","timestamp":%f,"confidence":%.2f,"timeframe":"1min","metadata":{"bar_time":1795000020}}`,
				i, symbol(i), at, 0.90+float64(i%10)/100))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

const oneRule = `[[rules]]
name = "strong"
when = "conf>=0.9"
run = "cat >> $WHERE/fired; echo >> $WHERE/fired; echo $TICKDECK_ALERT_SYMBOL >> $WHERE/symbols"
notify = true

[[rules]]
name = "broken"
when = "conf>="
pin = true
`

func TestARuleFiresItsCommandOnceForABurst(t *testing.T) {
	t.Parallel()
	server, me := redistest.Start(t), someone(t, oneRule)
	s := open(t, setup{args: []string{"--redis", server.URL()}, env: me.environ()})
	s.sees("● "+server.Addr(), "Listening.", "config.toml line 9") // trouble is said where one looks
	burst(t, server.Client(t), 50, func(int) string { return "NVDA" })
	var alert struct {
		Rule, Symbol string
		Confidence   float64
		More         int
	}
	if err := json.Unmarshal([]byte(me.lines(t, s, "fired", 1)[0]), &alert); err != nil || alert.Rule != "strong" || alert.Symbol != "NVDA" || alert.More != 49 || alert.Confidence != 0.99 {
		t.Errorf("%v %+v", err, alert)
	}
	s.types("R")
	s.sees("Rules  2", "fired 1, held back 49", "config.toml line 9", "a number")
	s.until("the notification", func(string) bool {
		return bytes.Contains([]byte(s.output()), []byte("\x1b]777;notify;NVDA Pattern 9;")) && strings.Contains(s.output(), "49 more alerts, rule strong")
	})
	s.types(keyEnter)
	s.sees("fired 1, held back 49", "fired on the same candle")
	s.types("q")
	// Fifty symbols at once are a burst as well.
	burst(t, server.Client(t), 50, func(i int) string { return fmt.Sprint("S", i) })
	if got := me.lines(t, s, "symbols", 2); len(got) != 2 || got[0] != "NVDA" || !strings.HasPrefix(got[1], "S") {
		t.Errorf("fired for %q", got)
	}
	s.sees("fired 2, held back 98")
	if n := strings.Count(strings.Join(me.lines(t, s, "fired", 2), "\n"), `"rule":"strong"`); n != 2 {
		t.Errorf("the command ran %d times", n)
	}
	s.types("q")
	s.types("q")
	s.ends()
	s.leavesNoTrace()
}

func TestARuleIsWrittenTriedAndKept(t *testing.T) {
	t.Parallel()
	posted := make(chan string, 10)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var alert struct{ Symbol string }
		_ = json.NewDecoder(r.Body).Decode(&alert)
		posted <- alert.Symbol
	}))
	defer hook.Close()
	server, me := redistest.Start(t), someone(t, "fps = 60\n")
	s := open(t, setup{args: []string{"--redis", server.URL()}, env: me.environ()})
	s.sees("Listening.")
	rdb := server.Client(t)
	publish(t, rdb, patterns, `{"pattern":"Doji","symbol":"AMD","timestamp":%f,"confidence":0.91}`, now())
	s.sees("AMD")
	s.types("R")
	s.sees("There are none yet")
	s.types("n" + "mine" + keyEnter + "symbol:AMD")
	s.sees("would have fired once today")
	s.types(keyEnter + keyEnter + keyEnter + hook.URL + "\x13") // ctrl+s
	s.sees("rule mine is in force", "●  mine")
	publish(t, rdb, patterns, `{"pattern":"Hammer","symbol":"AMD","timestamp":%f,"confidence":0.92,"metadata":{"bar_time":1795000080},"timeframe":"1min"}`, now())
	select {
	case symbol := <-posted:
		if symbol != "AMD" {
			t.Errorf("%s is posted", symbol)
		}
	case <-time.After(patience):
		t.Fatalf("nothing is posted:\n%s", s.text())
	}
	s.types("qq")
	s.ends()
	if text, err := os.ReadFile(me.path("state", "tickdeck", "preferences.toml")); err != nil || !strings.Contains(string(text), "symbol:AMD") {
		t.Errorf("kept: %q %v", text, err)
	}
	if text, _ := os.ReadFile(me.path("tickdeck", "config.toml")); string(text) != "fps = 60\n" {
		t.Errorf("the configuration was written: %q", text)
	}
	again := open(t, setup{args: []string{"--redis", server.URL()}, env: me.environ()})
	again.sees("2 alerts") // of before: they are kept on disk
	again.types("R")
	again.sees("●  mine", "symbol:AMD")
}
