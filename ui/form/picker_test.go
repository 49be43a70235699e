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

func TestPatternsAreChosenWithTheSpaceBar(t *testing.T) {
	r := choosing(t)
	r.press("space", "right", "space", "down", "space", "left", "space", "space")
	if want := []string{"Doji", "Hammer", "Engulfing"}; !slices.Equal(r.form.request.Patterns, want) {
		t.Errorf("chosen: %v", r.form.request.Patterns)
	}
	r.sees("3 of 61")
	r.press("tab")
	r.sees("Doji, Hammer, Engulfing")
}

func TestAFilterNarrowsTheListAndChoicesOutsideItStay(t *testing.T) {
	r := choosing(t)
	r.press("space", "star")
	r.sees("Evening Star")
	r.misses("Harami")
	r.press("ctrl+a")
	want := []string{
		"Doji", "Shooting Star", "Morning Star", "Evening Star",
		"Three Stars in the South", "Doji Star", "Evening Doji Star", "Morning Doji Star", "Tristar",
	}
	if !slices.Equal(r.form.request.Patterns, want) {
		t.Errorf("chosen: %v", r.form.request.Patterns)
	}
	r.press("ctrl+a", "backspace", "backspace", "backspace", "backspace")
	r.sees("1 of 61")
	r.sees("Harami")
	r.press("whitesol", "space", "tab")
	r.sees("Doji, Three White Soldiers")
	r.sees("[ ] Hammer") // leaving the field ends the filter
}

func TestAFilterThatNothingMatchesIsSaidAndLeadsOn(t *testing.T) {
	r := choosing(t)
	r.press("zzz", "space", "ctrl+a", "right")
	r.sees("no pattern of that name")
	r.press("down")
	if r.form.focus != capital || len(r.form.request.Patterns) != 0 {
		t.Errorf("focus %d, chosen %v", r.form.focus, r.form.request.Patterns)
	}
}

func TestPatternsSeenWhileTheFormIsOpenAreOffered(t *testing.T) {
	r := choosing(t)
	r.sees("0 of 61")
	r.env.State.Pattern.Add("Head and Shoulders")
	r.sees("0 of 62")
	r.press("head")
	r.sees("Head and Shoulders")
}

func TestTheListScrollsWithItsCursor(t *testing.T) {
	r := choosing(t)
	r.form.Resize(60, 16)
	for range 30 {
		r.press("down")
	}
	r.sees("▸ [ ] Up/Down-side Gap")
	r.press("down")
	if r.form.focus != capital {
		t.Errorf("the focus is on %d", r.form.focus)
	}
}
