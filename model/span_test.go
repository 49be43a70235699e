package model

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestDaysAreWrittenInFewCharacters(t *testing.T) {
	today := time.Date(2026, 3, 31, 22, 0, 0, 0, time.FixedZone("EST", -5*3600))
	for text, want := range map[string]string{
		"2025":                     "2025-01-01 2025-12-31 261",
		" 2024-02 ":                "2024-02-01 2024-02-29 21",
		"2024-2":                   "2024-02-01 2024-02-29 21",
		"2024-03..2024-06":         "2024-03-01 2024-06-30 86",
		"2024-03-11..2024-06-28":   "2024-03-11 2024-06-28 80",
		"2024-01-01 → 2024-12-31":  "2024-01-01 2024-12-31 262",
		"2024-01-01 to 2024-12-31": "2024-01-01 2024-12-31 262",
		"2023..2024-01-05":         "2023-01-01 2024-01-05 265",
		"2025..":                   "2025-01-01 2026-03-30 324",
		"ytd":                      "2026-01-01 2026-03-30 63",
		"2026":                     "2026-01-01 2026-03-30 63",
		"2026-03":                  "2026-03-01 2026-03-30 21",
		"1Y":                       "2025-03-31 2026-03-30 261",
		"6m":                       "2025-10-01 2026-03-30 129",
		"1m":                       "2026-03-01 2026-03-30 21",
		"2w":                       "2026-03-17 2026-03-30 10",
		"90d":                      "2025-12-31 2026-03-30 64",
	} {
		p, err := ParseSpan(text, today)
		got := p.Start.Format(DateLayout) + " " + p.End.Format(DateLayout)
		if n := p.Weekdays(); err != nil || got != want[:21] || strings.TrimSpace(want[21:]) != strconv.Itoa(n) {
			t.Errorf("%q is %s, %d weekdays, %v; want %s", text, got, n, err, want)
		}
	}
}

func TestWhatIsNoSpanIsRefusedInWords(t *testing.T) {
	today := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"":                 "give the days, such as 1y",
		"2024-13":          `"2024-13" is no day, month or year`,
		"2024-02-30":       `"2024-02-30" is no day`,
		"0000":             `"0000" is no day`,
		"..2024":           "a span wants a beginning",
		"2024..x":          `"x" is no day`,
		"2024..2025..2026": `"2025..2026" is no day`,
		"0y":               `"0y" is no day`,
		"soon\x1b":         `"soon\x1b" is no day`,
		"2027":             "2027 has not begun",
	} {
		if p, err := ParseSpan(text, today); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %v, %v; want %q", text, p, err, want)
		}
	}
}

func TestWeekdaysAreCountedOneByOne(t *testing.T) {
	begin := time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)
	for first := range 7 {
		for n := range 40 {
			p := Period{begin.AddDate(0, 0, first), begin.AddDate(0, 0, first+n)}
			want := 0
			for d := p.Start; !d.After(p.End); d = d.AddDate(0, 0, 1) {
				if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
					want++
				}
			}
			if got := p.Weekdays(); got != want {
				t.Errorf("%v: %d, want %d", p, got, want)
			}
		}
	}
	if n := (Period{begin, begin.AddDate(0, 0, -1)}).Weekdays(); n != 0 {
		t.Errorf("before it began there are %d", n)
	}
}

func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{"1y", "2024-03..2024-06", "ytd", "9999d", "2024 – 2025", "..", "→"} {
		f.Add(s)
	}
	today := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParseSpan(text, today)
		if err == nil && (p.Start.Year() < -8000 || p.End.Year() > 9999 || p.Weekdays() < 0) {
			t.Errorf("%q is %v", text, p)
		}
	})
}
