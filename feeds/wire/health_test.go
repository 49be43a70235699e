package wire

import (
	"slices"
	"strings"
	"testing"

	"tickdeck/model"
)

func TestHealthVariants(t *testing.T) {
	none := model.NewHealth()
	for name, c := range map[string]struct {
		payload string
		want    func(*model.Health)
	}{
		"standard": {
			`{"component":"engine","status":"healthy","timestamp":1693123456,"metrics":{"cpu_usage":0.45,"memory_usage":0.6,"disk_usage":0.7,"active_jobs":2,"queue_depth":5,"uptime_hours":12.5}}`,
			func(h *model.Health) {
				h.Component, h.Status, h.CPU, h.Memory, h.Disk, h.ActiveJobs, h.QueueDepth, h.UptimeHours = "engine", "healthy", 0.45, 0.6, 0.7, 2, 5, 12.5
			},
		},
		"flat, percent":         {`{"status":"ok","cpu_usage":45.2}`, func(h *model.Health) { h.Status, h.CPU = "ok", 0.452 }},
		"one above 1 means all": {`{"status":"ok","cpu_usage":0.8,"memory_usage":45}`, func(h *model.Health) { h.Status, h.CPU, h.Memory = "ok", 0.008, 0.45 }},
		"flat, below 1 percent": {`{"status":"ok","cpu_usage":0.8,"memory_usage":1}`, func(h *model.Health) { h.Status, h.CPU, h.Memory = "ok", 0.8/100, 0.01 }},
		"metrics up to 1":       {`{"status":"ok","metrics":{"cpu_usage":1,"memory_usage":0.5}}`, func(h *model.Health) { h.Status, h.CPU, h.Memory = "ok", 1, 0.5 }},
		"metrics in percent":    {`{"status":"ok","metrics":{"cpu_usage":0.8,"memory_usage":45}}`, func(h *model.Health) { h.Status, h.CPU, h.Memory = "ok", 0.008, 0.45 }},
		"more issues than kept": {`{"status":"ok","issues":[` + strings.Repeat(`"a",`, 59) + `"b"]}`, func(h *model.Health) {
			h.Status, h.Issues = "ok", append(slices.Repeat([]string{"a"}, 20), "and 40 more, which are not kept")
		}},
		"numbers as strings":   {`{"status":"ok","cpu_usage":"50","queue_depth":"3"}`, func(h *model.Health) { h.Status, h.CPU, h.QueueDepth = "ok", 0.5, 3 }},
		"NaN and out of range": {`{"status":"ok","cpu_usage":NaN,"memory_usage":-0.5,"active_jobs":-1}`, func(h *model.Health) { h.Status = "ok" }},
		"status alone":         {`{"status":"degraded"}`, func(h *model.Health) { h.Status = "degraded" }},
		"metrics alone":        {`{"metrics":{"active_jobs":1}}`, func(h *model.Health) { h.ActiveJobs = 1 }},
		"health object": {`{"health":{"status":"ok","active_symbols":70,"ticks_per_second":12.5,"issues":["slow"]}}`, func(h *model.Health) {
			h.Status, h.ActiveSymbols, h.TicksPerSecond, h.Issues = "ok", 70, 12.5, []string{"slow"}
		}},
		"health with data_flow":   {`{"health":{"status":"ok","active_symbols":["A","B"],"data_flow":{"ticks_per_second":3},"issues":[]}}`, func(h *model.Health) { h.Status, h.ActiveSymbols, h.TicksPerSecond = "ok", 2, 3 }},
		"health as a word":        {`{"source":"pl","health":"ok"}`, func(h *model.Health) { h.Component, h.Status = "pl", "ok" }},
		"under data":              {`{"type":"health","data":{"status":"ok","metrics":{"cpu_usage":0.1}}}`, func(h *model.Health) { h.Status, h.CPU = "ok", 0.1 }},
		"issues of every sort":    {`{"status":"ok","issues":["a\u001bb",{"message":"c"},7,null,[],{}]}`, func(h *model.Health) { h.Status, h.Issues = "ok", []string{"a␛b", "c", "7"} }},
		"uptime in seconds":       {`{"status":"ok","uptime_seconds":5400}`, func(h *model.Health) { h.Status, h.UptimeHours = "ok", 1.5 }},
		"probe with a status too": {`{"test":true,"status":"ok"}`, func(h *model.Health) { h.Status = "ok" }},
	} {
		t.Run(name, func(t *testing.T) {
			got, want := oneHealth(t, c.payload), none
			c.want(&want)
			if got.Component != want.Component || got.Status != want.Status || !slices.Equal(got.Issues, want.Issues) || !got.Arrived.Equal(arrived) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
			for i, f := range loads(got) {
				if !same(f, loads(want)[i]) {
					t.Errorf("figure %d = %v, want %v", i, f, loads(want)[i])
				}
			}
		})
	}
}

// loads lists every number of a report.
func loads(h model.Health) []float64 {
	return []float64{h.CPU, h.Memory, h.Disk, h.ActiveJobs, h.QueueDepth, h.UptimeHours, h.TicksPerSecond, h.ActiveSymbols}
}

func TestAReportSaysWhatIsPublished(t *testing.T) {
	text := HealthEvent{
		Component: "e", Status: HealthHealthy, ConfidenceTable: "own\x1b.json", Patterns: []string{"Doji", "Hammer\x1b"}, MinConfidence: 0.5, BelowMinConfidence: 1234,
	}.Encode()
	h := oneHealth(t, text)
	if h.ConfidenceTable != "own␛.json" || !slices.Equal(h.Patterns, []string{"Doji", "Hammer␛"}) || h.MinConfidence != 0.5 || h.BelowMinConfidence != 1234 {
		t.Errorf("%s is read as %+v", text, h)
	}
	for _, other := range []string{`{"status":"ok"}`, `{"status":"ok","patterns":"all","min_confidence":"high","below_min_confidence":-1,"confidence_table":{}}`} {
		if h := oneHealth(t, other); h.ConfidenceTable != "" || h.Patterns != nil || model.Known(h.MinConfidence) || model.Known(h.BelowMinConfidence) {
			t.Errorf("%s is read as %+v", other, h)
		}
	}
	many := oneHealth(t, `{"status":"ok","patterns":[{},`+strings.Repeat(`"a",`, 5000)+`"b"]}`)
	if len(many.Patterns) != maxPatterns-1 {
		t.Errorf("%d patterns are kept", len(many.Patterns))
	}
}
