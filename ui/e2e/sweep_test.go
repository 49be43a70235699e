//go:build unix

package e2e

import (
	"fmt"
	"testing"

	"tickdeck/feeds/redistest"
)

func TestASweepIsAskedForAndSentAsItsJobs(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	w := hire(t, server)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	s.types("n")
	s.sees("New backtest")
	s.types("aapl" + keyTab + keyTab + keyTab + keyDown + " ")
	for range 5 { // Capital, Sizing, Position, Direction, Confidence
		s.types(keyTab)
	}
	s.types(keyTab)
	s.sees("▸ Stop loss")
	s.types("2%..6%:2%")
	s.sees("3 jobs")
	s.types(keyCtrlS)
	s.sees("Submit a sweep", "y submit 3")
	s.types("y")
	seen := map[string]bool{}
	for range 3 {
		request := await(t, w.requests)
		part, _ := request["sweep"].(map[string]any)
		said, _ := request["parameters"].(map[string]any)
		seen[fmt.Sprint(part["id"], " ", part["jobs"], " ", said["stop_loss"])] = true
		if len(seen) == 1 {
			s.sees("3 jobs of "+fmt.Sprint(part["id"]), "1 worker is listening")
		}
	}
	if len(seen) != 3 {
		t.Errorf("the jobs are %v", seen)
	}
}
