package rivals

import (
	jsonv1 "encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/bytedance/sonic"
	"github.com/go-faster/jx"
	jsonv2 "github.com/go-json-experiment/json"
	goccy "github.com/goccy/go-json"
	"github.com/valyala/fastjson"
)

// rivals each read a payload into an event. The payload is a string, as it
// comes from the connection, and the event may be kept.
func rivals() map[string]func(payload string, e *event) error {
	var tree fastjson.Parser
	stream := jx.GetDecoder()
	return map[string]func(string, *event) error{
		"encoding-json":    func(s string, e *event) error { return jsonv1.Unmarshal([]byte(s), e) },
		"encoding-json-v2": func(s string, e *event) error { return jsonv2.Unmarshal([]byte(s), e) },
		"goccy":            func(s string, e *event) error { return goccy.Unmarshal([]byte(s), e) },
		"sonic":            func(s string, e *event) error { return sonic.UnmarshalString(s, e) },
		"sonic-std":        func(s string, e *event) error { return sonic.ConfigStd.UnmarshalFromString(s, e) },
		"jx":               func(s string, e *event) error { stream.ResetBytes([]byte(s)); return readJx(stream, e) },
		"fastjson":         func(s string, e *event) error { return readTree(&tree, s, e) },
	}
}

func readTree(p *fastjson.Parser, s string, e *event) error {
	v, err := p.Parse(s)
	if err != nil {
		return err
	}
	m := v.Get("metadata")
	*e = event{
		Pattern: string(v.GetStringBytes("pattern")), Symbol: string(v.GetStringBytes("symbol")),
		Timestamp: v.GetFloat64("timestamp"), Confidence: v.GetFloat64("confidence"),
		Timeframe: string(v.GetStringBytes("timeframe")), Direction: string(v.GetStringBytes("direction")), Source: string(v.GetStringBytes("source")),
		Metadata: metadata{m.GetFloat64("price"), m.GetFloat64("volume")},
	}
	return nil
}

func readJx(d *jx.Decoder, e *event) error {
	return d.ObjBytes(func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "pattern":
			e.Pattern, err = d.Str()
		case "symbol":
			e.Symbol, err = d.Str()
		case "timestamp":
			e.Timestamp, err = d.Float64()
		case "confidence":
			e.Confidence, err = d.Float64()
		case "timeframe":
			e.Timeframe, err = d.Str()
		case "direction":
			e.Direction, err = d.Str()
		case "source":
			e.Source, err = d.Str()
		case "metadata":
			err = d.ObjBytes(func(d *jx.Decoder, key []byte) (err error) {
				switch string(key) {
				case "price":
					e.Metadata.Price, err = d.Float64()
				case "volume":
					e.Metadata.Volume, err = d.Float64()
				default:
					err = d.Skip()
				}
				return err
			})
		default:
			err = d.Skip()
		}
		return err
	})
}

func BenchmarkRivals(b *testing.B) {
	for name, read := range rivals() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(standard)))
			b.ReportAllocs()
			for b.Loop() {
				var e event
				if err := read(standard, &e); err != nil || e.Symbol != "GOOGL" || e.Metadata.Volume != 1000 {
					b.Fatal(err, e)
				}
			}
		})
	}
}

// TestHazards prints how each library takes what real publishers send. It fails
// only when one panics.
func TestHazards(t *testing.T) {
	hazards := []struct{ name, payload string }{
		{"NaN", `{"pattern":"Doji","symbol":"A","confidence":NaN}`},
		{"Infinity", `{"pattern":"Doji","symbol":"A","confidence":Infinity}`},
		{"number as string", `{"pattern":"Doji","symbol":"A","confidence":"0.85"}`},
		{"duplicate key", `{"pattern":"Doji","symbol":"A","symbol":"B"}`},
		{"invalid UTF-8", "{\"pattern\":\"Doji\",\"symbol\":\"A\xff\"}"},
		{"raw control", "{\"pattern\":\"Doji\",\"symbol\":\"A\x1b\"}"},
		{"truncated", `{"pattern":"Doji","symbol":"A","confid`},
		{"10,000 deep", `{"pattern":"Doji","symbol":"A","x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`},
		{"1,000,000 deep", `{"pattern":"Doji","symbol":"A","x":` + strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000) + `}`},
	}
	for name, read := range rivals() {
		for _, h := range hazards {
			var e event
			err := read(h.payload, &e)
			t.Logf("%-17s %-16s %s", name, h.name, verdict(err, &e))
		}
	}
}

func verdict(err error, e *event) string {
	got := fmt.Sprintf("pattern %q, symbol %q, confidence %v", e.Pattern, e.Symbol, e.Confidence)
	if err == nil {
		return "read: " + got
	}
	if *e != (event{}) {
		return "refused, half filled: " + got
	}
	return "refused"
}
