package alerts

import (
	"testing"

	"tickdeck/model"
	"tickdeck/model/rules"
	"tickdeck/ui/uitest"
)

func TestWhatIsMutedIsNotWrittenUnlessAskedFor(t *testing.T) {
	r := newRig(t, 100, 15)
	r.take(morning()...)
	r.env.Prefs.Mute(rules.Mute{Symbol: "AAPL"})
	r.env.Prefs.SetList("desk", []string{"AAPL", "JPM"})
	r.show(uitest.News{Taken: now, Link: model.Link{Up: true}})
	for query, want := range map[string]int{"": 9, "symbol:AAPL": 0, "muted:": 1, "watch:desk": 1} {
		r.filter.Apply(query)
		pic, n := r.picture(), 0
		for seq := pic.Feed.First(); seq < pic.Feed.Next(); seq++ {
			if e, _ := pic.Feed.At(seq); e.Alert != nil && pic.Match(e.Alert) {
				n++
			}
		}
		if n != want {
			t.Errorf("%q: %d alerts are written, want %d", query, n, want)
		}
	}
}
