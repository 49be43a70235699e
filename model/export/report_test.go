package export

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

func resultRecord() *model.Record {
	day := func(m time.Month, d int) time.Time { return time.Date(2025, m, d, 0, 0, 0, 0, time.UTC) }
	n := model.None()
	r := &model.Report{Result: *model.NewResult(), Calmar: n, AverageWin: 1_064, AverageLoss: 757, Exposure: 0.67, Sessions: n, Signals: 100, Traded: 2, JSON: []byte(`{"roi" : 0.048}`)}
	r.ROI, r.HeldROI, r.Trades, r.Simulated, r.FinalBalance = 0.048, -0.079, 2, true, 104_760
	r.First, r.Last, r.Source, r.Unknown = day(1, 2), day(12, 31), "nyse", []string{"trailing*stop"}
	r.Ledger = []model.Trade{
		{Symbol: "NVDA", Patterns: []string{"Hammer", "Doji"}, Direction: model.DirBull, Entry: day(4, 8), Exit: day(4, 11), EntryPrice: 10, ExitPrice: 11.5, Quantity: 3, Bars: 3, PnL: 4_017, Return: 0.163, Costs: 1.5, Why: "take_profit", Confidence: 0.51},
		{Symbol: "=1+1", Entry: day(4, 8).Add(15*time.Hour + 59*time.Minute), EntryPrice: n, ExitPrice: n, Quantity: n, Bars: n, PnL: -5, Return: n, Costs: n, Confidence: n},
	}
	r.BySymbol = []model.Tally{{Name: "A|B", PnL: -5, Trades: 1, WinRate: 0, Signals: n}, {Name: "NVDA", PnL: 4_017, Trades: 1, WinRate: 1, Signals: 50}}
	r.Monthly = []model.Month{{Year: 2024, Month: 12, Return: 0.1}, {Year: 2025, Month: 1, Return: -0.01}}
	r.Parameters = []model.Setting{{Name: "stop_loss", Value: "0.05"}}
	job := model.NewJob("bt_fb48")
	job.Symbols = []string{"NVDA", "AAPL"}
	return &model.Record{Job: job, Report: r}
}

func reportAs(t *testing.T, f ReportFormat, r *Report) string {
	t.Helper()
	var b strings.Builder
	if err := WriteReport(&b, f, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAResultIsWrittenAsItWasSent(t *testing.T) {
	if got := reportAs(t, ReportJSON, &Report{Record: resultRecord()}); got != `{"roi" : 0.048}` {
		t.Errorf("it is %s", got)
	}
}

func TestTradesAreRowsOfCSV(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(reportAs(t, ReportTrades, &Report{Record: resultRecord()}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		TradeColumns(),
		{"NVDA", "long", "Hammer, Doji", "0.51", "2025-04-08", "2025-04-11", "10", "11.5", "3", "3", "0.163", "4017", "1.5", "take_profit"},
		{"'=1+1", "", "", "", "2025-04-08T15:59Z", "", "", "", "", "", "", "-5", "", ""},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for i := range want {
		if !slices.Equal(rows[i], want[i]) {
			t.Errorf("row %d is %q, not %q", i, rows[i], want[i])
		}
	}
}

func TestAReportInMarkdownBeginsWithTheVerdictAndWhatToDoubt(t *testing.T) {
	text := reportAs(t, ReportMarkdown, &Report{Record: resultRecord(), Graph: []string{"  +5% ┤ ╭─", "   0% ┼─╯"}})
	at := -1
	for _, part := range []string{
		"# Backtest bt\\_fb48\n", "NVDA AAPL · 2025-01-02 → 2025-12-31 · nyse", "**+4.8% (hold −7.9%: +12.7)", "- Simulated:",
		"- One trade makes the profit", "- 2 trades are too few to judge", "- Not understood and ignored: trailing\\*stop.", "| return | +4.8% |", "```text\n  +5% ┤ ╭─\n   0% ┼─╯\n```\n",
		"| NVDA | 50 | 1 | 100% | +4,017 |\n| A\\|B | – | 1 | 0% | −5 |", "| 2024 |  |", "+10.0% | +10.0% |", "| 2025 | −1.0% |", "| stop\\_loss | 0.05 |",
	} {
		i := strings.Index(text, part)
		if i < at || i < 0 {
			t.Errorf("%q is not there, or not in its place:\n%s", part, text)
			return
		}
		at = i
	}
	if strings.Contains(text, "## Patterns") {
		t.Error("a table of nothing")
	}
}

func TestAReportOfLittleIsWritten(t *testing.T) {
	n := model.None()
	r := &model.Report{Result: *model.NewResult(), Calmar: n, AverageWin: n, AverageLoss: n, Exposure: n, Sessions: n, Signals: n, Traded: n}
	text := reportAs(t, ReportMarkdown, &Report{Record: &model.Record{Job: model.NewJob("x"), Report: r}})
	if !strings.Contains(text, "**– (hold –)") || strings.Contains(text, "NaN") {
		t.Errorf("it is\n%s", text)
	}
	r.InSample, r.OutOfSample = r, r
	if text := reportAs(t, ReportMarkdown, &Report{Record: &model.Record{Job: model.NewJob("x"), Report: r}}); !strings.Contains(text, "|  | all | in sample | out of sample |") {
		t.Errorf("the periods are missing:\n%s", text)
	}
}

// The page describes each column of the trades, in its place.
func TestThePageHasEveryColumnOfATrade(t *testing.T) {
	text, err := os.ReadFile("../../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## Results in files\n")
	if want := "`" + strings.Join(TradeColumns(), "`, `") + "`"; !ok || !strings.Contains(strings.Join(strings.Fields(section), " "), want) {
		t.Errorf("the page does not list %s", want)
	}
}
