package worker

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func TestTwoWorkersShareAHundredJobsOnAClusterAndRunEachOnce(t *testing.T) {
	t.Parallel()
	s := newClusterSite(t)
	s.startChild("", "")
	s.startChild("", "")
	s.shareAHundred()
}

func TestAClusterServesEveryStepOfAJob(t *testing.T) {
	t.Parallel()
	s := newClusterSite(t)
	n := s.listen()
	h := s.hire(Options{Parallel: 2, Publisher: "us"})
	for id, send := range map[string]func(id string){
		"both":    func(id string) { s.submit(id, "") },
		"channel": func(id string) { s.publish("tickstock.jobs.backtest", asked(id, "")) },
		"stream":  func(id string) { s.add("tickstock.jobs.backtest:stream", asked(id, "")) },
	} {
		send(id)
		s.awaitStatus(id, "completed")
		s.checkCompleted(n, id)
	}
	s.submit("wrong", `,"wrong":"no data for XYZ"`)
	s.awaitStatus("wrong", "failed")
	s.awaitQuiet()
	h.stop()
	if len(h.problems) > 0 {
		t.Errorf("problems: %q", h.problems)
	}
}

func TestAJobOnAClusterIsCancelledWithinASecond(t *testing.T) {
	t.Parallel()
	s := newClusterSite(t)
	h := s.hire(Options{Parallel: 1})
	for id, ask := range s.cancelWays() {
		s.submit(id, `,"takes":60`)
		await(t, "it runs", func() bool { return s.runs(id) == "1" })
		ask(id)
		t.Logf("by %s: %s", id, s.awaitStatus(id, "cancelled"))
		s.awaitQuiet()
	}
	s.publish("tickstock.jobs.system", cancelOf("unknown"))
	await(t, "it is marked", func() bool { return s.hash("unknown")["cancel_requested_at"] != "" })
	h.stop()
	if len(h.problems) > 0 {
		t.Errorf("problems: %q", h.problems)
	}
}

func TestTheJobOfAKilledWorkerOnAClusterIsTakenOver(t *testing.T) {
	t.Parallel()
	s := newClusterSite(t)
	c := s.startChild("hang", "1s")
	s.submit("j", `,"takes":0.2`)
	await(t, "the child runs it", func() bool { return s.runs("j") == "1" })
	h := s.hire(brisk())
	endChild(c)
	s.awaitStatus("j", "completed")
	if got := s.runs("j"); got != "2" {
		t.Errorf("it was begun %s times", got)
	}
	s.awaitQuiet()
	s.submit("back", `,"takes":60`)
	await(t, "it runs", func() bool { return s.runs("back") == "1" })
	h.stop()
	if got := s.hash("back"); got["status"] != "submitted" || got["lease"] != "" || len(h.problems) > 0 {
		t.Errorf("what it gave back is %v; problems %q", got, h.problems)
	}
}

// shareAHundred sends a hundred jobs to two workers, in every way.
func (s *site) shareAHundred() {
	t := s.t
	t.Helper()
	await(t, "both listen", func() bool { return s.listeners("tickstock.jobs.backtest") == 2 })
	const many = 100
	for i := range many {
		id := fmt.Sprint("j", i)
		switch i % 3 {
		case 0:
			s.submit(id, `,"takes":0.05`)
		case 1:
			s.publish("tickstock.jobs.backtest", asked(id, `,"takes":0.05`))
		case 2:
			s.add("tickstock.jobs.backtest:stream", asked(id, `,"takes":0.05`))
		}
	}
	defer func() {
		if t.Failed() {
			s.tellOfJobs(many)
		}
	}()
	for i := range many {
		s.awaitStatus(fmt.Sprint("j", i), "completed")
	}
	s.awaitQuiet()
	counts := s.rdb.HGetAll(t.Context(), runs).Val()
	for id, n := range counts {
		if n != "1" {
			t.Errorf("%s ran %s times", id, n)
		}
	}
	if len(counts) != many {
		t.Errorf("%d jobs ran", len(counts))
	}
	if got := s.rdb.XLen(t.Context(), "tickstock.events.backtesting.results:stream").Val(); got != many {
		t.Errorf("%d results", got)
	}
}

// tellOfJobs logs what became of those that are not completed.
func (s *site) tellOfJobs(many int) {
	ctx := context.Background()
	entries := s.rdb.XRange(ctx, "tickstock.jobs.backtest:stream", "-", "+").Val()
	for i := range many {
		id := fmt.Sprint("j", i)
		h := s.hash(id)
		if h["status"] == "completed" {
			continue
		}
		queued := 0
		for _, e := range entries {
			if strings.Contains(fmt.Sprint(e.Values), fmt.Sprintf("%q", id)) {
				queued++
			}
		}
		s.t.Logf("%s is %v, in %d of %d entries", id, h, queued, len(entries))
	}
	s.t.Logf("the group is %+v", s.rdb.XInfoGroups(ctx, "tickstock.jobs.backtest:stream").Val())
}
