package worker

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/wire"
)

func TestAJobIsRunHoweverItWasSent(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.hire(Options{Parallel: 2, Publisher: "us"})
	for id, send := range map[string]func(id string){
		"both":    func(id string) { s.submit(id, "") },
		"channel": func(id string) { s.publish("tickstock.jobs.backtest", asked(id, "")) },
		"stream":  func(id string) { s.add("tickstock.jobs.backtest:stream", asked(id, "")) },
	} {
		send(id)
		s.awaitStatus(id, "completed")
		s.checkCompleted(n, id)
	}
	s.awaitQuiet()
	if got := s.rdb.XLen(t.Context(), "tickstock.jobs.backtest:stream").Val(); got != 3 {
		t.Errorf("the stream holds %d entries of 3 jobs", got)
	}
	if left := s.rdb.Keys(t.Context(), "tickstock:engine:*").Val(); len(left) > 0 {
		t.Errorf("there are keys beside the contract's: %v", left)
	}
}

func (s *site) checkCompleted(n *heard, id string) {
	t := s.t
	t.Helper()
	await(t, "it is announced", func() bool { return s.hash(id)["announced_at"] != "" })
	h := s.hash(id)
	var result map[string]any
	if err := json.Unmarshal([]byte(h["result"]), &result); err != nil || result["total_trades"] != 7.0 {
		t.Errorf("the hash holds the result %q", h["result"])
	}
	if want := wire.Headline([]byte(h["result"])); h["headline"] != string(want) || len(want) < 10 {
		t.Errorf("the hash holds the headline %q, want %q", h["headline"], want)
	}
	for _, field := range []string{"started_at", "finished_at", "created_at", "user_id", "job_data"} {
		if h[field] == "" {
			t.Errorf("the hash has no %s: %v", field, h)
		}
	}
	if h["progress"] != "1" || h["error"] != "" || h["outcome"] != "completed" {
		t.Errorf("progress %q, error %q, outcome %q", h["progress"], h["error"], h["outcome"])
	}
	if h["lease"] != "" || h["attempts"] != "" {
		t.Errorf("of the run is left %v", h)
	}
	if ttl := s.rdb.TTL(t.Context(), "job:"+id).Val(); ttl < 23*time.Hour || ttl > 24*time.Hour {
		t.Errorf("the hash lives for %s", ttl)
	}
	p, r := s.last(n, id)
	if p["status"] != "completed" || p["progress"] != 1.0 {
		t.Errorf("the last progress is %v", p)
	}
	if r["event_type"] != "backtest_result" || r["source"] != "us" || r["status"] != "completed" ||
		r["results"].(map[string]any)["win_rate"] != 0.5 || r["processing_time_seconds"].(float64) <= 0 {
		t.Errorf("the result is %v", r)
	}
	kept := s.rdb.XRevRangeN(t.Context(), "tickstock.events.backtesting.results:stream", "+", "-", 1).Val()
	if len(kept) != 1 || !strings.Contains(kept[0].Values["data"].(string), id) {
		t.Errorf("the stream of results ends with %v", kept)
	}
}

func TestProgressIsNeitherAFloodNorSilence(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	n := s.listen()
	s.hire(Options{Parallel: 2})
	s.submit("chatty", `,"takes":2.5`)
	s.submit("quiet", `,"takes":2.5,"quiet":true`)
	for _, id := range []string{"chatty", "quiet"} {
		s.awaitStatus(id, "completed")
		s.last(n, id)
		got := n.of("progress", id)
		for i := range got {
			if i > 0 && got[i].at.Sub(got[i-1].at) > time.Second {
				t.Errorf("%s: silent for %s", id, got[i].at.Sub(got[i-1].at))
			}
			if i >= 11 && stamp(got[i])-stamp(got[i-11]) < 1 {
				t.Errorf("%s: 12 reports within %.3f s", id, stamp(got[i])-stamp(got[i-11]))
			}
		}
	}
	mid := n.of("progress", "chatty")[5].fields
	if mid["current_symbol"] == "" || mid["processed_symbols"].(float64) <= 0 || mid["total_symbols"] != 500.0 {
		t.Errorf("a report in between: %v", mid)
	}
}

func stamp(h heardEvent) float64 { return h.fields["timestamp"].(float64) }

func TestTheSameJobRunsOnceHoweverOftenItIsSent(t *testing.T) {
	s := newSite(t)
	s.hire(Options{Parallel: 4})
	s.hire(Options{Parallel: 4})
	for range 3 {
		s.submit("j", `,"takes":0.3`)
		s.publish("tickstock.jobs.backtest", asked("j", `,"takes":0.3`))
		s.add("tickstock.jobs.backtest:stream", asked("j", `,"takes":0.3 `))
	}
	await(t, "it ran", func() bool { return s.hash("j")["result"] != "" })
	s.publish("tickstock.jobs.backtest", asked("j", ""))
	s.add("tickstock.jobs.backtest:stream", asked("j", ""))
	s.awaitQuiet()
	if got := s.runs("j"); got != "1" {
		t.Errorf("it ran %s times", got)
	}
}

func TestABadRequestEndsWithWordsForAPerson(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	h := s.hire(Options{Parallel: 2})
	large := asked("large", `,"pad":"`+strings.Repeat("x", wire.MaxMessage)+`"`)
	for id, c := range map[string]struct{ text, want string }{
		"cut":    {`{"job_id":"cut","symbols":["A`, "the request cannot be read: it is cut off"},
		"nan":    {`{"job_id":"nan","x":NaN}`, "the request cannot be read"},
		"behind": {`{"job_id":"behind"} and more`, "the request cannot be read"},
		"large":  {large, "the request is too large: 1048"},
		"wrong":  {asked("wrong", `,"wrong":"no data for XYZ"`), "no data for XYZ"},
		"shape":  {asked("shape", `,"takes":"long"`), "the request is no order"},
		"fails":  {asked("fails", `,"fails":"out of cheese"`), "the backtest failed: out of cheese"},
		"panic":  {asked("panic", `,"panic":"at the disco"`), "the engine broke down over it (at the disco)"},
		"mute":   {asked("mute", `,"says":"{"`), "the engine returned no readable result"},
	} {
		for _, way := range []string{"channel", "stream"} {
			if way == "channel" {
				s.publish("tickstock.jobs.backtest", c.text)
			} else {
				s.add("tickstock.jobs.backtest:stream", c.text)
			}
		}
		s.awaitStatus(id, "failed")
		p, r := s.last(n, id)
		for where, got := range map[string]any{"hash": s.hash(id)["error"], "progress": p["error_message"], "result": r["error_message"]} {
			if !strings.Contains(fmt.Sprint(got), c.want) {
				t.Errorf("%s: the %s says %v, want %s", id, where, got, c.want)
			}
		}
		if p["status"] != "failed" || r["status"] != "failed" || r["results"] != nil {
			t.Errorf("%s: progress %v, result %v", id, p, r)
		}
	}
	s.awaitQuiet()
	if !h.told("internal error: at the disco") {
		t.Error("nobody was told of the panic")
	}
	s.submit("after", "")
	s.awaitStatus("after", "completed")
}

func TestARequestOfNobodyIsAcknowledgedAndTold(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Parallel: 2})
	for _, text := range []string{`{"test":true}`, "hello", "", `{}`, `[1]`, `{"job_id":""}`, "{\"job_id\":\"a\\u001b[2J\"}", `{"job_id":["x"]}`} {
		s.publish("tickstock.jobs.backtest", text)
		s.add("tickstock.jobs.backtest:stream", text)
	}
	s.publish("tickstock.jobs.system", "hello")
	s.publish("tickstock.jobs.system", `{"command":"dance"}`)
	if err := s.rdb.XAdd(t.Context(), xadd("tickstock.jobs.backtest:stream", "no", "data")).Err(); err != nil {
		t.Fatal(err)
	}
	s.awaitQuiet()
	await(t, "18 problems", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return len(h.problems) == 18
	})
	for _, p := range h.problems {
		if strings.ContainsRune(p, '\x1b') {
			t.Errorf("unsafe to show: %q", p)
		}
	}
	if keys := s.rdb.Keys(t.Context(), "job:*").Val(); len(keys) > 0 {
		t.Errorf("it left %v", keys)
	}
}

func TestARequestThatCannotBeReadIsNotKeptWhole(t *testing.T) {
	s := newSite(t)
	s.hire(Options{})
	large := func(id string) string { return asked(id, `,"pad":"`+strings.Repeat("x", wire.MaxMessage)+`"`) }
	s.publish("tickstock.jobs.backtest", large("heard"))
	s.add("tickstock.jobs.backtest:stream", large("read"))
	for _, id := range []string{"heard", "read"} {
		s.awaitStatus(id, "failed")
	}
	s.awaitQuiet()
	await(t, "nothing large is kept", func() bool {
		n := s.rdb.MemoryUsage(t.Context(), "tickstock.jobs.backtest:stream", 0).Val()
		for _, id := range []string{"heard", "read"} {
			n += s.rdb.MemoryUsage(t.Context(), "job:"+id, 0).Val()
		}
		return n < 20_000
	})
}

func TestAJobIsNotSpoiltByARequestOfItsIDThatCannotBeRead(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Parallel: 1})
	s.submit("busy", `,"takes":1`)
	s.submit("waits", "")
	s.publish("tickstock.jobs.backtest", `{"job_id":"waits","symbols":["A`)
	await(t, "it is said", func() bool { return h.told("words that cannot be read") })
	s.awaitStatus("waits", "completed")
}

func TestTheStreamOfResultsKeepsTheHeadlineOfEach(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.hire(Options{})
	s.submit("j", `,"large":100000`)
	_, r := s.last(n, "j")
	if r["ref"] != nil || len(fmt.Sprint(r["results"])) < 100_000 {
		t.Errorf("the event is not whole: %.200v", r)
	}
	s.awaitQuiet()
	all := s.rdb.XRange(t.Context(), "tickstock.events.backtesting.results:stream", "-", "+").Val()
	if len(all) != 1 {
		t.Fatalf("%d entries", len(all))
	}
	entry := fmt.Sprint(all[0].Values["data"])
	if !strings.Contains(entry, `"ref":"job:j"`) || !strings.Contains(entry, `"total_trades":7`) || len(entry) > 1000 {
		t.Errorf("the entry is %.300s", entry)
	}
}

func TestAResultTooLargeForAMessageIsReferredTo(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.hire(Options{})
	s.submit("j", fmt.Sprintf(`,"large":%d`, 2<<20))
	_, r := s.last(n, "j")
	if r["ref"] != "job:j" || r["results"].(map[string]any)["total_trades"] != 7.0 {
		t.Errorf("the message is %v", r)
	}
	if got := len(s.hash("j")["result"]); got < 2<<20 {
		t.Errorf("the hash holds %d bytes", got)
	}
}

func TestStatsCountWhatRunsAndWhatWaits(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Parallel: 2})
	for i := range 7 {
		s.submit(fmt.Sprint("j", i), `,"takes":30`)
	}
	await(t, "2 run and 5 wait", func() bool {
		active, queued := h.Stats()
		return active == 2 && queued == 5
	})
	for i := range 7 {
		s.publish("tickstock.jobs.system", fmt.Sprintf(`{"command":"cancel_job","job_id":"j%d"}`, i))
	}
	await(t, "nothing is left", func() bool {
		active, queued := h.Stats()
		return active == 0 && queued == 0
	})
}

func TestAnOldRequestWithoutARecordIsNotRun(t *testing.T) {
	s := newSite(t)
	old := xadd("tickstock.jobs.backtest:stream", "data", asked("old", ""))
	old.ID = fmt.Sprintf("%d-1", time.Now().Add(-25*time.Hour).UnixMilli())
	if err := s.rdb.XAdd(t.Context(), old).Err(); err != nil {
		t.Fatal(err)
	}
	h := s.hire(Options{})
	s.awaitQuiet()
	if !h.told("its record has expired") || s.runs("old") != "" {
		t.Errorf("it ran %q times; problems %q", s.runs("old"), h.problems)
	}
}

func TestARequestSentWhileNobodyListenedIsRun(t *testing.T) {
	s := newSite(t)
	s.submit("early", "")
	s.hire(Options{})
	s.awaitStatus("early", "completed")
}

func TestAKeyThatIsNoHashStopsNobody(t *testing.T) {
	s := newSite(t)
	s.rdb.Set(t.Context(), "job:odd", "text", 0)
	h := s.hire(Options{})
	s.add("tickstock.jobs.backtest:stream", asked("odd", ""))
	s.submit("next", "")
	s.awaitStatus("next", "completed")
	s.awaitQuiet()
	if !h.told("its key holds something else") {
		t.Errorf("problems: %q", h.problems)
	}
}
