//go:build unix

package e2e

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/feeds/redistest"
)

// startedIn is the line of a job's detail that says when it was started.
func startedIn(t time.Time) string { return "started       " + t.UTC().Format(time.DateTime) }

func TestAJobOfWhichAChannelSpeaksShowsTheStartThatItsRecordTells(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	rdb := server.Client(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● "+server.Addr(), "No backtests yet")
	start := time.Now().Add(-90 * time.Second)
	rdb.HSet(t.Context(), "job:bt_slow", "status", "running", "started_at", fmt.Sprintf("%.3f", float64(start.UnixMilli())/1e3))
	publish(t, rdb, "tickstock.events.backtesting.progress", `{"job_id":"bt_slow","progress":0.4,"status":"running","timestamp":%f}`, now())
	s.sees("bt_slow", "40%")
	s.types("2" + keyEnter)
	s.sees("Job · bt_slow", "running", startedIn(start))
}

func TestAJobThatWasSubmittedHereShowsItsStartAsSoonAsItRuns(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	w := hire(t, server)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	id := submit(s, w)
	s.sees(id[:7], "submitted")
	start := time.Now()
	w.rdb.HSet(t.Context(), "job:"+id, "status", "running", "started_at", fmt.Sprintf("%.3f", float64(start.UnixMilli())/1e3))
	w.progress(id, "running", 0.2)
	s.types("2" + keyEnter)
	s.sees("Job · "+id[:7], "running", startedIn(start))
}

func TestAJobThatIsOverWithinASecondShowsItsStart(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	rdb := server.Client(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● "+server.Addr(), "No backtests yet")
	rdb.HSet(t.Context(), "job:bt_fast", "status", "submitted", "user_id", "user_7")
	publish(t, rdb, "tickstock.events.backtesting.progress", `{"job_id":"bt_fast","progress":0.1,"status":"running","timestamp":%f}`, now())
	s.sees("bt_fast", "@user_7") // its record was read, before it told a start
	start := time.Now()
	rdb.HSet(t.Context(), "job:bt_fast", "status", "running", "started_at", fmt.Sprintf("%.3f", float64(start.UnixMilli())/1e3))
	publish(t, rdb, "tickstock.events.backtesting.results",
		`{"event_type":"backtest_result","job_id":"bt_fast","status":"completed","timestamp":%f,"results":{"roi":0.05}}`, now())
	s.sees("bt_fast", "done", "+5.0%")
	s.types("2" + keyEnter)
	s.sees("▸ Result bt_fast", "+5.0%")
	s.types("7")
	s.finds("started +" + start.UTC().Format(time.DateTime))
}
