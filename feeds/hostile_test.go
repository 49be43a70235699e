package feeds

import (
	"fmt"
	"strings"
	"testing"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// longResult is the end of a job in so many bytes, most of them trades.
func longResult(id string, bytes int) string {
	var trades strings.Builder
	for i := 0; trades.Len() < bytes; i++ {
		if i > 0 {
			trades.WriteByte(',')
		}
		fmt.Fprintf(&trades, `{"symbol":"AAPL","pattern":"Doji","entry_date":"2025-01-02","exit_date":"2025-01-09","pnl":%d.5}`, i)
	}
	return `{"event_type":"backtest_result","job_id":"` + id + `","status":"completed","results":{"roi":0.12,"total_trades":40,"trades":[` + trades.String() + `]}}`
}

func TestWhatPublishersSendOfJobsThatCannotBeLeavesTheListRight(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	say := func(name string, payloads ...string) {
		t.Helper()
		for _, p := range payloads {
			publish(t, c, name, p, 1)
		}
	}
	say("progress", `{"job_id":"over","progress":0.9,"status":"running"}`)
	say("results", `{"job_id":"over","status":"completed","results":{"roi":0.1}}`)
	say("progress", `{"job_id":"over","progress":0.4,"status":"running"}`)
	for id, progress := range map[string]string{"less": "-1", "nan": "NaN", "seven": "7", "text": `"50%"`, "much": "1e300", "odd": `"half"`} {
		say("progress", `{"job_id":"`+id+`","progress":0.25,"status":"running"}`, `{"job_id":"`+id+`","progress":`+progress+`,"status":"running"}`)
	}
	say("results", `{"job_id":"unheard","status":"completed","results":{"roi":0.3}}`, longResult("long", 900_000))
	c.HSet(t.Context(), testNames.JobPrefix+"broken", wire.FieldStatus, "running", wire.FieldRequest, `{"symbols":[`, wire.FieldResult, `{"roi":`)
	say("progress", `{"job_id":"broken","progress":0.5,"status":"running"}`)
	say("progress", `{"job_id":"both","user_id":"user_456","status":"submitted"}`, `{"job_id":"both","user_id":"user_7","status":"running","progress":0.1}`)
	say("progress", `{"job_id":"last","progress":0.5,"status":"running"}`)
	d.until("all has come", func() bool { return d.jobs["last"].Progress == .5 && d.jobs["long"].Result != nil })

	for id, want := range map[string]struct {
		phase    model.Phase
		progress float64
	}{
		"over": {model.PhaseCompleted, 1}, "less": {model.PhaseRunning, .25}, "nan": {model.PhaseRunning, .25}, "much": {model.PhaseRunning, .25},
		"odd": {model.PhaseRunning, .25}, "seven": {model.PhaseRunning, .25}, // 7 is 7 %: it does not go back
		"text": {model.PhaseRunning, .5}, "unheard": {model.PhaseCompleted, 1}, "long": {model.PhaseCompleted, 1}, "broken": {model.PhaseRunning, .5},
	} {
		if j := d.jobs[id]; j.Phase != want.phase || j.Progress != want.progress {
			t.Errorf("%s is %s at %g, want %s at %g", id, j.Phase, j.Progress, want.phase, want.progress)
		}
	}
	if r := d.jobs["long"].Result; r.ROI != .12 || r.Trades != 40 {
		t.Errorf("of the long result %+v is known", r)
	}
	if j := d.jobs["both"]; j.User != "user_456" || j.AlsoOf != "user_7" {
		t.Errorf("the job of two users is of %q and %q", j.User, j.AlsoOf)
	}
}
