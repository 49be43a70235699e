package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func entryOf(size int) Entry {
	return Entry{Alert: &Alert{Raw: strings.Repeat("x", size)}}
}

func TestHistoryIsBoundedByCount(t *testing.T) {
	h := NewHistory(3)
	var all []Entry
	for range 5 {
		e := entryOf(1)
		all = append(all, e)
		h.Push(e)
	}
	if h.Len() != 3 || h.First() != 2 || h.Next() != 5 {
		t.Fatalf("%d entries from %d to %d", h.Len(), h.First(), h.Next())
	}
	for seq := range uint64(7) {
		e, ok := h.At(seq)
		if want := seq >= 2 && seq < 5; ok != want || ok && e != all[seq] {
			t.Errorf("At(%d) is %v, %v", seq, e, ok)
		}
	}
}

func TestHistoryIsBoundedByBytes(t *testing.T) {
	h := NewHistory(100)
	h.max = 10_000
	for range 50 {
		h.Push(entryOf(1000))
	}
	if got := h.Len(); got != 10_000/(1000+alertOverhead) {
		t.Errorf("%d entries of 1000 bytes in 10,000", got)
	}
	h.Push(entryOf(50_000))
	if h.Len() != 1 {
		t.Errorf("%d entries beside one that is larger than the bound", h.Len())
	}
	h.Push(Entry{Gap: &Gap{}})
	if h.Len() != 1 || h.bytes != alertOverhead {
		t.Errorf("%d entries of %d bytes are left", h.Len(), h.bytes)
	}
}

func TestAHistoryOfNothingKeepsTheNewest(t *testing.T) {
	h := NewHistory(0)
	h.Push(entryOf(1))
	h.Push(entryOf(2))
	if e, ok := h.At(1); !ok || len(e.Alert.Raw) != 2 {
		t.Errorf("At(1) is %v, %v", e, ok)
	}
}

func TestHistoryKeepsItsBoundsAndItsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := NewHistory(rapid.IntRange(1, 20).Draw(t, "limit"))
		h.max = rapid.IntRange(1, 20_000).Draw(t, "bytes")
		var pushed []Entry
		for range rapid.IntRange(1, 100).Draw(t, "pushes") {
			e := Entry{Gap: &Gap{}}
			if rapid.IntRange(0, 9).Draw(t, "gap") > 0 {
				e = entryOf(rapid.IntRange(0, 3000).Draw(t, "size"))
			}
			rev := h.Rev
			h.Push(e)
			pushed = append(pushed, e)
			if h.Rev == rev {
				t.Fatal("the revision stands still")
			}
			keepsBounds(t, h, pushed)
		}
	})
}

func keepsBounds(t *rapid.T, h *History, pushed []Entry) {
	total := 0
	for seq := range uint64(len(pushed)) {
		e, ok := h.At(seq)
		if ok != (seq >= h.First()) || ok && e != pushed[seq] {
			t.Fatalf("At(%d) is %v, %v", seq, e, ok)
		}
		if ok {
			total += e.size()
		}
	}
	if h.Next() != uint64(len(pushed)) || h.Len() > len(h.buf) || h.Len() < 1 {
		t.Fatalf("%d entries up to %d of %d", h.Len(), h.Next(), len(pushed))
	}
	if total != h.bytes || total > h.max && h.Len() > 1 {
		t.Fatalf("%d bytes are kept, %d counted, %d allowed", total, h.bytes, h.max)
	}
}
