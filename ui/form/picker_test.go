package form

import (
	"slices"
	"testing"
)

func choosing(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.press("tab", "tab", "tab")
	return r
}

func (r *rig) chose(want ...string) {
	r.t.Helper()
	if got := r.form.request.Patterns; !slices.Equal(got, want) {
		r.t.Errorf("chosen: %q, want %q", got, want)
	}
}

func TestPatternsAreChosenWithTheSpaceBar(t *testing.T) {
	r := choosing(t)
	r.press("down", "space", "right", "space", "down", "enter", "left", "space", "space")
	r.chose("Doji", "Hammer", "Engulfing")
	r.sees("3 of 61")
	r.press("tab")
	r.sees("Doji, Hammer, Engulfing")
}

func TestASpaceInTheFilterIsASpace(t *testing.T) {
	r := choosing(t)
	r.press("morning d")
	r.chose()
	r.sees("▸ [ ] Morning Doji Star")
	r.press("space", "tab", "shift+tab", "ctrl+u", "morning", "space", "d", "enter")
	r.chose("Morning Doji Star")
}

func TestEnterChoosesOnlyWhatWasLookedFor(t *testing.T) {
	r := choosing(t)
	r.press("enter")
	r.chose()
	r.on("Capital")
	r.press("shift+tab", "evening s", "enter", "hammer", "enter", "zzz", "enter")
	r.chose("Hammer", "Evening Star")
	r.on("Patterns")
	r.press("ctrl+u", "doji", "down", "right", "enter", "enter")
	r.on("Capital") // what is chosen stays so
	r.chose("Hammer", "Evening Star", "Doji Star")
}

func TestTheArrowsLeadIntoTheListAndOutOfIt(t *testing.T) {
	r := choosing(t)
	r.press("star", "down", "down", "up", "space", "up", "up")
	r.chose("Shooting Star")
	r.on("Timeframe")
	r.press("down", "down", "down", "down", "down", "down")
	r.on("Capital")
	r.press("up", "down", "x")
	if got := r.text("Patterns"); got != "starx" { // typing in the list goes on with the filter
		t.Errorf("the filter is %q", got)
	}
	r.chose("Shooting Star")
}

func TestTheFilterSurvivesEscAndReopening(t *testing.T) {
	r := choosing(t)
	r.press("star", "down", "right", "space", "esc")
	r.reopen()
	r.sees("1 of 61")
	r.sees("Evening Star")
	r.misses("Harami")
	r.press("tab", "esc")
	r.reopen()
	r.press("shift+tab")
	r.sees("8 of 61 match")
	r.press("ham") // it was marked
	r.sees("Hammer")
	r.misses("Evening Star")
}

func TestTheFilterIsEmptyAfterASubmission(t *testing.T) {
	r := newRig(t)
	r.press("aapl", "tab", "tab", "tab", "star", "enter", "ctrl+s")
	r.settle()
	r.reopen()
	r.goTo("Patterns")
	r.sees("1 of 61")
	r.sees("Harami")
	if got := r.text("Patterns"); got != "" {
		t.Errorf("the filter is %q", got)
	}
}

func TestAFilterNarrowsTheListAndChoicesOutsideItStay(t *testing.T) {
	r := choosing(t)
	r.press("down", "space", "star")
	r.sees("Evening Star")
	r.misses("Harami")
	r.sees("Also chosen: Doji.")
	r.press("ctrl+t")
	r.chose("Doji", "Shooting Star", "Morning Star", "Evening Star",
		"Three Stars in the South", "Doji Star", "Evening Doji Star", "Morning Doji Star", "Tristar")
	r.press("ctrl+t", "backspace", "backspace", "backspace", "backspace")
	r.sees("1 of 61")
	r.sees("Harami")
	r.press("whitesol", "enter", "tab")
	r.chose("Doji", "Three White Soldiers")
	r.sees("Doji, +1")
}

func TestAFilterThatNothingMatchesIsSaidAndLeadsOn(t *testing.T) {
	r := choosing(t)
	r.press("zzz", "space", "ctrl+t", "right", "enter")
	r.sees("no pattern of that name")
	r.press("down")
	r.on("Capital")
	r.chose()
}

func TestPatternsSeenWhileTheFormIsOpenAreOffered(t *testing.T) {
	r := choosing(t)
	r.sees("0 of 61")
	r.env.State.Patterns = r.env.State.Patterns.With("Head and Shoulders")
	r.sees("0 of 62")
	r.press("head")
	r.sees("Head and Shoulders")
}

func TestTheListScrollsWithItsCursor(t *testing.T) {
	r := choosing(t)
	r.form.Resize(60, 16)
	for range 31 {
		r.press("down")
	}
	r.sees("▸ [ ] Up/Down-side Gap")
	r.press("down")
	r.on("Capital")
}
