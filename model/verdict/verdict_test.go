package verdict

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

// report knows nothing but what is filled in.
func report(fill func(*model.Report)) *model.Report {
	n := model.None()
	r := &model.Report{Result: *model.NewResult(), Calmar: n, AverageWin: n, AverageLoss: n, Exposure: n, Sessions: n, Signals: n, Traded: n}
	fill(r)
	return r
}

// earned is a report of a capital of 100,000 and these trades.
func earned(profits ...float64) *model.Report {
	return report(func(r *model.Report) {
		sum := 0.0
		for i, pnl := range profits {
			r.Ledger = append(r.Ledger, model.Trade{Symbol: fmt.Sprint("S", i), PnL: pnl})
			sum += pnl
		}
		r.FinalBalance, r.ROI, r.Trades = 100_000+sum, sum/100_000, float64(len(profits))
	})
}

func many(n int, pnl float64) (out []float64) {
	for range n {
		out = append(out, pnl)
	}
	return out
}

func symbols(pnl ...float64) *model.Report {
	return report(func(r *model.Report) {
		for i, v := range pnl {
			r.BySymbol = append(r.BySymbol, model.Tally{Name: string(rune('A' + i)), PnL: v, Trades: 5})
		}
	})
}

func TestWhatThereIsToDoubtIsSaidInWords(t *testing.T) {
	for name, c := range map[string]struct {
		have *model.Report
		want []string
	}{
		"nothing is known":             {report(func(*model.Report) {}), nil},
		"enough trades":                {earned(many(FewTrades, 10)...), nil},
		"too few":                      {earned(many(FewTrades-1, 10)...), []string{"29 trades are too few to judge: under 30 it is chance as much as anything."}},
		"one":                          {earned(10), []string{"1 trade is too few to judge: under 30 it is chance as much as anything."}},
		"without one the sign turns":   {earned(append(many(40, -10), 1000)...), []string{"One trade makes the profit: without the best one (S40 +1,000) it is −0.4%, not +0.6%."}},
		"without one the half is gone": {earned(append(many(40, 10), 401)...), []string{"One trade makes the profit: without the best one (S40 +401) it is +0.4%, not +0.8%."}},
		"without one the half is left": {earned(append(many(40, 10), 400)...), nil},
		"a loss has no best trade":     {earned(append(many(40, -100), 1000)...), nil},
		"one symbol of three":          {symbols(11_570, -850, -5_961), []string{"One symbol makes the profit: A +11,570, the other two −6,811."}},
		"more than a half of three":    {symbols(100, 30, 30), []string{"One symbol makes the profit: A +100, the other two +60."}},
		"a half of three":              {symbols(100, 50, 50), nil},
		"one of two":                   {symbols(100, -1), []string{"One symbol makes the profit: A +100, the other one −1."}},
		"more than a half of two":      {symbols(100, 1), nil},
		"one alone":                    {symbols(100), nil},
		"no signal":                    {report(func(r *model.Report) { r.Trades, r.Signals = 0, 0 }), []string{"No trade was made: not one signal was found."}},
		"all skipped": {report(func(r *model.Report) {
			r.Trades, r.Signals, r.Skipped = 0, 1_204, []model.Reason{{Name: "confidence", Count: 1_200}, {Name: "funds", Count: 4}}
		}), []string{"No trade was made: of 1,204 signals 1,200 weak, 4 no cash."}},
		"it fades": {report(func(r *model.Report) {
			r.InSample, r.OutOfSample = report(func(r *model.Report) { r.CAGR = 0.08 }), report(func(r *model.Report) { r.CAGR = 0.039 })
		}), []string{"It did not hold out of sample: +3.9% a year there, +8.0% in sample."}},
		"it holds": {report(func(r *model.Report) {
			r.InSample, r.OutOfSample = report(func(r *model.Report) { r.CAGR = 0.08 }), report(func(r *model.Report) { r.CAGR = 0.04 })
		}), nil},
		"said by the publisher, and ignored": {report(func(r *model.Report) {
			r.Ruined, r.Warnings, r.Unknown = true, []string{"parameters ignored: trailing_stop, zeal", "3 of 9 signals were skipped"}, []string{"trailing_stop"}
		}), []string{"All was lost, and trading ended there.", "3 of 9 signals were skipped.", "Not understood and ignored: trailing_stop, zeal."}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range Doubts(c.have, []string{"zeal"}[:btoi(len(c.have.Unknown) > 0)]) {
				got = append(got, d.Text)
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestTheWorstDoubtComesFirst(t *testing.T) {
	r := earned(append(many(5, -10), 1000)...)
	r.BySymbol, r.Warnings, r.Unknown, r.Ruined = symbols(10, -5).BySymbol, []string{"w"}, []string{"u"}, true
	last := Kind(0)
	for i, d := range Doubts(r, nil) {
		if i > 0 && d.Kind <= last {
			t.Errorf("%s comes behind %s", d.Kind, last)
		}
		last = d.Kind
	}
	if last != Ignored {
		t.Errorf("the last is %s", last)
	}
}

func TestTheVerdictIsOneLine(t *testing.T) {
	r := report(func(r *model.Report) {
		r.ROI, r.HeldROI, r.Sharpe, r.MaxDrawdown, r.Trades, r.ProfitFactor = -0.027, -0.074, -0.34, 0.06, 15, 0.63
		r.Fall = model.Fall{Peak: time.Date(2025, 2, 19, 0, 0, 0, 0, time.UTC), Trough: time.Date(2025, 7, 29, 0, 0, 0, 0, time.UTC)}
	})
	if got, want := Line(r), "−2.7% (hold −7.4%: +4.7)  Sharpe −0.34  max DD 6.0% 19 Feb → 29 Jul  15 trades  PF 0.63"; got != want {
		t.Errorf("%s\nis not\n%s", got, want)
	}
	if got, want := Line(report(func(*model.Report) {})), "– (hold –)  Sharpe –  max DD –  – trades  PF –"; got != want {
		t.Errorf("%s is not %s", got, want)
	}
	r.Fall.Trough = r.Fall.Trough.AddDate(1, 0, 0)
	if got := Line(r); !strings.Contains(got, "19 Feb 2025 → 29 Jul 2026") {
		t.Errorf("no years in %s", got)
	}
}

func TestMonthsAreReadOffTheCurveWhereTheyWereNotSent(t *testing.T) {
	day := func(m time.Month, d int) time.Time { return time.Date(2025, m, d, 0, 0, 0, 0, time.UTC) }
	r := report(func(r *model.Report) {
		r.Curve = []model.CurvePoint{{Day: day(1, 2), Equity: 100}, {Day: day(1, 30), Equity: 110}, {Day: day(2, 3), Equity: 105}, {Day: day(2, 28), Equity: 99}}
	})
	got, exact, days := Months(r)
	if exact || days != 28 || len(got) != 2 || Percent(got[0].Return, 1) != "+10.0%" || Percent(got[1].Return, 1) != "−10.0%" {
		t.Errorf("%+v, exact %v, ±%d days", got, exact, days)
	}
	if y := Year(got, 2025); Percent(y, 1) != "−1.0%" {
		t.Errorf("the year is %v", y)
	}
	if model.Known(Year(got, 2024)) {
		t.Error("nothing is known of 2024")
	}
	r.Monthly = []model.Month{{Year: 2025, Month: 1, Return: 0.5}}
	if got, exact, _ := Months(r); !exact || !reflect.DeepEqual(got, r.Monthly) {
		t.Errorf("what was sent counts: %+v", got)
	}
	if got, _, _ := Months(report(func(r *model.Report) { r.Curve = []model.CurvePoint{{Equity: 1}, {Equity: 2}} })); got != nil {
		t.Errorf("no dates, but months %+v", got)
	}
}

func TestTheMiddleOfWhatIsKnown(t *testing.T) {
	n := model.None()
	if Median([]float64{3, n, 1}) != 2 || Median([]float64{5, 1, 3}) != 3 || Mean([]float64{n, 1, 2}) != 1.5 || model.Known(Median(nil)) || model.Known(Mean([]float64{n})) {
		t.Error("median or mean is wrong")
	}
}

// The page has a row for each kind of doubt, in the order in which they are shown, with
// the thresholds that are in force.
func TestThePageHasEveryThreshold(t *testing.T) {
	page, err := os.ReadFile("../../docs/backtests.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## Doubts\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var rows []string
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| ---") && !strings.HasPrefix(line, "| doubt") {
			rows = append(rows, line)
		}
	}
	if len(rows) != int(Ignored)+1 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, row := range rows {
		if name := strings.TrimSpace(strings.Split(row, "|")[1]); name != Kind(i).String() {
			t.Errorf("row %d is of %q, not of %q", i, name, Kind(i))
		}
	}
	for k, says := range map[Kind]string{
		Few: fmt.Sprintf("fewer than %d", FewTrades), OneTrade: fmt.Sprintf("%.0f%%", MostOfGain*100),
		OneSymbol: fmt.Sprintf("%.0f%%", MostOfGain*100), OutOfSample: fmt.Sprintf("%.0f%%", HoldsUp*100),
	} {
		if !strings.Contains(rows[k], says) {
			t.Errorf("the row of %q does not say %q", k, says)
		}
	}
}
