package wire

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
)

func TestAReportHoldsWhatTheResultSays(t *testing.T) {
	const result = `{"roi":-0.25,"sharpe_ratio":1.5,"calmar_ratio":0.5,"max_drawdown":0.3,"total_trades":4,"win_rate":0.5,
"first_day":"2025-01-02","last_day":"2025-12-31","simulated":true,"ruined":true,"warnings":["a b","c\u001b"],
"by_symbol":{"MSFT":{"total_trades":1,"pnl":-2.5},"AAPL":{"total_trades":3,"signals":5,"traded":3,"skipped":{"held":2,"late":0},"pnl":9,"win_rate":0.75,"profit_factor":2,"expectancy":3}},
"by_pattern":{"Doji":{"total_trades":4}},"benchmark":{"roi":0.1},"equity_curve":[{"date":"2025-01-02","equity":100}]}`
	r, err := DecodeReport([]byte(result))
	if err != nil {
		t.Fatal(err)
	}
	if r.ROI != -0.25 || r.Sharpe != 1.5 || r.Calmar != 0.5 || r.MaxDrawdown != 0.3 || r.Trades != 4 || r.WinRate != 0.5 || r.HeldROI != 0.1 {
		t.Errorf("figures: %+v", r)
	}
	if r.First != time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC) || r.Last != time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC) {
		t.Errorf("from %s to %s", r.First, r.Last)
	}
	if !r.Simulated || !r.Ruined || !slices.Equal(r.Warnings, []string{"a b", "c␛"}) || string(r.JSON) != result {
		t.Errorf("got %+v", r)
	}
	aapl := model.Tally{Name: "AAPL", Signals: 5, Traded: 3, Trades: 3, PnL: 9, WinRate: 0.75, ProfitFactor: 2, Expectancy: 3, Skipped: []model.Reason{{Name: "held", Count: 2}}}
	if len(r.BySymbol) != 2 || !reflect.DeepEqual(r.BySymbol[0], aapl) || r.BySymbol[1].Name != "MSFT" || r.BySymbol[1].PnL != -2.5 || len(r.ByPattern) != 1 {
		t.Errorf("tallies: %+v and %+v", r.BySymbol, r.ByPattern)
	}
	if model.Known(r.BySymbol[1].WinRate) {
		t.Error("a win rate that was not sent is known")
	}
}

func TestAReportHoldsThePeriodsOfAWalkForward(t *testing.T) {
	r, err := DecodeReport([]byte(`{"roi":0.3,"in_sample":{"roi":0.5,"first_day":"2022-01-03","in_sample":{}},"out_of_sample":{"roi":-0.1,"benchmark":{"roi":0.2}}}`))
	if err != nil || r.ROI != 0.3 || r.InSample.ROI != 0.5 || r.InSample.First.Year() != 2022 || r.OutOfSample.ROI != -0.1 || r.OutOfSample.HeldROI != 0.2 {
		t.Errorf("%+v, %v", r, err)
	}
	if r.InSample.InSample != nil {
		t.Error("a period has no periods")
	}
	if r, err := DecodeReport([]byte(`{"in_sample":{"roi":1},"out_of_sample":5}`)); err != nil || r.InSample != nil || r.OutOfSample != nil {
		t.Error("a number is no period, and one period alone is no walk-forward")
	}
}

func TestAReportOfLittleKnowsLittle(t *testing.T) {
	r, err := DecodeReport([]byte(`{}`))
	if err != nil || model.Known(r.ROI) || model.Known(r.Calmar) || model.Known(r.HeldROI) || !r.First.IsZero() || len(r.BySymbol) != 0 {
		t.Errorf("got %+v, %v", r, err)
	}
	if math.IsNaN(r.ROI) != math.IsNaN(r.Exposure) || model.Known(r.AverageLoss) || model.Known(r.Signals) || !r.Fall.Peak.IsZero() || len(r.Curve) > 0 {
		t.Errorf("got %+v", r)
	}
	for _, bad := range []string{``, `no`, `[1]`, `{"by_symbol":`} {
		if _, err := DecodeReport([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func TestAReportHoldsTheListsOfTheResult(t *testing.T) {
	r, err := DecodeReport([]byte(`{"average_win":5,"average_loss":-4,"exposure":0.67,"sessions_per_year":252,"timeframe":"1min","source":"nyse",
"drawdown":{"peak":"2025-07-23","trough":"2025-09-19"},"monthly_returns":{"2025-02":-0.01,"2025-01":0.02,"x":1},
"equity_curve":[{"date":"2025-01-02","equity":100},{"date":"2025-01-03","equity":101}],"benchmark_curve":[{"date":"2025-01-02","equity":100}],
"trades":[{"symbol":"NVDA","pattern":"Hammer","patterns":["Hammer","Doji"],"direction":"short","confidence":0.51,"entry_date":"2025-04-08","exit_date":"2025-04-11",
"entry_price":10,"exit_price":9,"quantity":3,"commission":1,"borrow_fee":0.5,"pnl":2,"return":0.1,"bars":3,"exit_reason":"take_profit"},
{"symbol":"X","entry_date":"2025-04-08T15:59:00Z"},7],"trades_omitted":4,
"signals":100,"traded":37,"skipped":{"late":1,"confidence":58,"held":4,"slots":0},
"parameters":{"stop_loss":0.05,"direction":"both","strict":false,"odd":{"a":[1]}},"unknown_parameters":["trailing_stop"]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := model.Trade{
		Symbol: "NVDA", Patterns: []string{"Hammer", "Doji"}, Direction: model.DirBear, Entry: on(2025, 4, 8), Exit: on(2025, 4, 11),
		EntryPrice: 10, ExitPrice: 9, Quantity: 3, Bars: 3, PnL: 2, Return: 0.1, Costs: 1.5, Why: "take_profit", Confidence: 0.51,
	}
	if len(r.Ledger) != 2 || !reflect.DeepEqual(r.Ledger[0], want) || r.Omitted != 5 {
		t.Errorf("trades %+v, %d omitted", r.Ledger, r.Omitted)
	}
	if short := r.Ledger[1]; short.Entry != time.Date(2025, 4, 8, 15, 59, 0, 0, time.UTC) || model.Known(short.PnL) || model.Known(short.Costs) || short.Direction != model.DirNone {
		t.Errorf("a trade of little: %+v", short)
	}
	same := func(what string, got, want any) {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	same("figures", []float64{r.AverageWin, r.AverageLoss, r.Exposure, r.Sessions, r.Signals, r.Traded}, []float64{5, 4, 0.67, 252, 100, 37})
	same("words", []string{r.Timeframe, r.Source}, []string{"1min", "nyse"})
	same("fall", r.Fall, model.Fall{Peak: on(2025, 7, 23), Trough: on(2025, 9, 19)})
	same("months", r.Monthly, []model.Month{{Year: 2025, Month: 1, Return: 0.02}, {Year: 2025, Month: 2, Return: -0.01}})
	same("curve", r.Curve, []model.CurvePoint{{Day: on(2025, 1, 2), Equity: 100}, {Day: on(2025, 1, 3), Equity: 101}})
	same("held", r.Held, []model.CurvePoint{{Day: on(2025, 1, 2), Equity: 100}})
	same("skipped", r.Skipped, []model.Reason{{Name: "confidence", Count: 58}, {Name: "held", Count: 4}, {Name: "late", Count: 1}})
	same("parameters", r.Parameters, []model.Setting{
		{Name: "stop_loss", Value: "0.05"}, {Name: "direction", Value: "both"}, {Name: "strict", Value: "false"}, {Name: "odd", Value: `{"a":[1]}`},
	})
	same("unknown", r.Unknown, []string{"trailing_stop"})
}

func TestAReportIsReadOutOfTheMessageThatBroughtIt(t *testing.T) {
	r, err := DecodeReport([]byte(`{"event_type":"backtest_result","job_id":"x","processing_time_seconds":0.4,"results":{"roi":0.1,"equity_curve":[100,[1693123456,110],{"value":121}]}}`))
	if err != nil || r.ROI != 0.1 || r.Seconds != 0.4 || len(r.Curve) != 3 || r.Curve[2].Equity != 121 {
		t.Errorf("%+v, %v", r, err)
	}
	if !r.Curve[0].Day.IsZero() || r.Curve[1].Day != time.Unix(1693123456, 0).UTC() {
		t.Errorf("days %v", r.Curve)
	}
}

// long is a result with more of everything than is kept.
func long(points, trades int) string {
	var b strings.Builder
	list := func(name string, n int, one func(i int) string) {
		fmt.Fprintf(&b, "%q:[", name)
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(one(i))
		}
		b.WriteString("],")
	}
	day := func(i int) string { return on(2020, 1, 1).AddDate(0, 0, i).Format(time.DateOnly) }
	point := func(i int) string {
		return fmt.Sprintf(`{"date":%q,"equity":%v}`, day(i), 100_000*(1+0.3*math.Sin(float64(i)/50)))
	}
	b.WriteString(`{"roi":0.1,"sharpe_ratio":0.64,"max_drawdown":0.041,"total_trades":1000,"win_rate":0.49,`)
	list("equity_curve", points, point)
	list("benchmark_curve", points, point)
	list("trades", trades, func(i int) string {
		return fmt.Sprintf(`{"symbol":"S%d","pattern":"Engulfing","patterns":["Engulfing","Hammer"],"direction":%q,"confidence":0.5123,"signal_date":%q,"entry_date":%q,"exit_date":%q,"entry_price":%v,"exit_price":%v,"quantity":%v,"commission":12.345678901,"pnl":%v,"return":%v,"bars":%d,"exit_reason":"max_holding"}`,
			i%50, [2]string{"long", "short"}[i%2], day(i), day(i+1), day(i+5), 100.123456789+float64(i), 101.123456789+float64(i), 31.123456789, 500*math.Sin(float64(i)), 0.05*math.Sin(float64(i)), 1+i%10)
	})
	b.WriteString(`"signals":1000}`)
	return b.String()
}

func TestAReportIsBounded(t *testing.T) {
	r, err := DecodeReport([]byte(long(1_001, 1_200)))
	if err != nil || len(r.Curve) != model.MaxEquity || len(r.Held) != model.MaxEquity || len(r.Ledger) != maxTrades || r.Omitted != 200 {
		t.Fatalf("%d points, %d held, %d trades, %d omitted: %v", len(r.Curve), len(r.Held), len(r.Ledger), r.Omitted, err)
	}
	if r.Curve[0].Day != on(2020, 1, 1) || r.Curve[model.MaxEquity-1].Day != on(2020, 1, 1).AddDate(0, 0, 1_000) {
		t.Error("the first and the last point stay")
	}
}

func FuzzReport(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Add(long(3, 2))
	f.Add(`{"parameters":{"a\u001b]0;":"\u202e","b":[{}]},"by_symbol":{"\u0000":{},"":{"skipped":{"x":"9"}}},"trades":[{"patterns":"a,b","side":"SELL"},[]],"monthly_returns":{"2025-13":1,"0001-01":"2"},"equity_curve":[[],[1],[1,2]],"unknown_parameters":[{},"\r"]}`)
	f.Fuzz(func(t *testing.T, result string) {
		r, err := DecodeReport([]byte(result))
		if err != nil {
			return
		}
		checkReport(t, &r)
		if r.InSample != nil {
			checkReport(t, r.InSample)
			checkReport(t, r.OutOfSample)
		}
	})
}

func checkReport(t *testing.T, r *model.Report) {
	t.Helper()
	if len(r.Curve) > model.MaxEquity || len(r.Held) > model.MaxEquity || len(r.Ledger) > maxTrades || len(r.Parameters) > maxParameters || r.Omitted < 0 {
		t.Fatal("a list is not bounded")
	}
	safe(t, r.Timeframe, r.Source, r.Digest)
	safe(t, r.Unknown...)
	safe(t, r.Warnings...)
	fractions(t, r.Exposure)
	finiteOrNone(t, r.Calmar, r.AverageWin)
	notBelow0(t, r.AverageLoss, r.Sessions, r.Signals, r.Traded)
	for _, p := range r.Parameters {
		safe(t, p.Name, p.Value)
	}
	for _, x := range r.Skipped {
		safe(t, x.Name)
	}
	for _, x := range r.Ledger {
		safe(t, x.Symbol, x.Why)
		safe(t, x.Patterns...)
		fractions(t, x.Confidence)
		notBelow0(t, x.Bars)
		finiteOrNone(t, x.EntryPrice, x.ExitPrice, x.Quantity, x.PnL, x.Return, x.Costs)
	}
	for _, x := range append(r.BySymbol, r.ByPattern...) {
		safe(t, x.Name)
		fractions(t, x.WinRate)
		finiteOrNone(t, x.PnL)
	}
	for _, p := range append(r.Curve, r.Held...) {
		if !model.Known(p.Equity) {
			t.Fatal("a hole in a curve")
		}
	}
}

// BenchmarkReport reads a result as large as the engine makes them.
func BenchmarkReport(b *testing.B) {
	result := []byte(long(500, 1_000))
	b.SetBytes(int64(len(result)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeReport(result); err != nil {
			b.Fatal(err)
		}
	}
}
