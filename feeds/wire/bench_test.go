package wire

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

const standardEvent = `{"event_type":"pattern_detected","pattern":"Doji","symbol":"AAPL","timestamp":1693123456.789,"confidence":0.85,"timeframe":"1min","direction":"reversal","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000}}`

// longEvent is the standard event with what makes it about 300 bytes long.
const longEvent = `{"event_type":"pattern_detected","pattern":"Engulfing","symbol":"GOOGL","timestamp":1693123456.789,"confidence":0.85,"timeframe":"1min","direction":"bullish","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000,"open":149.75,"high":150.5,"low":149.5,"previous_close":149.8,"bar_count":20}}`

const standardProgress = `{"job_id":"bt_3f1c5b9e-6c0e-4d55-9d0a-0f4e6c8a7b21","progress":0.42,"status":"running","current_symbol":"AAPL","symbols_completed":3,"total_symbols":8,"timestamp":1693123456.789}`

// drain takes everything and keeps nothing.
type drain struct{ n int }

func (d *drain) Alert(*model.Alert)    { d.n++ }
func (d *drain) Job(model.Job)         { d.n++ }
func (d *drain) Health(model.Health)   { d.n++ }
func (d *drain) Reject(string, string) { d.n++ }
func (d *drain) Probe(string, string)  { d.n++ }

func benchmarkDecode(b *testing.B, kind model.Kind, payload string) {
	d, to, at := NewDecoder(), &drain{}, time.Now()
	b.SetBytes(int64(len(payload)))
	b.ReportAllocs()
	for b.Loop() {
		d.Decode(0, kind, payload, at, to)
	}
}

func BenchmarkDecodeAlert(b *testing.B) {
	b.Run("standard", func(b *testing.B) { benchmarkDecode(b, model.KindPatterns, standardEvent) })
	b.Run("300bytes", func(b *testing.B) { benchmarkDecode(b, model.KindPatterns, longEvent) })
	b.Run("wrapped", func(b *testing.B) {
		benchmarkDecode(b, model.KindPatterns, `{"flow_id":"f1","data":{"tier":"daily","data":`+longEvent+`}}`)
	})
}

func BenchmarkDecodeBatch(b *testing.B) {
	item := `{"detection":` + longEvent + `}`
	batch := fmt.Sprintf(`{"type":"patterns_batch","patterns":[%s],"count":100}`, strings.Repeat(item+",", 99)+item)
	benchmarkDecode(b, model.KindPatterns, batch)
}

func BenchmarkDecodeProgress(b *testing.B) {
	benchmarkDecode(b, model.KindProgress, standardProgress)
}

func BenchmarkDecodeHostile(b *testing.B) {
	deep := strings.Repeat("[", 10_000)
	b.Run("deep", func(b *testing.B) { benchmarkDecode(b, model.KindPatterns, deep) })
	dense := "[" + strings.Repeat("[],", MaxBytes/3-2) + "[]]"
	b.Run("dense", func(b *testing.B) { benchmarkDecode(b, model.KindPatterns, dense) })
	word := strings.Repeat("[", MaxDepth-2) + strings.Repeat("t", MaxBytes-MaxDepth)
	b.Run("word", func(b *testing.B) { benchmarkDecode(b, model.KindPatterns, word) })
}
