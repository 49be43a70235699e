package pane

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestOnlyTheWheelAndTheLeftButtonDoSomething(t *testing.T) {
	rows, x, y := 0, -1, -1
	tell := func(msg tea.Msg) {
		Mouse(msg, func(n int) { rows += n }, func(cx, cy int) { x, y = cx, cy })
	}
	tell(tea.MouseWheelMsg{Button: tea.MouseWheelLeft})
	tell(tea.MouseClickMsg{X: 1, Y: 1, Button: tea.MouseRight})
	tell(tea.MouseReleaseMsg{X: 1, Y: 1, Button: tea.MouseLeft})
	tell(tea.MouseMotionMsg{X: 1, Y: 1, Button: tea.MouseLeft})
	if rows != 0 || x != -1 || y != -1 {
		t.Fatalf("%d rows, clicked on %d, %d", rows, x, y)
	}
	tell(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	tell(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	tell(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	tell(tea.MouseClickMsg{X: 4, Y: 7, Button: tea.MouseLeft})
	if rows != WheelRows || x != 4 || y != 7 {
		t.Errorf("%d rows, clicked on %d, %d", rows, x, y)
	}
}

func TestALineKnowsWhatItShows(t *testing.T) {
	var l Lined[string]
	l.Begin()
	l.Blank(1)
	l.Show(3, "a")
	l.Blank(4)
	l.Show(5, "b")
	for line, want := range map[int]string{-1: "", 0: "", 1: "a", 2: "a", 3: "", 4: "b", 5: ""} {
		if got, ok := l.At(line); got != want || ok != (want != "") {
			t.Errorf("line %d shows %q, %t", line, got, ok)
		}
	}
	l.Cut(2, 1)
	if got, ok := l.At(0); ok {
		t.Errorf("the first line shows %q", got)
	}
	if got, _ := l.At(2); got != "a" {
		t.Errorf("the third line shows %q", got)
	}
	if got, _ := l.At(5); got != "b" {
		t.Errorf("the sixth line shows %q", got)
	}
}
