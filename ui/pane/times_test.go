package pane

import (
	"testing"
	"time"
)

func TestTimesAreOfTheClockOrAges(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	e := &Env{Now: now, Zone: time.FixedZone("X", 3600)}
	then := now.Add(-95 * time.Second)
	if got := e.Time(then); got != "12:58:25" {
		t.Errorf("got %q", got)
	}
	clock := e.Clock()
	e.Now = e.Now.Add(time.Hour)
	if e.Clock() != clock {
		t.Error("times of the clock are drawn anew every second")
	}
	e.Now, e.Relative = now, true
	if got := e.Time(then); got != "1 min" {
		t.Errorf("got %q", got)
	}
	clock = e.Clock()
	if e.Now = e.Now.Add(time.Second); e.Clock() == clock {
		t.Error("ages are not drawn anew")
	}
}
