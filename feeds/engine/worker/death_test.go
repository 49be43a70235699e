package worker

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

func TestTheJobOfAKilledWorkerIsTakenOverWithin30Seconds(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.startChild("hang", "")
	s.submit("j", `,"takes":0.2`)
	await(t, "the child runs it", func() bool { return s.runs("j") == "1" })
	s.awaitStatus("j", "running")
	s.hire(Options{}) // as it is in use
	endChild(c)
	t.Logf("taken over and finished after %s", s.awaitStatus("j", "completed"))
	if got := s.runs("j"); got != "2" {
		t.Errorf("it was begun %s times", got)
	}
	s.awaitQuiet()
}

func TestAJobThatKillsItsWorkersIsGivenUp(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	n := s.listen()
	s.submit("poison", "")
	for i := range maxAttempts {
		c := s.startChild("die", "300ms")
		if err := c.Wait(); err == nil {
			t.Fatal("the child ended well")
		}
		if got := s.runs("poison"); got != fmt.Sprint(i+1) {
			t.Fatalf("it was run %s times", got)
		}
	}
	s.hire(brisk())
	s.awaitStatus("poison", "failed")
	_, r := s.last(n, "poison")
	if got := fmt.Sprint(r["error_message"]); got != s.hash("poison")["error"] || got[:23] != "gave up after 3 attempt"[:23] {
		t.Errorf("the reason is %q", got)
	}
	if got := s.hash("poison")["deliveries"]; got != "3" {
		t.Errorf("it was begun %q times, says its record", got)
	}
	s.awaitQuiet()
}

func TestWorkersShareAHundredJobsAndRunEachOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.startChild("", "")
	s.startChild("", "")
	s.shareAHundred()
}

func TestAWorkerThatStopsGivesItsJobsBackAtOnce(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Parallel: 2, Sweep: 200 * time.Millisecond})
	s.add("tickstock.jobs.system:stream", cancelOf("nobody"))
	s.submit("j", `,"takes":1`)
	s.awaitStatus("j", "running")
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	await(t, "it reads both streams", func() bool {
		return s.consumes(h, "tickstock.jobs.backtest:stream") && s.consumes(h, "tickstock.jobs.system:stream")
	})
	began := time.Now()
	h.stop()
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("stopping took %s", took)
	}
	if got := s.hash("j"); got["status"] != "submitted" || got["attempts"] != "0" {
		t.Errorf("the job it gave back is %v", got)
	}
	if got := s.hash("j"); got["lease"] != "" || got["lease_until"] != "" {
		t.Errorf("it kept the lease: %v", got)
	}
	s.hire(Options{Parallel: 2, Sweep: 200 * time.Millisecond})
	await(t, "another runs it", func() bool { return s.runs("j") == "2" })
	s.awaitStatus("j", "completed")
	s.awaitQuiet()
	for _, stream := range []string{"tickstock.jobs.backtest:stream", "tickstock.jobs.system:stream"} {
		if s.consumes(h, stream) {
			t.Errorf("it is still a consumer of %s", stream)
		}
	}
}

// consumes reports whether a worker is in the group of a stream.
func (s *site) consumes(h *hand, stream string) bool {
	all, _ := s.rdb.XInfoConsumers(s.t.Context(), stream, "workers").Result() // nobody is where there is no group
	return slices.ContainsFunc(all, func(c redis.XInfoConsumer) bool { return c.Name == h.name })
}

func TestALongJobIsLeftToItsWorker(t *testing.T) {
	s := newSite(t)
	calm := brisk()
	calm.Lease = 2 * time.Second // renewed in time on a busy machine too
	s.hire(calm)
	s.hire(calm)
	s.submit("j", `,"takes":60,"quiet":true`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	began := time.Now()
	await(t, "two leases and a half pass", func() bool {
		got := s.rdb.XPendingExt(t.Context(), &redis.XPendingExtArgs{
			Stream: "tickstock.jobs.backtest:stream", Group: "workers", Start: "-", End: "+", Count: 9,
		}).Val()
		if len(got) != 1 || got[0].RetryCount != 1 {
			t.Fatalf("pending are %+v", got)
		}
		return time.Since(began) > 5*calm.Lease/2
	})
	s.publish("tickstock.jobs.system", cancelJ)
	s.awaitStatus("j", "cancelled")
	if got := s.runs("j"); got != "1" {
		t.Errorf("it ran %s times", got)
	}
}

func TestAWorkerThatLostItsLeaseStopsAndStoresNothing(t *testing.T) {
	s := newSite(t)
	h := s.hire(brisk())
	s.submit("j", `,"takes":60`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	s.steal("j")
	await(t, "it stops", func() bool { return h.fake.wasStopped("j") })
	await(t, "it is free", func() bool { active, _ := h.Stats(); return active == 0 })
	if got := s.hash("j"); got["status"] != "running" || got["result"] != "" {
		t.Errorf("it wrote %v", got)
	}
	s.checkStolen("j")
}

func TestAResultIsNotStoredOverAnothersLease(t *testing.T) {
	s := newSite(t)
	o := brisk()
	o.Lease, o.MinReport, o.MaxReport = 10*time.Second, time.Hour, time.Hour // it finds out only when it has finished
	s.hire(o)
	s.submit("j", `,"takes":0.5`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	s.steal("j")
	s.submit("next", `,"takes":1`)
	s.awaitStatus("next", "completed")
	if got := s.hash("j"); got["status"] != "running" || got["result"] != "" {
		t.Errorf("it wrote %v", got)
	}
	s.checkStolen("j")
}

// steal lets another worker take the lease of a job.
func (s *site) steal(id string) {
	s.t.Helper()
	until := time.Now().Add(time.Hour).UnixMilli()
	if err := s.rdb.HSet(s.t.Context(), "job:"+id, "lease", "thief-1", "lease_until", until).Err(); err != nil {
		s.t.Fatal(err)
	}
}

// checkStolen wants the job to be the thief's still, and not acknowledged.
func (s *site) checkStolen(id string) {
	s.t.Helper()
	if got := s.hash(id)["lease"]; got != "thief-1" {
		s.t.Errorf("the lease is %q", got)
	}
	await(s.t, "only its entry is pending", func() bool {
		p, err := s.rdb.XPending(s.t.Context(), "tickstock.jobs.backtest:stream", "workers").Result()
		return err == nil && p.Count == 1
	})
	if got := s.rdb.XLen(s.t.Context(), "tickstock.events.backtesting.results:stream").Val(); got > 1 {
		s.t.Errorf("%d results", got)
	}
}
