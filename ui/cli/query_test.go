package cli

import (
	"context"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

// several is a scan that finds a few patterns.
func several(_ context.Context, _ model.ScanOptions, emit func(model.Detection) error, _ func(string)) error {
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for _, d := range []model.Detection{
		{Symbol: "AAPL", Time: day, Pattern: "Hammer", TALib: "CDLHAMMER", Value: 100, Direction: "bullish", Confidence: 0.9, Timeframe: "daily", Price: 120, Volume: 2e6},
		{Symbol: "AAPL", Time: day.AddDate(0, 0, 1), Pattern: "Engulfing", TALib: "CDLENGULFING", Value: -80, Direction: "bearish", Confidence: 0.85, Timeframe: "daily", Price: 118, Volume: 3e6},
		{Symbol: "MSFT", Time: day, Pattern: "Doji", TALib: "CDLDOJI", Value: 100, Direction: "neutral", Confidence: 0.3, Timeframe: "5min", Price: 40, Volume: 1e3},
		{Symbol: "TSLA", Time: day, Pattern: "Evening Star", TALib: "CDLEVENINGSTAR", Value: -100, Direction: "bearish", Confidence: 0.81, Timeframe: "5min", Price: 45, Volume: 1e4},
	} {
		if err := emit(d); err != nil {
			return err
		}
	}
	return nil
}

func TestAScanPrintsWhatAQuerySpeaksOf(t *testing.T) {
	for asked, want := range map[string]string{
		"":                                    "Hammer Engulfing Doji Evening Star",
		"conf>=0.8 dir:bull symbol:AAPL,MSFT": "Hammer",
		"dir:bear":                            "Engulfing Evening Star",
		"dir:neutral or conf>=0.9":            "Hammer Doji",
		"-symbol:AAPL":                        "Doji Evening Star",
		"price<50 volume>=10k":                "Evening Star",
		"tf:5m":                               "Doji Evening Star",
		"since:2026-03-03":                    "Engulfing",
		"until:2026-03-03 pattern:*star":      "Evening Star",
		"metadata.talib:cdlhammer":            "Hammer",
		"metadata.value:-80":                  "Engulfing",
		`"evening star"`:                      "Evening Star",
		"age<1h":                              "",
		"has:price -has:metadata.rsi symbol:MSFT": "Doji",
	} {
		out, said, status := runWith(t, machine(t, nil), []string{"scan", "--bars", "b", "--output", "json", "--query", asked}, nil, Scan(several))
		var got []string
		for line := range strings.Lines(out) {
			_, rest, _ := strings.Cut(line, `"pattern":"`)
			name, _, _ := strings.Cut(rest, `"`)
			got = append(got, name)
		}
		if strings.Join(got, " ") != want || said != "" || status != ExitOK {
			t.Errorf("%q: got %q, status %d, said %q", asked, got, status, said)
		}
	}
}

func TestWhatIsWrongWithAQueryIsPointedAt(t *testing.T) {
	for asked, want := range map[string]string{
		"symbol:NVDA  conf>=high": "  symbol:NVDA  conf>=high\n                     ^^^^\n",
		"marked: symbol:NVDA":     "  marked: symbol:NVDA\n  ^^^^^^\n",
		"dir:mixed":               "  dir:mixed\n      ^^^^^\n",
		"(dir:bull":               "  (dir:bull\n  ^\n",
		"symbol:\x1b[2J conf>x":   "  symbol:␛[2J conf>x\n                   ^\n",
		strings.Repeat("symbol:日本 ", 30) + "conf>x symbol:" + strings.Repeat("A", 60): "  …" +
			"日本 symbol:日本 symbol:日本 symbol:日本 symbol:日本 conf>x symbol:AAAAAAAAAAAAAAAA…\n" + strings.Repeat(" ", 61) + "^\n",
	} {
		out, said, status := runWith(t, machine(t, nil), []string{"scan", "--bars", "b", "--query", asked}, nil, Scan(several))
		first, rest, _ := strings.Cut(said, "\n")
		if !strings.HasPrefix(first, "tickdeck: --query: ") || rest != want || status != ExitUsage || out != "" {
			t.Errorf("%q: status %d, printed %q and\n%s\nwant\n%s", asked, status, out, said, want)
		}
	}
}
