package wire

import (
	"strings"
	"testing"

	"tickdeck/model"
)

func TestHazardsAreRefusedWithAReason(t *testing.T) {
	probe := "a probe, no event in it"
	for name, c := range map[string]struct {
		kind         model.Kind
		payload, why string
	}{
		"probe":                      {model.KindPatterns, `{"test":true}`, probe},
		"probe with a word":          {model.KindPatterns, `{"test":"health_check"}`, probe},
		"probe with a time":          {model.KindResults, `{"test":true,"timestamp":1}`, probe},
		"probe on progress":          {model.KindProgress, `{"test":true}`, probe},
		"probe on health":            {model.KindHealth, `{"test":"health_check"}`, probe},
		"empty object":               {model.KindPatterns, `{}`, "an empty object, no event in it"},
		"empty object on health":     {model.KindHealth, ` { } `, "an empty object, no event in it"},
		"empty message":              {model.KindPatterns, ``, "an empty message"},
		"blanks":                     {model.KindPatterns, " \n", "an empty message"},
		"plain text":                 {model.KindPatterns, `hello`, "plain text, not JSON"},
		"plain text with a bracket":  {model.KindPatterns, `PING {}`, "plain text, not JSON"},
		"binary":                     {model.KindPatterns, "\x00\x01\xff", "plain text, not JSON"},
		"a number":                   {model.KindPatterns, `42`, "a bare number, not a JSON object"},
		"a string":                   {model.KindPatterns, `"pattern"`, "a bare string, not a JSON object"},
		"null":                       {model.KindHealth, `null`, "a bare null, not a JSON object"},
		"an array of jobs":           {model.KindProgress, `[{"job_id":"x"}]`, "a bare array, not a JSON object"},
		"truncated in a key":         {model.KindPatterns, standardEvent[:20], "cut off: the JSON ends too early"},
		"truncated in a value":       {model.KindPatterns, standardEvent[:60], "cut off: the JSON ends too early"},
		"truncated at the end":       {model.KindPatterns, standardEvent[:len(standardEvent)-1], "cut off: the JSON ends too early"},
		"broken":                     {model.KindPatterns, `{"pattern":Doji}`, "broken JSON"},
		"two objects":                {model.KindPatterns, `{"pattern":"Doji","symbol":"A"}{}`, "broken JSON"},
		"single quotes":              {model.KindPatterns, `{'pattern':'Doji'}`, "broken JSON"},
		"10,000 arrays deep":         {model.KindPatterns, strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), "nested more than 64 deep"},
		"10,000 objects deep":        {model.KindPatterns, strings.Repeat(`{"data":`, 10_000) + "1" + strings.Repeat("}", 10_000), "nested more than 64 deep"},
		"10,000 deep, cut off":       {model.KindHealth, strings.Repeat(`{"a":[`, 10_000), "nested more than 64 deep"},
		"65 deep":                    {model.KindPatterns, strings.Repeat("[", 65) + strings.Repeat("]", 65), "nested more than 64 deep"},
		"1 MiB and a byte":           {model.KindPatterns, strings.Repeat("x", MaxBytes+1), "1048577 bytes are more than the limit of 1 MiB"},
		"1 MiB of an unknown word":   {model.KindPatterns, strings.Repeat("[", 60) + strings.Repeat("t", MaxBytes-60), "broken JSON"},
		"no symbol":                  {model.KindPatterns, `{"pattern":"Doji"}`, "a pattern without a symbol"},
		"no pattern":                 {model.KindPatterns, `{"symbol":"A"}`, "a symbol without a pattern"},
		"symbol is an object":        {model.KindPatterns, `{"pattern":"Doji","symbol":{"a":1}}`, "a pattern without a symbol"},
		"neither":                    {model.KindPatterns, `{"data":{"a":1}}`, "neither pattern nor symbol: not a detection"},
		"progress for patterns":      {model.KindPatterns, standardProgress, "a backtest progress event on a channel for patterns"},
		"result for patterns":        {model.KindPatterns, `{"job_id":"x","results":{}}`, "a backtest result on a channel for patterns"},
		"health for patterns":        {model.KindPatterns, `{"status":"ok","metrics":{}}`, "a health report on a channel for patterns"},
		"command for patterns":       {model.KindPatterns, `{"type":"cancel_job","job_id":"x"}`, "a command on a channel for patterns"},
		"pattern for progress":       {model.KindProgress, standardEvent, "a pattern event on a channel for backtest progress"},
		"pattern for results":        {model.KindResults, standardEvent, "a pattern event on a channel for backtest results"},
		"pattern for health":         {model.KindHealth, standardEvent, "a pattern event on a channel for health"},
		"progress for health":        {model.KindHealth, standardProgress, "a backtest progress event on a channel for health"},
		"health for results":         {model.KindResults, `{"status":"ok","cpu_usage":4}`, "a health report on a channel for backtest results"},
		"request for progress":       {model.KindProgress, `{"job_type":"backtest","job_id":"x","symbols":["A"]}`, "a backtest request on a channel for backtest progress"},
		"command for progress":       {model.KindProgress, `{"command":"cancel_job","job_id":"x"}`, "a command on a channel for backtest progress"},
		"no job_id":                  {model.KindProgress, `{"progress":0.5,"status":"running"}`, "no job_id: not news of a backtest"},
		"blank job_id":               {model.KindResults, `{"job_id":" ","status":"completed"}`, "no job_id: not news of a backtest"},
		"job_id too long":            {model.KindProgress, `{"status":"running","job_id":"` + strings.Repeat("x", 129) + `"}`, "a job_id of more than 128 characters"},
		"job_id with an escape":      {model.KindProgress, `{"status":"running","job_id":"a\u001b[2J"}`, "a job_id with characters that cannot be shown"},
		"job_id with invalid UTF-8":  {model.KindProgress, "{\"status\":\"running\",\"job_id\":\"a\xff\"}", "a job_id with characters that cannot be shown"},
		"job_id and nothing else":    {model.KindProgress, `{"job_id":"x","timestamp":1}`, "a job_id with no news of the backtest"},
		"no health in it":            {model.KindHealth, `{"a":1}`, "neither a status nor a figure: not a health report"},
		"a kind that does not exist": {model.Kind(99), `{"a":1}`, "no reader for channels of this kind"},
	} {
		t.Run(name, func(t *testing.T) {
			s := decode(t, c.kind, c.payload)
			if s.calls() != 1 || len(s.rejects) != 1 {
				t.Fatalf("got %+v", s)
			}
			if s.rejects[0].probe != (c.why == probe) {
				t.Errorf("taken for a probe: %v", s.rejects[0].probe)
			}
			if got := s.rejects[0]; got.reason != c.why || got.raw != c.payload {
				t.Errorf("got %q with %d bytes, want %q with all", got.reason, len(got.raw), c.why)
			}
		})
	}
}

func TestWhatIsOnlyUnusualIsRead(t *testing.T) {
	for name, payload := range map[string]string{
		"64 deep":                  `{"pattern":"Doji","symbol":"A","x":` + strings.Repeat("[", 63) + strings.Repeat("]", 63) + `}`,
		"brackets in a string":     `{"pattern":"Doji","symbol":"A","x":"` + strings.Repeat(`[{\"`, 5000) + `"}`,
		"exactly 1 MiB":            pad(`{"pattern":"Doji","symbol":"A","x":"`, `"}`),
		"words in a long message":  `{"pattern":"Doji","symbol":"A","w":[true,false,null,NaN,nan,Infinity,-Infinity,1e5],"x":"` + strings.Repeat("t", surveyAbove) + `"}`,
		"invalid UTF-8 elsewhere":  "{\"pattern\":\"Doji\",\"symbol\":\"A\",\"x\":\"\xc3\x28\"}",
		"control characters":       "{\"pattern\":\"Doji\",\"symbol\":\"A\",\"x\":\"\x00\x1b\"}",
		"a backslash at the end":   `{"pattern":"Doji","symbol":"A","x":"\\"}`,
		"a job_id beside":          `{"pattern":"Doji","symbol":"A","job_id":"x"}`,
		"Infinity inside a string": `{"pattern":"Doji","symbol":"A","x":Infinity,"y":"\"Infinity"}`,
	} {
		t.Run(name, func(t *testing.T) {
			if a := oneAlert(t, payload); a.Pattern != "Doji" || a.Symbol != "A" || rawOf(a) != payload {
				t.Errorf("got %.200v", a)
			}
		})
	}
}

func pad(before, after string) string {
	return before + strings.Repeat("x", MaxBytes-len(before)-len(after)) + after
}
