package rules

import (
	"testing"
	"time"
)

func TestAMuteHidesASymbolOrAPatternUntilItsEnd(t *testing.T) {
	m := NewMutes()
	m.Set([]Mute{{Symbol: "wmt", Until: noon.Add(15 * time.Minute)}, {Pattern: "short-line"}, {Symbol: "GME", Lifted: true}, {Symbol: "A", Pattern: "B"}})
	for _, c := range []struct {
		symbol, pattern string
		after           time.Duration
		want            bool
	}{
		{"WMT", "Doji", 0, true},
		{"WMT", "Doji", 15 * time.Minute, false},
		{"AAPL", "Short Line", 1000 * time.Hour, true},
		{"AAPL", "Long Line", 0, false},
		{"GME", "Doji", 0, false},
		{"", "", 0, false},
		{"A", "Doji", 0, false},
	} {
		if got := m.Muter().Muted(alert(c.symbol, c.pattern, 1, noon), noon.Add(c.after)); got != c.want {
			t.Errorf("%v: %v", c, got)
		}
	}
}

func TestWhatAMuteHidesIsCountedUnderIt(t *testing.T) {
	m := NewMutes()
	m.Set([]Mute{{Symbol: "WMT", Until: noon.Add(time.Minute)}, {Pattern: "Short Line"}})
	m.Tick(noon, time.UTC)
	for range 3 {
		m.Count(alert("WMT", "Doji", 1, noon), noon)
	}
	m.Count(alert("WMT", "Short Line", 1, noon), noon)
	if m.Count(alert("AAPL", "Doji", 1, noon), noon) {
		t.Error("AAPL is hidden")
	}
	s := m.Status()
	if s[0].Hidden != 4 || s[1].Hidden != 1 || len(s[0].Last) != 4 {
		t.Errorf("hidden: %d and %d", s[0].Hidden, s[1].Hidden)
	}
	rev := m.Rev()
	if ended := m.Tick(noon.Add(time.Minute), time.UTC); len(ended) != 1 || ended[0].Symbol != "WMT" || m.Rev() == rev {
		t.Errorf("ended: %v", ended)
	}
	if s := m.Status(); len(s) != 1 || s[0].Hidden != 1 {
		t.Errorf("left: %+v", s)
	}
	m.Tick(noon.Add(12*time.Hour), time.UTC)
	if s := m.Status(); s[0].Hidden != 0 {
		t.Errorf("a new day begins with %d", s[0].Hidden)
	}
	for range 10 * keptHidden {
		m.Count(alert("X", "Short Line", 1, noon), noon)
	}
	if s := m.Status(); s[0].Hidden != 10*keptHidden || len(s[0].Last) != keptHidden || len(m.hidden["p:shortline"].kept) >= 2*keptHidden {
		t.Errorf("%d hidden, %d kept", s[0].Hidden, len(s[0].Last))
	}
}

func TestTheEndOfAMuteIsWrittenInManyWays(t *testing.T) {
	zone := time.FixedZone("EST", -5*3600)
	now := noon.In(zone) // 07:00
	closes := func(after time.Time) (time.Time, bool) { return after.Add(9 * time.Hour), true }
	for text, want := range map[string]time.Time{
		"15m": noon.Add(15 * time.Minute), "15 min": noon.Add(15 * time.Minute), "2h": noon.Add(2 * time.Hour), "1d": noon.Add(24 * time.Hour),
		"16:00": noon.Add(9 * time.Hour), "06:30": noon.Add(23*time.Hour + 30*time.Minute), "the close": noon.Add(9 * time.Hour), "Close": noon.Add(9 * time.Hour),
		"for good": {}, "": {}, "2026-12-01": noon.Add(17 * time.Hour), "2026-12-01T09:30": noon.Add(26*time.Hour + 30*time.Minute),
		"2026-11-30T12:30:00Z": noon.Add(30 * time.Minute),
	} {
		got, err := ParseUntil(text, now, closes)
		if err != nil || !got.Equal(want) {
			t.Errorf("%q is %v (%v), want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"soon", "2020-01-01", "-5m", "0m", "9999999h", "25:00", "5x"} {
		if got, err := ParseUntil(text, now, closes); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
	if _, err := ParseUntil("the close", now, nil); err == nil {
		t.Error("the close is known without a calendar")
	}
}

func TestAskingForMutesCostsNoMemory(t *testing.T) {
	m := NewMutes()
	m.Set([]Mute{{Symbol: "WMT"}, {Pattern: "Short Line"}})
	a, asked := alert("AAPL", "Doji", 1, noon), m.Muter()
	if n := testing.AllocsPerRun(100, func() { asked.Muted(a, noon) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
