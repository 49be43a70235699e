package study

import (
	"os"
	"strings"
	"testing"

	"tickdeck/model"
)

// The table of verdicts on the page is what is said: a row for each case, and a
// cell for what has a direction and for what has none.
func TestTheVerdictsAreThoseOfThePage(t *testing.T) {
	page, err := os.ReadFile("../../../docs/event-study.md")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]model.Evidence{
		"not tested": {Q: model.None()},
		"q > 0.05":   {Q: 0.06, Mean: 0.01},
		"q ≤ 0.05, the excess in the pattern's direction": {Q: 0.05, Mean: 0.01},
		"q ≤ 0.05, against it":                            {Q: 0.05, Mean: -0.01},
	}
	found := 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		e, ok := cases[cells[0]]
		if !ok || len(cells) != 3 {
			continue
		}
		found++
		e.Timeframe = "daily"
		for i, direction := range []string{"bullish", "neutral"} {
			e.Direction = direction
			if got := e.Verdict(); got != cells[1+i] {
				t.Errorf("%s, %s: %q, and the page says %q", cells[0], direction, got, cells[1+i])
			}
		}
	}
	if found != len(cases) {
		t.Errorf("%d of %d cases are on the page", found, len(cases))
	}
}
