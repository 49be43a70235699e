package cli

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"tickdeck/model"
)

// reference is the line as encoding/json makes it.
func reference(d detection) ([]byte, error) {
	var b bytes.Buffer
	err := json.NewEncoder(&b).Encode(d)
	return b.Bytes(), err
}

func FuzzALineOfADetectionIsWhatEncodingJSONMakes(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, text := range []string{"AAPL", "", `A"B\C`, "<b>&", "A\x00\x1f\x7f", "Ä\u2028\u2029", "\xff\xfe", "BRK.B", "😀"} {
		for _, confidence := range []float64{0, 1, 0.5, 0.00004, 0.12345, -0.1, math.Copysign(0, -1), 1e21, 1e-7, math.NaN(), math.Inf(1), r.Float64()} {
			f.Add(text, "Up/Down-side Gap Three Methods", r.Int64N(1<<36), r.Int64N(1e9), -100, confidence)
		}
	}
	f.Add("AAPL", "Doji", int64(math.MaxInt64/4), int64(0), 0, 0.5)
	f.Add("AAPL", "Doji", int64(-1<<40), int64(0), math.MinInt, 0.5)
	f.Fuzz(func(t *testing.T, symbol, pattern string, seconds, nanoseconds int64, value int, confidence float64) {
		for _, zone := range []*time.Location{time.UTC, time.FixedZone("", -5*60*60)} {
			d := newDetection(model.Detection{
				Symbol: symbol, Time: time.Unix(seconds, nanoseconds).In(zone), Pattern: pattern, TALib: symbol + pattern,
				Value: value, Direction: pattern, Confidence: confidence,
			})
			want, wantErr := reference(d)
			have, err := d.appendJSON([]byte("before"))
			if (err != nil) != (wantErr != nil) {
				t.Fatalf("%+v: %v, encoding/json says %v", d, err, wantErr)
			}
			if err == nil && string(have) != "before"+string(want) {
				t.Errorf("have %s, want %s", have, want)
			}
		}
	})
}

func BenchmarkWriteDetection(b *testing.B) {
	d := newDetection(model.Detection{
		Symbol: "AAPL", Time: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), Pattern: "Hammer", TALib: "CDLHAMMER",
		Value: 100, Direction: "bullish", Confidence: 0.123456,
	})
	b.Run("appended", func(b *testing.B) {
		var line []byte
		for range b.N {
			line, _ = d.appendJSON(line[:0])
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		for range b.N {
			_, _ = reference(d)
		}
	})
}
