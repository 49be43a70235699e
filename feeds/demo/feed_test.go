package demo

import (
	"encoding/json"
	"slices"
	"testing"

	"tickdeck/model"
)

// hour is an hour of the feed, without waiting for it.
func hour(seed uint64) (alerts []alert, seconds []int) {
	f := newFeed(Puppet{Seed: seed}.random(feedStream))
	for n := range 3600 {
		second := f.second(n)
		alerts, seconds = append(alerts, second...), append(seconds, len(second))
	}
	return alerts, seconds
}

func TestTheFeedIsFullAtTheStartAndModerateAfter(t *testing.T) {
	alerts, seconds := hour(1)
	if seconds[0]+seconds[1] != 12 {
		t.Errorf("%d alerts in the first two seconds", seconds[0]+seconds[1])
	}
	if n := len(alerts) / 60; n < 30 || n > 60 {
		t.Errorf("%d alerts a minute", n)
	}
	if slices.Max(seconds[2:]) < burstLeast {
		t.Error("an hour without a burst")
	}
}

func TestTheFeedShowsEverything(t *testing.T) {
	alerts, _ := hour(2)
	symbols, patterns, frames, directions := set{}, set{}, set{}, map[string]set{}
	unsure, twice := 0, 0
	for _, a := range alerts {
		symbols[a.Symbol], patterns[a.Pattern], frames[a.Timeframe] = true, true, true
		if directions[a.Pattern] == nil {
			directions[a.Pattern] = set{}
		}
		directions[a.Pattern][a.Direction] = true
		switch {
		case a.Confidence == nil:
			unsure++
		case *a.Confidence < 0.5 || *a.Confidence > 0.98:
			t.Errorf("confidence %v", *a.Confidence)
		}
		if a.twice {
			twice++
		}
		if a.Metadata.Price <= 0 || a.Metadata.Volume <= 0 {
			t.Errorf("%s at %v with volume %v", a.Symbol, a.Metadata.Price, a.Metadata.Volume)
		}
	}
	if len(symbols) != len(listing) || len(patterns) != len(model.StandardPatterns) || len(frames) != 5 || unsure == 0 || twice == 0 {
		t.Errorf("%d symbols, %d patterns, %d timeframes, %d without confidence, %d twice", len(symbols), len(patterns), len(frames), unsure, twice)
	}
	for pattern, want := range map[string]int{"Doji": 1, "Hammer": 1, "Three Black Crows": 1, "Engulfing": 2, "Harami": 2} {
		if got := len(directions[pattern]); got != want {
			t.Errorf("%s has %d directions, want %d", pattern, got, want)
		}
	}
}

type set map[string]bool

func TestTheSameSeedGivesTheSameFeed(t *testing.T) {
	a, _ := hour(3)
	b, _ := hour(3)
	c, _ := hour(4)
	first, second, other := encode(t, a), encode(t, b), encode(t, c)
	if first != second {
		t.Error("the same seed gave another feed")
	}
	if first == other {
		t.Error("another seed gave the same feed")
	}
}

func encode(t *testing.T, alerts []alert) string {
	t.Helper()
	text, err := json.Marshal(alerts)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
