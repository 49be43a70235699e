package ui

import (
	"fmt"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// moving is the i-th of the batches of a busy day: everything in it differs
// from the one before.
func moving(i int) uitest.News {
	now := noon.Add(time.Duration(i) * time.Second)
	b := uitest.News{Taken: now, Behind: 4 * time.Millisecond, Link: busy().Link, Jobs: someJobs(), Health: someHealth(), Channels: someChannels()}
	for k := range 40 {
		a := alert(k)
		a.EventTime, a.Arrived = now, now
		a.Symbol = fmt.Sprintf("S%d", i*40+k)
		b.Items = append(b.Items, model.FeedItem{Alert: a})
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
	batches := make([]uitest.News, 64)
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
