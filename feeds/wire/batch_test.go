package wire

import (
	"strings"
	"testing"

	"tickdeck/model"
)

func TestBatchIsOneAlertAnItem(t *testing.T) {
	for name, payload := range map[string]string{
		"standard":         `{"type":"patterns_batch","patterns":[{"detection":{"pattern":"Doji","symbol":"A"}}, {"pattern":"Hammer","symbol":"B"}],"count":2}`,
		"under data":       `{"data":{"type":"patterns_batch","patterns":[{"pattern":"Doji","symbol":"A"},{"pattern":"Hammer","symbol":"B"}]}}`,
		"bare array":       `[{"pattern":"Doji","symbol":"A"},{"pattern":"Hammer","symbol":"B"}]`,
		"wrong count":      `{"count":17,"patterns":[{"pattern":"Doji","symbol":"A"},{"pattern":"Hammer","symbol":"B"}]}`,
		"escaped key":      `{"p\u0061tterns":[{"pattern":"Doji","symbol":"A"},{"pattern":"Hammer","symbol":"B"}]}`,
		"brackets in text": `{"x":"],[{\"","patterns":[{"pattern":"Doji","symbol":"A","n":"}],\\"},{"pattern":"Hammer","symbol":"B"}]}`,
		"Infinity in it":   `{"patterns":[{"pattern":"Doji","symbol":"A","price":Infinity},{"pattern":"Hammer","symbol":"B"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := decode(t, model.KindPatterns, payload)
			if len(s.alerts) != 2 || len(s.rejects) != 0 {
				t.Fatalf("got %d alerts and %v", len(s.alerts), s.rejects)
			}
			if s.alerts[0].Pattern != "Doji" || s.alerts[0].Symbol != "A" || s.alerts[1].Pattern != "Hammer" || s.alerts[1].Symbol != "B" {
				t.Errorf("got %+v", s.alerts)
			}
			for _, a := range s.alerts {
				if again := oneAlert(t, rawOf(a)); again.Pattern != a.Pattern || again.Symbol != a.Symbol {
					t.Errorf("Raw is not this detection: %s", rawOf(a))
				}
			}
		})
	}
}

func TestRawOfAnItemIsItsOwnJSON(t *testing.T) {
	item := `{"detection": {"pattern":"\u0044oji" , "symbol":"A", "price":Infinity}}`
	s := decode(t, model.KindPatterns, `{"patterns" : [ `+item+` , {"symbol":"B"} ],"count":2}`)
	if len(s.alerts) != 1 || rawOf(s.alerts[0]) != item || s.alerts[0].Pattern != "Doji" {
		t.Errorf("got %+v", s.alerts)
	}
	if len(s.rejects) != 1 || s.rejects[0] != (reject{reason: "a symbol without a pattern", raw: `{"symbol":"B"}`}) {
		t.Errorf("got %+v", s.rejects)
	}
}

func TestEnvelopeSpeaksForItsItems(t *testing.T) {
	s := decode(t, model.KindPatterns, `{"timestamp":1693123456,"data":{"source":"daily","patterns":[{"pattern":"Doji","symbol":"A"},{"pattern":"Doji","symbol":"B","timestamp":1693123400}]}}`)
	if len(s.alerts) != 2 || s.alerts[0].EventTime.Unix() != 1693123456 || s.alerts[1].EventTime.Unix() != 1693123400 || s.alerts[1].Tier != "daily" {
		t.Errorf("got %+v", s.alerts)
	}
}

func TestEnvelopeDoesNotMakeDetections(t *testing.T) {
	s := decode(t, model.KindPatterns, `{"type":"patterns_batch","ticker":"A","patterns":[{"pattern":"Doji"},7,null,[]]}`)
	if len(s.alerts) != 0 || len(s.rejects) != 4 {
		t.Errorf("got %d alerts and %+v", len(s.alerts), s.rejects)
	}
}

func TestBatchesThatHoldNothingOrTooMuch(t *testing.T) {
	for payload, want := range map[string]string{
		`{"type":"patterns_batch","patterns":[],"count":0}`: "a batch with no detection in it",
		`[]`: "a batch with no detection in it",
		`{"patterns":[` + strings.Repeat(`{},`, MaxBatch) + `{}]}`:                 "a batch of 20001 is more than the limit of 20000",
		`{"job_type":"backtest","job_id":"x","symbols":["A"],"patterns":["Doji"]}`: "a backtest request on a channel for patterns",
	} {
		if s := decode(t, model.KindPatterns, payload); s.calls() != 1 || len(s.rejects) != 1 || s.rejects[0].reason != want {
			t.Errorf("%.60s: got %.200v, want %q", payload, s.rejects, want)
		}
	}
}
