package feeds

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

func store(t *testing.T, c *redis.Client, n int) {
	t.Helper()
	_, err := c.Pipelined(t.Context(), func(p redis.Pipeliner) error {
		for i := range n {
			data := fmt.Sprintf(`{"job_type":"backtest","job_id":"bt_%d","user_id":"ann","symbols":["AAPL","GOOGL"],"start_date":"2024-01-01","end_date":"2024-12-31","patterns":["Doji"],"parameters":{"initial_capital":100000,"position_size":0.1},"timestamp":1693123456.789}`, i)
			p.HSet(t.Context(), fmt.Sprintf("job:bt_%d", i), "status", []string{"submitted", "running", "completed"}[i%3],
				"user_id", "ann", "created_at", 1_693_123_456+i, "job_data", data, "progress", "0.5")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTenThousandJobsLoadWhole(t *testing.T) {
	s := server(t)
	const n = 10_000
	store(t, s.Client(t), n)
	start := time.Now()
	d := open(t, s.URL())
	d.until("all are there", func() bool { return len(d.jobs) == n })
	t.Logf("%d jobs after %s", n, time.Since(start))
	if j := d.jobs["bt_4"]; j.Phase != model.PhaseRunning || j.Progress != .5 || len(j.Symbols) != 2 || j.User != "ann" {
		t.Errorf("one of them is %+v", j)
	}
	if d.frame.Trouble != "" {
		t.Errorf("trouble: %s", d.frame.Trouble)
	}
}

func TestWhatIsNoJobIsReportedAndTheOthersLoad(t *testing.T) {
	s := server(t)
	c := s.Client(t)
	store(t, c, 30)
	ctx := t.Context()
	c.Set(ctx, "job:text", "no hash", 0)
	c.LPush(ctx, "job:list", "a")
	c.HSet(ctx, "job:garbage", "status", "running", "job_data", "{broken")
	c.HSet(ctx, "job:\x1b[2J", "status", "running")
	c.Set(ctx, "tickstock:jobs:bt_record", `{"status":"running","progress":0.25,"symbols":["TSLA"]}`, 0)
	c.Set(ctx, "tickstock:jobs:garbage", "plain text", 0)
	c.HSet(ctx, "tickstock:jobs:hash", "a", "b")
	d := connected(t, s.URL())
	d.until("the others are there", func() bool { return len(d.jobs) == 32 && d.frame.Trouble != "" })
	if !strings.HasPrefix(d.frame.Trouble, "6 job records could not be read") || strings.Contains(d.frame.Trouble, "\x1b") {
		t.Errorf("trouble: %q", d.frame.Trouble)
	}
	if j := d.jobs["garbage"]; j.Phase != model.PhaseRunning { // what could be read of it
		t.Errorf("the one whose request is broken is %+v", j)
	}
	if j := d.jobs["bt_record"]; j.Phase != model.PhaseRunning || j.Progress != .25 || len(j.Symbols) != 1 {
		t.Errorf("the record is %+v", j)
	}
}

func TestAJobKnownFromItsProgressIsLookedUp(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	d.until("the first scan is over", func() bool { return time.Since(d.frame.Link.Since) > time.Second })
	store(t, c, 1)
	start := time.Now()
	publish(t, c, "progress", `{"job_id":"bt_0","progress":0.75,"status":"running"}`, 1)
	d.until("its record is read", func() bool { return len(d.jobs["bt_0"].Symbols) == 2 })
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
	if j := d.jobs["bt_0"]; j.Progress != .75 || j.Phase != model.PhaseRunning {
		t.Errorf("the record wins over the news: %+v", j)
	}
}

func TestJobsThatMayNotBeReadAreSaidInWords(t *testing.T) {
	s := server(t, "--user", "default", "on", "nopass", "~*", "&*", "+@all", "-scan")
	d := connected(t, s.URL())
	d.until("it is said", func() bool { return strings.Contains(d.frame.Trouble, "this user may not do that") })
	if !d.frame.Link.Up {
		t.Errorf("%+v", d.frame.Link)
	}
}
