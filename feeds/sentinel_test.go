package feeds

import (
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/redistest"
	"tickdeck/model"
)

// The master dies under the deck: the one that Sentinel puts in its place is
// found without help, the time between is told as a gap, and jobs can be
// submitted again.
func TestTheNextMasterIsFoundThroughSentinel(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	s := redistest.StartSentinel(t)
	master := s.Master.Client(t)
	d := connected(t, s.URL())
	if !strings.HasPrefix(d.frame.Link.Address, redistest.MasterName+"/0 by Sentinel ") {
		t.Errorf("it is connected to %q", d.frame.Link.Address)
	}
	await(d, master, 1)
	before := draft(t, d)
	if _, err := d.Jobs.Submit(t.Context(), before); err != nil {
		t.Fatal(err)
	}
	if got := master.HGet(t.Context(), "job:"+before.JobID, "status").Val(); got == "" {
		t.Error("the first job is not at the master")
	}

	s.Master.Kill()
	killed := time.Now()
	d.until("the link is down", func() bool { return !d.frame.Link.Up })
	d.until("the next master serves it", func() bool { return d.frame.Link.Up })
	t.Logf("connected to the next master after %s", time.Since(killed))
	next := s.Replica.Client(t)
	await(d, next, 2)
	if !d.hasGap() {
		t.Error("no gap is told")
	}
	after := draft(t, d)
	if _, err := d.Jobs.Submit(t.Context(), after); err != nil {
		t.Fatal(err)
	}
	if got := next.HGet(t.Context(), "job:"+after.JobID, "status").Val(); got == "" {
		t.Error("the second job is not at the next master")
	}
	d.until("it is listed", func() bool { return d.jobs[after.JobID].Phase == model.PhaseQueued })
}

// await publishes the i-th alert through a client until the deck has it.
func await(d *screen, c *redis.Client, i int) {
	d.t.Helper()
	publish(d.t, c, "patterns", string(event(nil, i)), 1)
	want := 0
	d.until("the alert is there", func() bool {
		want = 0
		for _, e := range d.items {
			if e.Alert != nil {
				want++
			}
		}
		return want == i
	})
}

func (d *screen) hasGap() bool {
	for _, e := range d.items {
		if e.Gap != nil {
			return true
		}
	}
	return false
}
