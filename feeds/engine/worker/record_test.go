package worker

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
)

// appRecord writes what TickStock's web application leaves of a job, and nothing
// else: it publishes the request, which nobody hears.
func (s *site) appRecord(id, status string, created time.Time) {
	s.t.Helper()
	text := fmt.Sprintf(`{"job_id":%q,"user_id":"u1","config":{"symbols":["AAPL"],"start_date":"2024-01-01","end_date":"2024-12-31","patterns":["Doji"],"stop_loss_pct":0.02},
		"status":%q,"created_at":%d,"started_at":null,"completed_at":null,"progress":0.0,"error_message":null,"results":null}`, id, status, created.Unix())
	if err := s.rdb.Set(s.t.Context(), "tickstock:jobs:"+id, text, 7*24*time.Hour).Err(); err != nil {
		s.t.Fatal(err)
	}
	s.rdb.ZAdd(s.t.Context(), "tickstock:active_jobs", zmember(id))
}

func (s *site) readAppRecord(id string) (fields map[string]any) {
	_ = json.Unmarshal([]byte(s.rdb.Get(context.Background(), "tickstock:jobs:"+id).Val()), &fields)
	return fields
}

func (s *site) awaitAppRecord(id, status string) map[string]any {
	s.t.Helper()
	await(s.t, "the record of "+id+" says "+status, func() bool { return s.readAppRecord(id)["status"] == status })
	return s.readAppRecord(id)
}

func TestAJobThatIsKnownByItsRecordAloneIsRunWhenAWorkerComes(t *testing.T) {
	adoptsRecords(newSite(t))
}

func TestAJobThatIsKnownByItsRecordAloneIsRunOnAClusterToo(t *testing.T) {
	adoptsRecords(newClusterSite(t))
}

func adoptsRecords(s *site) {
	t, now := s.t, time.Now()
	for i := range 10 { // on a cluster they lie on several nodes
		s.appRecord(fmt.Sprint("waits", i), "queued", now.Add(-time.Hour))
	}
	s.appRecord("runs", "running", now.Add(-time.Hour)) // somebody's who knows no leases
	s.appRecord("unwanted", "cancelled", now.Add(-time.Hour))
	s.appRecord("old", "queued", now.Add(-wire.JobLife-time.Hour))
	s.appRecord("marked", "queued", now.Add(-time.Hour))
	s.appRecord("over", "queued", now.Add(-time.Hour))
	s.appRecord("queued", "queued", now.Add(-time.Hour))
	for _, err := range []error{
		s.rdb.HSet(t.Context(), "job:marked", "cancel_requested_at", "1").Err(),
		s.rdb.HSet(t.Context(), "job:over", "status", "failed", "outcome", "failed", "error", "no data", "announced_at", "1").Err(),
		s.rdb.Set(t.Context(), "tickstock:jobs:garbage", "plain text", 0).Err(),
		s.rdb.HSet(t.Context(), "tickstock:jobs:hash", "a", "b").Err(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.add("tickstock.jobs.backtest:stream", asked("queued", ""))
	h := s.hire(brisk())
	for i := range 10 {
		r := s.awaitAppRecord(fmt.Sprint("waits", i), "completed")
		if r["progress"] != 1.0 || r["completed_at"] == nil || r["results"] == nil || r["config"] == nil {
			t.Errorf("the record is %v", r)
		}
	}
	s.awaitAppRecord("queued", "completed")
	s.awaitAppRecord("marked", "cancelled")
	if r := s.awaitAppRecord("over", "failed"); r["error_message"] != "no data" {
		t.Errorf("the record of what is over is %v", r)
	}
	s.awaitQuiet()
	s.checkAdopted(h)
}

func (s *site) checkAdopted(h *hand) {
	t := s.t
	t.Helper()
	for _, id := range []string{"runs", "unwanted", "old", "marked", "over", "garbage", "hash"} {
		if n := s.runs(id); n != "" {
			t.Errorf("%s was run %s times", id, n)
		}
	}
	for id, status := range map[string]string{"runs": "running", "unwanted": "cancelled", "old": "queued"} {
		if got := s.readAppRecord(id)["status"]; got != status {
			t.Errorf("the record of %s says %v", id, got)
		}
	}
	if n := s.rdb.XLen(t.Context(), "tickstock.jobs.backtest:stream").Val(); n != 12 {
		t.Errorf("the stream has %d entries: what was in it already was put there again", n)
	}
	if ttl := s.rdb.TTL(t.Context(), "tickstock:jobs:waits0").Val(); ttl < 6*24*time.Hour || ttl > 7*24*time.Hour {
		t.Errorf("the record lives for %s", ttl)
	}
	active := s.rdb.ZRange(t.Context(), "tickstock:active_jobs", 0, -1).Val()
	if len(active) != 3 { // those whose records say so still, and the one that was cancelled by nobody of us
		t.Errorf("active are %q", active)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.problems) > 0 {
		t.Errorf("problems: %q", h.problems)
	}
}

func TestARecordIsNotWrittenOverWhatItsOwnerWroteMeanwhile(t *testing.T) {
	s := newSite(t)
	s.appRecord("j", "queued", time.Now())
	before := s.rdb.Get(t.Context(), "tickstock:jobs:j").Val()
	s.appRecord("j", "running", time.Now())
	if changed, err := replace.Run(t.Context(), s.rdb, []string{"tickstock:jobs:j"}, before, "{}").Bool(); err != nil || changed {
		t.Errorf("changed: %t, %v", changed, err)
	}
	h := s.hire(brisk())
	if err := h.endRecord(t.Context(), before, ending{id: "j", status: wire.StatusFailed, why: "no data"}); err != nil {
		t.Fatal(err)
	}
	if r := s.readAppRecord("j"); r["status"] != "failed" || r["error_message"] != "no data" {
		t.Errorf("what is read anew is %v", r)
	}
}

func TestAJobEndsWhereItsRecordCannotBeWritten(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.appRecord("j", "queued", time.Now())
	if err := s.rdb.Do(t.Context(), "ACL", "SETUSER", "default", "-zrem").Err(); err != nil {
		t.Fatal(err)
	}
	h := s.hire(brisk())
	s.publish("tickstock.jobs.backtest", asked("j", ""))
	s.last(n, "j")
	s.awaitAnnounced("j")
	s.awaitQuiet()
	if !h.told("could not be written into its record") {
		t.Error("nobody is told")
	}
}

// publishedWithoutItsRecord dies before it writes how the job ended into its record.
func publishedWithoutItsRecord(s *site, n *heard) {
	s.appRecord("j", "queued", time.Now())
	h, doomed := s.hireMortal(command(1, script(replace)), brisk())
	s.submit("j", "")
	awaitDeath(s.t, h, doomed)
	s.hire(brisk())
	s.awaitAppRecord("j", "completed")
	s.awaitQuiet()
	s.checkMended(n, crash{runs: "1", events: 2, stream: 2})
}

func zmember(id string) redis.Z { return redis.Z{Score: 1, Member: id} }
