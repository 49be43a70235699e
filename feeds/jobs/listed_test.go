package jobs

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// resultOf is a result as the engine leaves it, of about so many bytes.
func resultOf(bytes int) string {
	const trade = `{"symbol":"AAPL","patterns":["Doji"],"direction":"long","entry_date":"2024-01-02","exit_date":"2024-01-09","pnl":12.5,"return":0.0125}`
	return `{"win_rate":0.55,"total_trades":1000,"roi":0.12,"sharpe_ratio":1.4,"max_drawdown":0.08,"benchmark":{"roi":0.2},"trades":[` +
		strings.Repeat(trade+",", max(0, bytes/(len(trade)+1)-2)) + trade + `]}`
}

// finished stores jobs that are over, each with a result of so many bytes and with
// what else is given.
func finished(t testing.TB, c *redis.Client, n, bytes int, more ...any) {
	t.Helper()
	result := resultOf(bytes)
	for from := 0; from < n; from += 50 {
		_, err := c.Pipelined(t.Context(), func(p redis.Pipeliner) error {
			for i := from; i < min(n, from+50); i++ {
				fields := append([]any{
					"status", "completed", "outcome", "completed", "user_id", "ann", "finished_at", 1_693_123_456 + i,
					"job_data", `{"symbols":["AAPL","MSFT"],"start_date":"2024-01-01"}`, "processing_time_seconds", "1.5", "result", result,
				}, more...)
				p.HSet(t.Context(), fmt.Sprintf("job:bt_%05d", i), fields...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sent is how many bytes the server has sent since it began.
func sent(t testing.TB, c *redis.Client) int {
	t.Helper()
	_, after, _ := strings.Cut(c.Info(t.Context(), "stats").Val(), "total_net_output_bytes:")
	n, err := strconv.Atoi(strings.TrimSpace(strings.SplitN(after, "\n", 2)[0]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// withFigures is how many of the jobs that are listed have figures.
func withFigures(j *Jobs) (n int) {
	f := frame(j)
	for i := range f.Jobs.Held() {
		if r := f.Jobs.At(i).Result; r != nil && r.ROI == .12 {
			n++
		}
	}
	return n
}

const large300 = 300_000

func TestTheListReadsNoResultThatHasAHeadline(t *testing.T) {
	s := server(t)
	c, j := s.Client(t), open(t, s.URL())
	const n = 700
	finished(t, c, n, large300, wire.FieldHeadline, string(wire.Headline([]byte(resultOf(large300)))))
	before := sent(t, c)
	if !j.load(t.Context()) {
		t.Fatal("it did not come to its end")
	}
	if each := (sent(t, c) - before) / n; each > 1_500 {
		t.Errorf("%d bytes were read of each job", each)
	}
	if got := withFigures(j); got != n || len(j.results.later) != 0 {
		t.Errorf("%d of %d jobs have figures, %d are to be read", got, n, len(j.results.later))
	}
	got := shown(j, "bt_00042")
	if r := got.Result; got.User != "ann" || len(got.Symbols) != 2 || r.Trades != 1000 || r.HeldROI != .2 || r.Seconds != 1.5 {
		t.Errorf("it is %+v with %+v", got, got.Result)
	}
}

func TestResultsWithoutAHeadlineAreReadWhenAllIsListedAndOneAfterTheOther(t *testing.T) {
	s := server(t)
	c, j := s.Client(t), open(t, s.URL())
	const n = 60
	finished(t, c, n, large300)
	before := sent(t, c)
	j.load(t.Context())
	if each := (sent(t, c) - before) / n; each > 1_500 || frame(j).Jobs.Held() != n || withFigures(j) != 0 {
		t.Errorf("%d bytes were read of each of %d jobs", each, frame(j).Jobs.Held())
	}
	j.results.sort()
	for first := true; len(j.results.later) > 0; first = false {
		left := len(j.results.later)
		before := sent(t, c)
		j.figures(t.Context(), &load{decoder: wire.NewDecoder()})
		if bytes := sent(t, c) - before; bytes > figuresBytes+50_000 || len(j.results.later) >= left {
			t.Fatalf("%d bytes at once, %d of %d are left", bytes, len(j.results.later), left)
		}
		if first && (shown(j, "bt_00059").Result == nil || shown(j, "bt_00000").Result != nil) {
			t.Error("the newest did not come first")
		}
	}
	if got := withFigures(j); got != n {
		t.Errorf("%d of %d have figures", got, n)
	}
	if r := shown(j, "bt_00042").Result; r.Seconds != 1.5 {
		t.Errorf("it is %+v", r)
	}
}

func TestResultsThatWereLeftOutAreReadWhileThereIsNothingElseToDo(t *testing.T) {
	s := server(t)
	c := s.Client(t)
	finished(t, c, 12, large300)
	h := watching(t, s.URL(), patience)
	r := h.NewReader(0)
	eventually(t, "all have figures", func() bool {
		f := r.Frame()
		n := 0
		for i := range f.Jobs.Held() {
			if f.Jobs.At(i).Result != nil {
				n++
			}
		}
		return n == 12
	})
}

func TestASmallResultIsReadWithTheList(t *testing.T) {
	s := server(t)
	c, j := s.Client(t), open(t, s.URL())
	finished(t, c, 5, 500)
	set(t, c, "bt_other", "status", "completed", "results", `{"roi":0.12}`)
	j.load(t.Context())
	if got := withFigures(j); got != 6 {
		t.Errorf("%d of 6 have figures", got)
	}
}

// What is too long to be listed is said, and does not keep a job from the list.
func TestAFieldThatIsTooLongIsLeftWhereItIs(t *testing.T) {
	s := server(t)
	c, j := s.Client(t), open(t, s.URL())
	set(t, c, "bt_long", "status", "running", "progress", "0.5", "job_data", strings.Repeat("x", maxField+1))
	set(t, c, "bt_huge", "status", "completed", "result", strings.Repeat("x", figuresBytes+1))
	if err := c.Set(t.Context(), wire.RecordPrefix+"bt_text", strings.Repeat("x", wire.MaxBytes+1), 0).Err(); err != nil {
		t.Fatal(err)
	}
	before := sent(t, c)
	j.load(t.Context())
	if bytes := sent(t, c) - before; bytes > 10_000 || len(j.results.later) != 0 {
		t.Errorf("%d bytes were read, %d results are to be", bytes, len(j.results.later))
	}
	if f := frame(j); f.Jobs.Held() != 2 || shown(j, "bt_long").Progress != .5 || shown(j, "bt_huge").Phase != model.PhaseCompleted ||
		!strings.HasPrefix(f.Trouble, "2 job records could not be read, the last: tickstock:jobs:bt_text: it has 1048577 bytes") {
		t.Errorf("%d jobs, trouble %q", f.Jobs.Held(), f.Trouble)
	}
}

func TestAPageIsBoundedByBytesAndHasOneJobAtLeast(t *testing.T) {
	for want, sizes := range map[int][]int{
		1: {pageBytes * 3, 1}, 2: {pageBytes / 2, pageBytes / 2, 1}, 3: {1, 2, 3},
	} {
		var all []listed
		for _, n := range sizes {
			all = append(all, listed{bytes: n})
		}
		if got := pageOf(all); got != want {
			t.Errorf("of %v a page has %d, want %d", sizes, got, want)
		}
	}
}

func TestAResultThatIsNotThereAnyMoreIsNotAskedForAgain(t *testing.T) {
	s := server(t)
	c, j := s.Client(t), open(t, s.URL())
	finished(t, c, 2, large300)
	j.load(t.Context())
	c.Del(t.Context(), "job:bt_00000")
	set(t, c, "bt_00001", "result", "{broken")
	j.figures(t.Context(), &load{decoder: wire.NewDecoder()})
	if len(j.results.later) != 0 || withFigures(j) != 0 || frame(j).Jobs.Held() != 2 {
		t.Errorf("%d are to be read, %d have figures", len(j.results.later), withFigures(j))
	}
}

func TestWhatALostConnectionKeptFromBeingReadIsReadLater(t *testing.T) {
	s := server(t)
	c := s.Client(t)
	j := openFaulty(t, s.URL(), &fault{command: "hmget", cut: true, late: true, at: func() {}})
	finished(t, c, 2, large300)
	j.results.add(large{id: "bt_00000", field: "result", bytes: large300})
	j.hub.LoadJobs([]model.Job{model.NewJob("bt_00000")}, j.now())
	if j.figures(t.Context(), &load{decoder: wire.NewDecoder()}); len(j.results.later) != 1 {
		t.Fatalf("%d are to be read", len(j.results.later))
	}
	if j.figures(t.Context(), &load{decoder: wire.NewDecoder()}); withFigures(j) != 1 {
		t.Error("it was not read")
	}
}

// BenchmarkLoad is the list of 1,000 jobs with results of 300 kB.
func BenchmarkLoad(b *testing.B) {
	for name, more := range map[string][]any{"headline": {wire.FieldHeadline, `{"roi":0.12}`}, "without": nil} {
		b.Run(name, func(b *testing.B) {
			s := redistest.Start(b)
			c := s.Client(b)
			finished(b, c, 1_000, large300, more...)
			before := sent(b, c)
			for b.Loop() {
				open(b, s.URL()).load(b.Context())
			}
			b.ReportMetric(float64(sent(b, c)-before)/1_000/float64(b.N), "bytes/job")
		})
	}
}

func TestTheJobsThatAWorkerEndedAreCountedFromTheirRecords(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	set(t, c, "a", "status", "completed", "finished_by", "desk-1-ABC-4", "created_at", "1693123400")
	set(t, c, "b", "status", "failed", "finished_by", "desk-1-ABC-9", "created_at", "1693123400")
	set(t, c, "c", "status", "running", "lease", "desk-1-ABC-10", "created_at", "1693123400")
	set(t, c, "d", "status", "completed", "created_at", "1693123400")
	if !j.load(t.Context()) {
		t.Fatal("it did not come to its end")
	}
	if got := frame(j).Jobs.Ended; len(got) != 1 || got["desk-1-ABC"] != 2 || shown(j, "c").Worker != "desk-1-ABC" {
		t.Errorf("counted %v, the one that runs is with %q", got, shown(j, "c").Worker)
	}
}
