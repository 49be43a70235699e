package tape

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"tickdeck/model"
)

// market are alerts as an engine finds them: 500 symbols, three on a candle.
func market(n, from int) []*model.Alert {
	patterns := []string{"Long Line", "Marubozu", "Belt Hold", "Doji", "Hammer", "Engulfing"}
	out := make([]*model.Alert, n)
	for i := range out {
		k := from + i
		out[i] = found(symbols[k/3%len(symbols)], patterns[k%len(patterns)], model.Direction(1+k/7%3), float64(k*7919%1000)/1000,
			noon.Add(time.Duration(k/3/len(symbols))*time.Minute))
	}
	return out
}

var symbols = func() (all []string) {
	for i := range 500 {
		all = append(all, fmt.Sprintf("S%03d", i))
	}
	return all
}()

func holding(n int) (*Tape, *model.Log) {
	log, tape := model.NewLog(n, 0), New()
	tape.Whole(true)
	for _, a := range market(n, 0) {
		log.Push(model.FeedItem{Alert: a})
	}
	for tape.Apply(log.History(), 1<<20) {
	}
	return tape, log
}

// BenchmarkNew is what an alert costs that comes in, with a query and full history:
// the same, however much is held.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			tape, log := holding(n)
			tape.SetFilter(Filter{Match: func(a *model.Alert) bool { return a.Confidence > 0.5 }})
			for tape.Apply(log.History(), 1<<20) {
			}
			const each = 100
			news := market(b.N*each, n)
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				for _, a := range news[i*each : (i+1)*each] {
					log.Push(model.FeedItem{Alert: a})
				}
				tape.Apply(log.History(), 1<<20)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*each), "ns/alert")
		})
	}
}

// BenchmarkQuery is how long a new query takes: until what is shown is there, and
// until everything was looked at.
func BenchmarkQuery(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		tape, log := holding(n)
		match := func(a *model.Alert) bool { return a.Confidence > 0.5 }
		b.Run(fmt.Sprintf("shown/%d", n), func(b *testing.B) {
			for range b.N {
				tape.SetFilter(Filter{Match: match})
				for tape.Len() < 50 && tape.Apply(log.History(), 1_000) {
				}
			}
		})
		b.Run(fmt.Sprintf("whole/%d", n), func(b *testing.B) {
			for range b.N {
				tape.SetFilter(Filter{Match: match})
				for tape.Apply(log.History(), 20_000) {
				}
			}
		})
	}
}

// BenchmarkHeld is what a screen holds for each alert, beside the alert.
func BenchmarkHeld(b *testing.B) {
	const n = 1_000_000
	for range b.N {
		log := model.NewLog(n, 0)
		for _, a := range market(n, 0) {
			log.Push(model.FeedItem{Alert: a})
		}
		for _, unfolded := range []bool{false, true} {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			tape := New()
			tape.Whole(true)
			tape.SetUnfolded(unfolded)
			for tape.Apply(log.History(), 1<<20) {
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, fmt.Sprintf("B/alert,unfolded=%v", unfolded))
			runtime.KeepAlive(tape)
		}
		runtime.KeepAlive(log)
	}
}
