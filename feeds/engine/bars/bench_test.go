package bars

import (
	"strings"
	"testing"
	"time"
)

// rows makes a file of n days or minutes.
func rows(n int, minutes bool) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		at := time.Unix(int64(i)*daySeconds-5e9, 0).UTC()
		if minutes {
			at = time.Unix(int64(1_500_000_000+60*i), 0)
			b.WriteString(at.UTC().Format("2006-01-02T15:04:05Z"))
		} else {
			b.WriteString(date(at))
		}
		b.WriteString(",187.149994,188.440002,183.889999,185.639999,82488700\n")
	}
	return b.String()
}

func BenchmarkReadCSV(b *testing.B) {
	for name, c := range map[string]struct {
		n       int
		minutes bool
	}{"five years of days": {1258, false}, "100,000 days": {100_000, false}, "100,000 minutes": {100_000, true}} {
		text := rows(c.n, c.minutes)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, _, err := read(text); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(c.n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkDailyOfAKeptFile(b *testing.B) {
	f := load(b, folder(b, map[string]string{"a.csv": rows(1258, false)}))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Daily("A", time.Time{}, time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuilderAdd(b *testing.B) {
	var m Builder
	at := time.Unix(1_700_000_000, 0)
	b.ReportAllocs()
	for b.Loop() {
		at = at.Add(time.Second)
		m.Add(at, 10, 1)
	}
}
