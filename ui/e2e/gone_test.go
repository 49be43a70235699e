//go:build unix

package e2e

import (
	"testing"
	"time"
)

// A terminal emulator that is killed, or a connection that breaks, need not end
// in a SIGHUP: the program may ignore it, or not belong to that terminal.
func TestItEndsWhenTheTerminalIsGoneWithoutASignal(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]setup{
		"in another session":  {orphan: true},
		"with SIGHUP ignored": {program: "/bin/sh", args: []string{"-c", `trap "" HUP; exec "$0" "$@"`, binary}},
		"busy":                {orphan: true, w: 300, h: 90},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o.args = append(o.args, "--redis", nowhere)
			s := open(t, o)
			s.sees("no Redis at 127.0.0.1:1")
			if name == "busy" {
				for range 20 {
					s.types("T")
				}
			}
			s.keys.Close()
			select {
			case <-s.gone:
			case <-time.After(patience):
				t.Fatal("it goes on for nobody")
			}
		})
	}
}

func TestKeysComeFromTheTerminalThoughSomethingElseComesInByStandardInput(t *testing.T) {
	t.Parallel()
	s := open(t, setup{program: "/bin/sh", args: []string{"-c", `exec "$0" "$@" </dev/null`, binary, "--redis", nowhere}})
	s.sees("no Redis at 127.0.0.1:1")
	s.types("q")
	if status := s.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	s.leavesNoTrace()
}
