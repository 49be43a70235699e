package ui

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/model"
)

// moving is the i-th of the batches of a busy day: everything in it differs
// from the one before.
func moving(i int) model.Batch {
	now := noon.Add(time.Duration(i) * time.Second)
	b := model.Batch{Taken: now, Oldest: now.Add(-4 * time.Millisecond), Link: busy().Link, Jobs: someJobs(), Health: someHealth(), Channels: someChannels()}
	for k := range 40 {
		a := alert(k)
		a.At, a.Arrived = now, now
		a.Symbol = fmt.Sprintf("S%d", i*40+k)
		b.Entries = append(b.Entries, model.Entry{Alert: a})
	}
	for k := range b.Jobs {
		b.Jobs[k].Progress, b.Jobs[k].Updated = float64(i%100)/100, now
	}
	for k := range b.Channels {
		b.Channels[k].Messages += uint64(i)
		b.Channels[k].Rate += float64(i % 9)
	}
	b.Server = model.Server{Version: "8.0.2", Ping: time.Duration(300+i) * time.Microsecond, Clients: float64(i), Memory: 3e6, Hits: 9, Misses: 1}
	return b
}

// BenchmarkViewAllChanged draws 160×48 with everything changed since the last
// time: the target is 1 ms and 300 allocations.
func BenchmarkViewAllChanged(b *testing.B) {
	d := newDeck(b, 160, 48)
	batches := make([]model.Batch, 64)
	for i := range batches {
		batches[i] = moving(i)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		d.frame(batches[i%len(batches)])
		b.StartTimer()
		d.View()
	}
}

// BenchmarkViewUnchanged draws it again: the target is 20 µs.
func BenchmarkViewUnchanged(b *testing.B) {
	d := newDeck(b, 160, 48)
	d.frame(moving(1))
	d.View()
	b.ReportAllocs()
	for b.Loop() {
		d.View()
	}
}

// BenchmarkApply takes in the largest batch that a frame brings.
func BenchmarkApply(b *testing.B) {
	s := model.NewState(100_000)
	batch := moving(1)
	batch.Entries = nil
	for i := range 8_192 {
		a := alert(i % 40)
		a.Symbol = fmt.Sprintf("S%d", i%500)
		batch.Entries = append(batch.Entries, model.Entry{Alert: a})
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Apply(&batch)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/8_192, "ns/alert")
}
