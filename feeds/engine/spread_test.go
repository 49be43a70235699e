package engine

import (
	"slices"
	"testing"
	"time"

	"tickdeck/feeds/engine/candle"
	"tickdeck/model"
)

// watched is what comes of a demo that begins at a time: when each candle with an alert
// came, in seconds of a real clock.
func watched(t *testing.T, seed uint64, began time.Time, spread bool) (came []float64) {
	t.Helper()
	set, err := candle.Select(model.Notable()...)
	if err != nil {
		t.Fatal(err)
	}
	l := newLive((&simulated{seed: seed, speed: model.DemoSpeed, spread: spread}).live(began), nil, nil, nil, set)
	l.least = model.NotableConfidence
	for now := began; now.Before(began.Add(10 * time.Minute)); now = now.Add(pollInterval) {
		l.found = l.found[:0]
		l.feed.closed(now, l.scan)
		candles := map[string]bool{}
		for _, d := range l.found {
			candles[d.symbol+time.Unix(d.bar.Time, 0).String()] = true
		}
		for range candles {
			came = append(came, now.Sub(began).Seconds())
		}
	}
	return came
}

// A person sees something new every second or two, and can read all of it.
func TestWhatTheDemoShowsCanBeRead(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		came := watched(t, seed, monday.Add(time.Hour+time.Duration(17*seed)*time.Second), true)
		at := slices.IndexFunc(came, func(s float64) bool { return s > 2 })
		if at < 3 {
			t.Errorf("seed %d: %d candles have an alert in the first two seconds", seed, at)
		}
		mean := (came[len(came)-1] - came[at]) / float64(len(came)-at-1)
		longest, most := 0.0, 0
		for i := at + 1; i < len(came); i++ {
			longest = max(longest, came[i]-came[i-1])
			second := 0
			for j := i; j < len(came) && came[j] < came[i]+1; j++ {
				second++
			}
			most = max(most, second)
		}
		t.Logf("seed %d: a candle every %.2f s, at most %.1f s apart, at most %d in a second", seed, mean, longest, most)
		if mean < 1 || mean > 1.6 || longest > 12 || most > 5 {
			t.Errorf("seed %d: a candle comes every %.2f s, at most %.1f s apart, at most %d in a second", seed, mean, longest, most)
		}
	}
}

func TestSpreadingAMinuteLosesNoBarAndKeepsTheirOrder(t *testing.T) {
	t.Parallel()
	began := monday.Add(90 * time.Second)
	bursts, spread := (&simulated{seed: 5, speed: model.DemoSpeed}).live(began), (&simulated{seed: 5, speed: model.DemoSpeed, spread: true}).live(began)
	type bar struct {
		symbol string
		time   int64
	}
	seen := map[bar]closedBar{}
	last, polls := map[string]int64{}, 0
	poll := func(now time.Time) (handed int) {
		bursts.closed(now, func(b closedBar) { seen[bar{b.symbol, b.bar.Time}] = b })
		spread.closed(now, func(b closedBar) {
			if b.bar.Time <= last[b.symbol] {
				t.Errorf("%s of %d comes after %d", b.symbol, b.bar.Time, last[b.symbol])
			}
			last[b.symbol] = b.bar.Time
			if x, ok := seen[bar{b.symbol, b.bar.Time}]; !ok || x.bar != b.bar {
				t.Errorf("%+v comes as %+v", x, b)
			}
			delete(seen, bar{b.symbol, b.bar.Time})
			if !b.old {
				handed++
			}
		})
		polls++
		return handed
	}
	if n := poll(began); n < 60 || n > 65 {
		t.Errorf("at first %d bars are new: a minute, and the half of the next that is due", n)
	}
	now := began
	for now.Before(began.Add(time.Minute)) {
		now = now.Add(pollInterval)
		if n := poll(now); n > 2 {
			t.Errorf("%d bars come at once %s after the start", n, now.Sub(began))
		}
		if len(seen) > 40 {
			t.Fatalf("%d bars wait", len(seen))
		}
	}
	now = now.Add(20 * time.Minute) // the computer slept
	if n := poll(now); n < 40*(20*model.DemoSpeed-2) || len(seen) > 40 {
		t.Errorf("after the sleep %d bars came, and %d wait", n, len(seen))
	}
}
