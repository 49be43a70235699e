//go:build unix

package e2e

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"tickdeck/feeds/redistest"
)

// shell is one with jobs, which tells when its first one is stopped, and brings it
// back after a line.
const shell = `set -m; "$0" "$@"; echo "the shell has it: $?"; read line; fg`

func TestASuspendedDeckComesBackWithWhatCameMeanwhile(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	rdb := server.Client(t)
	who := someone(t, "fps = 60\n\n[[rules]]\nname = \"log\"\nwhen = \"symbol:*\"\nrun = \"echo \\\"$TICKDECK_ALERT_SYMBOL\\\" >> $WHERE/log\"\n")
	s := open(t, setup{program: "/bin/sh", args: []string{"-c", shell, binary, "--redis", server.URL()}, env: who.environ(), racy: true})
	s.sees("Listening.")
	publish(t, rdb, patterns, `{"pattern":"Doji","symbol":"FIRST","timestamp":%f,"confidence":0.91}`, now())
	s.sees("FIRST")
	who.lines(t, s, "log", 1)
	s.types("\x1a")
	s.sees(fmt.Sprintf("the shell has it: %d", 128+syscall.SIGTSTP))
	publish(t, rdb, patterns, `{"pattern":"Hammer","symbol":"MEANWHILE","timestamp":%f,"confidence":0.91}`, now())
	stood := time.NewTimer(4 * time.Second) // longer than a connection may be silent
	defer stood.Stop()
	<-stood.C
	s.types("\r")
	s.until("the deck is back", func(text string) bool {
		return strings.Contains(text, "MEANWHILE") && strings.Contains(text, "you were here") && !strings.Contains(text, "the shell")
	})
	publish(t, rdb, patterns, `{"pattern":"Doji","symbol":"BEHIND","timestamp":%f,"confidence":0.91}`, now()-1)
	s.sees("BEHIND")
	s.types("q")
	if code := s.ends(); code != 0 {
		t.Errorf("it ended with %d", code)
	}
}
