package hub

import (
	"testing"
	"time"

	"tickdeck/model"
)

func TestARepetitionIsCountedOnTheFirst(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for channel := range 2 {
		m := message(channel)
		m.Alert(&model.Alert{Channel: int32(channel), Symbol: "AAPL", Pattern: "Doji", EventTime: noon})
		h.Take(m)
	}
	b := r.Frame()
	if e, _ := b.Feed.At(0); b.Feed.Len() != 1 || e.Alert.Times() != 2 {
		t.Errorf("%d items", b.Feed.Len())
	}
	if got := b.Channels[1].Books; got != (model.Books{Received: 1, Deduplicated: 1}) {
		t.Errorf("the second channel's books: %+v", got)
	}
}

func TestWhatDiffersIsNoRepetition(t *testing.T) {
	base := func() *model.Alert {
		return &model.Alert{Symbol: "AAPL", Pattern: "Doji", Timeframe: "1min", Direction: model.DirBull, EventTime: noon}
	}
	for name, change := range map[string]func(*model.Alert){
		"symbol":    func(a *model.Alert) { a.Symbol = "MSFT" },
		"pattern":   func(a *model.Alert) { a.Pattern = "Hammer" },
		"timeframe": func(a *model.Alert) { a.Timeframe = "5min" },
		"direction": func(a *model.Alert) { a.Direction = model.DirBear },
		"time":      func(a *model.Alert) { a.EventTime = noon.Add(1) },
		"swapped":   func(a *model.Alert) { a.Symbol, a.Pattern = a.Pattern, a.Symbol },
	} {
		h := smallHub()
		first, second := base(), base()
		change(second)
		takeAll(h, first, second, base())
		if first.Times() != 2 || second.Times() != 1 {
			t.Errorf("%s: the first came %d times, the second %d times; want 2 and 1", name, first.Times(), second.Times())
		}
	}
	untimed := base()
	untimed.EventTime = time.Time{}
	if takeAll(smallHub(), untimed, untimed); untimed.Times() != 1 {
		t.Error("without a time nothing can be called the same")
	}
}

// An engine that takes over sends what the one before it sent, at another time; and
// what differs in its id is another detection, however alike the rest is.
func TestAnIDTellsWhatIsTheSame(t *testing.T) {
	alert := func(id, symbol string, after time.Duration) *model.Alert {
		return &model.Alert{ID: id, Symbol: symbol, Pattern: "Doji", Timeframe: "1min", EventTime: noon.Add(after)}
	}
	first, again, other, without, stranger := alert("s/1", "AAPL", 0), alert("s/1", "AAPL", time.Second), alert("s/2", "AAPL", 0), alert("", "AAPL", 0), alert("s/1", "MSFT", 0)
	takeAll(smallHub(), first, other, again, without, stranger)
	if first.Times() != 2 || other.Times() != 1 || without.Times() != 1 || stranger.Times() != 1 {
		t.Errorf("they came %d, %d, %d and %d times", first.Times(), other.Times(), without.Times(), stranger.Times())
	}
	untimed := alert("s/3", "AAPL", 0)
	untimed.EventTime = time.Time{}
	if takeAll(smallHub(), untimed, untimed); untimed.Times() != 2 {
		t.Error("without a time an id tells nothing")
	}
}

// takeAll takes alerts in, one a message.
func takeAll(h *Hub, alerts ...*model.Alert) {
	for _, a := range alerts {
		m := message(0)
		m.Alert(a)
		h.Take(m)
	}
}

func TestARepetitionIsFoundAmongManyUntilItHasLeftTheFeed(t *testing.T) {
	h := New(standard, 1000, func() time.Time { return noon })
	all := make([]*model.Alert, 2000)
	for i := range all {
		all[i] = alertAt(i)
		takeAll(h, all[i])
	}
	for i := range all {
		takeAll(h, alertAt(i)) // those of the first half have left: each pushes out one of the second
	}
	for _, i := range []int{0, 999} {
		if n := all[i].Times(); n != 1 {
			t.Errorf("alert %d has left the feed and came %d times", i, n)
		}
	}
	h = New(standard, 1000, func() time.Time { return noon })
	for i := range 1000 {
		all[i] = alertAt(5000 + i)
		takeAll(h, all[i])
	}
	for i := range 1000 {
		takeAll(h, alertAt(5000+i))
	}
	for i, a := range all[:1000] {
		if a.Times() != 2 {
			t.Fatalf("alert %d came %d times", i, a.Times())
		}
	}
}

// A bucket has room for four: the fifth takes the place of the first, and so on,
// wherever in the bucket that is.
func TestOfAFullBucketTheOldestGivesWay(t *testing.T) {
	const room = 4
	for many := 1; many <= 3*room; many++ {
		h := New(standard, 100, func() time.Time { return noon })
		h.dedup = newDedup(1)
		all := make([]*model.Alert, many)
		for i := range all {
			all[i] = alertAt(i)
			takeAll(h, all[i])
		}
		for i := max(0, many-room); i < many; i++ { // what is found changes nothing
			takeAll(h, alertAt(i))
		}
		for i, a := range all {
			want := 1
			if i >= many-room {
				want = 2
			}
			if got := a.Times(); got != want {
				t.Errorf("alert %d of %d came %d times, want %d", i, many, got, want)
			}
		}
		if many > room {
			takeAll(h, alertAt(many-room-1))
			if n := all[many-room-1].Times(); n != 1 {
				t.Errorf("alert %d of %d is still recognised", many-room-1, many)
			}
		}
	}
}

// alertAt differs from others in nothing but its time.
func alertAt(i int) *model.Alert {
	return &model.Alert{Symbol: "AAPL", Pattern: "Doji", EventTime: noon.Add(time.Duration(i) * time.Microsecond)}
}
