package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/candle"
)

// monday is when the exchanges of New York open on one.
var monday = time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)

// The bounds are what minutes of real stocks have that trade much:
// docs/market-data.md has the figures and where they are from.
func TestPatternsAreAsCommonAsInMinutesOfRealStocks(t *testing.T) {
	count, found, n := map[string]float64{}, 0.0, 0.0
	for seed := range uint64(3) {
		feed, scanners := (&simulated{seed: seed, speed: 1}).live(monday), map[string]*candle.Scanner{}
		feed.closed(monday.Add(13*time.Hour), func(b closedBar) {
			if scanners[b.symbol] == nil {
				scanners[b.symbol] = candle.All().NewScanner()
			}
			n++
			for _, d := range scanners[b.symbol].Add(b.bar) {
				count[d.Pattern.Name]++
				found++
			}
		})
	}
	common := slices.Sorted(maps.Values(count))
	four := 0.0
	for _, c := range common[len(common)-4:] {
		four += c
	}
	for _, x := range []struct {
		what           string
		got, low, high float64
	}{
		{"share of bars with Belt Hold", count["Belt Hold"] / n, 0.20, 0.285},
		{"share of bars with Closing Marubozu", count["Closing Marubozu"] / n, 0.17, 0.245},
		{"share of bars with Marubozu", count["Marubozu"] / n, 0.08, 0.155},
		{"share of the four commonest patterns", four / found, 0.36, 0.425},
		{"patterns a bar", found / n, 1.7, 2.2},
	} {
		t.Logf("%s: %.3f", x.what, x.got)
		if !(x.got >= x.low && x.got <= x.high) {
			t.Errorf("%s is %.3f, not from %v to %v", x.what, x.got, x.low, x.high)
		}
	}
}

// A real feed brings the bars of a minute as their stocks trade again, not all at
// the full minute and by the alphabet.
func TestBarsOfAMinuteCloseOverTwoSeconds(t *testing.T) {
	feed := (&simulated{seed: 3, speed: 1}).live(monday.Add(time.Hour))
	feed.closed(monday.Add(time.Hour), func(closedBar) {})
	now, orders := monday.Add(time.Hour), map[int64][]string{}
	for now.Before(monday.Add(time.Hour + 5*time.Minute + 3*time.Second)) {
		now = now.Add(pollInterval)
		polled := 0
		feed.closed(now, func(b closedBar) {
			polled++
			orders[b.bar.Time] = append(orders[b.bar.Time], b.symbol)
			if late := now.Sub(time.Unix(b.bar.Time+60, 0)); late > 2*time.Second+pollInterval {
				t.Errorf("%s closes %s after its minute", b.symbol, late)
			}
		})
		if polled > 10 {
			t.Errorf("%d bars close at once at %s", polled, now)
		}
	}
	seen := map[string]bool{}
	for minute, order := range orders {
		if len(order) != 40 || slices.IsSorted(order) {
			t.Errorf("the bars of %s close as %v", time.Unix(minute, 0).UTC(), order)
		}
		seen[strings.Join(order, " ")] = true
	}
	if len(orders) != 5+1 || len(seen) != len(orders) {
		t.Errorf("%d minutes close in %d orders", len(orders), len(seen))
	}
}

// finds are the detections of an engine that runs so long, by the beginning of
// their bar and what they are.
func finds(began time.Time, speed float64, far time.Duration) map[int64][]string {
	l := newLive((&simulated{seed: 7, speed: speed}).live(began), newPublisher(nil, names, "s", true, nil, nil), nil, nil, candle.All())
	out := map[int64][]string{}
	for now := began; !now.After(began.Add(far)); now = now.Add(far / 100) {
		l.found = l.found[:0]
		l.feed.closed(now, l.scan)
		for _, d := range l.found {
			out[d.bar.Time] = append(out[d.bar.Time], fmt.Sprintf("%s %s %d %v %v", d.symbol, d.Pattern.Name, d.Value, d.Confidence, d.bar))
		}
	}
	delete(out, slices.Max(slices.Collect(maps.Keys(out)))) // not all of its bars have closed
	return out
}

// One of those that share a Redis goes on where another has stopped.
func TestEnginesOfASeedFindTheSameWheneverTheyBegan(t *testing.T) {
	for name, c := range map[string]struct {
		a, b    time.Time
		speed   float64
		far     time.Duration
		minutes int // in common
	}{
		"seconds apart":            {monday.Add(90 * time.Second), monday.Add(97 * time.Second), 1, time.Hour, 60},
		"hours apart":              {monday.Add(2 * time.Hour), monday.Add(4 * time.Hour), 1, 3 * time.Hour, 59},
		"other pasts":              {monday.Add(30 * time.Minute), monday.Add(2 * time.Hour), 1, 4 * time.Hour, 149},
		"at night":                 {monday.Add(10 * time.Hour), monday.Add(10*time.Hour + 20*time.Minute), 1, time.Hour, 39},
		"before and after a close": {monday.Add(6*time.Hour + 29*time.Minute), monday.Add(6*time.Hour + 31*time.Minute), 1, 2 * time.Hour, 117},
		"sixty times as fast":      {monday.Add(90 * time.Second), monday.Add(97 * time.Second), 60, 5 * time.Minute, 290},
	} {
		a, b := finds(c.a, c.speed, c.far), finds(c.b, c.speed, c.far)
		both := 0
		for minute, found := range a {
			if other, ok := b[minute]; ok {
				both++
				slices.Sort(found)
				slices.Sort(other)
				if !slices.Equal(found, other) {
					t.Errorf("%s: at %s one finds %q, the other %q", name, time.Unix(minute, 0).UTC(), found, other)
				}
			}
		}
		if both < c.minutes {
			t.Errorf("%s: %d, %d and in common %d minutes", name, len(a), len(b), both)
		}
	}
}
