package query

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/model"
)

// feed is what a busy market sends: standard patterns of 40 symbols.
func feed(t testing.TB) []Event {
	t.Helper()
	clock := at(t)
	around := &Around{Clock: clock}
	symbols := []string{"AAPL", "MSFT", "NVDA", "AMD", "TSLA", "GOOGL", "META", "JPM", "XOM", "BRK.B"}
	names := []string{"rsi", "engine"}
	var out []Event
	for i := range 4096 {
		out = append(out, Event{&model.Alert{
			EventTime: clock.Now.Add(-time.Duration(i) * time.Second), Arrived: clock.Now, ID: fmt.Sprintf("%016x", i*7919),
			Symbol: symbols[i%len(symbols)], Pattern: model.StandardPatterns()[i/3%len(model.StandardPatterns())], Timeframe: "1min",
			Source: "tickstock_pl", Tier: "intraday", Confidence: float64(i%100) / 100, Price: float64(20 + i%300), Volume: 1000,
			Direction: model.Direction(1 + i%3), Metadata: &model.Metadata{Names: names, Numbers: []float64{50, model.None()}, Texts: []string{"", "desk-1"}},
		}, around})
	}
	return out
}

var queries = map[string]string{
	"typical":  "symbol:NVDA,AMD conf>=0.8 dir:bull",
	"word":     "engulf",
	"nothing":  "zzz",
	"wildcard": "pattern:*star* -symbol:TSLA age<5m price:10..50",
	"many":     "symbol:A,B,C,D,E,F,G,H,I,J,K,NVDA conf>=80%",
}

func BenchmarkMatch(b *testing.B) {
	events := feed(b)
	for name, text := range queries {
		q, err := Parse(Alerts(), text, at(b))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				q.Match(events[i%len(events)])
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "M/s")
		})
	}
}

func BenchmarkParse(b *testing.B) {
	s, clock := Alerts(), at(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(s, queries["typical"], clock); err != nil {
			b.Fatal(err)
		}
	}
}
