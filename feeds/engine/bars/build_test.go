package bars

import (
	"math"
	"slices"
	"testing"
	"time"
)

func TestTicksBecomeMinuteBars(t *testing.T) {
	start := time.Date(2024, 1, 2, 15, 0, 0, 0, time.UTC)
	type tick struct {
		after         time.Duration
		price, volume float64
	}
	minute := func(n int64, o, h, l, c, v float64) Bar { return Bar{start.Unix() + 60*n, o, h, l, c, v} }
	for name, c := range map[string]struct {
		ticks []tick
		want  []Bar
		late  uint64
		bad   uint64
	}{
		"one minute":        {ticks: []tick{{0, 10, 1}, {20 * time.Second, 12, 2}, {40 * time.Second, 9, 3}, {59999 * time.Millisecond, 11, 4}, {time.Minute, 50, 1}}, want: []Bar{minute(0, 10, 12, 9, 11, 10)}},
		"a single tick":     {ticks: []tick{{30 * time.Second, 10, 1}, {90 * time.Second, 11, 1}}, want: []Bar{minute(0, 10, 10, 10, 10, 1)}},
		"minutes without":   {ticks: []tick{{0, 10, 1}, {5 * time.Minute, 11, 1}, {6 * time.Minute, 12, 1}}, want: []Bar{minute(0, 10, 10, 10, 10, 1), minute(5, 11, 11, 11, 11, 1)}},
		"late ticks":        {ticks: []tick{{0, 10, 1}, {time.Minute, 11, 1}, {59 * time.Second, 99, 9}, {-time.Hour, 99, 9}, {2 * time.Minute, 12, 1}}, want: []Bar{minute(0, 10, 10, 10, 10, 1), minute(1, 11, 11, 11, 11, 1)}, late: 2},
		"in another order":  {ticks: []tick{{30 * time.Second, 10, 1}, {10 * time.Second, 11, 1}, {time.Minute, 12, 1}}, want: []Bar{minute(0, 10, 11, 10, 11, 2)}},
		"what is no tick":   {ticks: []tick{{0, 0, 1}, {0, -1, 1}, {0, math.NaN(), 1}, {0, math.Inf(1), 1}, {0, 1, -1}, {0, 1, math.NaN()}, {0, 10, 0}, {time.Minute, 1, 0}}, want: []Bar{minute(0, 10, 10, 10, 10, 0)}, bad: 6},
		"not a full minute": {ticks: []tick{{0, 10, 1}, {59 * time.Second, 10, 1}}},
	} {
		var b Builder
		var got []Bar
		for _, k := range c.ticks {
			if bar, ok := b.Add(start.Add(k.after), k.price, k.volume); ok {
				got = append(got, bar)
			}
		}
		if !slices.Equal(got, c.want) || b.Late() != c.late || b.Bad() != c.bad {
			t.Errorf("%s: %+v, %d late, %d bad", name, got, b.Late(), b.Bad())
		}
	}
}

func TestAClockClosesABarAsWell(t *testing.T) {
	start := time.Date(2024, 1, 2, 15, 0, 0, 0, time.UTC)
	var b Builder
	if _, ok := b.Close(start); ok {
		t.Error("a bar without a tick")
	}
	b.Add(start.Add(time.Second), 10, 1)
	if _, ok := b.Close(start.Add(59 * time.Second)); ok {
		t.Error("closed too early")
	}
	if bar, ok := b.Close(start.Add(time.Minute)); !ok || bar != (Bar{start.Unix(), 10, 10, 10, 10, 1}) {
		t.Errorf("%+v, %t", bar, ok)
	}
	if _, ok := b.Close(start.Add(time.Hour)); ok {
		t.Error("closed twice")
	}
	if _, ok := b.Add(start.Add(59*time.Second), 11, 1); ok || b.Late() != 1 {
		t.Error("a tick of a closed minute is merged")
	}
	if _, ok := b.Add(start.Add(time.Minute), 12, 1); ok {
		t.Error("the closed bar came again")
	}
	if bar, ok := b.Add(start.Add(2*time.Minute), 13, 1); !ok || bar.Open != 12 {
		t.Errorf("%+v, %t", bar, ok)
	}
}

func TestATickAllocatesNothing(t *testing.T) {
	var b Builder
	at := time.Unix(1_700_000_000, 0)
	if n := testing.AllocsPerRun(1000, func() { at = at.Add(7 * time.Second); b.Add(at, 10, 1) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
