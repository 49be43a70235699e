package wire

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"tickdeck/model"
)

// details are what a result holds beside the figures of a job.
type details struct {
	First     string           `json:"first_day"`
	Last      string           `json:"last_day"`
	Calmar    *float64         `json:"calmar_ratio"`
	BySymbol  map[string]tally `json:"by_symbol"`
	ByPattern map[string]tally `json:"by_pattern"`
	Ruined    bool             `json:"ruined"`
	InSample  json.RawMessage  `json:"in_sample"`
	OutSample json.RawMessage  `json:"out_of_sample"`
}

type tally struct {
	Trades       *float64 `json:"total_trades"`
	PnL          *float64 `json:"pnl"`
	WinRate      *float64 `json:"win_rate"`
	ProfitFactor *float64 `json:"profit_factor"`
	Expectancy   *float64 `json:"expectancy"`
}

// DecodeReport reads the whole result of a backtest, which the report keeps as
// it came.
func DecodeReport(result []byte) (model.Report, error) {
	r, d, err := decodeReport(result)
	if err != nil || d.InSample == nil || d.OutSample == nil {
		return r, err
	}
	in, _, err := decodeReport(d.InSample)
	if err != nil {
		return r, err
	}
	out, _, err := decodeReport(d.OutSample)
	r.InSample, r.OutOfSample = &in, &out
	return r, err
}

// decodeReport leaves out the periods of a walk-forward test.
func decodeReport(result []byte) (model.Report, details, error) {
	job, err := NewDecoder().JobFromHash("report", map[string]string{FieldResult: string(result)})
	if err != nil {
		return model.Report{}, details{}, fmt.Errorf("read the result: %w", err)
	}
	var d details
	if err := json.Unmarshal(result, &d); err != nil {
		return model.Report{}, details{}, fmt.Errorf("read the result: %w", err)
	}
	r := model.Report{
		Result: *model.NewResult(), First: dayOf(d.First), Last: dayOf(d.Last), Calmar: orNone(d.Calmar),
		BySymbol: tallies(d.BySymbol), ByPattern: tallies(d.ByPattern), Ruined: d.Ruined, JSON: result,
	}
	if job.Result != nil {
		r.Result = *job.Result
	}
	return r, d, nil
}

func tallies(by map[string]tally) []model.Tally {
	out := make([]model.Tally, 0, len(by))
	for _, name := range slices.Sorted(maps.Keys(by)) {
		t := by[name]
		out = append(out, model.Tally{
			Name: name, Trades: orNone(t.Trades), PnL: orNone(t.PnL),
			WinRate: orNone(t.WinRate), ProfitFactor: orNone(t.ProfitFactor), Expectancy: orNone(t.Expectancy),
		})
	}
	return out
}

func orNone(v *float64) float64 {
	if v == nil {
		return model.None()
	}
	return *v
}

// dayOf is a day as the contract writes it, or zero.
func dayOf(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return t
}
