//go:build unix

package worker

import (
	"maps"
	"syscall"
	"testing"
)

// A process that was stopped for longer than its lease does not know: it goes on
// where it stood. What it then says or stores must change nothing.
func TestAWorkerThatWasStoppedPastItsLeaseWritesNothingWhenItWakes(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	child := s.startChild("", "1s")
	s.submit("j", `,"takes":3,"says":"{\"roi\":0.1}"`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	if err := child.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	h := s.hire(brisk())
	s.last(n, "j")
	if runs := s.runs("j"); runs != "2" {
		t.Fatalf("it was run %s times", runs)
	}
	s.awaitQuiet()
	before, events := s.hash("j"), len(n.of("", "j"))
	if err := child.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	h.stop()
	s.submit("k", `,"takes":1`) // only the one that was stopped is left: when this is done it has woken up
	s.last(n, "k")
	if after := s.hash("j"); !maps.Equal(before, after) {
		t.Errorf("the record was %v and is %v", before, after)
	}
	if got := n.of("", "j"); len(got) != events {
		t.Errorf("events came after the end: %v", got[events:])
	}
}
