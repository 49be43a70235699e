//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
)

// worker plays the other side: it takes requests and commands, and says of the
// jobs what the test tells it to.
type worker struct {
	t        *testing.T
	rdb      *redis.Client
	requests chan map[string]any
	commands chan map[string]any
}

func hire(t *testing.T, server *redistest.Server) *worker {
	t.Helper()
	w := &worker{t: t, rdb: server.Client(t), requests: make(chan map[string]any, 8), commands: make(chan map[string]any, 8)}
	ps := w.rdb.Subscribe(t.Context(), "tickstock.jobs.backtest", "tickstock.jobs.system")
	for range 2 {
		if _, err := ps.Receive(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m := range ps.Channel() {
			var body map[string]any
			if json.Unmarshal([]byte(m.Payload), &body) == nil {
				map[bool]chan map[string]any{true: w.requests, false: w.commands}[m.Channel == "tickstock.jobs.backtest"] <- body
			}
		}
	}()
	t.Cleanup(func() {
		ps.Close()
		<-done
	})
	return w
}

func await(t *testing.T, from chan map[string]any) map[string]any {
	t.Helper()
	select {
	case m := <-from:
		return m
	case <-time.After(patience):
		t.Fatal("nothing was sent to the worker")
		return nil
	}
}

func (w *worker) progress(id, status string, fraction float64) {
	w.t.Helper()
	publish(w.t, w.rdb, "tickstock.events.backtesting.progress",
		`{"job_id":%q,"progress":%f,"status":%q,"timestamp":%f,"current_symbol":"MSFT"}`, id, fraction, status, now())
}

// submit puts a backtest together by keys and returns the job's id.
func submit(s *screen, w *worker) string {
	s.t.Helper()
	s.types("n")
	s.sees("New backtest")
	s.types("aapl msft" + keyTab + keyTab + keyTab + keyDown + " ")
	s.sees("AAPL, MSFT", "[x] Doji")
	s.types(keyCtrlS)
	request := await(s.t, w.requests)
	s.sees("1 worker is listening")
	id, _ := request["job_id"].(string)
	if symbols := fmt.Sprint(request["symbols"]); id == "" || symbols != "[AAPL MSFT]" || fmt.Sprint(request["patterns"]) != "[Doji]" {
		s.t.Fatalf("the request is %v", request)
	}
	return id
}

func TestABacktestIsSubmittedAndFinishes(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	w := hire(t, server)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	id := submit(s, w)
	s.sees(id[:7], "AAPL MSFT", "submitted")
	if life := w.rdb.TTL(t.Context(), "job:"+id).Val(); life < 23*time.Hour || life > 24*time.Hour {
		t.Errorf("the job's hash lives %s", life)
	}
	w.progress(id, "running", 0.42)
	s.sees("running", "42%")
	publish(t, w.rdb, "tickstock.events.backtesting.results",
		`{"event_type":"backtest_result","job_id":%q,"status":"completed","timestamp":%f,"results":{"roi":0.312,"sharpe_ratio":1.84,"max_drawdown":0.09,"win_rate":0.6,"total_trades":120,"winning_trades":72,"duration_days":365}}`, id, now())
	s.sees("1 done", "+31.2%")
	s.types("2" + keyEnter)
	s.sees("▸ Result "+id[:7], "+31.2%", "1.84", "120")
}

func TestABacktestIsCancelled(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	w := hire(t, server)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	id := submit(s, w)
	w.progress(id, "running", 0.3)
	s.sees("running", "30%")
	s.types("2x")
	s.sees("Cancel job", "y cancel the job")
	s.types("y")
	command := await(t, w.commands)
	if command["command"] != "cancel_job" || command["job_id"] != id {
		t.Fatalf("the command is %v", command)
	}
	s.sees("asked 1 worker to cancel", "cancelling")
	w.progress(id, "cancelled", 0.3)
	s.sees("1 cancelled")
}

func TestJobsThatWereThereBeforeAreListed(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	rdb := server.Client(t)
	pipe := rdb.Pipeline()
	for i := range 10_000 {
		pipe.HSet(t.Context(), fmt.Sprintf("job:bt_%05d", i), "status", "completed", "created_at", now(), "job_data", `{"symbols":["OLD"]}`)
	}
	if _, err := pipe.Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("10,000 done", "OLD")
}

func TestAPasteOfAMegabyteIsTaken(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := open(t, setup{args: []string{"--redis", server.URL()}})
	s.sees("● " + server.Addr())
	s.types("n")
	s.sees("New backtest")
	s.types("\x1b[200~" + strings.Repeat("AAPL, \x1b[31m日本\n", 1<<20/18) + "\x1b[201~")
	s.sees("only the first")
	s.types(keyTab)
	s.sees("▸ Dates")
	s.types(keyCtrlC)
	s.ends()
	s.leavesNoTrace()
}

func TestTheDemoNeedsNothingElse(t *testing.T) {
	t.Parallel()
	start := time.Now()
	s := open(t, setup{args: []string{"demo"}})
	s.sees("SIMULATED MARKET", "● 127.0.0.1")
	s.until("an alert", func(text string) bool {
		return strings.Contains(text, "▲") || strings.Contains(text, "▼") || strings.Contains(text, "◆")
	})
	t.Logf("the first alert shows after %s", time.Since(start).Round(time.Millisecond))
	s.types("n")
	s.sees("New backtest")
	s.types("aapl" + keyTab + keyTab + keyTab + keyDown + " " + keyCtrlS)
	id := s.finds(`(bt_[0-9a-f]+) (?:submitted|done)`) // it may be over before anybody can read that it was sent
	s.until("the result of "+id, func(text string) bool {
		for line := range strings.Lines(text) {
			if strings.Contains(line, id) && strings.Contains(line, " done") {
				return true
			}
		}
		return false
	})
	s.types("q")
	if status := s.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	s.leavesNoTrace()
}
