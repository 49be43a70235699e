package worker

import (
	"bytes"
	"fmt"
	"testing"
	"time"
)

const (
	resultsStream = "tickstock.events.backtesting.results:stream"
	resultsEvent  = "$36\r\ntickstock.events.backtesting.results\r\n"
)

// crash is a point at which a worker dies on its way through a job.
type crash struct {
	before func([]byte) int
	runs   string // how often the job is begun in all
	events int    // most events of the result
	stream int64  // most entries of the results' stream
}

// runCrashes are the points between two steps of a job, by their rows in the table.
func runCrashes() map[string]crash {
	return map[string]crash{
		"delivered, not begun":                                       {command(1, script(begin)), "1", 1, 1},
		"begun, and no word of it published":                         {command(1, "xclaim"), "2", 1, 1},
		"anywhere in the run":                                        {command(2, script(renew)), "2", 1, 1},
		"renewed, entry not kept":                                    {command(2, "xclaim"), "2", 1, 1},
		"run, not stored":                                            {command(1, script(finish)), "2", 1, 1},
		"stored (`outcome`), nothing published":                      {command(1, resultsStream, "publish"), "1", 1, 1},
		"stored, only the progress published":                        {command(1, "xadd"), "1", 1, 1},
		"stored, and in the stream of results, which is not trimmed": {command(1, "xtrim"), "1", 1, 2},
		"stored, in the stream of results, the result not published": {command(1, "xtrim", resultsEvent), "1", 1, 2},
		"published, not noted (`announced_at`)":                      {command(1, script(announce)), "1", 2, 2},
		"noted (`announced_at`), not acknowledged":                   {command(1, "xack"), "1", 1, 1},
	}
}

func (c crash) mended(s *site, n *heard) {
	h, doomed := s.hireMortal(c.before, brisk())
	s.submit("j", `,"takes":0.5`)
	awaitDeath(s.t, h, doomed)
	s.hire(brisk())
	s.awaitStatus("j", "completed")
	s.awaitQuiet()
	s.checkMended(n, c)
}

func (s *site) checkMended(n *heard, c crash) {
	t := s.t
	t.Helper()
	if got := s.runs("j"); got != c.runs {
		t.Errorf("it was begun %s times, want %s", got, c.runs)
	}
	if h := s.hash("j"); h["result"] == "" || h["outcome"] != "completed" || h["announced_at"] == "" || h["lease"] != "" {
		t.Errorf("the hash is %v", h)
	}
	await(t, "the result is heard", func() bool { return len(n.of("results", "j")) > 0 })
	events := n.of("results", "j")
	if len(events) > c.events {
		t.Errorf("the result was published %d times", len(events))
	}
	for _, e := range events {
		if e.fields["status"] != "completed" || fmt.Sprint(e.fields["results"]) == "" || e.fields["processing_time_seconds"] == 0.0 {
			t.Errorf("the event is %v", e.fields)
		}
	}
	if got := s.rdb.XLen(t.Context(), resultsStream).Val(); got < 1 || got > c.stream {
		t.Errorf("the stream of results has %d entries", got)
	}
}

// heardCrashes are the points on the way of a request that came on the channel
// alone.
func heardCrashes() map[string]func(*site, *heard) {
	return map[string]func(*site, *heard){
		"heard on the channel, not queued": func(s *site, n *heard) {
			h, doomed := s.hireBusy(command(1, script(enqueue)))
			s.hireMortal(behind(doomed, "hmget"), brisk()) // hears it as well
			s.heardAndMended(n, h, doomed)
		},
		"heard on the channel, queued, no hash": func(s *site, n *heard) {
			h, doomed := s.hireBusy(command(1, script(register)))
			s.heardAndMended(n, h, doomed)
		},
		"heard on the channel, queued, not begun": func(s *site, n *heard) {
			h, doomed := s.hireMortal(command(1, script(begin)), brisk())
			s.heardAndMended(n, h, doomed)
		},
	}
}

// hireBusy hires a worker that dies there and takes no job before, since it has one.
func (s *site) hireBusy(before func([]byte) int) (*hand, *mortal) {
	s.t.Helper()
	o := brisk()
	o.Parallel = 1
	h, doomed := s.hireMortal(before, o)
	s.add("tickstock.jobs.backtest:stream", asked("first", `,"takes":60`))
	await(s.t, "it is busy", func() bool { return s.runs("first") == "1" })
	return h, doomed
}

// behind lets a worker live, and send a command only when another has died.
func behind(other *mortal, name string) func([]byte) int {
	return func(sent []byte) int {
		for bytes.Contains(sent, []byte(name)) && !other.isDead() {
			<-time.After(time.Millisecond)
		}
		return -1
	}
}

func (s *site) heardAndMended(n *heard, h *hand, doomed *mortal) {
	s.publish("tickstock.jobs.backtest", asked("j", ""))
	awaitDeath(s.t, h, doomed)
	s.hire(brisk())
	s.awaitAnnounced("j")
	s.checkMended(n, crash{runs: "1", events: 1, stream: 1})
	s.publish("tickstock.jobs.system", cancelOf("first"))
	s.awaitQuiet()
}

// A publisher that breaks off knows that, since it got no answer, and sends the
// same once more. What its record says it leaves alone. Should the job be over by
// then, its end is told once more.
func sentAgain(first func(*site)) func(*site, *heard) {
	return func(s *site, n *heard) {
		s.hire(brisk())
		s.rdb.HSet(s.t.Context(), "job:j", "status", "submitted", "job_data", asked("j", ""))
		first(s)
		s.add("tickstock.jobs.backtest:stream", asked("j", ""))
		s.publish("tickstock.jobs.backtest", asked("j", ""))
		s.awaitAnnounced("j")
		s.awaitQuiet()
		s.checkMended(n, crash{runs: "1", events: 2, stream: 1})
	}
}

func onlyItsRecord(*site) {}

func unpublished(s *site) {
	s.add("tickstock.jobs.backtest:stream", asked("j", ""))
	s.awaitAnnounced("j")
}

func givenBackWithoutItsEntry(s *site, _ *heard) {
	t := s.t
	h, doomed := s.hireMortal(command(1, script(leave)), brisk())
	s.submit("j", `,"takes":1`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	h.stop()
	if got := s.hash("j"); !doomed.isDead() || got["status"] != "submitted" || got["lease"] != "" {
		t.Fatalf("it did not die where it should: %v", got)
	}
	s.hire(brisk())
	s.awaitStatus("j", "completed")
	s.awaitQuiet()
}

func TestAnEndIsAnnouncedFromTheRecordAsItWas(t *testing.T) {
	s := newSite(t)
	n := s.listen()
	s.rdb.HSet(t.Context(), "job:j", "status", "completed", "outcome", "completed", "result", `{"total_trades":7}`,
		"progress", "1", "finished_at", "1.5", "processing_time_seconds", "2.5", "lease", "gone-1", "lease_until", "1", "finished_by", "gone-1")
	s.add("tickstock.jobs.backtest:stream", asked("j", ""))
	s.hire(brisk())
	_, r := s.last(n, "j")
	if r["processing_time_seconds"] != 2.5 || r["timestamp"] != 1.5 || r["results"].(map[string]any)["total_trades"] != 7.0 {
		t.Errorf("the event is %v", r)
	}
	s.awaitQuiet()
	if got, err := announce.Run(t.Context(), s.rdb, []string{"job:j"}, "gone-1", "2").Text(); err != nil || got != "over" {
		t.Errorf("the late one is told %q, %v", got, err)
	}
	if h := s.hash("j"); s.runs("j") != "" || h["result"] == "" || h["status"] != "completed" {
		t.Errorf("begun %q times, the hash is %v", s.runs("j"), h)
	}
}
