package feeds

import (
	"fmt"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"tickdeck/feeds/redistest"
	"tickdeck/model"
)

// clusterURL names every node, as a person would who wants any of them to do.
func clusterURL(c *redistest.Cluster) string {
	return "redis+cluster://" + c.Addrs()[0] + "?addr=" + strings.Join(c.Addrs()[1:], "&addr=")
}

func TestEverythingWorksOnACluster(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	c := redistest.StartCluster(t)
	rdb := c.Client(t)
	for i := range 20 { // spread over the nodes
		if err := rdb.HSet(t.Context(), fmt.Sprintf("job:bt_%d", i), "status", "completed", "user_id", "ann").Err(); err != nil {
			t.Fatal(err)
		}
	}
	d := connected(t, clusterURL(c))
	d.until("the jobs of every node are loaded", func() bool { return len(d.jobs) == 20 && d.frame.Jobs.InRedis == 20 })
	if err := rdb.Publish(t.Context(), "patterns", string(event(nil, 1))).Err(); err != nil {
		t.Fatal(err)
	}
	d.until("an alert is there", func() bool { return len(d.items) == 1 })
	sent := draft(t, d)
	if _, err := d.Jobs.Submit(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	if got := rdb.XLen(t.Context(), testNames.Backtest+":stream").Val(); got != 1 {
		t.Errorf("%d requests are in the stream", got)
	}
	d.until("it is listed", func() bool { return d.jobs[sent.JobID].Phase == model.PhaseQueued })
	if _, err := d.Jobs.Cancel(t.Context(), sent.JobID); err != nil {
		t.Fatal(err)
	}
	if got := rdb.HGet(t.Context(), "job:"+sent.JobID, "status").Val(); got != "cancelling" {
		t.Errorf("its record says %q", got)
	}
	if got := rdb.XLen(t.Context(), testNames.System+":stream").Val(); got != 1 {
		t.Errorf("%d commands are in the stream", got)
	}
	if !strings.HasPrefix(d.frame.Link.Address, "cluster ") || d.frame.Trouble != "" {
		t.Errorf("the link is %+v, trouble %q", d.frame.Link, d.frame.Trouble)
	}
}

// A client that cancels writes the status behind the end of a job as well: what
// workers say of it counts.
func TestAJobThatIsOverStaysOverWhateverItsStatusSays(t *testing.T) {
	s := server(t)
	c := s.Client(t)
	if err := c.HSet(t.Context(), "job:bt_1", "status", "cancelling", "outcome", "completed", "result", `{"roi":0.1}`).Err(); err != nil {
		t.Fatal(err)
	}
	if err := c.HSet(t.Context(), "job:bt_mark", "cancel_requested_at", "1693123456").Err(); err != nil {
		t.Fatal(err)
	}
	d := connected(t, s.URL())
	d.until("it is loaded", func() bool { return d.jobs["bt_1"].Phase == model.PhaseCompleted && d.jobs["bt_1"].Result != nil })
	if _, err := d.Jobs.Cancel(t.Context(), "bt_1"); err == nil || !strings.Contains(err.Error(), "completed already") {
		t.Errorf("it is cancelled once more: %v", err)
	}
	if len(d.jobs) != 1 {
		t.Errorf("the jobs are %v", d.jobs)
	}
}
