package feeds

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

func request() model.Request {
	return model.Request{
		Symbols: []string{"AAPL", "MSFT"}, Patterns: []string{"Doji"},
		Start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC),
	}
}

func draft(t *testing.T, d *screen) model.Draft {
	t.Helper()
	got, err := d.Jobs.Draft(request())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// worker subscribes as a backtest worker does.
func worker(t *testing.T, c *redis.Client, channel string) *redis.PubSub {
	t.Helper()
	ps := c.Subscribe(t.Context(), channel)
	t.Cleanup(func() { ps.Close() })
	if _, err := ps.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	return ps
}

// lastOf is the newest entry of a stream.
func lastOf(t *testing.T, c *redis.Client, stream string) string {
	t.Helper()
	got, err := c.XRevRangeN(t.Context(), stream, "+", "-", 1).Result()
	if err != nil || len(got) != 1 {
		t.Fatalf("stream %s holds %v, %v", stream, got, err)
	}
	text, _ := got[0].Values["data"].(string)
	return text
}

func TestSubmittingWritesHashAndStreamAndPublishesTheSameJSON(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	work := worker(t, c, testNames.Backtest)
	sent := draft(t, d)
	got, err := d.Jobs.Submit(t.Context(), sent)
	if err != nil || got.JobID != sent.JobID || got.Listeners != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	heard, err := work.ReceiveMessage(t.Context())
	if err != nil || heard.Payload != sent.JSON || !json.Valid([]byte(sent.JSON)) {
		t.Errorf("the worker heard %+v, %v; want %s", heard, err, sent.JSON)
	}
	if got := lastOf(t, c, testNames.Backtest+":stream"); got != sent.JSON {
		t.Errorf("the stream holds %s", got)
	}
	key := "job:" + sent.JobID
	hash, err := c.HGetAll(t.Context(), key).Result()
	if err != nil || len(hash) != 4 || hash["status"] != "submitted" || hash["user_id"] != "ann" || hash["job_data"] != sent.JSON || hash["created_at"] == "" {
		t.Errorf("the hash holds %v, %v", hash, err)
	}
	if life := c.TTL(t.Context(), key).Val(); life > 24*time.Hour || life < 24*time.Hour-time.Minute {
		t.Errorf("it lives %s", life)
	}
	d.until("it is listed", func() bool { return d.jobs[sent.JobID].Phase == model.PhaseQueued })
	if j := d.jobs[sent.JobID]; j.User != "ann" || strings.Join(j.Symbols, " ") != "AAPL MSFT" || j.Start != "2024-01-01" || time.Since(j.Created) > time.Minute {
		t.Errorf("it is listed as %+v", j)
	}
}

func TestNobodyListeningIsCounted(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	if got, err := d.Jobs.Submit(t.Context(), draft(t, d)); err != nil || got.Listeners != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestTheSameDraftTwiceIsOneJobAndUndoesNothing(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	sent := draft(t, d)
	if _, err := d.Jobs.Submit(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	if err := c.HSet(t.Context(), "job:"+sent.JobID, "status", "running", "progress", "0.5").Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Jobs.Submit(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	if keys := c.Keys(t.Context(), "job:*").Val(); len(keys) != 1 {
		t.Errorf("the jobs are %v", keys)
	}
	if status := c.HGet(t.Context(), "job:"+sent.JobID, "status").Val(); status != "running" {
		t.Errorf("a running job became %q", status)
	}
	if other := draft(t, d); other.JobID == sent.JobID {
		t.Error("two drafts have one id")
	}
}

func TestCancellingMarksAndPublishes(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	work := worker(t, c, testNames.System)
	sent := draft(t, d)
	if _, err := d.Jobs.Submit(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Jobs.Cancel(t.Context(), sent.JobID); err != nil || n != 1 {
		t.Fatalf("%d heard it, %v", n, err)
	}
	heard, err := work.ReceiveMessage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var command struct {
		Command   string
		JobID     string `json:"job_id"`
		Timestamp float64
	}
	if err := json.Unmarshal([]byte(heard.Payload), &command); err != nil || command.Command != "cancel_job" || command.JobID != sent.JobID || command.Timestamp == 0 {
		t.Errorf("the worker heard %s, %v", heard.Payload, err)
	}
	if got := lastOf(t, c, testNames.System+":stream"); got != heard.Payload {
		t.Errorf("the stream holds %s", got)
	}
	if status := c.HGet(t.Context(), "job:"+sent.JobID, "status").Val(); status != "cancelling" {
		t.Errorf("the hash says %q", status)
	}
	d.until("it is shown", func() bool { return d.jobs[sent.JobID].Phase == model.PhaseCancelling })
}

func TestAFinishedOrUnknownJobIsNotCancelled(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	for _, status := range []string{"completed", "failed", "cancelled"} {
		if err := c.HSet(t.Context(), "job:"+status, "status", status).Err(); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Jobs.Cancel(t.Context(), status); err == nil || !strings.Contains(err.Error(), "is "+status+" already") {
			t.Errorf("a job that is %s: %v", status, err)
		}
		if now := c.HGet(t.Context(), "job:"+status, "status").Val(); now != status {
			t.Errorf("a job that is %s became %q", status, now)
		}
	}
	if _, err := d.Jobs.Cancel(t.Context(), "bt_nobody"); err == nil || !strings.Contains(err.Error(), "no job bt_nobody") {
		t.Errorf("an unknown job: %v", err)
	}
	if n := c.Exists(t.Context(), "job:bt_nobody", testNames.System+":stream").Val(); n != 0 {
		t.Error("cancelling what is not there left something behind")
	}
	publish(t, c, "progress", `{"job_id":"bt_live","progress":0.5,"status":"running"}`, 1)
	d.until("it is known", func() bool { return d.jobs["bt_live"].Phase == model.PhaseRunning })
	if _, err := d.Jobs.Cancel(t.Context(), "bt_live"); err != nil {
		t.Errorf("a job without a record, known from its progress: %v", err)
	}
}

func TestWhatRedisRefusesIsSaidInWords(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	if err := c.Set(t.Context(), "job:bt_text", "no hash", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Jobs.Cancel(t.Context(), "bt_text"); err == nil || !strings.Contains(err.Error(), "could not cancel") || strings.Contains(err.Error(), "lost") {
		t.Errorf("a key of another type: %v", err)
	}
	sent := draft(t, d)
	s.Kill()
	if _, err := d.Jobs.Submit(t.Context(), sent); err == nil || !strings.Contains(err.Error(), "could not submit") {
		t.Errorf("without a server: %v", err)
	}
	s.Restart()
	d.until("the link is up", func() bool { return d.frame.Link.Up })
	if got, err := d.Jobs.Submit(t.Context(), sent); err != nil || got.JobID != sent.JobID {
		t.Errorf("tried again: %+v, %v", got, err)
	}
}
