package wire

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

func TestATimeIsWrittenWithItsMicroseconds(t *testing.T) {
	at := UnixTime(time.UnixMicro(1693123456789012))
	text, err := json.Marshal(at)
	if err != nil || string(text) != "1693123456.789012" || at.String() != string(text) {
		t.Errorf("%s, %s, %v", text, at, err)
	}
}

func TestNamesThatAreNotGivenAreThoseOfTheContract(t *testing.T) {
	if got := OrDefaults(model.Names{}); got != DefaultNames() {
		t.Errorf("%+v", got)
	}
	if got := OrDefaults(model.Names{Results: "r"}); got.Results != "r" || got.JobPrefix != "job:" {
		t.Errorf("%+v", got)
	}
}

func TestADetectionWithoutANumberIsNotWritten(t *testing.T) {
	if _, err := (PatternEvent{Symbol: "AAPL", Metadata: PatternMetadata{Price: math.NaN()}}).Encode(); err == nil {
		t.Error("NaN was written")
	}
	text, err := PatternEvent{Pattern: "Doji", Symbol: "AAPL", Confidence: 0.123456}.Encode()
	if err != nil || !strings.Contains(text, `"event_type":"pattern_detected"`) || !strings.Contains(text, `"confidence":0.1235`) {
		t.Errorf("%s, %v", text, err)
	}
}

func TestAResultTooLargeForAMessageKeepsItsHeadline(t *testing.T) {
	small := ResultEvent{JobID: "j", Status: StatusCompleted, Results: []byte(`{"roi":0.1,"trades":[]}`)}.Encode("job:j")
	if !strings.Contains(small, `"trades":[]`) || strings.Contains(small, "ref") {
		t.Errorf("%s", small)
	}
	results := `{"roi":0.1,"trades":"` + strings.Repeat("x", MaxMessage) + `"}`
	large := ResultEvent{JobID: "j", Status: StatusCompleted, Results: []byte(results)}.Encode("job:j")
	if !strings.Contains(large, `"results":{"roi":0.1}`) || !strings.Contains(large, `"ref":"job:j"`) {
		t.Errorf("%.300s", large)
	}
}

func TestACancelIsReadInBothForms(t *testing.T) {
	for text, want := range map[string]string{
		`{"command":"cancel_job","job_id":"j"}`: "j",
		`{"type":"cancel_job","job_id":7}`:      "7",
		`{"command":"dance","job_id":"j"}`:      "",
	} {
		if id, err := ReadCancel(text); id != want || err != nil {
			t.Errorf("%s: %q, %v", text, id, err)
		}
	}
	for _, text := range []string{"hello", `{"command":"cancel_job"}`, `{"command":"cancel_job","job_id":"` + strings.Repeat("x", MaxMessage) + `"}`} {
		if _, err := ReadCancel(text); err == nil {
			t.Errorf("%.40s was read", text)
		}
	}
}

func TestTheIDOfABrokenRequestIsRead(t *testing.T) {
	r, err := ReadJobRequest(`{"job_id":"j","user_id":"jo","symbols":["A`)
	if r.ID != "j" || r.User != "jo" || err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err := ReadJobRequest(`{"job_id":""}`); r.ID != "" || err == nil {
		t.Errorf("%+v, %v", r, err)
	}
}
