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
	if d.batch.Trouble != "" {
		t.Errorf("trouble: %s", d.batch.Trouble)
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
	d.until("the others are there", func() bool { return len(d.jobs) == 31 && d.batch.Trouble != "" })
	if !strings.HasPrefix(d.batch.Trouble, "6 job records could not be read") || strings.Contains(d.batch.Trouble, "\x1b") {
		t.Errorf("trouble: %q", d.batch.Trouble)
	}
	if j := d.jobs["bt_record"]; j.Phase != model.PhaseRunning || j.Progress != .25 || len(j.Symbols) != 1 {
		t.Errorf("the record is %+v", j)
	}
}

func TestAJobKnownFromItsProgressIsLookedUp(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	d.until("the first scan is over", func() bool { return time.Since(d.batch.Link.Since) > time.Second })
	store(t, c, 1)
	start := time.Now()
	publish(t, c, "progress", `{"job_id":"bt_0","progress":0.75,"status":"running"}`, 1)
	d.until("its record is read", func() bool { return len(d.jobs["bt_0"].Symbols) == 2 })
	if took := time.Since(start); took > scanEvery/2 {
		t.Errorf("it took %s", took)
	}
	if j := d.jobs["bt_0"]; j.Progress != .75 || j.Phase != model.PhaseRunning {
		t.Errorf("the record wins over the news: %+v", j)
	}
}

// watching runs Watch alone, with a scan after each pause.
func watching(t *testing.T, url string, pause time.Duration) *Hub {
	t.Helper()
	rdb, all, err := connect(url)
	if err != nil {
		t.Fatal(err)
	}
	h := NewHub(standard, time.Now)
	j := &Jobs{rdb: rdb, hub: h, names: testNames, user: "ann", now: time.Now, scanEvery: pause}
	done := make(chan struct{})
	go func() {
		defer close(done)
		j.Watch(t.Context())
	}()
	t.Cleanup(func() {
		all.cutAll()
		rdb.Close()
		<-done
	})
	return h
}

// eventually polls until it holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	late := time.Now().Add(patience)
	for tick := time.NewTicker(2 * time.Millisecond); !holds(); <-tick.C {
		if time.Now().After(late) {
			t.Fatalf("waited %s in vain until %s", patience, what)
		}
	}
}

func TestJobsThatAppearLaterAreFound(t *testing.T) {
	s := server(t)
	h, c := watching(t, s.URL(), 10*time.Millisecond), s.Client(t)
	var b model.Batch
	r := h.NewReader()
	jobs := map[string]model.Job{}
	look := func() int {
		r.Drain(&b)
		for _, j := range b.Jobs {
			jobs[j.ID] = j
		}
		return len(b.Jobs)
	}
	store(t, c, 3)
	eventually(t, "they are found", func() bool { look(); return len(jobs) == 3 })
	if j := jobs["bt_1"]; time.Since(j.Updated) > time.Minute {
		t.Errorf("its progress is news from %s", j.Updated)
	}
	before := h.revision()
	scans := commands(t, c, "scan")
	eventually(t, "it was scanned again", func() bool { return commands(t, c, "scan") > scans+6 })
	if n := look(); n != 0 || h.revision() != before {
		t.Errorf("%d jobs are news although nothing has changed", n)
	}
	c.HSet(t.Context(), "job:bt_1", "progress", "0.9")
	eventually(t, "its progress is found", func() bool { look(); return jobs["bt_1"].Progress == .9 })
	c.HSet(t.Context(), "job:bt_1", "status", "completed", "result", `{"roi":0.1}`)
	eventually(t, "its end is found", func() bool { look(); return jobs["bt_1"].Result != nil })
	c.Set(t.Context(), "job:text", "no hash", 0)
	eventually(t, "trouble is told", func() bool { look(); return strings.HasPrefix(b.Trouble, "a job record") })
	c.Del(t.Context(), "job:text")
	eventually(t, "trouble is over", func() bool { look(); return b.Trouble == "" })
}

func (h *Hub) revision() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.rev
}

// commands is how often the server has carried out a command.
func commands(t *testing.T, c *redis.Client, name string) (calls int) {
	t.Helper()
	info, err := c.Info(t.Context(), "commandstats").Result()
	if err != nil {
		t.Fatal(err)
	}
	if _, after, ok := strings.Cut(info, "cmdstat_"+name+":calls="); ok {
		_, _ = fmt.Sscanf(after, "%d", &calls)
	}
	return calls
}

func TestRedisThatGoesAwayDuringALoadIsSaidInWords(t *testing.T) {
	s := server(t)
	h := watching(t, s.URL(), 10*time.Millisecond)
	var b model.Batch
	r := h.NewReader()
	for name, leave := range map[string]func(){"frozen": s.Freeze, "killed": s.Kill} {
		leave()
		want := map[string]string{"frozen": "does not answer", "killed": "no Redis at"}[name]
		eventually(t, name+" is said", func() bool { r.Drain(&b); return strings.Contains(b.Trouble, want) })
		if !strings.HasPrefix(b.Trouble, "the jobs in Redis could not be loaded: ") {
			t.Errorf("trouble: %q", b.Trouble)
		}
		s.Restart()
		eventually(t, "trouble is over", func() bool { r.Drain(&b); return b.Trouble == "" })
	}
}

func TestJobsThatMayNotBeReadAreSaidInWords(t *testing.T) {
	s := server(t, "--user", "default", "on", "nopass", "~*", "&*", "+@all", "-scan")
	d := connected(t, s.URL())
	d.until("it is said", func() bool { return strings.Contains(d.batch.Trouble, "this user may not do that") })
	if !d.batch.Link.Up {
		t.Errorf("%+v", d.batch.Link)
	}
}

func TestAPrefixIsTakenAsItIs(t *testing.T) {
	for in, want := range map[string]string{"job:": "job:", "a*b?": `a\*b\?`, "[x]": `\[x\]`, `\`: `\\`} {
		if got := escapeGlob(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
