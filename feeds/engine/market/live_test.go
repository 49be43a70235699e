package market

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
)

// watch hands in a clock that goes by steps until it has gone so far.
func watch(l *Live, start time.Time, far time.Duration, step func() time.Duration) (all []Tick) {
	end := start.Add(far)
	for now := start; now.Before(end); {
		now = earlier(now.Add(step()), end)
		for l.Behind(now) > 0 {
			all = append(all, l.Ticks(now)...)
		}
	}
	return all
}

func minutes(n int) func() time.Duration {
	return func() time.Duration { return time.Duration(n) * time.Minute }
}

func TestTicksDoNotDependOnHowOftenTheyAreAskedFor(t *testing.T) {
	m := newMarket(t, 3, today)
	want := watch(m.Live(today, 0), today, 100*time.Minute, minutes(1))
	random := rand.New(rand.NewPCG(1, 2))
	for name, step := range map[string]func() time.Duration{
		"an hour":       minutes(60),
		"all at once":   minutes(10_000),
		"now and again": func() time.Duration { return time.Duration(random.Int64N(int64(time.Minute))) },
	} {
		if got := watch(newMarket(t, 3, today).Live(today, 0), today, 100*time.Minute, step); !slices.Equal(got, want) {
			t.Errorf("%s: %d ticks, not %d or not the same", name, len(got), len(want))
		}
	}
	if got := watch(newMarket(t, 4, today).Live(today, 0), today, time.Hour, minutes(1)); slices.Equal(got, want[:len(got)]) {
		t.Error("the seed does nothing")
	}
}

func TestTicksAreInOrderAndInTheirTime(t *testing.T) {
	l := newMarket(t, 3, today).Live(today, 0)
	begin, last := today.Truncate(time.Minute), map[string]time.Time{}
	before := begin
	for now := today; now.Before(today.Add(time.Hour)); now = now.Add(700 * time.Millisecond) {
		for _, k := range l.Ticks(now) {
			if k.Time.Before(before) || !k.Time.Before(now) || !k.Time.After(last[k.Symbol]) || k.Time.Location() != time.UTC {
				t.Fatalf("%+v at %s after %s and %s", k, now, before, last[k.Symbol])
			}
			if k.Price != cents(k.Price) || k.Price <= 0 || k.Volume < 1 || k.Volume != math.Trunc(k.Volume) {
				t.Fatalf("%+v", k)
			}
			before, last[k.Symbol] = k.Time, k.Time
		}
	}
	if len(last) != 40 {
		t.Errorf("only %d symbols trade", len(last))
	}
	if got := l.Ticks(today); got != nil {
		t.Errorf("a clock that went back got %d ticks", len(got))
	}
}

func TestAClockThatJumpsIsCaughtUpWith(t *testing.T) {
	l := newMarket(t, 3, today).Live(today, 0)
	now, calls := today.Add(5*time.Hour), 0
	for ; l.Behind(now) > 0; calls++ {
		if n := len(l.Ticks(now)); n == 0 || n > 150_000 {
			t.Fatalf("%d ticks at once", n)
		}
	}
	if calls != 6 { // the minute in which the clock began is whole
		t.Errorf("caught up in %d calls", calls)
	}
}

func TestEveryMinuteHasABar(t *testing.T) {
	var b bars.Builder
	l, n, equal := newMarket(t, 3, today).Live(today, 0), 0, 0
	price := 0.0
	for _, k := range watch(l, today, 8*time.Hour, minutes(7)) {
		if k.Symbol != "INTC" {
			continue
		}
		if k.Price == price {
			equal++
		}
		price = k.Price
		if bar, ok := b.Add(k.Time, k.Price, k.Volume); ok {
			n++
			if f := bar.Fault(); f != "" {
				t.Errorf("%s %+v", f, bar)
			}
		}
	}
	if n != 8*60 || b.Late() != 0 || b.Bad() != 0 {
		t.Errorf("%d bars, %d ticks late, %d bad", n, b.Late(), b.Bad())
	}
	if equal < 50 {
		t.Errorf("only %d ticks at the price of the one before", equal)
	}
}

func TestTicksCostNoMemory(t *testing.T) {
	l, now := newMarket(t, 3, today).Live(today, 0), today
	watch(l, now, time.Hour, minutes(60))
	now = now.Add(time.Hour)
	if n := testing.AllocsPerRun(1000, func() { now = now.Add(time.Second); l.Ticks(now) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkLiveAtSpeed60(b *testing.B) {
	l, now, n := newMarket(b, 3, today).Live(today, 0), today, 0
	b.ReportAllocs()
	for b.Loop() {
		now = now.Add(2 * time.Second) // a thirtieth of a second
		n += len(l.Ticks(now))
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "ticks/s")
}
