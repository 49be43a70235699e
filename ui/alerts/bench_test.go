package alerts

import (
	"fmt"
	"testing"

	"tickdeck/model"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// BenchmarkDetail is a frame of the detail beside the list over 1,000 to 1,000,000
// held: nothing new, an alert of another symbol, one of its own, and another symbol.
func BenchmarkDetail(b *testing.B) {
	for _, held := range [...]int{1_000, 10_000, 100_000, 1_000_000} {
		log := model.NewLog(100_000_000, 0) // nothing goes while it is measured
		item := func(i int) model.FeedItem {
			return found(float64(i%3_600), fmt.Sprint("S", i%500), "Doji", model.Direction(1+i%3), 0.5)
		}
		for i := range held {
			log.Push(item(i))
		}
		env := uitest.Env(now)
		p := New(env, nil)
		p.Resize(100, 40)
		n := held
		look := func(reading *pane.Reading) {
			env.State.Feed = log.History()
			for p.Work() {
			}
			reading.Of(env, p, 58, 30)
		}
		for _, c := range [...]struct {
			name   string
			change func()
		}{
			{"nothing", func() {}},
			{"another", func() { n += 500 - n%500 + 7; log.Push(item(n)) }},
			{"own", func() { log.Push(model.FeedItem{Alert: p.place.cursor.Alert}) }},
			{"moved", func() { p.move(1 - 2*(n%2)); n++ }},
		} {
			b.Run(fmt.Sprintf("held=%d/%s", held, c.name), func(b *testing.B) {
				var reading pane.Reading
				look(&reading)
				p.move(1)
				b.ReportAllocs()
				for b.Loop() {
					c.change()
					look(&reading)
				}
			})
		}
	}
}
