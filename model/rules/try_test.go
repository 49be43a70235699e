package rules

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"tickdeck/model"
)

func TestTryingARuleSaysWhatItWouldHaveDone(t *testing.T) {
	now := noon.Add(3 * time.Hour)
	var all []*model.Alert
	for day := range 10 {
		for i := range 60 {
			at := now.Add(-time.Duration(10-day)*24*time.Hour + time.Duration(i)*time.Minute)
			all = append(all, alert("AAPL", "P", 0.95, at))
		}
	}
	for i := range 63 { // today, from 14:00 on
		at := noon.Add(2*time.Hour + time.Duration(i)*50*time.Second)
		all = append(all, alert(fmt.Sprint("S", i%14), "P", 0.95, at), alert("LOW", "P", 0.1, at))
	}
	r := Rule{Name: "r", When: "conf>=0.9", Pin: true, CoolDown: "1h", Off: true}
	got, err := Try(context.Background(), r, around(), slices.Values(all), now)
	if err != nil {
		t.Fatal(err)
	}
	if got.Today.Fired != 14 || got.Today.Held[Cooling] != 49 || got.Today.Matched() != 63 {
		t.Errorf("today: fired %d, held %v", got.Today.Fired, got.Today.Held)
	}
	if perDay, ok := got.PerDay(); !ok || perDay != (14+7)/7.0 {
		t.Errorf("%v a day (%v), %d in a week", perDay, ok, got.Week)
	}
	if m := got.Today.Moments(); len(m) != 63 || m[0].Alert.Symbol != "S6" {
		t.Errorf("moments: %d, the newest %v", len(m), m[0].Alert.Symbol)
	}
}

func TestTryingSaysNothingOfAWeekThatIsNotKept(t *testing.T) {
	r := Rule{Name: "r", When: "symbol:*", Pin: true}
	got, err := Try(context.Background(), r, around(), slices.Values([]*model.Alert{alert("A", "P", 1, noon.Add(-time.Hour))}), noon)
	if _, ok := got.PerDay(); err != nil || ok || got.Today.Fired != 1 {
		t.Errorf("%+v %v", got, err)
	}
	got, _ = Try(context.Background(), r, around(), slices.Values([]*model.Alert{alert("A", "P", 1, noon.Add(-20*time.Hour))}), noon)
	if got.Today.Fired != 0 || got.Week != 1 {
		t.Errorf("yesterday's counts as today's: %+v", got)
	}
}

func TestTryingStopsWhenNobodyWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	n := 0
	endless := func(yield func(*model.Alert) bool) {
		a := alert("A", "P", 1, noon)
		for n = 0; n < 1_000_000 && yield(a); n++ {
		}
	}
	got, err := Try(ctx, Rule{Name: "r", When: "symbol:*", Pin: true}, around(), endless, noon)
	if err != nil || !got.Stopped || n > 10_000 {
		t.Errorf("%d looked at, stopped: %v %v", n, got.Stopped, err)
	}
}

func TestARuleThatCannotBeReadIsNotTried(t *testing.T) {
	_, err := Try(context.Background(), Rule{Name: "r", When: "conf>>", Pin: true}, around(), nil, noon)
	if err == nil || err.Key != "when" {
		t.Errorf("got %v", err)
	}
}
