package wire

import (
	"reflect"
	"testing"

	"tickdeck/model"
)

func TestWhatIsKeptIsTheSameAlertWhenItIsReadAgain(t *testing.T) {
	for name, c := range map[string]struct {
		payload string
		around  bool // something of it is said outside of its own JSON
	}{
		"standard":         {`{"event_type":"pattern_detected","id":"7","pattern":"Doji","symbol":"AAPL","timestamp":1693123456.789,"confidence":0.85,"timeframe":"1min","direction":"reversal","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000}}`, false},
		"nothing said":     {`{"pattern":"Doji","symbol":"A"}`, false},
		"wrapped":          {`{"data":{"flow_id":"f","tier":"daily","data":{"pattern":"Doji","symbol":"A","timestamp":"2026-03-02T12:00:00.123456789Z"}}}`, false},
		"Infinity":         {`{"pattern":"Doji","symbol":"A","price":Infinity}`, false},
		"a byte mark":      {"\ufeff" + `{"pattern":"Doji","symbol":"A"}`, false},
		"an item":          {`{"patterns":[{"detection":{"pattern":"Doji","symbol":"A","timestamp":1693123456.789}}]}`, false},
		"an item's time":   {`{"timestamp":1693123456.789,"patterns":[{"pattern":"Doji","symbol":"A"}]}`, true},
		"an item's tier":   {`{"source":"daily","patterns":[{"pattern":"Doji","symbol":"A","price":1}]}`, true},
		"an item's source": {`{"source":"x\u001b","tier":"daily","patterns":[{"pattern":"Doji","symbol":"A"}]}`, true},
		"all of an item":   {`{"id":"b","timestamp":1e18,"timeframe":"5min","direction":"up","confidence":85.5,"price":3.1,"volume":12,"bar_time":1693123456,"simulated":true,"flow_id":"f1","patterns":[{"pattern":"Doji","symbol":"A"}]}`, true},
		"a flow of digits": {`{"flow_id":17,"patterns":[{"pattern":"Doji","symbol":"A"}]}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			a := oneAlert(t, c.payload)
			d := NewDecoder()
			around, ok := d.Envelope(a, rawOf(a))
			if !ok || (around != "") != c.around {
				t.Fatalf("kept with %q, %t", around, ok)
			}
			s := &shelf{}
			d.Reread(3, rawOf(a), around, a.Arrived, s)
			if len(s.alerts) != 1 || s.calls() != 1 {
				t.Fatalf("read again it is %d alerts and %v", len(s.alerts), s.rejects)
			}
			b := s.alerts[0]
			if b.Key() != a.Key() || rawOf(b) != rawOf(a) {
				t.Errorf("another alert: %s and %s", rawOf(a), rawOf(b))
			}
			if was, is := told(a), told(b); !reflect.DeepEqual(was, is) {
				t.Errorf("was %+v\nis  %+v", was, is)
			}
		})
	}
}

// told is all that an alert says, so that what was not said compares equal.
func told(a *model.Alert) (out []any) {
	out = []any{a.EventTime.UnixNano(), a.BarTime.UnixNano(), a.Arrived, a.ID, a.Symbol, a.Pattern, a.Timeframe, a.Source, a.Tier, a.RawDirection, a.Direction, a.Simulated, a.Channel}
	for _, f := range []float64{a.Confidence, a.Price, a.Volume} {
		if model.Known(f) {
			out = append(out, f)
		} else {
			out = append(out, nil)
		}
	}
	return append(out, a.Metadata.Text("flow_id"), model.Known(a.Metadata.Number("flow_id")))
}

func TestWhatCannotBeReadAloneIsNotKept(t *testing.T) {
	a := oneAlert(t, `{"pattern":"Doji","symbol":"A"}`)
	for _, raw := range []string{"", "{}", "text", `[{"pattern":"Doji","symbol":"A"},{"pattern":"Doji","symbol":"B"}]`} {
		if _, ok := NewDecoder().Envelope(a, raw); ok {
			t.Errorf("%q is kept", raw)
		}
	}
	s := &shelf{}
	NewDecoder().Reread(3, "cut o", `{"source":"x"}`, arrived, s)
	if len(s.rejects) != 1 {
		t.Errorf("of what is damaged came %+v", s)
	}
}
