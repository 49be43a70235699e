package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// itemOf is an alert that came in that many bytes.
func itemOf(size int) FeedItem {
	a := &Alert{}
	a.SetRaw(strings.Repeat("x", size))
	return FeedItem{Alert: a}
}

func hasRaw(e FeedItem) bool {
	_, ok := e.Alert.Raw()
	return ok
}

func TestAFeedIsBoundedByCount(t *testing.T) {
	l := NewLog(3, 1000)
	var all []FeedItem
	for i := range 5 {
		e := itemOf(1)
		all = append(all, e)
		if gone, ok := l.Push(e); ok != (i >= 3) || ok && gone != all[i-3] {
			t.Errorf("item %d pushed out %v, %v", i, gone, ok)
		}
	}
	h := l.History()
	if h.Len() != 3 || h.First() != 2 || h.Next() != 5 {
		t.Fatalf("%d items from %d to %d", h.Len(), h.First(), h.Next())
	}
	for seq := range uint64(7) {
		e, ok := h.At(seq)
		if want := seq >= 2 && seq < 5; ok != want || ok && e != all[seq] {
			t.Errorf("At(%d) is %v, %v", seq, e, ok)
		}
	}
}

func TestAFeedOfNothingKeepsTheNewest(t *testing.T) {
	l := NewLog(0, 1000)
	l.Push(itemOf(1))
	l.Push(itemOf(2))
	h := l.History()
	e, ok := h.At(1)
	if raw, _ := e.Alert.Raw(); !ok || len(raw) != 2 {
		t.Errorf("At(1) is %v, %v", e, ok)
	}
}

func TestWhatIsAskedForIsKeptAndTheOldestLoseTheirJSON(t *testing.T) {
	l := NewLog(100, 10_000)
	for range 50 {
		l.Push(itemOf(1000))
	}
	h := l.History()
	if h.Len() != 50 {
		t.Fatalf("%d of 50 are kept", h.Len())
	}
	for seq := range uint64(50) {
		if e, _ := h.At(seq); hasRaw(e) != (seq >= 40) {
			t.Errorf("alert %d has its JSON: %v", seq, hasRaw(e))
		}
	}
	l.Push(itemOf(50_000)) // more than all of it: not even this one's
	l.Push(FeedItem{Gap: &Gap{}})
	if l.rawBytes != 0 {
		t.Errorf("%d bytes are counted", l.rawBytes)
	}
}

func TestAHistoryDoesNotChangeButForWhatGoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := NewLog(rapid.IntRange(1, 3*chunkLen).Draw(t, "limit"), 20_000)
		var pushed []FeedItem
		type picture struct {
			History
			items int
		}
		var taken []picture
		for range rapid.IntRange(1, 12).Draw(t, "rounds") {
			for range rapid.IntRange(1, chunkLen).Draw(t, "pushes") {
				e := FeedItem{Gap: &Gap{}}
				if len(pushed)%7 > 0 {
					e = itemOf(len(pushed) % 100)
				}
				l.Push(e)
				pushed = append(pushed, e)
			}
			taken = append(taken, picture{l.History(), len(pushed)})
			for _, p := range taken {
				check(t, p.History, pushed[:p.items], l.limit, l.view.first)
			}
		}
		if kept := rawsOf(l.History()); kept != l.rawBytes || kept > l.rawLimit {
			t.Fatalf("%d bytes of JSON are kept, %d counted", kept, l.rawBytes)
		}
	})
}

// check wants what is in a picture to be what was pushed; what the log does not
// keep any more may be gone from it.
func check(t *rapid.T, h History, pushed []FeedItem, limit, kept uint64) {
	n := uint64(len(pushed))
	if h.Next() != n || h.First() != n-min(n, limit) {
		t.Fatalf("items %d to %d of %d, at most %d", h.First(), h.Next(), n, limit)
	}
	for _, seq := range []uint64{h.First() - 1, h.First(), (h.First() + n) / 2, n - 1, n} {
		e, ok := h.At(seq)
		inside := seq >= h.First() && seq < n
		if ok && !inside || inside && !ok && seq >= kept || ok && e != pushed[seq] {
			t.Fatalf("At(%d) is %v, %v", seq, e, ok)
		}
	}
}

func rawsOf(h History) (bytes int) {
	for seq := h.First(); seq < h.Next(); seq++ {
		if e, _ := h.At(seq); e.Alert != nil {
			raw, _ := e.Alert.Raw()
			bytes += len(raw)
		}
	}
	return bytes
}

func TestTheLengthOfAGapIsNeverNegative(t *testing.T) {
	if d := (Gap{From: after(2), To: after(1)}).Length(); d != 0 {
		t.Errorf("it is %s", d)
	}
}

func TestAnOldPictureDoesNotHoldWhatIsGone(t *testing.T) {
	l := NewLog(chunkLen, 1<<20)
	l.Push(itemOf(1))
	old := l.History()
	for range 3 * chunkLen {
		l.Push(itemOf(1))
	}
	if e, ok := old.At(0); ok || e.Alert != nil {
		t.Error("an item that is gone is still held by a picture from before")
	}
}
