package wire

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"tickdeck/model/params"
)

// appRecord is what TickStock's web application writes of a job that it submits.
const appRecord = `{"job_id": "backtest_1", "user_id": "user_456", "config": {"symbols": ["AAPL", "GOOGL"], "start_date": "2024-01-01",
	"end_date": "2024-12-31", "patterns": ["Doji", "ShootingStar"], "initial_capital": 50000.0, "commission_rate": 0.001,
	"slippage_rate": 0.0005, "max_position_size": 0.25, "stop_loss_pct": 0.02, "take_profit_pct": 0.04}, "status": "queued",
	"created_at": 1693123456.789, "started_at": null, "completed_at": null, "progress": 0.0, "current_symbol": null,
	"estimated_completion": null, "error_message": null, "results": null}`

func readRecord(t *testing.T, text string) Record {
	t.Helper()
	r, err := ReadRecord(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARecordHoldsTheRequestThatWasPublished(t *testing.T) {
	r := readRecord(t, appRecord)
	if !r.Waits() || !r.Created().Equal(time.UnixMilli(1693123456789)) {
		t.Errorf("it waits: %t, since %s", r.Waits(), r.Created())
	}
	sent, err := DecodeRequest([]byte(r.Request("backtest_1")))
	if err != nil || len(sent.Unknown) > 0 {
		t.Fatalf("%+v, %v", sent, err)
	}
	if sent.JobID != "backtest_1" || sent.UserID != "user_456" || strings.Join(sent.Symbols, " ") != "AAPL GOOGL" ||
		len(sent.Patterns) != 2 || sent.Start.Year() != 2024 || sent.Parameters.Of(params.StopLoss).Number() != 0.02 ||
		sent.Parameters.Of(params.InitialCapital).Number() != 50000 {
		t.Errorf("%+v", sent)
	}
}

func TestARequestMayStandBesideTheStatusOfARecord(t *testing.T) {
	r := readRecord(t, `{"status":"pending","symbols":["AAPL"],"start_date":"2024-01-01","end_date":"2024-12-31","patterns":["Doji"],"parameters":{"stop_loss":0.02}}`)
	sent, err := DecodeRequest([]byte(r.Request("j")))
	if err != nil || sent.JobID != "j" || len(sent.Symbols) != 1 || sent.Parameters.Of(params.StopLoss).Number() != 0.02 {
		t.Errorf("%+v, %v", sent, err)
	}
}

func TestWhatIsNoRequestThatWaitsIsNone(t *testing.T) {
	for _, text := range []string{``, `null`, `[]`, `"x"`, `{"status":`} {
		if r, err := ReadRecord(text); err == nil {
			t.Errorf("%q was read as %+v", text, r)
		}
	}
	for _, text := range []string{`{}`, `{"config":5}`, `{"config":{"patterns":[]}}`} {
		if got := readRecord(t, text).Request("j"); got != "" {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := readRecord(t, appRecord).Request("\x1b[2J"); got != "" {
		t.Errorf("an id that is none: %s", got)
	}
	for _, status := range []string{"running", "completed", "failed", "cancelled", "processing"} {
		if readRecord(t, `{"status":"`+status+`"}`).Waits() {
			t.Errorf("what is %s waits", status)
		}
	}
}

func TestAnEndIsWrittenIntoARecordAndNothingElseIsChanged(t *testing.T) {
	ended := ResultEvent{Status: StatusCompleted, Timestamp: UnixTime(arrived), Results: []byte(`{"roi":0.25,"trades":[` + strings.Repeat("1,", 500) + `1]}`)}
	text, news := readRecord(t, appRecord).End(ended, 1, "job:backtest_1")
	if !news {
		t.Fatal("it is no news")
	}
	var before, after map[string]any
	if json.Unmarshal([]byte(appRecord), &before) != nil || json.Unmarshal([]byte(text), &after) != nil {
		t.Fatal(text)
	}
	want := maps.Clone(before)
	maps.Copy(want, map[string]any{
		"status": "completed", "progress": 1.0, "results": map[string]any{"roi": 0.25}, "ref": "job:backtest_1",
		"completed_at": after["completed_at"],
	})
	if !reflect.DeepEqual(after, want) || !TimeIn(UnixTime(arrived).String()).Equal(readRecord(t, text).when()) {
		t.Errorf("%s", text)
	}
	if again, news := readRecord(t, text).End(ended, 1, "job:backtest_1"); news {
		t.Errorf("said twice: %s", again)
	}
	text, news = readRecord(t, text).End(ResultEvent{Status: StatusFailed, Error: "no data for XYZ"}, .5, "job:backtest_1")
	if !news || !strings.Contains(text, `"error_message":"no data for XYZ"`) || !strings.Contains(text, `"results":null`) || !strings.Contains(text, `"status":"failed"`) {
		t.Errorf("%s", text)
	}
}

func (r Record) when() time.Time { return TimeIn(r.plain("completed_at")) }

func FuzzRecord(f *testing.F) {
	for _, text := range []string{appRecord, `{"config":{"symbols":[],"parameters":5}}`, `{"symbols":"\u001b","status":{}}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ReadRecord(text)
		if err != nil {
			return
		}
		if request := r.Request("j"); request != "" {
			if read, err := ReadJobRequest(request); err == nil && read.ID != "j" || !json.Valid([]byte(request)) {
				t.Errorf("%s: %v", request, err)
			}
		}
		if text, news := r.End(ResultEvent{Status: StatusCompleted, Timestamp: UnixTime(arrived)}, 1, "job:j"); news && !json.Valid([]byte(text)) {
			t.Errorf("%s", text)
		}
	})
}
