//go:build unix

package e2e

import (
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"

	"tickdeck/feeds/redistest"
)

// lastLine is what the program wrote after it had closed its screen.
func (s *screen) lastLine() string {
	out := s.output()
	return strings.TrimSpace(out[strings.LastIndex(out, "\x1b[?1049l")+1:])
}

func TestTheExitLineSaysWhatWasShownLostAndUnknown(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*screen){
		"q":       func(s *screen) { s.types("q") },
		"SIGTERM": func(s *screen) { s.signal(syscall.SIGTERM) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			s := open(t, setup{args: []string{"--redis", server.URL()}})
			s.sees("● " + server.Addr())
			rdb := server.Client(t)
			for _, symbol := range []string{"ONE", "TWO", "THREE"} {
				publish(t, rdb, patterns, `{"pattern":"Doji","symbol":%q,"timestamp":%f}`, symbol, now())
			}
			s.sees("ONE", "TWO", "THREE")
			end(s)
			if status := s.ends(); status != 0 {
				t.Errorf("status %d", status)
			}
			s.leavesNoTrace()
			if got := s.lastLine(); !strings.HasSuffix(got, "tickdeck: 3 events shown, 0 lost here") {
				t.Errorf("it wrote %q", got)
			}
		})
	}
}

func TestAfterAnInterruptionTheExitLineNeverSaysOnlyThatNothingIsLost(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● "+server.Addr(), "0 lost here")
	server.Kill()
	s.sees("no Redis at " + server.Addr())
	server.Restart()
	s.sees("● "+server.Addr(), "0 lost here · 1 interruption, ", "unknown", "without connection")
	s.types("q")
	s.ends()
	s.leavesNoTrace()
	if got := first(s.lastLine(), `(tickdeck: 0 events shown, 0 lost here, 1 interruption, [0-9.]+ m?s unknown)$`); got == "" {
		t.Errorf("it wrote %q", s.lastLine())
	}
}

// The keys come from a terminal that goes away, and what is written goes to
// another one, so that it can be read.
func TestNothingIsSaidToATerminalThatIsGone(t *testing.T) {
	t.Parallel()
	keys, in, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	s := open(t, setup{args: []string{"--redis", nowhere}, orphan: true, input: in})
	s.sees("no Redis at 127.0.0.1:1")
	keys.Close()
	s.ends()
	s.drain()
	if !strings.Contains(s.output(), "\x1b[?1049l") || strings.Contains(s.output(), "events shown") {
		t.Errorf("it says %q", tail(s.output()))
	}
}
