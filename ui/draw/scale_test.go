package draw

import (
	"math"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tickdeck/model"
	"tickdeck/theme"
)

func TestACountFitsItsColumn(t *testing.T) {
	for _, c := range [...]struct {
		n    uint64
		w    int
		want string
	}{
		{0, 5, "0"},
		{134_100, 7, "134,100"},
		{134_100, 6, "134k"},
		{99_999, 6, "99,999"},
		{1_234_567, 6, "1.2M"},
		{math.MaxUint64, 6, "18.4E"},
	} {
		if got := CountWithin(c.n, c.w); got != c.want {
			t.Errorf("%d in %d cells: %q, want %q", c.n, c.w, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n, w := rapid.Uint64().Draw(t, "n"), rapid.IntRange(5, 30).Draw(t, "w")
		if got := CountWithin(n, w); Width(got) > w {
			t.Fatalf("%q has no room in %d cells", got, w)
		}
	})
}

func TestTimesAreWrittenInStepsAndWithTheirUnit(t *testing.T) {
	for _, c := range [...]struct{ got, want string }{
		{Age(-time.Hour), "now"},
		{Age(9 * time.Second), "now"},
		{Age(10 * time.Second), "10 s"},
		{Age(59 * time.Second), "30 s"},
		{Age(time.Minute), "1 min"},
		{Age(14 * time.Minute), "14 min"},
		{Age(3*time.Hour + 20*time.Minute), "3 h"},
		{Age(1000 * time.Hour), "41 d"},
		{Milliseconds(0), "–"},
		{Milliseconds(-1), "–"},
		{Milliseconds(10 * time.Microsecond), "<0.1"},
		{Milliseconds(310 * time.Microsecond), "0.3"},
		{Milliseconds(4800 * time.Microsecond), "4.8"},
		{Milliseconds(61 * time.Millisecond), "61"},
		{Milliseconds(9990 * time.Microsecond), "10"},
		{Milliseconds(3100 * time.Millisecond), "3.1k"},
		{Milliseconds(950 * time.Microsecond), "0.9"},
		{Memory(model.None()), "–"},
		{Memory(512), "512 B"},
		{Memory(3_250_000), "3.1 MB"},
		{Memory(5 << 30), "5.0 GB"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(-1, int64(9999*24*time.Hour)).Draw(t, "d"))
		for what, c := range map[string]struct {
			text string
			most int
		}{"Age": {Age(d), 6}, "Milliseconds": {Milliseconds(d), 5}} {
			if Width(c.text) > c.most {
				t.Fatalf("%s(%s) takes %d cells: %s", what, d, Width(c.text), c.text)
			}
		}
	})
}

func TestASparklineOnAScaleIsTheSameInEveryLine(t *testing.T) {
	log := func(v float64) (int, theme.Paint) { return LogStep(v, 1, 100), theme.Paint{} }
	for _, c := range [...]struct {
		points []float64
		want   string
	}{
		{[]float64{0.4, -1, 1, 3, 10, 60, 100, 4_000}, " ▁ ▁▂▄▆▇▇"},
		{[]float64{0.4}, "        ▁"},
		{nil, "         "},
	} {
		var l Line
		if got := l.SparkOn(log, theme.Paint{}, c.points, 9).String(); got != c.want || l.Width() != 9 {
			t.Errorf("%v is %q, want %q", c.points, got, c.want)
		}
	}
	th := theme.New("dark", true)
	rapid.Check(t, func(t *rapid.T) {
		points, w := rapid.SliceOf(rapid.Float64Range(-1, 1e9)).Draw(t, "points"), rapid.IntRange(0, 60).Draw(t, "w")
		var l Line
		l.SparkOn(func(v float64) (int, theme.Paint) {
			if v > 50 {
				return LogStep(v, 1, 100), th.Bad
			}
			return LogStep(v, 1, 100), th.Spark
		}, th.Text, points, w)
		if got := ansi.StringWidth(l.String()); got != w || l.Width() != w {
			t.Fatalf("%d cells, counted as %d, want %d", got, l.Width(), w)
		}
	})
}

func TestAMeanOfNothingIsNoZero(t *testing.T) {
	none := model.None()
	got := Mean([]float64{none, none, none, 4, 0, 2}, 3)
	if len(got) != 3 || got[0] != -1 || got[1] != 4 || got[2] != 1 {
		t.Errorf("got %v", got)
	}
}

func TestAnAxisIsPartedByRoundNumbers(t *testing.T) {
	for _, c := range [...]struct {
		top  float64
		rows int
		want float64
	}{
		{38, 4, 40}, {38, 7, 70}, {0.6, 3, 0.6}, {11, 5, 12.5}, {1, 4, 1}, {0, 4, 4}, {-1, 4, 4}, {90_000, 4, 100_000}, {7, 0, 1}, {21, 4, 40},
	} {
		if got := RoundTop(c.top, c.rows); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v in %d rows ends at %v, want %v", c.top, c.rows, got, c.want)
		}
	}
}
