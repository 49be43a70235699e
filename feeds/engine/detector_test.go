package engine

import (
	"slices"
	"testing"
	"time"

	"tickdeck/feeds/engine/backtest"
	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/market"
)

func someBars(t *testing.T, symbol string) []bars.Bar {
	t.Helper()
	m, err := market.New(1, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	s, err := m.Daily(symbol, time.Now().AddDate(-3, 0, 0), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return s.Bars
}

func TestWhatIsKeptOfTheSignalsIsWhatWasFound(t *testing.T) {
	series, d := someBars(t, "AAPL"), newDetector(nil)
	detect := func(d *detector, series []bars.Bar, patterns ...string) []backtest.Signal {
		found, err := d.Detect(series, patterns)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	for _, part := range [][]bars.Bar{series, series[100:], series[:200], someBars(t, "MSFT")} {
		for _, patterns := range [][]string{{"Doji"}, {"Doji", "Engulfing"}, {"doji"}} {
			want := detect(newDetector(nil), part, patterns...)
			first := detect(d, part, patterns...)
			if !slices.Equal(first, want) || len(want) == 0 {
				t.Fatalf("found %d of %d", len(first), len(want))
			}
			first[0].Confidence = -1 // it belongs to whoever asked
			if again := detect(d, part, patterns...); !slices.Equal(again, want) {
				t.Errorf("%v of %d bars are others when they are asked for again", patterns, len(part))
			}
		}
	}
	if _, err := d.Detect(series, []string{"Dojo"}); err == nil {
		t.Error("a pattern was found that there is not")
	}
}

func TestWhatIsKeptOfTheSignalsIsBounded(t *testing.T) {
	d, series := newDetector(nil), make([]bars.Bar, 400)
	for i := range series {
		series[i] = bars.Bar{Time: int64(i) * 86400, Open: 10, High: 11, Low: 9, Close: 10, Volume: 1}
	}
	for i := range 400 {
		if _, err := d.Detect(series[:400-i%300], []string{"Doji", "High-Wave", "Spinning Top", "Rickshaw Man"}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Detect(series, slices.Repeat([]string{"Doji"}, 1+i)); err != nil {
			t.Fatal(err)
		}
		if d.held > maxHeld || len(d.choices) > maxChoices {
			t.Fatalf("%d signals of %d choices are kept", d.held, len(d.choices))
		}
	}
	if d.held == 0 {
		t.Error("nothing is kept")
	}
}
