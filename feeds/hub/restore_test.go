package hub

import (
	"strconv"
	"testing"
	"time"

	"tickdeck/model"
)

// yesterdays are alerts of an earlier run, of the first channel.
func yesterdays(n int) (out []*model.Alert) {
	for i := range n {
		a := alertOf(0, i)
		a.Symbol, a.EventTime, a.Arrived = "S"+strconv.Itoa(i), noon.Add(-24*time.Hour), noon.Add(-24*time.Hour)
		out = append(out, a)
	}
	return out
}

func TestWhatIsRestoredIsShownAndInNoBooks(t *testing.T) {
	h := smallHub()
	h.Restore(yesterdays(3))
	r := h.NewReader(0)
	f := r.Frame()
	if f.Feed.Len() != 3 || len(f.Symbols) != 3 || f.Behind != 0 {
		t.Errorf("%d alerts of %d symbols, %s behind", f.Feed.Len(), len(f.Symbols), f.Behind)
	}
	if e, _ := f.Feed.At(0); !e.Alert.Restored {
		t.Error("it does not say that it was restored")
	}
	if c := f.Channels[0]; c.Books != (model.Books{}) || c.Messages != 0 || c.Timed != 0 || !c.Last.IsZero() {
		t.Errorf("a channel tells of it: %+v", c)
	}
}

// Of five places, three are of an earlier run. Who looks away for twelve alerts
// has lost seven of them, and not one more.
func TestTheBooksBalanceWhenWhatIsRestoredIsPushedOut(t *testing.T) {
	h := smallHub()
	h.Restore(yesterdays(3))
	r := h.NewReader(0)
	for i := range 12 {
		takeAll(h, alertOf(0, i))
		if b := r.Books()[0]; !b.Balanced() {
			t.Fatalf("after %d: %+v", i+1, b)
		}
	}
	r.Frame()
	if got, want := r.Books()[0], (model.Books{Received: 12, Overwritten: 7, Applied: 5}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	late := h.NewReader(0).Books()[0]
	if want := (model.Books{Received: 5, Pending: 5}); late != want {
		t.Errorf("who comes now is told %+v, want %+v", late, want)
	}
}

func TestWhatWasRestoredIsKnownWhenItComesAgain(t *testing.T) {
	h := smallHub()
	h.Restore(append(yesterdays(2), yesterdays(2)...))
	r := h.NewReader(0)
	takeAll(h, yesterdays(1)[0])
	f := r.Frame()
	if f.Feed.Len() != 2 {
		t.Fatalf("%d alerts, want 2", f.Feed.Len())
	}
	if e, _ := f.Feed.At(0); e.Alert.Times() != 2 {
		t.Errorf("it came %d times", e.Alert.Times())
	}
	if got, want := f.Channels[0].Books, (model.Books{Received: 1, Deduplicated: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestWhatIsWrongOnDiskStandsBesideOtherTroubles(t *testing.T) {
	h := smallHub()
	h.SetTrouble("jobs")
	h.SetDiskTrouble("full")
	if got := h.NewReader(0).Frame().Trouble; got != "jobs; full" {
		t.Errorf("%q", got)
	}
}
