package worker

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"
)

// record writes what a client that knows only pub/sub leaves when nobody hears it.
func (s *site) record(id, status string, created time.Time, rest ...string) {
	s.t.Helper()
	fields := slices.Concat([]string{"status", status, "user_id", "u1", "job_data", asked(id, ""), "created_at", fmt.Sprint(created.Unix())}, rest)
	if err := s.rdb.HSet(s.t.Context(), "job:"+id, fields).Err(); err != nil {
		s.t.Fatal(err)
	}
}

func TestAJobThatNobodyHeardIsRunWhenAWorkerComes(t *testing.T) { adopts(newSite(t)) }

func TestAJobThatNobodyHeardIsRunOnAClusterToo(t *testing.T) { adopts(newClusterSite(t)) }

func adopts(s *site) {
	t, now := s.t, time.Now()
	for i := range 10 { // on a cluster they lie on several nodes
		s.record(fmt.Sprint("waits", i), "submitted", now.Add(-time.Hour))
	}
	s.record("unwanted", "cancelling", now.Add(-time.Hour))
	s.record("died", "running", now.Add(-time.Hour), "lease", "gone-1", "lease_until", "1")
	s.record("over", "submitted", now.Add(-time.Hour), "outcome", "failed", "announced_at", "1")
	s.record("runs", "running", now.Add(-time.Hour), "lease", "other-1", "lease_until", fmt.Sprint(now.Add(time.Hour).UnixMilli()))
	s.record("old", "submitted", now.Add(-25*time.Hour))
	if err := s.rdb.HSet(t.Context(), "job:other", "status", "submitted", "created_at", fmt.Sprint(now.Unix()), "job_data", asked("somebody", "")).Err(); err != nil {
		t.Fatal(err)
	}
	if err := s.rdb.Set(t.Context(), "job:text", "no hash", 0).Err(); err != nil {
		t.Fatal(err)
	}
	s.record("broken", "submitted", now.Add(-time.Hour), "job_data", `{"job_id":"broken","symbols":["A`)
	s.submit("queued", "")
	h := s.hire(brisk())
	for i := range 10 {
		s.awaitStatus(fmt.Sprint("waits", i), "completed")
	}
	s.awaitStatus("unwanted", "cancelled")
	s.awaitStatus("died", "completed")
	s.awaitStatus("queued", "completed")
	s.awaitStatus("broken", "failed")
	s.awaitQuiet()
	for _, id := range []string{"broken", "unwanted", "over", "runs", "old", "other", "somebody"} {
		if n := s.runs(id); n != "" {
			t.Errorf("%s was run %s times", id, n)
		}
	}
	if n := s.rdb.XLen(t.Context(), "tickstock.jobs.backtest:stream").Val(); n != 13 {
		t.Errorf("the stream has %d entries: what was in it already was put there again", n)
	}
	if h.told("look for jobs") {
		t.Error("it had trouble")
	}
}

func TestACancelOfAJobThatIsOverIsAnsweredWithWhatIsTrue(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.hire(brisk())
	s.submit("j", `,"says":"{\"roi\":0.25}"`)
	s.last(n, "j")
	s.awaitQuiet()
	if err := s.rdb.HSet(t.Context(), "job:j", "told_at", "1").Err(); err != nil { // long ago
		t.Fatal(err)
	}
	before := s.hash("j")
	s.publish("tickstock.jobs.system", cancelOf("j"))
	if err := s.rdb.HSet(t.Context(), "job:j", "status", "cancelling").Err(); err != nil {
		t.Fatal(err)
	}
	await(t, "the answer is heard", func() bool { return len(n.of("results", "j")) == 2 })
	if r := n.of("results", "j")[1].fields; r["status"] != "completed" || fmt.Sprint(r["results"]) != "map[roi:0.25]" {
		t.Errorf("the answer is %v", r)
	}
	s.awaitStatus("j", "completed")
	after := s.hash("j")
	delete(before, "told_at")
	delete(after, "told_at")
	if !maps.Equal(before, after) {
		t.Errorf("the record was %v and is %v", before, after)
	}
}

func TestAJobThatIsOverAndSentAgainIsAnsweredOnce(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.hire(brisk())
	s.hire(brisk())
	s.submit("j", `,"says":"{\"roi\":0.25}"`)
	s.last(n, "j")
	s.awaitQuiet()
	if err := s.rdb.HSet(t.Context(), "job:j", "status", "submitted").Err(); err != nil {
		t.Fatal(err)
	}
	s.publish("tickstock.jobs.backtest", asked("j", `,"says":"{\"roi\":0.25}"`))
	s.awaitStatus("j", "completed")
	await(t, "the answer is heard", func() bool { return len(n.of("results", "j")) == 2 })
	first, second := n.of("results", "j")[0].fields, n.of("results", "j")[1].fields
	if fmt.Sprint(first) != fmt.Sprint(second) {
		t.Errorf("first %v, then %v", first, second)
	}
	// Both workers heard it: what the slower one does is done when a later request is.
	s.submit("later", "")
	s.last(n, "later")
	if got := len(n.of("results", "j")); got != 2 || s.runs("j") != "1" {
		t.Errorf("%d results of %s runs", got, s.runs("j"))
	}
}
