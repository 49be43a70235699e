package alerts

import (
	"fmt"
	"strings"
	"testing"

	"tickdeck/model"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

func TestACountSaysWhetherEverythingWasLookedAt(t *testing.T) {
	r := newRig(t, 100, 12)
	r.world = uitest.NewWorld(100_000)
	var items []model.FeedItem
	for i := range 50_000 {
		items = append(items, found(float64(120*(50_000-i)), fmt.Sprintf("S%d", i%10), "Doji", model.DirBull, 0.5))
	}
	r.take(items...)
	note := func() string { r.Lines(true); return r.Head().Note }
	ends := func(want string) {
		t.Helper()
		if got := note(); !strings.HasSuffix(got, want) {
			t.Errorf("it says %q, not %q", got, want)
		}
	}
	ends("50,000 alerts")
	r.Update(pane.FilterMsg{Query: "symbol:S3"})
	r.Work() // a portion
	ends("+ of 20,000+ candles")
	for r.Work() {
		if got := note(); strings.HasSuffix(got, "5,000 of 50,000 candles") {
			t.Errorf("it says %q, and there is more to look at", got)
		}
	}
	ends("5,000 of 50,000 candles")
	r.Update(pane.FilterMsg{Query: "symbol:S3,S4"}) // all of them are there, and none is compared
	r.Work()
	if got := note(); !strings.HasSuffix(got, "+ of 50,000 candles") {
		t.Errorf("it says %q", got)
	}
	r.work()
	ends("10,000 of 50,000 candles")
	r.take(found(0, "S3", "Doji", model.DirBull, 0.5), found(0, "S3", "Hammer", model.DirBull, 0.5))
	ends("10,001 of 50,001 candles")
	r.press("alerts.unfoldall")
	ends("10,002 of 50,002 alerts")
}
