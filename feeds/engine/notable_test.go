package engine

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/market"
	"tickdeck/model"
)

// pick is a choice of what to publish, and what it leaves of some bars.
type pick struct {
	name     string
	patterns []string // none for all
	least    float64
	alerts   int // detections
	candles  int // bars with any
}

func picks() []*pick {
	nine := []string{"Hammer", "Shooting Star", "Engulfing", "Morning Star", "Evening Star", "Piercing Line", "Dark Cloud Cover", "Three White Soldiers", "Three Black Crows"}
	more := append(model.Notable(), "Harami", "Dragonfly Doji", "Gravestone Doji")
	return []*pick{
		{name: "all 61"},
		{name: "all 61", least: 0.8},
		{name: "notable", patterns: model.Notable()},
		{name: "notable", patterns: model.Notable(), least: model.NotableConfidence},
		{name: "notable", patterns: model.Notable(), least: 0.8},
		{name: "notable and 3 more", patterns: more, least: 0.5},
		{name: "the nine best known", patterns: nine},
		{name: "the nine best known", patterns: nine, least: 0.5},
	}
}

func (p *pick) takes(found []candle.Detection) {
	before := p.alerts
	for _, d := range found {
		if d.Confidence >= p.least && (p.patterns == nil || slices.Contains(p.patterns, d.Pattern.Name)) {
			p.alerts++
		}
	}
	if p.alerts > before {
		p.candles++
	}
}

// hours of three seeds' minutes, and all days of two: the bars that the figures are of.
// pickFrom goes through the bars of a market.
func pickFrom(each func(yield func(symbol string, b bars.Bar, old bool))) (choices []*pick, n int) {
	choices = picks()
	all, scanners := candle.All(), map[string]*candle.Scanner{}
	each(func(symbol string, b bars.Bar, old bool) {
		if scanners[symbol] == nil {
			scanners[symbol] = all.NewScanner()
		}
		found := scanners[symbol].Add(b)
		if old {
			return
		}
		n++
		for _, p := range choices {
			p.takes(found)
		}
	})
	return choices, n
}

// minutesOf are six hours of the minutes of a seed's market, daysOf five years of its days.
func minutesOf(seed uint64) (choices []*pick, n int) {
	feed := (&simulated{seed: seed, speed: 1}).live(monday)
	return pickFrom(func(yield func(string, bars.Bar, bool)) {
		feed.closed(monday.Add(6*time.Hour), func(b closedBar) { yield(b.symbol, b.bar, b.old) })
	})
}

func daysOf(t *testing.T, seed uint64) (choices []*pick, n int) {
	t.Helper()
	m, err := market.New(seed, monday)
	if err != nil {
		t.Fatal(err)
	}
	return pickFrom(func(yield func(string, bars.Bar, bool)) {
		for _, symbol := range m.Symbols() {
			s, err := m.Daily(symbol, time.Time{}, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range s.Bars {
				yield(symbol, b, false)
			}
		}
	})
}

// So many alerts suit a person, and docs/patterns.md has the figures.
func TestWhatIsPublishedByDefaultIsNewsEveryFewMinutes(t *testing.T) {
	t.Parallel()
	sum, total := picks(), 0
	for seed := range uint64(3) {
		choices, n := minutesOf(seed)
		for i, p := range choices {
			sum[i].alerts += p.alerts
			sum[i].candles += p.candles
			if p.byDefault() {
				if hourly := 60 * float64(p.candles) / float64(n); hourly < 8 || hourly > 11 {
					t.Errorf("seed %d: %.1f candles an hour of a symbol have an alert, not 8 to 11", seed, hourly)
				}
			}
		}
		total += n
	}
	isInTheManual(t, "minutes", sum, total)
	days, n := daysOf(t, 1)
	isInTheManual(t, "days", days, n)
}

func (p *pick) byDefault() bool {
	return p.least == model.NotableConfidence && slices.Equal(p.patterns, model.Notable())
}

func isInTheManual(t *testing.T, bars string, choices []*pick, n int) {
	t.Helper()
	page, err := os.ReadFile("../../docs/patterns.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range choices {
		share := float64(p.candles) / float64(n)
		row := fmt.Sprintf("%-8s %-22s %4.1f %6.0f %7.1f %7.1f %7.2f", bars, p.name, p.least, 1000*share, 1/share, 40*share, float64(p.alerts)/float64(p.candles))
		if !strings.Contains(string(page), row+"\n") {
			t.Errorf("this is not in docs/patterns.md:\n%s", row)
		}
	}
}

func TestTheNotablePatternsAreThoseOfTheManual(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/patterns.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(page), "people look for first:\n\n```text\n")
	list, _, _ = strings.Cut(list, "\n```")
	if got := strings.Split(strings.ReplaceAll(list, ",\n", ", "), ", "); !slices.Equal(got, model.Notable()) {
		t.Errorf("docs/patterns.md names %q", got)
	}
	for _, name := range model.Notable() {
		p := model.KnownPattern(name)
		if p == nil || p.Name != name {
			t.Errorf("%s is no pattern's name", name)
			continue
		}
		if common := max(p.InMinutes, p.InDays) >= 40; common != (name == "Engulfing") {
			t.Errorf("%s is on %g of 1,000 minutes and %g of days", name, p.InMinutes, p.InDays)
		}
	}
}
