package worker

import (
	"fmt"
	"testing"
	"time"
)

const (
	resultsStream = "tickstock.events.backtesting.results:stream"
	resultsEvent  = "$36\r\ntickstock.events.backtesting.results\r\n"
)

// crash is a point at which a worker dies on its way through a job.
type crash struct {
	before func([]byte) int
	runs   string // how often the job is begun in all
	events int    // most events of the result
	stream int64  // most entries of the results' stream
}

// crashes are all the points between two steps of a job, as the table in
// docs/decisions/worker.md names them.
func crashes() map[string]crash {
	return map[string]crash{
		"delivered, not begun":                  {command(1, script(begin)), "1", 1, 1},
		"begun, not told":                       {command(1, "xclaim"), "2", 1, 1},
		"running":                               {command(2, script(renew)), "2", 1, 1},
		"renewed, entry not kept":               {command(2, "xclaim"), "2", 1, 1},
		"ended, not stored":                     {command(1, script(finish)), "2", 1, 1},
		"stored, nothing announced":             {command(1, resultsStream, "publish"), "1", 1, 1},
		"stored, progress announced":            {command(1, "xadd"), "1", 1, 1},
		"stored, in the stream of results":      {command(1, "xtrim"), "1", 1, 2},
		"stored, all but the event":             {command(1, "xtrim", resultsEvent), "1", 1, 2},
		"announced, not noted":                  {command(1, script(announce)), "1", 2, 2},
		"announced and noted, not acknowledged": {command(1, "xack"), "1", 1, 1},
	}
}

func TestAJobIsMendedWhereverItsWorkerDies(t *testing.T) {
	for name, c := range crashes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			n := s.listen()
			h, doomed := s.hireMortal(c.before, brisk())
			s.submit("j", `,"takes":0.5`)
			awaitDeath(t, h, doomed)
			s.hire(brisk())
			s.awaitStatus("j", "completed", 10*time.Second)
			s.awaitQuiet()
			s.checkMended(n, c)
		})
	}
}

func (s *site) checkMended(n *heard, c crash) {
	t := s.t
	t.Helper()
	if got := s.runs("j"); got != c.runs {
		t.Errorf("it was begun %s times, want %s", got, c.runs)
	}
	if h := s.hash("j"); h["result"] == "" || h["outcome"] != "completed" || h["announced_at"] == "" || h["lease"] != "" {
		t.Errorf("the hash is %v", h)
	}
	within(t, 5*time.Second, "the result is heard", func() bool { return len(n.of("results", "j")) > 0 })
	events := n.of("results", "j")
	if len(events) > c.events {
		t.Errorf("the result was published %d times", len(events))
	}
	for _, e := range events {
		if e.fields["status"] != "completed" || fmt.Sprint(e.fields["results"]) == "" || e.fields["processing_time_seconds"] == 0.0 {
			t.Errorf("the event is %v", e.fields)
		}
	}
	if got := s.rdb.XLen(t.Context(), resultsStream).Val(); got < 1 || got > c.stream {
		t.Errorf("the stream of results has %d entries", got)
	}
}

func TestARequestThatWasHeardIsMendedWhereverItsWorkerDies(t *testing.T) {
	for name, c := range map[string]crash{
		"heard, not queued":     {before: command(1, script(enqueue))},
		"queued, no record":     {before: command(1, script(register))},
		"queued, with a record": {before: command(1, script(begin))},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			n := s.listen()
			_, doomed := s.hireMortal(c.before, brisk())
			s.hire(Options{Parallel: 1, Lease: time.Second, Sweep: 100 * time.Millisecond}) // hears it as well
			s.publish("tickstock.jobs.backtest", asked("j", ""))
			within(t, 10*time.Second, "one is dead or has never got there", func() bool {
				return doomed.isDead() || s.hash("j")["announced_at"] != ""
			})
			s.awaitStatus("j", "completed", 10*time.Second)
			s.awaitQuiet()
			s.checkMended(n, crash{runs: "1", events: 1, stream: 1})
		})
	}
}

// A publisher that breaks off after the record leaves a job that nobody runs; it
// knows that, since it got no answer, and sends the job once more.
func TestAJobWhosePublisherBrokeOffIsRunWhenItIsSentAgain(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.hire(brisk())
	s.rdb.HSet(t.Context(), "job:j", "status", "submitted", "job_data", asked("j", ""))
	s.submit("j", "")
	s.awaitStatus("j", "completed", 10*time.Second)
	s.awaitQuiet()
	s.checkMended(n, crash{runs: "1", events: 1, stream: 1})
}

func TestACancelIsMendedWhereverItsWorkerDies(t *testing.T) {
	for name, before := range map[string]func([]byte) int{
		"read, not carried out":   command(1, script(cancel)),
		"stored, not announced":   command(1, resultsStream, "publish"),
		"announced, not noted":    command(1, script(announce)),
		"noted, not acknowledged": command(1, "xack"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			n := s.listen()
			s.rdb.HSet(t.Context(), "job:j", "status", "submitted", "job_data", asked("j", ""))
			s.add("tickstock.jobs.system:stream", cancelJ)
			h, doomed := s.hireMortal(before, brisk())
			awaitDeath(t, h, doomed)
			s.hire(brisk())
			s.awaitCancelled(n, 2)
			within(t, 10*time.Second, "the command is acknowledged", func() bool {
				p, err := s.rdb.XPending(t.Context(), "tickstock.jobs.system:stream", "workers").Result()
				return err == nil && p.Count == 0
			})
		})
	}
}

// awaitCancelled waits until everybody has been told that the job is cancelled.
func (s *site) awaitCancelled(n *heard, mostEvents int) {
	t := s.t
	t.Helper()
	within(t, 10*time.Second, "its end is announced", func() bool { return s.hash("j")["announced_at"] != "" })
	if h := s.hash("j"); h["status"] != "cancelled" || h["outcome"] != "cancelled" || h["result"] != "" || s.runs("j") != "" {
		t.Errorf("begun %q times, the hash is %v", s.runs("j"), h)
	}
	within(t, 5*time.Second, "it is heard", func() bool { return len(n.of("results", "j")) > 0 })
	if got := n.of("results", "j"); len(got) > mostEvents || got[0].fields["status"] != "cancelled" {
		t.Errorf("events: %v", got)
	}
}

// The worker that cancelled a waiting job is gone before it told anybody: whoever
// reads the job's entry does.
func TestACancelThatWasOnlyHeardIsAnnouncedByWhoeverReadsTheJob(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	h, doomed := s.hireMortal(command(1, resultsStream, "publish"), Options{Parallel: 1, Lease: time.Second})
	s.submit("first", `,"takes":60`)
	within(t, 10*time.Second, "it is busy", func() bool { return s.runs("first") == "1" })
	s.submit("j", "")
	s.publish("tickstock.jobs.system", cancelJ)
	awaitDeath(t, h, doomed)
	s.hire(brisk())
	s.awaitCancelled(n, 1)
	s.publish("tickstock.jobs.system", `{"command":"cancel_job","job_id":"first"}`)
	s.awaitQuiet()
}

func TestAJobThatWasGivenBackIsTakenAlsoIfItsEntryWasNot(t *testing.T) {
	s := newSite(t)
	h, doomed := s.hireMortal(command(1, script(leave)), brisk())
	s.submit("j", `,"takes":1`)
	within(t, 10*time.Second, "it runs", func() bool { return s.runs("j") == "1" })
	h.stop()
	if got := s.hash("j"); !doomed.isDead() || got["status"] != "submitted" || got["lease"] != "" {
		t.Fatalf("it did not die where it should: %v", got)
	}
	s.hire(brisk())
	s.awaitStatus("j", "completed", 10*time.Second)
	s.awaitQuiet()
}

func TestAnEndIsAnnouncedFromTheRecordAsItWas(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.rdb.HSet(t.Context(), "job:j", "status", "completed", "outcome", "completed", "result", `{"total_trades":7}`,
		"progress", "1", "finished_at", "1.5", "processing_time_seconds", "2.5", "lease", "gone-1", "lease_until", "1", "finished_by", "gone-1")
	s.add("tickstock.jobs.backtest:stream", asked("j", ""))
	s.hire(brisk())
	_, r := s.last(n, "j")
	if r["processing_time_seconds"] != 2.5 || r["timestamp"] != 1.5 || r["results"].(map[string]any)["total_trades"] != 7.0 {
		t.Errorf("the event is %v", r)
	}
	s.awaitQuiet()
	if got, err := announce.Run(t.Context(), s.rdb, []string{"job:j"}, "gone-1", "2").Text(); err != nil || got != "over" {
		t.Errorf("the late one is told %q, %v", got, err)
	}
	if h := s.hash("j"); s.runs("j") != "" || h["result"] == "" || h["status"] != "completed" {
		t.Errorf("begun %q times, the hash is %v", s.runs("j"), h)
	}
}
