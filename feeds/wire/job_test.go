package wire

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

func TestStandardProgressIsReadWhole(t *testing.T) {
	j := oneJob(t, model.KindProgress, `{"job_id":"bt_1","user_id":456,"progress":0.42,"status":"running","current_symbol":"AAPL","processed_symbols":3,"total_symbols":"8","estimated_completion":1693123500,"timestamp":1693123456.5}`)
	if j.ID != "bt_1" || j.User != "456" || j.Progress != 0.42 || j.Phase != model.PhaseRunning || j.Current != "AAPL" || j.Done != 3 || j.Total != 8 {
		t.Errorf("got %+v", j)
	}
	if j.Expected.Unix() != 1693123500 || j.At.UnixMilli() != 1693123456500 || !j.Updated.Equal(arrived) || !j.Finished.IsZero() {
		t.Errorf("times: %+v", j)
	}
}

func TestProgressVariants(t *testing.T) {
	none := model.None()
	for payload, want := range map[string]struct {
		progress float64
		phase    model.Phase
	}{
		`{"job_id":"x","progress":0.5}`:                                        {0.5, model.PhaseRunning},
		`{"job_id":"x","progress":50,"status":"processing"}`:                   {0.5, model.PhaseRunning},
		`{"job_id":"x","progress":"0.5","status":"RUNNING"}`:                   {0.5, model.PhaseRunning},
		`{"job_id":"x","percent_complete":50,"status":"running"}`:              {0.5, model.PhaseRunning},
		`{"job_id":"x","percent_complete":1,"progress":1,"status":"running"}`:  {0.01, model.PhaseRunning},
		`{"job_id":"x","data":{"progress":0.5,"status":"queued"}}`:             {0.5, model.PhaseQueued},
		`{"data":{"job_id":"x","progress":0.5,"status":"cancelling"}}`:         {0.5, model.PhaseCancelling},
		`{"job_id":"x","progress":"50%","status":"running"}`:                   {0.5, model.PhaseRunning},
		`{"job_id":"x","progress":" 0.5 %","status":"running"}`:                {0.005, model.PhaseRunning},
		`{"job_id":"x","progress":"150%","status":"running"}`:                  {none, model.PhaseRunning},
		`{"job_id":"x","progress":"%","status":"running"}`:                     {none, model.PhaseRunning},
		`{"job_id":"x","progress":7,"status":"running"}`:                       {0.07, model.PhaseRunning},
		`{"job_id":"x","progress":NaN,"status":"running"}`:                     {none, model.PhaseRunning},
		`{"job_id":"x","progress":-1,"status":"running"}`:                      {none, model.PhaseRunning},
		`{"job_id":"x","progress":101,"status":"running"}`:                     {none, model.PhaseRunning},
		`{"job_id":"x","progress":1,"status":"completed"}`:                     {1, model.PhaseCompleted},
		`{"job_id":"x","progress":1}`:                                          {1, model.PhaseRunning},
		`{"job_id":"x","status":"failed"}`:                                     {none, model.PhaseFailed},
		`{"job_id":"x","status":"canceled"}`:                                   {none, model.PhaseCancelled},
		`{"job_id":"x","status":"warming up","progress":0.1}`:                  {0.1, model.PhaseUnknown},
		`{"job_id":"x","symbols_completed":["A","B"],"current_symbol":"C"}`:    {none, model.PhaseUnknown},
		`{"job_id":"x","status":"running","error_message":"no data for AAPL"}`: {none, model.PhaseRunning},
		`{"job_id":"x","progress":0.5,"error_message":""}`:                     {0.5, model.PhaseRunning},
		`{"job_id":"x","status":"submitted","symbols":["A"],"patterns":["P"]}`: {none, model.PhaseQueued},
	} {
		for _, kind := range []model.Kind{model.KindProgress, model.KindResults} {
			if j := oneJob(t, kind, payload); !same(j.Progress, want.progress) || j.Phase != want.phase || j.Result != nil {
				t.Errorf("%s on %v: got %v, %v, %v", payload, kind, j.Progress, j.Phase, j.Result)
			}
		}
	}
}

const standardResult = `{"event_type":"backtest_result","source":"pl","timestamp":1693123456,"job_id":"x","status":"completed","results":{"win_rate":0.55,"total_trades":40,"winning_trades":22,"roi":0.12,"sharpe_ratio":1.4,"max_drawdown":0.08,"duration_days":365,"profit_factor":1.8,"expectancy":12.5,"sortino_ratio":2,"cagr":0.11,"final_balance":112000,"equity_curve":[100000,112000]},"processing_time_seconds":12.5}`

func TestStandardResultIsReadWhole(t *testing.T) {
	for _, kind := range []model.Kind{model.KindResults, model.KindProgress} {
		j := oneJob(t, kind, standardResult)
		if j.Phase != model.PhaseCompleted || j.Finished.Unix() != 1693123456 || j.Result == nil {
			t.Fatalf("got %+v", j)
		}
		want := model.Result{
			WinRate: 0.55, Trades: 40, WinningTrades: 22, ROI: 0.12, Sharpe: 1.4, Sortino: 2, MaxDrawdown: 0.08, DurationDays: 365,
			ProfitFactor: 1.8, Expectancy: 12.5, CAGR: 0.11, FinalBalance: 112000, Seconds: 12.5,
		}
		got := *j.Result
		for i, f := range figures(&got) {
			if f != figures(&want)[i] {
				t.Errorf("figure %d = %v, want %v", i, f, figures(&want)[i])
			}
		}
	}
}

// figures lists every number of a result but the curve.
func figures(r *model.Result) []float64 {
	return []float64{
		r.WinRate, r.Trades, r.WinningTrades, r.ROI, r.Sharpe, r.Sortino, r.MaxDrawdown, r.DurationDays,
		r.ProfitFactor, r.Expectancy, r.CAGR, r.FinalBalance, r.Seconds,
	}
}

func TestResultVariants(t *testing.T) {
	for payload, want := range map[string]struct {
		phase  model.Phase
		result bool
		err    string
	}{
		`{"job_id":"x","completed_at":"2023-08-27T08:04:16","results":{"roi":0.1}}`:  {model.PhaseCompleted, true, ""},
		`{"job_id":"x","results":{"roi":0.1}}`:                                       {model.PhaseCompleted, true, ""},
		`{"data":{"job_id":"x","status":"completed","results":{"roi":0.1}}}`:         {model.PhaseCompleted, true, ""},
		`{"job_id":"x","data":{"results":{"roi":0.1}}}`:                              {model.PhaseCompleted, true, ""},
		`{"job_id":"x","status":"completed","roi":0.1}`:                              {model.PhaseCompleted, true, ""},
		`{"job_id":"x","completed_at":1693123456}`:                                   {model.PhaseCompleted, false, ""},
		`{"job_id":"x","results":null,"error_message":"no data"}`:                    {model.PhaseFailed, false, "no data"},
		`{"job_id":"x","results":null,"error_message":"no data","completed_at":1e9}`: {model.PhaseFailed, false, "no data"},
		`{"job_id":"x","status":"completed","results":null,"error_message":"boom"}`:  {model.PhaseFailed, false, "boom"},
		`{"job_id":"x","status":"failed","error":{"message":"boom"}}`:                {model.PhaseFailed, false, "boom"},
		`{"job_id":"x","status":"failed","error":"\u001b[2Jboom"}`:                   {model.PhaseFailed, false, "␛[2Jboom"},
		`{"job_id":"x","status":"cancelled","results":{}}`:                           {model.PhaseCancelled, true, ""},
		`{"job_id":"x","status":"completed","results":{"profit_factor":Infinity}}`:   {model.PhaseCompleted, true, ""},
	} {
		j := oneJob(t, model.KindResults, payload)
		if j.Phase != want.phase || (j.Result != nil) != want.result || j.Error != want.err {
			t.Errorf("%s: got %v, %v, %q", payload, j.Phase, j.Result, j.Error)
		}
	}
}

func resultWith(t *testing.T, fields string) *model.Result {
	t.Helper()
	j := oneJob(t, model.KindResults, `{"job_id":"x","status":"completed","results":{`+fields+`}}`)
	if j.Result == nil {
		t.Fatal("no result")
	}
	return j.Result
}

func TestFiguresNotSentAreNone(t *testing.T) {
	for i, f := range figures(resultWith(t, `"sharpe_ratio":NaN,"roi":null,"win_rate":-1,"total_trades":-3,"max_drawdown":500`)) {
		if model.Known(f) {
			t.Errorf("figure %d = %v, want None", i, f)
		}
	}
}

func TestPercentagesAndSigns(t *testing.T) {
	r := resultWith(t, `"win_rate":55,"max_drawdown":-0.08,"roi":"1.5","sharpe_ratio":-2`)
	if r.WinRate != 0.55 || r.MaxDrawdown != 0.08 || r.ROI != 1.5 || r.Sharpe != -2 {
		t.Errorf("got %+v", r)
	}
}

func TestJobIDs(t *testing.T) {
	for id, ok := range map[string]bool{
		"bt_3f1c5b9e-6c0e": true, "日本": true, strings.Repeat("é", 128): true, strings.Repeat("é", 129): false,
		"": false, " ": false, "a\nb": false, "a\x1b": false, "a\u202eb": false, "\xff": false, "\ufffd": false,
	} {
		if err := CheckID(id); (err == nil) != ok {
			t.Errorf("CheckID(%q) = %v", id, err)
		}
	}
}

func TestHeartbeat(t *testing.T) {
	got, err := Heartbeat("1693123456.5")
	if err != nil || !got.Equal(time.UnixMilli(1693123456500)) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", "soon", "NaN", "0", strconv.FormatFloat(math.MaxFloat64, 'g', -1, 64)} {
		if _, err := Heartbeat(bad); err == nil {
			t.Errorf("%q passed for a time", bad)
		}
	}
}
