package wire

import (
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tickdeck/model"
)

// seeds are one message of each sort, and of each hazard.
var seeds = []string{
	standardEvent, longEvent, standardProgress, standardResult, ``, `{}`, `{"test":true}`, `hello`, `null`, `42`, `"x"`, `[]`, `[[[]]]`,
	`{"type":"patterns_batch","patterns":[{"detection":{"pattern":"Doji","symbol":"A"}},{"pattern":"P","ticker":"B"},7],"count":3}`,
	`{"flow_id":"f","data":{"tier":"daily","data":{"pattern_name":"Doji","symbol":"A","timestamp":"2023-08-27T08:04:16","confidence":"85.5"}}}`,
	`{"pattern":"\u001b]0;x\u0007","symbol":"a\u202e\u200b","direction":-1,"confidence":NaN,"price":-Infinity,"timestamp":1693123456789}`,
	`{"pattern":"a\ud800","symbol":"\ud83d\ude00","pattern":"b","x":"\q"}`, "{\"pattern\":\"\xff\xfe\",\"symbol\":\"\x00\"}",
	`{"job_id":"x","data":{"percent_complete":50,"symbols_completed":["A"],"estimated_completion":1693123500}}`,
	`{"job_id":"x","results":null,"error_message":"no data"}`, `{"job_id":"x","completed_at":1693123456,"error":{"message":"m"}}`,
	`{"job_id":"x","results":{"win_rate":55,"max_drawdown":-8,"equity_curve":[1,{"equity":2},[0,3],NaN]}}`,
	`{"component":"c","status":"ok","metrics":{"cpu_usage":0.4,"memory_usage":99.5}}`,
	`{"health":{"status":"ok","data_flow":{"ticks_per_second":3},"issues":["a",{"message":"b"}],"active_symbols":["A"]}}`,
	`{"job_type":"backtest","job_id":"x","symbols":["A"],"patterns":["P"],"start_date":"2024-01-01"}`, `{"pattern":"Doji","symbol":`,
	"\ufeff{\"pattern\":\"a\",\"symbol\":\"b\"}", strings.Repeat("[", 70), strings.Repeat(`{"data":`, 70),
}

func FuzzDecode(f *testing.F) {
	for i, s := range seeds {
		for kind := range model.KindHealth + 1 {
			f.Add(s, uint8(kind), seeds[(i+1)%len(seeds)])
		}
	}
	f.Fuzz(func(t *testing.T, payload string, kind uint8, next string) {
		d, s := NewDecoder(), &shelf{}
		d.Decode(0, model.Kind(kind%5), payload, arrived, s)
		if s.calls() == 0 {
			t.Fatal("the message vanished")
		}
		d.Decode(0, model.KindPatterns, next, arrived, &drain{}) // must not touch what was handed over
		if j, err := d.JobFromHash("x", map[string]string{
			"status": next, "progress": next, "result": payload, "job_data": payload, "error": payload, "created_at": next, "user_id": payload,
		}); j.ID != "" || err == nil {
			s.jobs = append(s.jobs, j)
		}
		if j, err := d.JobFromRecord("x", payload); err == nil {
			s.jobs = append(s.jobs, j)
		}
		d.parse(next)
		s.check(t, payload)
	})
}

func (s *shelf) check(t *testing.T, payload string) {
	t.Helper()
	for _, a := range s.alerts {
		safe(t, a.Symbol, a.Pattern, a.Timeframe, a.Source, a.RawDirection)
		fractions(t, a.Confidence)
		finiteOrNone(t, a.Price, a.Volume)
		if a.Symbol == "" || a.Pattern == "" || rawOf(a) == "" || len(rawOf(a)) > len(payload)*6+64 {
			t.Fatalf("not a whole alert: %+v", a)
		}
		_ = a.Direction.String()
	}
	for _, j := range s.jobs {
		checkJob(t, j)
	}
	for _, h := range s.health {
		safe(t, h.Component, h.Status)
		safe(t, h.Issues...)
		fractions(t, h.CPU, h.Memory, h.Disk)
		notBelow0(t, h.ActiveJobs, h.QueueDepth, h.UptimeHours, h.TicksPerSecond, h.ActiveSymbols)
	}
	for _, r := range s.rejects {
		safe(t, r.reason)
		if r.reason == "" {
			t.Fatal("refused without a reason")
		}
	}
}

func checkJob(t *testing.T, j model.Job) {
	t.Helper()
	safe(t, j.ID, j.User, j.Start, j.End, j.Current, j.Error)
	safe(t, j.Symbols...)
	safe(t, j.Patterns...)
	fractions(t, j.Progress)
	_ = j.Phase.String()
	if j.ID == "" || j.Done < 0 || j.Total < 0 || len(j.Start) != 0 && len(j.Start) != 10 {
		t.Fatalf("not a whole job: %+v", j)
	}
	if r := j.Result; r != nil {
		fractions(t, r.WinRate, r.MaxDrawdown)
		finiteOrNone(t, figures(r)...)
	}
}

// safe fails on any text that could do something to a terminal. It knows nothing
// of how model.Clean works.
func safe(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !utf8.ValidString(s) || utf8.RuneCountInString(s) > model.MaxText+1 {
			t.Fatalf("invalid or too long: %q", s)
		}
		for _, r := range s {
			if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Bidi_Control,
				unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
				t.Fatalf("%U in %q", r, s)
			}
		}
	}
}

func finiteOrNone(t *testing.T, values ...float64) {
	t.Helper()
	for _, v := range values {
		if math.IsInf(v, 0) {
			t.Fatalf("%v is neither None nor finite", v)
		}
	}
}

func fractions(t *testing.T, values ...float64) {
	t.Helper()
	for _, v := range values {
		if v < 0 || v > 1 {
			t.Fatalf("%v is not a fraction", v)
		}
	}
}

func notBelow0(t *testing.T, values ...float64) {
	t.Helper()
	finiteOrNone(t, values...)
	for _, v := range values {
		if v < 0 {
			t.Fatalf("%v is below 0", v)
		}
	}
}
