package wire

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

var asked = model.Request{
	Symbols: []string{"AAPL", "BRK.B"}, Patterns: []string{"Doji", "Hammer"},
	Start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC),
}

func TestRequestIsWrittenAsTheContractHasIt(t *testing.T) {
	got, err := EncodeRequest("bt_1", "user_456", asked, time.UnixMicro(1693123456789000))
	want := `{"job_type":"backtest","job_id":"bt_1","user_id":"user_456","symbols":["AAPL","BRK.B"],"start_date":"2024-01-01","end_date":"2024-12-31","patterns":["Doji","Hammer"],"parameters":{"initial_capital":100000,"position_size":0.1},"timestamp":1693123456.789000}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

func TestParametersThatAreSaidAreWrittenInTheOrderOfTheirDescription(t *testing.T) {
	r := asked
	r.Parameters = params.Values{}.With(params.Slippage, params.NumberOf(0.0005)).With(params.ExitOnOpposite, params.SwitchOf(false)).
		With(params.Direction, params.TextOf(params.DirectionLong)).With(params.InitialCapital, params.NumberOf(1e12))
	got, err := EncodeRequest("bt_1", "user_456", r, arrived)
	want := `"parameters":{"initial_capital":1000000000000,"position_size":0.1,"direction":"long","exit_on_opposite":false,"slippage":0.0005},`
	if err != nil || !strings.Contains(string(got), want) {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestCancelIsWrittenAsTheContractHasIt(t *testing.T) {
	got, err := EncodeCancel("bt_1", time.UnixMicro(1693123456000001))
	if want := `{"command":"cancel_job","job_id":"bt_1","timestamp":1693123456.000001}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
	if _, err := EncodeCancel("", time.Now()); err == nil {
		t.Error("an empty id passed")
	}
}

func TestBadRequestsAreNotWritten(t *testing.T) {
	if _, err := EncodeRequest("a\x1b", "u", asked, arrived); err == nil {
		t.Error("a bad id passed")
	}
	bad := asked
	bad.Parameters = bad.Parameters.With(params.InitialCapital, params.NumberOf(math.NaN()))
	if _, err := EncodeRequest("x", "u", bad, arrived); err == nil {
		t.Error("a capital of NaN passed")
	}
}

func TestRequestComesBackThroughTheHash(t *testing.T) {
	at := time.UnixMicro(1693123456789123)
	data, err := EncodeRequest("bt_1", "user <&> 456", asked, at)
	if err != nil {
		t.Fatal(err)
	}
	j, err := NewDecoder().JobFromHash("bt_1", map[string]string{"status": "submitted", "job_data": string(data)})
	if err != nil || j.ID != "bt_1" || j.User != "user <&> 456" || !slices.Equal(j.Symbols, asked.Symbols) || !slices.Equal(j.Patterns, asked.Patterns) {
		t.Errorf("got %+v, %v", j, err)
	}
	if j.Start != "2024-01-01" || j.End != "2024-12-31" || !j.Created.Equal(at) || j.Phase != model.PhaseQueued || !j.Updated.IsZero() {
		t.Errorf("got %+v", j)
	}
}

func TestHashIsReadWhole(t *testing.T) {
	j, err := NewDecoder().JobFromHash("x", map[string]string{
		"status": "completed", "user_id": "user_1", "created_at": "1693123400", "started_at": "1693123410.5", "finished_at": "2023-08-27T08:04:16",
		"progress": "1.0", "error": "\x1bwarned", "current_symbol": "AAPL",
		"result":   `{"win_rate":0.5,"profit_factor":Infinity,"equity_curve":[1,2]}`,
		"job_data": `{"user_id":"other","symbols":"AAPL, MSFT","start_date":"2024-01-01T00:00:00Z","end_date":"soon"}`,
	})
	if err != nil || j.User != "user_1" || j.Phase != model.PhaseCompleted || j.Progress != 1 || j.Error != "␛warned" || j.Current != "AAPL" {
		t.Errorf("got %+v, %v", j, err)
	}
	if j.Created.Unix() != 1693123400 || j.Started.UnixMilli() != 1693123410500 || j.Finished.Unix() != 1693123456 || !j.Updated.Equal(j.Finished) {
		t.Errorf("times: %+v", j)
	}
	if j.Result == nil || j.Result.WinRate != 0.5 || model.Known(j.Result.ProfitFactor) {
		t.Errorf("result: %+v", j.Result)
	}
	if !slices.Equal(j.Symbols, []string{"AAPL", "MSFT"}) || j.Start != "2024-01-01" || j.End != "" {
		t.Errorf("request: %+v", j)
	}
}

func TestResultInTheHashMayBeTheWholeMessage(t *testing.T) {
	j, err := NewDecoder().JobFromHash("x", map[string]string{"result": standardResult})
	if err != nil || j.Result == nil || j.Result.WinRate != 0.55 || j.Result.Seconds != 12.5 {
		t.Errorf("got %+v, %v", j.Result, err)
	}
}

func TestTheHashTellsHowLongTheJobTook(t *testing.T) {
	j, err := NewDecoder().JobFromHash("x", map[string]string{"result": `{"roi":0.1}`, "processing_time_seconds": "3.25"})
	if err != nil || j.Result == nil || j.Result.Seconds != 3.25 {
		t.Errorf("got %+v, %v", j.Result, err)
	}
}

func TestBrokenPartsOfAHashDoNotHideTheRest(t *testing.T) {
	j, err := NewDecoder().JobFromHash("x", map[string]string{
		"status": "running", "progress": "NaN", "started_at": "soon", "job_data": `{"symbols":`, "result": `[]`,
	})
	if err == nil || !strings.Contains(err.Error(), "job_data") || !strings.Contains(err.Error(), "result") {
		t.Errorf("err = %v", err)
	}
	if j.ID != "x" || j.Phase != model.PhaseRunning || model.Known(j.Progress) || j.Result != nil {
		t.Errorf("got %+v", j)
	}
	if j, err := NewDecoder().JobFromHash("a\nb", nil); err == nil || j.ID != "" {
		t.Errorf("a bad id passed: %+v", j)
	}
}

func TestRecord(t *testing.T) {
	d := NewDecoder()
	j, err := d.JobFromRecord("x", `{"job_id":"other","status":"completed","created_at":1693123400,"completed_at":1693123456,"symbols":["A"],"results":{"roi":0.1}}`)
	if err != nil || j.ID != "x" || j.Phase != model.PhaseCompleted || j.Result == nil || j.Created.Unix() != 1693123400 || j.Updated.Unix() != 1693123456 {
		t.Errorf("got %+v, %v", j, err)
	}
	for _, bad := range []string{"", "x", "[]", "null", `{"job_id":`} {
		if _, err := d.JobFromRecord("x", bad); err == nil {
			t.Errorf("%q passed for a record", bad)
		}
	}
	if _, err := d.JobFromRecord("", "{}"); err == nil {
		t.Error("an empty id passed")
	}
}

func TestTheWorkerOfAJobIsKnownByItsLease(t *testing.T) {
	for want, fields := range map[string]map[string]string{
		"desk-1-ABC": {FieldStatus: "running", FieldLease: "desk-1-ABC-17"},
		"desk-2":     {FieldStatus: "completed", FieldLease: "desk-1-ABC-17", FieldFinishedBy: "desk-2-3"},
		"nightly-x":  {FieldStatus: "completed", FieldFinishedBy: "nightly-x"},
		"-5":         {FieldStatus: "completed", FieldFinishedBy: "-5"},
		"":           {FieldStatus: "completed"},
		"a␛b":        {FieldStatus: "completed", FieldFinishedBy: "a\x1bb"},
	} {
		if j, err := NewDecoder().JobFromHash("bt_1", fields); err != nil || j.Worker != want {
			t.Errorf("%v: %q, want %q, %v", fields, j.Worker, want, err)
		}
	}
}

func TestTheListNeedsNoFieldThatIsNotNamedForIt(t *testing.T) {
	whole := map[string]string{
		FieldStatus: "running", FieldOutcome: StatusCompleted, FieldUser: "ann", FieldCreated: "1693123400", FieldProgress: "1",
		FieldStarted: "1693123410", FieldFinished: "1693123456", fieldUpdated: "1693123457", fieldCurrent: "AAPL", FieldSeconds: "1.5",
		FieldRequest: `{"symbols":["AAPL"],"start_date":"2024-01-01"}`, FieldError: "warned", FieldHeadline: `{"roi":0.1}`,
		FieldResult: `{"roi":0.1,"trades":[]}`, FieldLease: "x",
	}
	listed := map[string]string{}
	for _, name := range append(ListedFields(), LongFields()...) {
		if value, ok := whole[name]; ok {
			listed[name] = value
		}
	}
	want, err := NewDecoder().JobFromHash("bt_1", whole)
	if err != nil || want.Result == nil || want.Result.Seconds != 1.5 {
		t.Fatalf("%+v, %v", want, err)
	}
	if got, err := NewDecoder().JobFromHash("bt_1", listed); err != nil || got.Result.ROI != .1 {
		t.Errorf("%+v, %v", got, err)
	} else if got.Result, want.Result = nil, nil; !got.Same(want) {
		t.Errorf("of the listed fields %+v is read, of all %+v", got, want)
	}
	others := map[string]string{FieldStatus: "completed", fieldCompleted: "1693123456", fieldErrorText: "late", fieldResults: `{"roi":0.1}`}
	for name := range others {
		if !slices.Contains(slices.Concat(ListedFields(), LongFields(), ResultFields()), name) {
			t.Errorf("%s is not read for the list", name)
		}
	}
	if j, err := NewDecoder().JobFromHash("bt_1", others); err != nil || j.Finished.IsZero() || j.Error != "late" || j.Result == nil {
		t.Errorf("%+v, %v", j, err)
	}
}
