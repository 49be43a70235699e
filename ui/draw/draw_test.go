package draw

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tickdeck/model"
	"tickdeck/theme"
)

func ago(d time.Duration) string { return string(AppendAgo(nil, d)) }

func TestNumbersAreWrittenForPeople(t *testing.T) {
	none, inf := model.None(), math.Inf(1)
	for _, c := range []struct{ got, want string }{
		{Count(0), "0"},
		{Count(999), "999"},
		{Count(1_000), "1,000"},
		{Count(12_043), "12,043"},
		{Count(1_234_567), "1,234,567"},
		{Count(math.MaxUint64), "18,446,744,073,709,551,615"},

		{Short(none), "–"},
		{Short(inf), "–"},
		{Short(0), "0"},
		{Short(0.24), "0.2"},
		{Short(0.99), "1.0"},
		{Short(1), "1"},
		{Short(950), "950"},
		{Short(999.4), "999"},
		{Short(999.6), "1.0k"},
		{Short(12_340), "12.3k"},
		{Short(99_949), "99.9k"},
		{Short(99_960), "100k"},
		{Short(4_560_000), "4.6M"},
		{Short(2.5e9), "2.5G"},
		{Short(7e12), "7.0T"},
		{Short(0.04), "<0.1"},

		{Bytes(none), "–"},
		{Bytes(0), "0B"},
		{Bytes(1023), "1023B"},
		{Bytes(512), "512B"},
		{Bytes(3_250_000), "3.1M"},
		{Bytes(5 << 30), "5.0G"},

		{Fraction(none, 0), "–"},
		{Fraction(0.642, 0), "64%"},
		{Fraction(0.642, 1), "64.2%"},
		{Fraction(0, 0), "0%"},
		{Fraction(1, 0), "100%"},
		{Fraction(-0.05, 1), "-5.0%"},
		{Change(none, 1), "–"},
		{Change(0.048, 1), "+4.8%"},
		{Change(-0.027, 1), "−2.7%"},
		{Change(-0.0004, 1), "0.0%"},
		{Change(0.0004, 2), "+0.04%"},
		{Decimal(none, 2), "–"},
		{Decimal(1.845, 1), "1.8"},
		{Decimal(-2, 0), "-2"},
		{Price(none), "–"},
		{Price(0), "0.00"},
		{Price(0.00012), "0.00012"},
		{Price(0.5), "0.5000"},
		{Price(131.4), "131.40"},
		{Price(-3), "-3.00"},
		{Price(math.Copysign(0, -1)), "0.00"},
		{Price(2.5e9), "2.50e+09"},

		{Delay(0), "–"},
		{Delay(-time.Second), "–"},
		{Delay(340 * time.Microsecond), "340µs"},
		{Delay(1230 * time.Microsecond), "1.2ms"},
		{Delay(9_990 * time.Microsecond), "10.0ms"},
		{Delay(48 * time.Millisecond), "48ms"},
		{Delay(3100 * time.Millisecond), "3.1s"},
		{Delay(120 * time.Second), "2m"},
		{Delay(500 * time.Nanosecond), "<1µs"},
		{Delay(999_999 * time.Nanosecond), "999µs"},

		{ago(-time.Hour), "+1h"},
		{ago(900 * time.Millisecond), "now"},
		{ago(45 * time.Second), "45s"},
		{ago(12 * time.Minute), "12m"},
		{ago(47 * time.Hour), "47h"},
		{ago(48 * time.Hour), "2d"},
		{ago(99 * 24 * time.Hour), "99d"},
		{ago(150 * 24 * time.Hour), "21w"},
		{ago(1200 * 24 * time.Hour), "3y"},
		{ago(-1200 * 24 * time.Hour), "+3y"},
		{ago(math.MinInt64 + 1), "+99y"},
		{Span(59 * time.Second), "59s"},
		{Span(time.Hour), "1h"},
		{Clock(9 * time.Second), "0:09"},
		{Clock(750 * time.Second), "12:30"},
		{Clock(3723 * time.Second), "1:02:03"},
		{Clock(100 * time.Hour), "100:00:00"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNumbersKeepTheirWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := math.Abs(rapid.Float64Range(0, 9e14).Draw(t, "v"))
		d := time.Duration(rapid.Int64Range(0, math.MaxInt64).Draw(t, "d"))
		for what, c := range map[string]struct {
			text string
			most int
		}{
			"Short": {Short(v), 5}, "Bytes": {Bytes(v), 6}, "Delay": {Delay(d), 6}, "Ago": {ago(d), 4}, "Ahead": {ago(-d), 4}, "Span": {Span(d), 4},
		} {
			if Width(c.text) > c.most {
				t.Fatalf("%s(%v, %v) takes %d cells: %s", what, v, d, Width(c.text), c.text)
			}
		}
	})
}

func TestEveryCellIsAsWideAsAsked(t *testing.T) {
	th := theme.New("dark", true)
	text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("ab 日本🚀é한ﷺ…\u0301"))))
	rapid.Check(t, func(t *rapid.T) {
		s, w := model.CleanLine(text.Draw(t, "text")), rapid.IntRange(0, 120).Draw(t, "w")
		fraction := rapid.Float64().Draw(t, "fraction")
		series := rapid.SliceOf(rapid.Float64Range(-1, 1e9)).Draw(t, "series")
		for what, draw := range map[string]func(*Line){
			"Left":  func(l *Line) { l.Left(th.Text, s, w) },
			"Right": func(l *Line) { l.Right(th.Text, s, w) },
			"Gauge": func(l *Line) { l.Gauge(th.Fill, th.Track, fraction, w) },
			"Spark": func(l *Line) { l.Spark(th.Spark, Worst(series, w), w) },
			"Pad":   func(l *Line) { l.Pad(th.Text, w) },
		} {
			var l Line
			draw(&l)
			if got := ansi.StringWidth(l.String()); got != w || l.Width() != w {
				t.Fatalf("%s(%q, %v, %d): %d cells, counted as %d", what, s, fraction, w, got, l.Width())
			}
		}
		var l Line
		if got := ansi.StringWidth(l.Add(th.Text, s).Exactly(th.Text, w)); got != w {
			t.Fatalf("Exactly(%q, %d) takes %d cells", s, w, got)
		}
		if cut, n := Truncate(s, w); n > w || n != ansi.StringWidth(cut) || Width(s) <= w && cut != s {
			t.Fatalf("Truncate(%q, %d) = %q, %d", s, w, cut, n)
		}
	})
}

func TestBarsOfWhatIsNoFractionAreDrawn(t *testing.T) {
	th := theme.New("dark", true)
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -3, 7} {
		var l Line
		l.Gauge(th.Fill, th.Track, v, 10)
		if got := ansi.StringWidth(l.String()); got != 10 {
			t.Errorf("%v: %d cells", v, got)
		}
	}
}

func TestAFrameIsAsLargeAsAsked(t *testing.T) {
	th := theme.New("dark", true)
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 150).Draw(t, "w"), rapid.IntRange(0, 40).Draw(t, "h")
		box := Box{
			Title: model.Clean(rapid.String().Draw(t, "title")), Note: model.Clean(rapid.String().Draw(t, "note")),
			Focused: rapid.Bool().Draw(t, "focused"),
		}
		lines := make([]string, rapid.IntRange(0, 50).Draw(t, "n"))
		for i := range lines {
			lines[i] = strings.Repeat("x", max(0, w-2))
		}
		got := Frame(nil, th, box, lines, w, h)
		if len(got) != h {
			t.Fatalf("%d lines of %d", len(got), h)
		}
		for i, line := range got {
			if ansi.StringWidth(line) != w {
				t.Fatalf("line %d of %d×%d is %q", i, w, h, ansi.Strip(line))
			}
		}
	})
}

func TestAFrameShowsFocusWithoutColour(t *testing.T) {
	th := theme.New("dark", true)
	for _, focused := range []bool{false, true} {
		top := ansi.Strip(Frame(nil, th, Box{Title: "Jobs", Focused: focused}, nil, 20, 3)[0])
		if strings.Contains(top, "▸") != focused {
			t.Errorf("focused %v: %s", focused, top)
		}
	}
}

func TestASparklineShowsTheWorst(t *testing.T) {
	var l Line
	series := make([]float64, 300)
	series[150] = 9
	if got := ansi.Strip(l.Spark(theme.Paint{}, Worst(series, 10), 10).String()); got != "▁▁▁▁▁▇▁▁▁▁" {
		t.Errorf("got %s", got)
	}
	l.Reset()
	if got := l.Spark(theme.Paint{}, Worst([]float64{model.None(), 0, 1, 2, 3}, 7), 7).String(); got != "   ▁▄▅▇" {
		t.Errorf("got %q", got)
	}
	if got := Worst([]float64{1, model.None(), model.None(), 4}, 2); got[0] != 1 || got[1] != 4 {
		t.Errorf("got %v", got)
	}
	if got := Mean(nil, 5); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestALengthOfTimeIsAsExactAsItMatters(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0 ms", 0: "0 ms", 252 * time.Millisecond: "252 ms", 999_700 * time.Microsecond: "1.0 s",
		12_400 * time.Millisecond: "12.4 s", 99_900 * time.Millisecond: "99.9 s", 99_970 * time.Millisecond: "2 min",
		190 * time.Second: "3 min", 59*time.Minute + 40*time.Second: "1 h", 5 * time.Hour: "5 h", 47*time.Hour + 50*time.Minute: "2 days",
	} {
		if got := Length(d); got != want {
			t.Errorf("%v is written %q, want %q", d, got, want)
		}
	}
}

func TestAnAgeInAColumnGoesInSteps(t *testing.T) {
	for age, want := range map[time.Duration]string{
		-3 * time.Second: "+3s", -time.Millisecond: "now", 0: "now", 9 * time.Second: "now", 10 * time.Second: "10s", 29 * time.Second: "10s",
		30 * time.Second: "30s", 59 * time.Second: "30s", 61 * time.Second: "1m", 125 * time.Second: "2m", 3 * time.Hour: "3h",
	} {
		if got := string(AppendSteps(nil, age)); got != want {
			t.Errorf("%v is written %q, want %q", age, got, want)
		}
	}
}
