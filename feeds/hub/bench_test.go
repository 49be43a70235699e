package hub

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// alertsOf makes n messages of one alert each, no two alike.
func alertsOf(n int) []*Message {
	out, d := make([]*Message, n), wire.NewDecoder()
	for i := range out {
		m := message(0)
		d.Decode(0, model.KindPatterns, event(i), noon, m)
		out[i] = m
	}
	return out
}

func BenchmarkHubTake(b *testing.B) {
	const n = 100_000 // more than the de-duplication remembers
	all := alertsOf(n)
	for _, readers := range []int{1, 1000} {
		b.Run(fmt.Sprintf("readers=%d", readers), func(b *testing.B) {
			h := New(standard, 100_000, time.Now)
			for range readers {
				h.NewReader(0).wait()
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				h.Take(all[i%n])
			}
		})
	}
}

// BenchmarkFrame is what a screen pays each time that it looks: whatever is held,
// as it was, and with an alert and news of a job since.
func BenchmarkFrame(b *testing.B) {
	for _, held := range []int{0, 1_000, 100_000} {
		for _, news := range []int{0, 1} {
			b.Run(fmt.Sprintf("held=%d/news=%d", held, news), func(b *testing.B) {
				h := New(standard, 100_000, time.Now)
				for _, m := range alertsOf(held) {
					h.Take(m)
				}
				for i := range min(held, 10_000) {
					h.LoadJobs([]model.Job{model.NewJob(fmt.Sprint("bt_", i))}, noon)
				}
				r := h.NewReader(0)
				m := message(2)
				m.Job(model.NewJob("bt_7"))
				fresh := alertsOf(news)
				b.ReportAllocs()
				for b.Loop() {
					for _, a := range fresh { // taking them in is part of it
						h.Take(a)
						h.Take(m)
					}
					r.Frame()
				}
			})
		}
	}
}

func event(i int) string {
	return fmt.Sprintf(`{"event_type":"pattern_detected","pattern":"Engulfing","symbol":"GOOGL","timestamp":%d.%06d,"confidence":0.85,"timeframe":"1min","direction":"bullish","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000,"open":149.75,"high":150.5,"low":149.5,"previous_close":149.8,"bar_count":20}}`,
		1_760_000_000+i/1_000_000, i%1_000_000)
}
