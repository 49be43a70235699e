package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/model"
)

var calibrated = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// marketFolder holds the daily bars of some symbols of a simulated market.
func marketFolder(t *testing.T, symbols ...string) string {
	t.Helper()
	dir := t.TempDir()
	past, err := (&simulated{seed: 77, speed: 1}).daily(symbols)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range past.series {
		writeBars(t, dir, s)
	}
	return dir
}

func writeBars(t *testing.T, dir string, s bars.Series) {
	t.Helper()
	var text bytes.Buffer
	text.WriteString("time,open,high,low,close,volume\n")
	for _, b := range s.Bars {
		fmt.Fprintf(&text, "%d,%v,%v,%v,%v,%v\n", b.Time, b.Open, b.High, b.Low, b.Close, b.Volume)
	}
	if err := os.WriteFile(filepath.Join(dir, s.Symbol+".csv"), text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func calibrate(t *testing.T, dir string) model.Calibration {
	t.Helper()
	c, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: dir}, calibrated, func(note string) { t.Error(note) })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func tableFile(t *testing.T, c model.Calibration) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "own.json")
	if err := os.WriteFile(path, c.JSON, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// confidences are those that a scan finds, and by pattern how many there are.
func confidences(t *testing.T, dir, table string) (all []float64, found map[string]int) {
	t.Helper()
	found = map[string]int{}
	err := Scan(t.Context(), model.ScanOptions{Bars: dir, Confidence: table}, func(f Found) error {
		all = append(all, f.Confidence)
		found[f.Pattern.Name]++
		return nil
	}, func(note string) { t.Error(note) })
	if err != nil {
		t.Fatal(err)
	}
	return all, found
}

func TestACalibrationTellsWhatAScanFinds(t *testing.T) {
	t.Parallel()
	dir := marketFolder(t, "AAPL", "MSFT", "KO")
	c := calibrate(t, dir)
	all, found := confidences(t, dir, tableFile(t, c))
	if c.Symbols != 3 || strings.Join(c.Timeframes, "; ") != "daily (3)" || len(c.Lengths) != 1 || c.Lengths[0].Name != "days" || c.Lengths[0].Bars < 3000 || len(c.Lengths[0].Rows) != 61 {
		t.Fatalf("got %+v", c)
	}
	for _, r := range c.Lengths[0].Rows {
		if r.Found != found[r.Pattern] {
			t.Errorf("%s: %d, and a scan finds %d", r.Pattern, r.Found, found[r.Pattern])
		}
	}
	shares := [10]float64{}
	for _, x := range all {
		shares[min(9, int(10*x))] += 1 / float64(len(all))
	}
	for _, share := range shares {
		if math.Abs(share-0.1) > 0.02 {
			t.Errorf("shares of %.3f of %d", shares, len(all))
			break
		}
	}
}

// Made in any order, of files that are read in parallel, it is the same to the byte.
func TestACalibrationIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	dir := marketFolder(t, "AAPL", "MSFT", "KO", "JPM")
	if first, again := calibrate(t, dir), calibrate(t, dir); !bytes.Equal(first.JSON, again.JSON) {
		t.Error("it is another one the second time")
	}
}

func TestDaysAndMinutesOfAFolderAreApart(t *testing.T) {
	t.Parallel()
	dir := marketFolder(t, "AAPL")
	past, err := (&simulated{seed: 77, speed: 1}).history(t.Context(), time.Now(), reading{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range past[0].series[:3] {
		s.Symbol += "M"
		writeBars(t, dir, s)
	}
	c := calibrate(t, dir)
	if strings.Join(c.Timeframes, "; ") != "1min (3); daily (1)" || len(c.Lengths) != 2 || c.Lengths[1].Name != "minutes" || len(c.Lengths[1].Rows) != 61 {
		t.Errorf("got %+v", c)
	}
}

func TestACalibrationOfTooLittleOrOfNothingIsRefused(t *testing.T) {
	t.Parallel()
	dir, ignore := t.TempDir(), func(string) {}
	writeBars(t, dir, bars.Series{Symbol: "KO", Bars: []bars.Bar{{Time: 86400, Open: 1, High: 1, Low: 1, Close: 1}}})
	for folder, want := range map[string]string{
		dir:         "too few patterns for a table of one's own: 0 among 1 bars of days",
		t.TempDir(): "holds no .csv",
		"nowhere":   "nowhere",
	} {
		if _, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: folder}, calibrated, ignore); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := Calibrate(ended, model.CalibrateOptions{Bars: marketFolder(t, "AAPL")}, calibrated, ignore); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestACalibrationPassesOverABadFile(t *testing.T) {
	t.Parallel()
	dir := marketFolder(t, "AAPL", "MSFT")
	if err := os.WriteFile(filepath.Join(dir, "A.csv"), []byte("date,open\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	noted := ""
	c, err := Calibrate(t.Context(), model.CalibrateOptions{Bars: dir}, calibrated, func(note string) { noted += note })
	var skipped *model.SkippedError
	if !errors.As(err, &skipped) || *skipped != (model.SkippedError{Files: 1, Of: 3}) || c.Symbols != 2 || !json.Valid(c.JSON) || !strings.Contains(noted, "left out: ") || !strings.Contains(noted, "A.csv") {
		t.Errorf("got %v, %+v, noted %q", err, c, noted)
	}
}

// Everything that finds patterns takes the table that it is given, and nothing else
// changes by it.
func TestEverythingRanksByTheTableThatIsGiven(t *testing.T) {
	t.Parallel()
	dir := marketFolder(t, "AAPL", "MSFT")
	table := tableFile(t, skewed(t, calibrate(t, dir)))
	mean := func(all []float64) (sum float64) {
		for _, x := range all {
			sum += x / float64(len(all))
		}
		return sum
	}
	scanned, _ := confidences(t, dir, "")
	ranked, _ := confidences(t, dir, table)
	if mean(scanned) < 0.4 || mean(ranked) > 0.05 || len(scanned) != len(ranked) {
		t.Errorf("a scan has %d of mean %.3f without it, %d of %.3f with it", len(scanned), mean(scanned), len(ranked), mean(ranked))
	}
	for name, want := range map[string]func(float64) bool{
		"": func(m float64) bool { return m > 0.4 }, table: func(m float64) bool { return m < 0.05 },
	} {
		e, err := New(Options{Bars: dir, Confidence: name})
		if err != nil {
			t.Fatal(err)
		}
		series, err := e.prices.Daily("AAPL", time.Time{}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		signals, err := e.runner.detector.Detect(series.Bars, model.StandardPatterns())
		if err != nil {
			t.Fatal(err)
		}
		var all []float64
		for _, s := range signals {
			all = append(all, s.Confidence)
		}
		if !want(mean(all)) {
			t.Errorf("with the table %q a backtest has %d signals of mean %.3f", name, len(all), mean(all))
		}
		l := newLive(nil, nil, nil, nil, e.set)
		for _, b := range series.Bars {
			l.scan(closedBar{symbol: "AAPL", timeframe: "daily", bar: b})
		}
		all = nil
		for _, d := range l.found {
			all = append(all, d.Confidence)
		}
		if !want(mean(all)) {
			t.Errorf("with the table %q %d alerts have a mean of %.3f", name, len(all), mean(all))
		}
	}
}

// skewed says of every detection that it fits perfectly, so that all others rank low.
func skewed(t *testing.T, c model.Calibration) model.Calibration {
	t.Helper()
	var f map[string]any
	if err := json.Unmarshal(c.JSON, &f); err != nil {
		t.Fatal(err)
	}
	of := f["lengths"].(map[string]any)["days"].(map[string]any)
	of["bars"] = 2_000_000
	for _, p := range of["patterns"].([]any) {
		fits := make([]int, 64)
		fits[63] = 1_000_000
		p.(map[string]any)["fits"], p.(map[string]any)["found"] = fits, 1_000_000
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return model.Calibration{JSON: text}
}

func TestAWrongTableIsRefusedByItsName(t *testing.T) {
	t.Parallel()
	dir := marketFolder(t, "AAPL")
	csv := filepath.Join(dir, "AAPL.csv")
	for path, want := range map[string]string{
		csv:       csv + ": this is no confidence table: tickdeck calibrate makes one",
		"nowhere": "read the confidence table: open nowhere: ",
		dir:       dir,
	} {
		_, engine := New(Options{Bars: dir, Confidence: path})
		scan := Scan(t.Context(), model.ScanOptions{Bars: dir, Confidence: path}, nil, nil)
		_, _, study := Study(t.Context(), model.StudyOptions{Bars: dir, Confidence: path}, nil)
		for _, err := range []error{engine, scan, study} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	}
}

func TestAnEngineSaysByWhichTableItRanks(t *testing.T) {
	t.Parallel()
	dir := marketFolder(t, "AAPL")
	path := tableFile(t, calibrate(t, dir))
	for table, want := range map[string]string{"": "built-in", path: "own.json"} {
		e, err := New(Options{Bars: dir, Confidence: table})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(e.About(), ", confidences by the table "+want) {
			t.Errorf("it says %q", e.About())
		}
	}
}
