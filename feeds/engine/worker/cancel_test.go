package worker

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const cancelJ = `{"command":"cancel_job","job_id":"j","timestamp":1.5}`

func cancelOf(id string) string { return strings.Replace(cancelJ, `"j"`, strconv.Quote(id), 1) }

// cancelWays are all the ways to ask for a job's end, each with a name that can be
// the job's: a worker may still be busy with the command for the one before.
func (s *site) cancelWays() map[string]func(id string) {
	return map[string]func(string){
		"command": func(id string) { s.publish("tickstock.jobs.system", cancelOf(id)) },
		"type": func(id string) {
			s.publish("tickstock.jobs.cancel", fmt.Sprintf(`{"type":"cancel_job","job_id":%q}`, id))
		},
		"command's stream": func(id string) { s.add("tickstock.jobs.system:stream", cancelOf(id)) },
		"hash":             func(id string) { s.rdb.HSet(s.t.Context(), "job:"+id, "status", "cancelling") },
	}
}

func TestARunningJobIsCancelledWithinASecond(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Parallel: 2})
	s.hire(Options{Parallel: 2})
	for id, ask := range s.cancelWays() {
		t.Run(id, func(t *testing.T) {
			n := s.listen()
			s.submit(id, `,"takes":60`)
			s.awaitStatus(id, "running")
			await(t, "it runs", func() bool { return s.runs(id) == "1" })
			ask(id)
			t.Logf("cancelled after %s", s.awaitStatus(id, "cancelled"))
			p, r := s.last(n, id)
			if p["status"] != "cancelled" || r["status"] != "cancelled" || r["results"] != nil {
				t.Errorf("progress %v, result %v", p, r)
			}
			s.awaitQuiet()
		})
	}
	await(t, "nothing runs", func() bool { active, _ := h.Stats(); return active == 0 })
}

// Nobody else may have a job while its runner winds down.
func TestACancelledJobKeepsItsLeaseUntilItsRunnerReturns(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := &fake{rdb: s.rdb, linger: make(chan struct{})}
	hireWith(t, s.rdb, f, brisk())
	wound := sync.OnceFunc(func() { close(f.linger) })
	t.Cleanup(wound)
	await(t, "it listens", func() bool { return s.listeners("tickstock.jobs.backtest") == 1 })
	s.submit("j", `,"takes":60`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	s.hire(brisk()) // would take the job over
	s.publish("tickstock.jobs.system", cancelJ)
	await(t, "it is stopped", func() bool { return f.wasStopped("j") })
	owner, from := s.hash("j")["lease"], s.leaseUntil("j")
	await(t, "its lease lasts for two more", func() bool {
		return s.leaseUntil("j").Sub(from) > 2*brisk().Lease
	})
	if h := s.hash("j"); h["lease"] != owner || h["outcome"] != "" || h["status"] != "cancelling" {
		t.Errorf("the lease was %s, the hash is %v", owner, h)
	}
	wound()
	s.awaitStatus("j", "cancelled")
	s.awaitQuiet()
	if got := s.runs("j"); got != "1" {
		t.Errorf("it was begun %s times", got)
	}
}

// leaseUntil is until when a job is somebody's, by the server's clock.
func (s *site) leaseUntil(id string) time.Time {
	ms, _ := strconv.ParseInt(s.hash(id)["lease_until"], 10, 64)
	return time.UnixMilli(ms)
}

func TestAWaitingJobIsCancelledWithinASecond(t *testing.T) {
	s := newSite(t)
	s.hire(Options{Parallel: 1})
	s.submit("first", `,"takes":60`)
	s.awaitStatus("first", "running")
	ways := s.cancelWays()
	delete(ways, "hash") // it says what is wanted, and nobody is told: see below
	for id, ask := range ways {
		t.Run(id, func(t *testing.T) {
			n := s.listen()
			s.publish("tickstock.jobs.backtest", asked(id, ""))
			s.awaitStatus(id, "submitted")
			ask(id)
			s.awaitStatus(id, "cancelled")
			p, r := s.last(n, id)
			if p["status"] != "cancelled" || r["status"] != "cancelled" {
				t.Errorf("progress %v, result %v", p, r)
			}
		})
	}
	s.publish("tickstock.jobs.system", `{"command":"cancel_job","job_id":"first"}`)
	s.awaitQuiet()
	for id := range ways {
		if s.runs(id) != "" {
			t.Errorf("%s was cancelled while it waited, and run", id)
		}
	}
}

func TestAJobCancelledWhileNobodyListenedIsNotRun(t *testing.T) {
	for name, prepare := range map[string]func(s *site){
		"hash": func(s *site) {
			s.submit("j", "")
			s.rdb.HSet(s.t.Context(), "job:j", "status", "cancelling")
		},
		"stream": func(s *site) {
			s.submit("j", `,"takes":60`)
			s.add("tickstock.jobs.system:stream", cancelJ)
		},
		"no record": func(s *site) {
			s.add("tickstock.jobs.backtest:stream", asked("j", `,"takes":60`))
			s.add("tickstock.jobs.system:stream", cancelJ)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			prepare(s)
			n := s.listen()
			s.hire(Options{})
			s.awaitStatus("j", "cancelled")
			s.last(n, "j")
			s.awaitQuiet()
			if name == "hash" && s.runs("j") != "" {
				t.Error("it was run")
			}
		})
	}
}

func TestACancelThatComesBeforeTheJobCounts(t *testing.T) {
	s := newSite(t)
	s.hire(Options{})
	s.publish("tickstock.jobs.system", cancelJ)
	await(t, "it is marked", func() bool { return s.hash("j")["cancel_requested_at"] != "" })
	s.add("tickstock.jobs.backtest:stream", asked("j", ""))
	s.awaitStatus("j", "cancelled")
	if s.runs("j") != "" {
		t.Error("it was run")
	}
}

func TestAFinishedJobIsNotCancelled(t *testing.T) {
	s := newSite(t)
	s.hire(Options{})
	s.submit("j", "")
	s.awaitStatus("j", "completed")
	s.publish("tickstock.jobs.system", cancelJ)
	s.submit("k", "")
	s.publish("tickstock.jobs.system", `{"command":"cancel_job","job_id":"k"}`)
	await(t, "k ended", func() bool { st := s.hash("k")["status"]; return st == "completed" || st == "cancelled" })
	if got := s.hash("j")["status"]; got != "completed" {
		t.Errorf("it is %s now", got)
	}
}

// A client publishes its command first and writes the status afterwards, which
// may be after the end.
func TestAStatusWrittenAfterTheEndIsPutRight(t *testing.T) {
	s := newSite(t)
	s.hire(Options{})
	s.submit("done", "")
	s.awaitStatus("done", "completed")
	s.submit("j", `,"takes":60`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	for id, want := range map[string]string{"done": "completed", "j": "cancelled"} {
		s.publish("tickstock.jobs.system", fmt.Sprintf(`{"command":"cancel_job","job_id":%q}`, id))
		s.awaitStatus(id, want)
		s.rdb.HSet(t.Context(), "job:"+id, "status", "cancelling")
		t.Logf("put right after %s", s.awaitStatus(id, want))
	}
	if h := s.hash("done"); h["result"] == "" || h["outcome"] != "completed" {
		t.Errorf("the hash is %v", h)
	}
}

func TestARedeliveredJobThatIsOverIsAcknowledgedAndNothingElse(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.submit("j", "")
	h := s.hire(brisk())
	s.last(n, "j")
	s.awaitQuiet()
	h.stop()
	before := s.hash("j")
	s.rdb.HSet(t.Context(), "job:j", "status", "cancelling")
	s.rdb.XGroupDestroy(t.Context(), "tickstock.jobs.backtest:stream", "workers")
	s.hire(brisk())
	s.awaitQuiet()
	if after := s.hash("j"); !maps.Equal(before, after) {
		t.Errorf("it was %v and is %v", before, after)
	}
	if s.runs("j") != "1" || len(n.of("results", "j")) != 1 || s.rdb.XLen(t.Context(), resultsStream).Val() != 1 {
		t.Errorf("begun %s times, published %v", s.runs("j"), n.of("results", "j"))
	}
}

func TestACancelledStatusOfAClientEndsAWaitingJobWithoutARun(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.submit("j", "")
	s.rdb.HSet(t.Context(), "job:j", "status", "cancelled")
	s.hire(brisk())
	_, r := s.last(n, "j")
	if r["status"] != "cancelled" || s.runs("j") != "" {
		t.Errorf("begun %q times, result %v", s.runs("j"), r)
	}
}
