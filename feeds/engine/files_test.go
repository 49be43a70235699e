package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// write makes a file of daily bars: the last one engulfs the one before it.
func write(t *testing.T, dir, symbol string, days int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("date,open,high,low,close,volume\n")
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	for i := range days {
		o, c := 100.0, 99.0
		if i == days-1 {
			o, c = 98.5, 101.0
		}
		fmt.Fprintf(&b, "%s,%g,%g,%g,%g,1000\n", day.Format(time.DateOnly), o, max(o, c)+0.5, min(o, c)-0.5, c)
		for day = day.AddDate(0, 0, 1); day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; {
			day = day.AddDate(0, 0, 1)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, symbol+".csv"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func noGaps(t *testing.T) func(string) {
	t.Helper()
	return func(text string) { t.Error(text) }
}

func TestABarThatIsAddedToAFileIsNews(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "AAPL", 30)
	d, err := open(Options{Bars: dir}, noGaps(t))
	if err != nil {
		t.Fatal(err)
	}
	feed, now := d.live(time.Now()), time.Now()
	take := func() (fresh int) {
		feed.closed(now, func(b closedBar) {
			if !b.old {
				fresh++
			}
			if b.timeframe != "daily" {
				t.Errorf("timeframe %q", b.timeframe)
			}
		})
		now = now.Add(filesInterval)
		return fresh
	}
	if n := take(); n != 1 {
		t.Errorf("%d bars are new at the start", n)
	}
	if n := take(); n != 0 {
		t.Errorf("%d bars are new where nothing changed", n)
	}
	write(t, dir, "AAPL", 32)
	if n := take(); n != 2 {
		t.Errorf("%d bars are new after two were added", n)
	}
	if err := os.WriteFile(filepath.Join(dir, "AAPL.csv"), []byte("date,open\nx,y\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	take()
	if text := feed.trouble(); !strings.Contains(text, "AAPL") {
		t.Errorf("a broken file is told as %q", text)
	}
}
