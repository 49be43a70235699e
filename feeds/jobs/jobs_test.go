package jobs

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// frame is what a screen shows of the jobs now.
func frame(j *Jobs) model.Frame { return j.hub.NewReader(0).Frame() }

// shown is a job as a screen has it; the zero job if it is not listed.
func shown(j *Jobs, id string) model.Job {
	got, _ := frame(j).Jobs.Job(id)
	return got
}

func draft(t *testing.T, j *Jobs) model.Draft {
	t.Helper()
	got, err := j.Draft(someRequest())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func someRequest() model.Request {
	return model.Request{
		Symbols: []string{"AAPL", "MSFT"}, Patterns: []string{"Doji"},
		Start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC),
	}
}

func submit(t *testing.T, j *Jobs) model.Draft {
	t.Helper()
	sent := draft(t, j)
	if _, err := j.Submit(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	return sent
}

// listen subscribes as a worker does.
func listen(t *testing.T, c *redis.Client, channel string) *redis.PubSub {
	t.Helper()
	ps := c.Subscribe(t.Context(), channel)
	t.Cleanup(func() { ps.Close() })
	if _, err := ps.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	return ps
}

func hear(t *testing.T, ps *redis.PubSub) string {
	t.Helper()
	m, err := ps.ReceiveMessage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m.Payload
}

// entries are the messages in a stream.
func entries(t *testing.T, c *redis.Client, stream string) (out []string) {
	t.Helper()
	got, err := c.XRange(t.Context(), stream, "-", "+").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range got {
		text, _ := e.Values["data"].(string)
		out = append(out, text)
	}
	return out
}

func set(t *testing.T, c *redis.Client, id string, fields ...any) {
	t.Helper()
	if err := c.HSet(t.Context(), "job:"+id, fields...).Err(); err != nil {
		t.Fatal(err)
	}
}

func field(t *testing.T, c *redis.Client, id, name string) string {
	t.Helper()
	return c.HGet(t.Context(), "job:"+id, name).Val()
}

const (
	backtest = "tickstock.jobs.backtest"
	system   = "tickstock.jobs.system"
)

func TestAnInvalidRequestMakesNoDraft(t *testing.T) {
	j := &Jobs{now: time.Now}
	if _, err := j.Draft(model.Request{}); err == nil {
		t.Error("an empty request is drafted")
	}
}

func TestSubmittingWritesHashAndStreamAndPublishesTheSameJSON(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	worker, sent := listen(t, c, backtest), draft(t, j)
	got, err := j.Submit(t.Context(), sent)
	if err != nil || got != (model.Receipt{JobID: sent.JobID, Listeners: 1}) {
		t.Fatalf("%+v, %v", got, err)
	}
	if heard := hear(t, worker); heard != sent.JSON || !json.Valid([]byte(heard)) {
		t.Errorf("the worker heard %s, want %s", heard, sent.JSON)
	}
	if got := entries(t, c, backtest+":stream"); len(got) != 1 || got[0] != sent.JSON {
		t.Errorf("the stream holds %q", got)
	}
	key := "job:" + sent.JobID
	hash, err := c.HGetAll(t.Context(), key).Result()
	if err != nil || len(hash) != 4 || hash["status"] != "submitted" || hash["user_id"] != "ann" || hash["job_data"] != sent.JSON || hash["created_at"] == "" {
		t.Errorf("the hash holds %v, %v", hash, err)
	}
	if life := c.TTL(t.Context(), key).Val(); life > 24*time.Hour || life < 24*time.Hour-time.Minute {
		t.Errorf("it lives %s", life)
	}
	if got := shown(j, sent.JobID); got.Phase != model.PhaseQueued || got.User != "ann" || strings.Join(got.Symbols, " ") != "AAPL MSFT" ||
		got.Start != "2024-01-01" || time.Since(got.Created) > time.Minute {
		t.Errorf("it is listed as %+v", got)
	}
}

func TestNobodyListeningIsCounted(t *testing.T) {
	j := open(t, server(t).URL())
	if got, err := j.Submit(t.Context(), draft(t, j)); err != nil || got.Listeners != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestTheSameDraftTwiceIsOneJobAndUndoesNothing(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	sent := submit(t, j)
	created := field(t, c, sent.JobID, "created_at")
	set(t, c, sent.JobID, "status", "running", "progress", "0.5")
	j.now = func() time.Time { return time.Now().Add(time.Minute) }
	if _, err := j.Submit(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	if keys := c.Keys(t.Context(), "job:*").Val(); len(keys) != 1 {
		t.Errorf("the jobs are %v", keys)
	}
	if status := field(t, c, sent.JobID, "status"); status != "running" {
		t.Errorf("a running job became %q", status)
	}
	if now := field(t, c, sent.JobID, "created_at"); created == "" || now != created {
		t.Errorf("it was created at %s, and now at %s", created, now)
	}
	if other := draft(t, j); other.JobID == sent.JobID {
		t.Error("two drafts have one id")
	}
}

// A stream that nobody reads must not fill the server: it is cut by number, and
// by age. The server removes whole nodes, of a hundred entries each.
func TestTheStreamOfRequestsIsBounded(t *testing.T) {
	const fill = `for i = 1, ARGV[2] do redis.call('XADD', KEYS[1], ARGV[1], 'data', 'x') end`
	for name, c := range map[string]struct {
		id   string // of the entries that are there already
		have int
		most int64
	}{
		"by number": {"*", wire.StreamLen + 1000, wire.StreamLen + 100},
		"by age":    {fmt.Sprintf("%d-*", time.Now().Add(-wire.StreamLife-time.Hour).UnixMilli()), 1000, 101},
	} {
		t.Run(name, func(t *testing.T) {
			s := server(t)
			j, rdb := open(t, s.URL()), s.Client(t)
			if err := rdb.Eval(t.Context(), fill, []string{backtest + ":stream"}, c.id, c.have).Err(); !errors.Is(err, redis.Nil) {
				t.Fatal(err)
			}
			sent := submit(t, j)
			if n := rdb.XLen(t.Context(), backtest+":stream").Val(); n > c.most {
				t.Errorf("it holds %d entries, want %d at most", n, c.most)
			}
			last := rdb.XRevRangeN(t.Context(), backtest+":stream", "+", "-", 1).Val()
			if len(last) != 1 || last[0].Values["data"] != sent.JSON {
				t.Errorf("it ends with %v", last)
			}
		})
	}
}

func TestCancellingMarksAndPublishes(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	worker, sent := listen(t, c, system), submit(t, j)
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	j.now = func() time.Time { return now }
	if n, err := j.Cancel(t.Context(), sent.JobID); err != nil || n != 1 {
		t.Fatalf("%d heard it, %v", n, err)
	}
	heard := hear(t, worker)
	var command struct {
		Command   string
		JobID     string `json:"job_id"`
		Timestamp float64
	}
	if err := json.Unmarshal([]byte(heard), &command); err != nil || command.Command != "cancel_job" || command.JobID != sent.JobID || command.Timestamp != float64(now.Unix()) {
		t.Errorf("the worker heard %s, %v", heard, err)
	}
	if got := entries(t, c, system+":stream"); len(got) != 1 || got[0] != heard {
		t.Errorf("the stream holds %q", got)
	}
	if status := field(t, c, sent.JobID, "status"); status != "cancelling" {
		t.Errorf("the hash says %q", status)
	}
	if got := shown(j, sent.JobID); got.Phase != model.PhaseCancelling || !got.Asked.Equal(now) {
		t.Errorf("it is shown as %s, asked to end at %s, want %s", got.Phase, got.Asked, now)
	}
}

func TestAFinishedOrUnknownJobIsNotCancelled(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	for _, status := range []string{"completed", "failed", "cancelled"} {
		set(t, c, status, "status", status)
		if _, err := j.Cancel(t.Context(), status); err == nil || !strings.Contains(err.Error(), "is "+status+" already") {
			t.Errorf("a job that is %s: %v", status, err)
		}
		if now := field(t, c, status, "status"); now != status {
			t.Errorf("a job that is %s became %q", status, now)
		}
	}
	if _, err := j.Cancel(t.Context(), "bt_nobody"); err == nil || !strings.Contains(err.Error(), "no job bt_nobody") {
		t.Errorf("an unknown job: %v", err)
	}
	if n := c.Exists(t.Context(), "job:bt_nobody", system+":stream").Val(); n != 0 {
		t.Error("cancelling what is not there left something behind")
	}
}

func TestAJobWithoutARecordThatIsKnownIsCancelled(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	job := model.NewJob("bt_live")
	job.Phase = model.PhaseRunning
	j.hub.AddJob(job)
	if _, err := j.Cancel(t.Context(), "bt_live"); err != nil {
		t.Fatal(err)
	}
	if got := entries(t, c, system+":stream"); len(got) != 1 {
		t.Errorf("the stream holds %q", got)
	}
	if n := c.Exists(t.Context(), "job:bt_live").Val(); n != 0 {
		t.Error("it has a record now")
	}
}

func TestWhatRedisRefusesIsSaidInWords(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	if err := c.Set(t.Context(), "job:bt_text", "no hash", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Cancel(t.Context(), "bt_text"); err == nil || !strings.Contains(err.Error(), "could not cancel") || strings.Contains(err.Error(), "lost") {
		t.Errorf("a key of another type: %v", err)
	}
	s.Kill()
	if _, err := j.Submit(t.Context(), draft(t, j)); err == nil || !strings.Contains(err.Error(), "could not submit") {
		t.Errorf("without a server: %v", err)
	}
}
