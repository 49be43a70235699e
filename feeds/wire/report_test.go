package wire

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"tickdeck/model"
)

func TestAReportHoldsWhatTheResultSays(t *testing.T) {
	const result = `{"roi":-0.25,"sharpe_ratio":1.5,"calmar_ratio":0.5,"max_drawdown":0.3,"total_trades":4,"win_rate":0.5,
"first_day":"2025-01-02","last_day":"2025-12-31","simulated":true,"ruined":true,"warnings":["a b","c\u001b"],
"by_symbol":{"MSFT":{"total_trades":1,"pnl":-2.5},"AAPL":{"total_trades":3,"pnl":9,"win_rate":0.75,"profit_factor":2,"expectancy":3}},
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
	aapl := model.Tally{Name: "AAPL", Trades: 3, PnL: 9, WinRate: 0.75, ProfitFactor: 2, Expectancy: 3}
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
	if _, err := DecodeReport([]byte(`{"in_sample":{},"out_of_sample":5}`)); err == nil {
		t.Error("a number is no period")
	}
}

func TestAReportOfLittleKnowsLittle(t *testing.T) {
	r, err := DecodeReport([]byte(`{}`))
	if err != nil || model.Known(r.ROI) || model.Known(r.Calmar) || model.Known(r.HeldROI) || !r.First.IsZero() || len(r.BySymbol) != 0 {
		t.Errorf("got %+v, %v", r, err)
	}
	for _, bad := range []string{``, `no`, `[1]`, `{"by_symbol":5}`} {
		if _, err := DecodeReport([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
