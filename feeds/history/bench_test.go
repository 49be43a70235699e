package history

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/model"
)

const benchRaw = `{"event_type":"pattern_detected","pattern":"Engulfing","symbol":"GOOGL","timestamp":%d.%06d,"confidence":0.85,"timeframe":"1min","direction":"bullish","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000,"open":149.75,"high":150.5,"low":149.5,"previous_close":149.8,"bar_count":20}}`

func benchRows(from, n int) (rows []row) {
	for i := from; i < from+n; i++ {
		at := time.Unix(1_790_000_000+int64(i/10_000), int64(i%10_000)*100_000)
		a := &model.Alert{Symbol: "GOOGL", Pattern: "Engulfing", Timeframe: "1min", EventTime: at, Arrived: at, Channel: 1}
		rows = append(rows, row{alert: a, raw: fmt.Sprintf(benchRaw, at.Unix(), at.Nanosecond()/1000)})
	}
	return rows
}

func benchStore(b *testing.B) *store {
	b.Helper()
	s, err := open(b.TempDir() + "/x.db")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.close() })
	return s
}

// BenchmarkWrite is one transaction, as a round at 8,000 alerts a second has it.
func BenchmarkWrite(b *testing.B) {
	s, n := benchStore(b), 0
	for b.Loop() {
		b.StopTimer()
		rows := benchRows(n, batch)
		n += batch
		b.StartTimer()
		if err := s.write(rows, channels, unwritten{}, time.Now()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "alerts/s")
	pages, err := s.number("pragma page_count")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(pages)*4096/float64(n), "bytes/alert")
}

// BenchmarkRead is the start of a deck with 100,000 alerts on disk.
func BenchmarkRead(b *testing.B) {
	const held = 100_000
	s := benchStore(b)
	for n := 0; n < held; n += batch {
		if err := s.write(benchRows(n, batch), channels, unwritten{}, time.Now()); err != nil {
			b.Fatal(err)
		}
	}
	n := 0
	for b.Loop() {
		if err := s.read(b.Context(), time.Time{}, held, newReader(channels), func(a []*model.Alert) { n += len(a) }); err != nil {
			b.Fatal(err)
		}
	}
	if n != held*b.N {
		b.Fatalf("%d alerts were read, want %d", n, held*b.N)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "alerts/s")
}

// BenchmarkOpen is what a start waits for before the screen.
func BenchmarkOpen(b *testing.B) {
	path := b.TempDir() + "/x.db"
	for b.Loop() {
		s, err := open(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.close(); err != nil {
			b.Fatal(err)
		}
	}
}
