package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/candle"
	"tickdeck/model"
)

func TestOnlyWhatIsWantedIsPublishedAndTheRestIsCounted(t *testing.T) {
	t.Parallel()
	_, _, a := perform(t, Options{Seed: 1, Speed: 60, Patterns: []string{"cdlengulfing", "Doji"}, MinConfidence: 0.6})
	var h model.Health
	a.hear("there are alerts, and a report of what was left out", func() bool {
		if n := len(a.health); n > 0 {
			h = a.health[n-1]
		}
		return len(a.alerts) > 50 && h.BelowMinConfidence > 50
	})
	names := map[string]bool{}
	for _, x := range a.alerts {
		names[x.Pattern] = true
		if x.Confidence < 0.6 {
			t.Errorf("%s of %g was published", x.Pattern, x.Confidence)
		}
	}
	if len(names) != 2 || !names["Doji"] || !names["Engulfing"] {
		t.Errorf("published are %v", names)
	}
	if !slices.Equal(h.Patterns, []string{"Doji", "Engulfing"}) || h.MinConfidence != 0.6 || h.ConfidenceTable != "built-in" {
		t.Errorf("it says of itself %+v", h)
	}
}

// What is published and what is left out are all that was found.
func TestNothingIsLeftOutUncounted(t *testing.T) {
	scan := func(least float64) (found int, below uint64) {
		began := monday.Add(time.Hour)
		l := newLive((&simulated{seed: 7, speed: 60}).live(began), nil, nil, nil, candle.All())
		l.least = least
		l.feed.closed(began.Add(10*time.Second), l.scan)
		return len(l.found), l.below.Load()
	}
	all, none := scan(0)
	some, below := scan(0.5)
	if none != 0 || all < 50 || some >= all || some+int(below) != all {
		t.Errorf("of %d detections %d are published, and %d are counted as left out; without a limit %d are", all, some, below, none)
	}
}

func TestAnEngineSaysWhatItPublishes(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]Options{
		", all 61 patterns, ":                                   {},
		", all 61 patterns of confidence 0.7 or more, ":         {MinConfidence: 0.7},
		", 27 of 61 patterns of confidence 0.5 or more, ":       {Patterns: model.Notable(), MinConfidence: model.NotableConfidence},
		", 1 of 61 patterns, confidences by the table built-in": {Patterns: []string{"CDLDOJI", "doji"}},
	} {
		o.Speed = 1
		e, err := New(o)
		if err != nil || !strings.Contains(e.About(), want) {
			t.Errorf("it says %q, %v, not %q", e.About(), err, want)
		}
	}
	if _, err := New(Options{Speed: 1, Patterns: []string{"Foo"}}); err == nil || !strings.Contains(err.Error(), `no pattern "Foo"`) {
		t.Errorf("got %v", err)
	}
}

// The choice is for what comes live: a backtest has what its request asks for.
func TestABacktestHasPatternsThatAreNotPublished(t *testing.T) {
	t.Parallel()
	e, err := New(Options{Seed: 1, Speed: 1, Patterns: []string{"Hammer"}, MinConfidence: 1})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Backtest(t.Context(), request(t, "j", "AAPL", "MSFT", "KO"))
	if err != nil || !strings.Contains(string(r), `"Engulfing"`) {
		t.Errorf("got %.300s, %v", r, err)
	}
}
