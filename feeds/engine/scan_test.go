package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/market"
	"tickdeck/model"
)

func TestGapsAreTold(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "AAPL", 30)
	file := filepath.Join(dir, "AAPL.csv")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.SplitAfter(string(text), "\n")
	if err := os.WriteFile(file, []byte(strings.Join(append(rows[:8:8], rows[12:]...), "")), 0o600); err != nil {
		t.Fatal(err)
	}
	var told []string
	err = Scan(t.Context(), model.ScanOptions{Bars: dir}, func(Found) error { return nil }, func(text string) { told = append(told, text) })
	if err != nil || len(told) != 1 || !strings.Contains(told[0], "AAPL") {
		t.Errorf("told %q, %v", told, err)
	}
}

func TestScanFindsAPatternInAFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "AAPL", 30)
	var found []Found
	err := Scan(t.Context(), model.ScanOptions{Bars: dir, Patterns: []string{"CDLENGULFING"}}, func(f Found) error { found = append(found, f); return nil }, noGaps(t))
	if err != nil || len(found) != 1 || found[0].Symbol != "AAPL" || found[0].Value != 100 {
		t.Fatalf("found %+v, %v", found, err)
	}
}

func TestScanSaysWhatItDoesNotKnow(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "AAPL", 30)
	none := func(Found) error { return nil }
	for what, err := range map[string]error{
		"MSFT":   Scan(t.Context(), model.ScanOptions{Bars: dir, Symbols: []string{"MSFT"}}, none, noGaps(t)),
		"Foo":    Scan(t.Context(), model.ScanOptions{Bars: dir, Patterns: []string{"Foo"}}, none, noGaps(t)),
		"absent": Scan(t.Context(), model.ScanOptions{Bars: filepath.Join(dir, "absent")}, none, noGaps(t)),
	} {
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// stocks is a folder with the daily bars of the simulated market.
func stocks(t *testing.T) string {
	t.Helper()
	m, err := market.New(3, monday)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, symbol := range m.Symbols() {
		s, err := m.Daily(symbol, monday.AddDate(-1, 0, 0), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		text.WriteString("timestamp,open,high,low,close,volume\n")
		for _, b := range s.Bars {
			fmt.Fprintf(&text, "%d,%v,%v,%v,%v,%v\n", b.Time, b.Open, b.High, b.Low, b.Close, b.Volume)
		}
		spoil(t, dir, symbol, text.String())
	}
	return dir
}

func spoil(t *testing.T, dir, symbol, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, symbol+".csv"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func everything(t *testing.T, o model.ScanOptions) (all []Found) {
	t.Helper()
	err := Scan(t.Context(), o, func(f Found) error { all = append(all, f); return nil }, noGaps(t))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// More is found in one file than may wait to be taken.
func TestAScanOfLongFilesWaitsForWhoeverPrints(t *testing.T) {
	dir := t.TempDir()
	const rows = 10_000
	for _, symbol := range []string{"A", "B", "C", "D", "E"} {
		var text strings.Builder
		text.WriteString("timestamp,open,high,low,close,volume\n")
		for i := range rows {
			open, end := 100+i*i%7, 100+(i+1)*(i+1)%7
			fmt.Fprintf(&text, "%d,%d,%d,%d,%d,1\n", 1_000_000_000+86_400*i, open, max(open, end)+i%3, min(open, end)-i%2, end)
		}
		spoil(t, dir, symbol, text.String())
	}
	all := everything(t, model.ScanOptions{Bars: dir})
	if least := 5 * batchSize * (batches + 1); len(all) < least {
		t.Errorf("%d are found: this proves nothing with less than %d", len(all), least)
	}
}

// what a detection is, without its pointer.
func what(f Found) string {
	return fmt.Sprint(f.Symbol, f.Time, f.Pattern.Name, f.Index, f.Value, f.Confidence)
}

func TestAScanIsInTheOrderOfSymbolsAndBars(t *testing.T) {
	dir := stocks(t)
	all := everything(t, model.ScanOptions{Bars: dir})
	if len(all) < 40*250 {
		t.Fatalf("only %d are found", len(all))
	}
	if !slices.IsSortedFunc(all, func(a, b Found) int { return cmp.Or(cmp.Compare(a.Symbol, b.Symbol), cmp.Compare(a.Index, b.Index)) }) {
		t.Error("they are in another order")
	}
	for _, symbol := range []string{"AAPL", "XOM"} {
		alone := everything(t, model.ScanOptions{Bars: dir, Symbols: []string{symbol}})
		among := slices.DeleteFunc(slices.Clone(all), func(f Found) bool { return f.Symbol != symbol })
		if len(alone) == 0 || !slices.EqualFunc(alone, among, func(a, b Found) bool { return what(a) == what(b) }) {
			t.Errorf("%s has %d alone, %d among all", symbol, len(alone), len(among))
		}
	}
	backwards := everything(t, model.ScanOptions{Bars: dir, Symbols: []string{"xom", "AAPL"}})
	if backwards[0].Symbol != "XOM" || backwards[len(backwards)-1].Symbol != "AAPL" {
		t.Error("symbols that were asked for come in another order")
	}
}

// What is left out changes nothing of what is not.
func TestAScanGivesTheEndOfTheFilesOnly(t *testing.T) {
	dir := stocks(t)
	all := everything(t, model.ScanOptions{Bars: dir})
	last := all[len(all)-1]
	end := map[string]int{}
	for _, f := range all {
		end[f.Symbol] = max(end[f.Symbol], f.Index)
	}
	bars := end[last.Symbol] + 1 // of each file, if the last bar of any has a pattern
	for _, n := range end {
		bars = max(bars, n+1)
	}
	since := monday.AddDate(0, -1, 0).Truncate(24 * time.Hour)
	for name, c := range map[string]struct {
		o    model.ScanOptions
		keep func(Found) bool
	}{
		"the last bar":         {model.ScanOptions{Last: 1}, func(f Found) bool { return f.Index == bars-1 }},
		"the last ten":         {model.ScanOptions{Last: 10}, func(f Found) bool { return f.Index >= bars-10 }},
		"more than there are":  {model.ScanOptions{Last: 1e6}, func(Found) bool { return true }},
		"since a day":          {model.ScanOptions{Since: since}, func(f Found) bool { return !f.Time.Before(since) }},
		"since and the last":   {model.ScanOptions{Since: since, Last: 3}, func(f Found) bool { return f.Index >= bars-3 }},
		"since a day to come":  {model.ScanOptions{Since: monday.AddDate(1, 0, 0)}, func(Found) bool { return false }},
		"the most confident":   {model.ScanOptions{MinConfidence: 0.8}, func(f Found) bool { return f.Confidence >= 0.8 }},
		"confident and latest": {model.ScanOptions{MinConfidence: 0.5, Last: 5}, func(f Found) bool { return f.Confidence >= 0.5 && f.Index >= bars-5 }},
	} {
		c.o.Bars = dir
		want := slices.DeleteFunc(slices.Clone(all), func(f Found) bool { return !c.keep(f) })
		have := everything(t, c.o)
		if !slices.EqualFunc(have, want, func(a, b Found) bool { return what(a) == what(b) }) {
			t.Errorf("%s: %d, want %d", name, len(have), len(want))
		}
	}
}

func TestAScanGoesOnPastBadFiles(t *testing.T) {
	dir := stocks(t)
	want := slices.DeleteFunc(everything(t, model.ScanOptions{Bars: dir}), func(f Found) bool { return f.Symbol == "AAPL" || f.Symbol == "MSFT" })
	spoil(t, dir, "AAPL", "timestamp,open,high,low,close,volume\n1,5,4,3,2,1\n")
	spoil(t, dir, "MSFT", "")
	var have []Found
	var told []string
	err := Scan(t.Context(), model.ScanOptions{Bars: dir}, func(f Found) error { have = append(have, f); return nil }, func(text string) { told = append(told, text) })
	if skipped, ok := errors.AsType[*model.SkippedError](err); !ok || skipped.Files != 2 || skipped.Of != 40 {
		t.Errorf("it ended with %v", err)
	}
	if len(told) != 2 || !strings.Contains(told[0], "AAPL.csv: line 2: ") || !strings.Contains(told[1], "MSFT.csv is empty") {
		t.Errorf("it said %q", told)
	}
	if !slices.EqualFunc(have, want, func(a, b Found) bool { return what(a) == what(b) }) {
		t.Errorf("%d are found in the others, want %d", len(have), len(want))
	}
}

// TestMain sees to it that no goroutine is left.
func TestAScanEndsAtOnce(t *testing.T) {
	dir := stocks(t)
	full, n := errors.New("the disk is full"), 0
	err := Scan(t.Context(), model.ScanOptions{Bars: dir}, func(Found) error {
		if n++; n == 3 {
			return full
		}
		return nil
	}, noGaps(t))
	if !errors.Is(err, full) || n != 3 {
		t.Errorf("%d were taken, then %v", n, err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	enough := errors.New("enough")
	err = Scan(ctx, model.ScanOptions{Bars: dir}, func(Found) error { cancel(enough); return nil }, noGaps(t))
	if !errors.Is(err, enough) {
		t.Errorf("cancelled, it ended with %v", err)
	}
}
