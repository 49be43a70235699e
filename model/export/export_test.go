package export

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

var bar = time.Date(2026, 11, 30, 15, 41, 0, 0, time.UTC)

// full is an alert of which everything is known, bare one of which nothing is.
func full() *model.Alert {
	a := &model.Alert{
		EventTime: bar.Add(61500 * time.Millisecond), Arrived: bar.Add(61512 * time.Millisecond), BarTime: bar, ID: "d1", Symbol: "NVDA",
		Pattern: "Engulfing", Timeframe: "1min", Source: "desk-1", Tier: "daily", Confidence: 0.97, Price: 131.42, Volume: 2100000,
		Direction: model.DirBull, Simulated: true,
		Metadata: &model.Metadata{Names: []string{"rsi", "note"}, Numbers: []float64{71.5, model.None()}, Texts: []string{"", "gap <up>"}},
	}
	a.SetRaw("{ \"symbol\": \"NVDA\",\n\"pattern\":\"Engulfing\" }")
	return a
}

func bare() *model.Alert {
	return &model.Alert{Arrived: bar, Confidence: model.None(), Price: model.None(), Volume: model.None(), Channel: 7}
}

func picture(all ...*model.Alert) *Picture {
	log := model.NewLog(10_000_000, 1<<30)
	for _, a := range all {
		log.Push(model.FeedItem{Alert: a})
	}
	log.Push(model.FeedItem{Gap: &model.Gap{}})
	return &Picture{Feed: log.History(), Zone: time.FixedZone("EST", -5*3600), Channels: []string{"tickstock.events.patterns"}}
}

func written(t *testing.T, f Format, p *Picture) string {
	t.Helper()
	var b strings.Builder
	w, err := Write(&b, f, p, func(int) error { return nil })
	if err != nil || w.Gone != 0 {
		t.Fatal(w, err)
	}
	return b.String()
}

func TestCSVHasEveryFieldUnderItsName(t *testing.T) {
	text := written(t, CSV, picture(full(), bare()))
	if !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != 3 {
		t.Errorf("the lines do not end as RFC 4180 has it: %q", text)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		Columns(),
		{
			"2026-11-30T10:42:01.500-05:00", "NVDA", "bullish", "Engulfing", "1min", "0.97", "131.42", "2100000",
			"2026-11-30T10:41:00.000-05:00", "2026-11-30T10:42:00.000-05:00", "2026-11-30T10:42:01.512-05:00", "1", "desk-1", "daily", "d1",
			"tickstock.events.patterns", "true", `{"note":"gap <up>","rsi":71.5}`,
		},
		{"2026-11-30T10:41:00.000-05:00", "", "", "", "", "", "", "", "", "", "2026-11-30T10:41:00.000-05:00", "1", "", "", "", "", "false", ""},
	}
	for i := range want {
		if !slices.Equal(rows[i], want[i]) {
			t.Errorf("row %d is %q, not %q", i, rows[i], want[i])
		}
	}
}

func TestNoCellIsAFormulaAndNumbersStayNumbers(t *testing.T) {
	a := full()
	a.Symbol, a.Pattern, a.Source, a.Tier, a.ID, a.Price = "=1+1", "+x", "-x,\"y\"", "@x", "a=b", -3.5
	rows, err := csv.NewReader(strings.NewReader(written(t, CSV, picture(a)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"symbol": "'=1+1", "pattern": "'+x", "source": "'-x,\"y\"", "tier": "'@x", "id": "a=b", "price": "-3.5",
	} {
		if got := rows[1][slices.Index(Columns(), name)]; got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
}

func TestJSONLinesHaveTheColumnsOfCSVAndWhatCame(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(written(t, JSONLines, picture(full(), bare())), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		var got map[string]any
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		names := append(Columns(), "raw")
		if len(got) != len(names) {
			t.Errorf("line %d has %d fields, not %d", i, len(got), len(names))
		}
		for _, name := range names {
			if _, ok := got[name]; !ok {
				t.Errorf("line %d has no %s", i, name)
			}
		}
	}
	want := `{"time":"2026-11-30T10:42:01.500-05:00","symbol":"NVDA","direction":"bullish","pattern":"Engulfing","timeframe":"1min",` +
		`"confidence":0.97,"price":131.42,"volume":2100000,"bar_start":"2026-11-30T10:41:00.000-05:00","bar_end":"2026-11-30T10:42:00.000-05:00",` +
		`"arrived":"2026-11-30T10:42:01.512-05:00","received":1,"source":"desk-1","tier":"daily","id":"d1","channel":"tickstock.events.patterns",` +
		`"simulated":true,"metadata":{"note":"gap <up>","rsi":71.5},"raw":{"symbol":"NVDA","pattern":"Engulfing"}}`
	if lines[0] != want {
		t.Errorf("it is\n%s, not\n%s", lines[0], want)
	}
	if !strings.Contains(lines[1], `"confidence":null`) || !strings.HasSuffix(lines[1], `"raw":null}`) {
		t.Errorf("what nobody said is no null: %s", lines[1])
	}
}

func TestATableOfMarkdownMeansNothingElse(t *testing.T) {
	a := full()
	a.Symbol, a.Pattern = "A|B", "<b>*x*</b>"
	want := "| time | symbol | direction | pattern | timeframe | confidence | price |\n| --- | --- | --- | --- | --- | ---: | ---: |\n" +
		"| 2026-11-30T10:42:01.500-05:00 | A\\|B | bullish | \\<b\\>\\*x\\*\\</b\\> | 1min | 0.97 | 131.42 |\n"
	if got := written(t, Markdown, picture(a)); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestAMessageIsOneLineOfJSONThatIsSafeToPrint(t *testing.T) {
	for raw, want := range map[string]string{
		"{ \"a\" :\n 1 }":              `{"a":1}`,
		`{"a":"é日🚀"}`:                  `{"a":"é日🚀"}`,
		"{\"a\":\"\u009b31m\u202ex\"}": `{"a":"\u009b31m\u202ex"}`,
		"{\"a\":\"\U000e0041\"}":       `{"a":"\udb40\udc41"}`,
		"{\"a\":\"\x7f\xff\"}":         `{"a":"\u007f\ufffd"}`,
		"not \x1b[2J JSON":             `"not \u001b[2J JSON"`,
	} {
		got := Raw(raw)
		if got != want || !json.Valid([]byte(got)) || model.CleanLine(got) != got {
			t.Errorf("%q became %q, not %q", raw, got, want)
		}
	}
}

func TestWhatTheFeedHasLetGoOfIsCounted(t *testing.T) {
	log := model.NewLog(600, 1<<20)
	for range 600 {
		log.Push(model.FeedItem{Alert: full()})
	}
	p := &Picture{Feed: log.History()}
	for range 1000 { // the first chunk of 512 is let go of
		log.Push(model.FeedItem{Alert: full()})
	}
	var b strings.Builder
	w, err := Write(&b, CSV, p, func(int) error { return nil })
	if err != nil || w.Gone != 512 || w.Alerts != 88 {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestOnlyWhatMatchesIsWrittenAndAnErrorEndsIt(t *testing.T) {
	p := picture(full(), bare(), full())
	p.Match = func(a *model.Alert) bool { return a.Symbol == "NVDA" }
	var b strings.Builder
	if w, err := Write(&b, CSV, p, func(int) error { return nil }); err != nil || w.Alerts != 2 || strings.Count(b.String(), "\n") != 3 {
		t.Errorf("%+v, %v", w, err)
	}
	stop := errors.New("stop")
	_, err := Write(&b, CSV, p, func(done int) error {
		if done == 2 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) {
		t.Errorf("it ended with %v", err)
	}
}

// The page describes each column, under its name and in its place.
func TestThePageHasEveryColumn(t *testing.T) {
	page, err := os.ReadFile("../../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for line := range strings.Lines(string(page)) {
		if rest, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ := strings.Cut(rest, "`")
			listed = append(listed, name)
		}
	}
	if want := append(Columns(), "raw"); !slices.Equal(listed, want) {
		t.Errorf("the page has %q, not %q", listed, want)
	}
}

func BenchmarkWrite(b *testing.B) {
	log := model.NewLog(1_000_000, 1<<30)
	for range 100_000 {
		log.Push(model.FeedItem{Alert: full()})
	}
	p := &Picture{Feed: log.History()}
	for _, f := range Formats() {
		b.Run(f.String(), func(b *testing.B) {
			for b.Loop() {
				var n counter
				if _, err := Write(&n, f, p, func(int) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/alert")
		})
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
