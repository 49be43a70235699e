package hub

import (
	"strconv"
	"testing"

	"tickdeck/model"
)

// What a publisher of nonsense can fill is bounded.

func TestAPublisherThatInventsIDsIsNotLookedUpForEver(t *testing.T) {
	h := smallHub()
	for i := range maxLookups + 100 {
		h.Take(progressOf(jobOf(strconv.Itoa(i), model.PhaseRunning, 0)))
	}
	if ids := h.TakeLookups(); len(ids) != maxLookups || ids[0] != "0" {
		t.Errorf("%d are to be looked up, want %d", len(ids), maxLookups)
	}
	if h.Take(progressOf(jobOf("new", model.PhaseRunning, 0))); len(h.TakeLookups()) != 1 {
		t.Error("nothing is looked up any more")
	}
}

func TestSymbolsAndPatternsAreRememberedUpToABound(t *testing.T) {
	h := smallHub()
	m := message(0)
	for i := range maxWords + 100 {
		a := alertOf(0, i)
		a.Symbol, a.Pattern = "S"+strconv.Itoa(i), "P"+strconv.Itoa(i)
		m.Alert(a)
	}
	h.Take(m)
	f := h.NewReader(0).Frame()
	if len(f.Symbols) != maxWords || len(f.Patterns) != maxWords {
		t.Errorf("%d symbols and %d patterns are remembered, want %d", len(f.Symbols), len(f.Patterns), maxWords)
	}
}

func TestTimeframesAreRememberedUpToABound(t *testing.T) {
	h := smallHub()
	m := message(0)
	for i, name := range []string{"1min", "", "1min", "a timeframe that is longer than any name"} {
		a := alertOf(0, i)
		a.Timeframe = name
		m.Alert(a)
	}
	h.Take(m)
	if got := h.Timeframes(); len(got) != 1 || got[0] != "1min" {
		t.Errorf("%q are remembered", got)
	}
	<-h.NewTimeframes()
	m = message(0)
	for i := range model.MaxTimeframes + 10 {
		a := alertOf(0, 10+i)
		a.Timeframe = strconv.Itoa(i)
		m.Alert(a)
	}
	h.Take(m)
	if got := h.Timeframes(); len(got) != model.MaxTimeframes || got[0] != "1min" {
		t.Errorf("%q are remembered", got)
	}
	<-h.NewTimeframes()
}
