package alerts

import (
	"fmt"
	"testing"

	"tickdeck/model"
	"tickdeck/ui/uitest"
)

// BenchmarkFrame is a frame of the list with an alert that is new in it: 40 rows of 120
// cells, folded and a row for each alert.
func BenchmarkFrame(b *testing.B) {
	for _, unfolded := range [...]bool{false, true} {
		b.Run(fmt.Sprintf("unfolded=%v", unfolded), func(b *testing.B) {
			log := model.NewLog(10_000, 0)
			item := func(i int) model.FeedItem {
				return found(float64(i%3_600), fmt.Sprint("S", i/3%500), patternNames[i%len(patternNames)], model.Direction(1+i%3), 0.5)
			}
			for i := range 10_000 {
				log.Push(item(i))
			}
			news := make([]model.FeedItem, 1_000)
			for i := range news {
				news[i] = item(i)
			}
			env := uitest.Env(now)
			p := New(env, nil)
			p.Resize(120, 41)
			p.tape.SetUnfolded(unfolded)
			n := 0
			look := func() {
				env.State.Feed = log.History()
				for p.Work() {
				}
				p.Lines(true)
			}
			look()
			b.ReportAllocs()
			for b.Loop() {
				n++
				log.Push(news[n%len(news)])
				look()
			}
		})
	}
}

var patternNames = []string{"Long Line", "Marubozu", "Belt Hold", "Doji", "Hammer", "Three White Soldiers"}
