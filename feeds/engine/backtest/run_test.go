package backtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/engine/bars"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// picky knows three patterns.
type picky struct{ script }

func (p picky) Detect(bs []bars.Bar, patterns []string) ([]Signal, error) {
	for _, name := range patterns {
		if name != "Up" && name != "Down" && name != "Also" {
			return nil, fmt.Errorf("%q is not known", name)
		}
	}
	return p.script.Detect(bs, patterns)
}

func TestARunThatCannotBeSaysWhy(t *testing.T) {
	upside := flat(100)
	upside[1] = 90 // a high below the open
	for name, c := range map[string]struct {
		stage  *stage
		change func(*Request)
		want   string
	}{
		"an unknown symbol":    {newStage().with("A", flat(1)), func(r *Request) { r.Symbols = []string{"NOPE", "A"} }, "no data for NOPE: no symbols are known"},
		"two unknown symbols":  {newStage().with("A", flat(1)), func(r *Request) { r.Symbols = []string{"X", "A", "Y"} }, "no data for X: no symbols are known; no data for Y"},
		"no bars at all":       {newStage().with("A", ohlc{}), func(*Request) {}, "no data for A"},
		"no bars in the range": {newStage().with("A", flat(1)), func(r *Request) { r.Start = firstDay.AddDate(0, 0, 1) }, "there are no bars of A from 2024-01-02 to 2024-12-31"},
		"bars behind the end":  {newStage().with("A", ohlc{}, ohlc{}, flat(1)), func(r *Request) { r.End = firstDay.AddDate(0, 0, 1) }, "there are no bars of A from 2024-01-01 to 2024-01-02"},
		"an unknown pattern":   {newStage().with("A", flat(1)), func(r *Request) { r.Patterns = []string{"Sideways"} }, `patterns: "Sideways" is not known`},
		"a price of 0":         {newStage().with("A", flat(1), ohlc{1, 1, 0, 1}), func(*Request) {}, "A cannot be traded on 2024-01-02"},
		"a bar upside down":    {newStage().with("A", upside), func(*Request) {}, "A cannot be traded on 2024-01-01"},
		"a signal beyond":      {newStage().with("A", flat(1)).bull(1), func(*Request) {}, "makes no sense"},
		"a confidence of 85":   {newStage().with("A", flat(1)).signal(0, "Up", model.DirBull, 85), func(*Request) {}, "makes no sense"},
		"a bad request":        {newStage().with("A", flat(1)), func(r *Request) { r.Parameters.Slippage = -1 }, "slippage must be"},
	} {
		t.Run(name, func(t *testing.T) {
			req := c.stage.request(plain())
			req.End = firstDay.AddDate(0, 0, 365)
			c.change(&req)
			_, err := Run(t.Context(), req, c.stage.source, picky{c.stage.script}, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.ContainsRune(err.Error(), '\n') {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func TestBarsMustBeDailyAndInOrder(t *testing.T) {
	for want, hours := range map[string][]int{"more than one bar on 2024-01-01": {9, 10}, "bars out of order": {30, 9}} {
		s := newStage().with("A", flat(1), flat(1))
		for i, h := range hours {
			s.series["A"][i].Time = firstDay.Add(time.Duration(h) * time.Hour).Unix()
		}
		if _, err := Run(t.Context(), s.request(plain()), s.source, s.script, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestBarsAreAskedForWithAWarmUpAndToTheEndOfTheLastDay(t *testing.T) {
	s := newStage().with("A", flat(1))
	req := s.request(plain())
	_, err := Run(t.Context(), req, func(symbol string, from, to time.Time) (bars.Series, error) {
		if !from.Equal(req.Start.AddDate(0, 0, -WarmUp)) || !to.Equal(req.End.Add(24*time.Hour-time.Second)) {
			t.Errorf("from %v to %v", from, to)
		}
		return s.source(symbol, from, to)
	}, s.script, nil)
	if err != nil {
		t.Error(err)
	}
}

func TestARangeWithoutBarsIsTheOneThatWasAskedFor(t *testing.T) {
	s := newStage().with("A", flat(1), flat(1))
	req := s.request(plain())
	req.Start, req.End = firstDay.AddDate(3, 0, 0), firstDay.AddDate(4, 0, 0)
	_, err := Run(t.Context(), req, func(symbol string, from, to time.Time) (bars.Series, error) {
		return bars.Series{Symbol: symbol, Bars: s.series[symbol]}.Between(from, to)
	}, s.script, nil)
	if want := "A has bars from 2024-01-01 to 2024-01-02, none between 2027-01-01 and 2028-01-01"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestProgressRisesToTheEnd(t *testing.T) {
	s := newStage().with("B", flat(1), flat(1)).with("A", flat(1), flat(1))
	var symbols []string
	var lastOne Progress
	_, err := Run(t.Context(), s.request(plain()), s.source, s.script, func(p Progress) {
		if p.Fraction < lastOne.Fraction || p.Fraction > 1 || p.Done < lastOne.Done || p.Total != 2 {
			t.Errorf("%+v after %+v", p, lastOne)
		}
		symbols, lastOne = append(symbols, p.Symbol), p
	})
	if err != nil || lastOne.Fraction != 1 || lastOne.Done != 2 || !slices.Equal(slices.Compact(symbols), []string{"A", "B", ""}) {
		t.Errorf("%v, %+v, %q", err, lastOne, symbols)
	}
}

func TestACancelledRunEndsAtOnce(t *testing.T) {
	s := newStage().with("A", flat(1), flat(1), flat(1)).with("B", flat(1))
	for at := 1; ; at++ {
		ctx, cancel := context.WithCancel(t.Context())
		calls := 0
		_, err := Run(ctx, s.request(plain()), s.source, s.script, func(Progress) {
			if calls++; calls == at {
				cancel()
			}
		})
		cancel()
		if calls < at {
			return
		}
		if !errors.Is(err, context.Canceled) || calls != at {
			t.Fatalf("cancelled at call %d of the progress, ended after %d with %v", at, calls, err)
		}
	}
}

// results is a sink that keeps the last job.
type results struct {
	wire.Sink
	job model.Job
}

func (r *results) Job(j model.Job)           { r.job = j }
func (r *results) Reject(reason, raw string) { r.job.Error = reason + raw }

func TestAResultIsReadBackInFull(t *testing.T) {
	r := newStage().with("A", flat(100), ohlc{100, 110, 99, 108}, ohlc{109, 125, 99, 100}, flat(100), ohlc{100, 100, 80, 85}).
		bull(0).bull(2).run(t, plain())
	body, err := json.Marshal(map[string]any{
		"event_type": "backtest_result", "job_id": "bt_1", "status": "completed", "results": r, "processing_time_seconds": 0.5,
	})
	if err != nil {
		t.Fatal(err)
	}
	var got results
	wire.NewDecoder().Decode(0, model.KindResults, string(body), firstDay, &got)
	m := got.job.Result
	if m == nil {
		t.Fatalf("%+v of %s", got.job, body)
	}
	for name, pair := range map[string][2]float64{
		"win rate": {m.WinRate, float64(r.WinRate)}, "trades": {m.Trades, 2}, "winning trades": {m.WinningTrades, 1},
		"roi": {m.ROI, float64(r.ROI)}, "sharpe": {m.Sharpe, float64(r.Sharpe)}, "sortino": {m.Sortino, float64(r.Sortino)},
		"drawdown": {m.MaxDrawdown, r.MaxDrawdown}, "days": {m.DurationDays, 4}, "profit factor": {m.ProfitFactor, float64(r.ProfitFactor)},
		"expectancy": {m.Expectancy, float64(r.Expectancy)}, "cagr": {m.CAGR, float64(r.CAGR)}, "balance": {m.FinalBalance, r.FinalBalance},
		"seconds": {m.Seconds, 0.5},
	} {
		if !(pair[0] == pair[1]) {
			t.Errorf("%s is read as %v, was %v", name, pair[0], pair[1])
		}
	}
}

func TestAResultWithoutTradesIsReadWithoutZeros(t *testing.T) {
	body, err := json.Marshal(newStage().with("A", flat(1), flat(1)).run(t, plain()))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"win_rate", "sharpe_ratio", "sortino_ratio", "calmar_ratio", "profit_factor", "expectancy", "average_win", "average_loss", "best_trade", "worst_trade", `"drawdown"`, "NaN", "Inf", "null"} {
		if strings.Contains(string(body), name) {
			t.Errorf("%s in %s", name, body)
		}
	}
	for _, name := range []string{`"total_trades":0`, `"winning_trades":0`, `"roi":0`, `"max_drawdown":0`, `"duration_days":1`, `"final_balance":10000`, `"trades":[]`} {
		if !strings.Contains(string(body), name) {
			t.Errorf("no %s in %s", name, body)
		}
	}
}
