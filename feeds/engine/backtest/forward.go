package backtest

import (
	"context"
	"fmt"

	"tickdeck/model"
)

// Sample is what one period of a walk-forward test came to, with capital of its own:
// the figures of a request for these days alone, by the same names.
type Sample struct {
	Start         Day       `json:"start_date"` // as it was asked for
	End           Day       `json:"end_date"`
	FirstDay      Day       `json:"first_day"`
	LastDay       Day       `json:"last_day"`
	DurationDays  int       `json:"duration_days"`
	Sessions      float64   `json:"sessions_per_year"`
	TotalTrades   int       `json:"total_trades"`
	WinningTrades int       `json:"winning_trades"`
	LosingTrades  int       `json:"losing_trades"`
	WinRate       Figure    `json:"win_rate,omitzero"`
	ROI           Figure    `json:"roi,omitzero"`
	CAGR          Figure    `json:"cagr,omitzero"`
	Sharpe        Figure    `json:"sharpe_ratio,omitzero"`
	Sortino       Figure    `json:"sortino_ratio,omitzero"`
	Calmar        Figure    `json:"calmar_ratio,omitzero"`
	MaxDrawdown   float64   `json:"max_drawdown"`
	FinalBalance  float64   `json:"final_balance"`
	ProfitFactor  Figure    `json:"profit_factor,omitzero"`
	Expectancy    Figure    `json:"expectancy,omitzero"`
	AverageWin    Figure    `json:"average_win,omitzero"`
	AverageLoss   Figure    `json:"average_loss,omitzero"`
	Exposure      Figure    `json:"exposure,omitzero"`
	Skewness      Figure    `json:"return_skew,omitzero"`
	Kurtosis      Figure    `json:"return_kurtosis,omitzero"`
	Signals       int       `json:"signals"`
	Traded        int       `json:"traded"`
	Digest        string    `json:"trades_digest"`
	Benchmark     Benchmark `json:"benchmark"`
	Ruined        bool      `json:"ruined,omitempty"`
}

// walkForward is the backtest of all days and, beside it, of each of the two periods,
// which are read anew: what comes before them is not to be seen in their figures.
func (r *run) walkForward(ctx context.Context) (*Result, error) {
	const runs = 3
	out, err := r.part(0, runs).all(ctx)
	if err != nil {
		return nil, err
	}
	samples := r.req.Samples
	if out.InSample, err = r.part(1, runs).sample(ctx, "in_sample", samples.In); err != nil {
		return nil, err
	}
	out.OutOfSample, err = r.part(2, runs).sample(ctx, "out_of_sample", samples.Out)
	return out, err
}

// part is the same backtest as one of several, whose progress is a part of the whole.
func (r *run) part(i, of int) *run {
	p := *r
	p.progress = func(done Progress) {
		done.Fraction = (float64(i) + done.Fraction) / float64(of)
		if i > 0 {
			done.Done = done.Total // all of them were read before
		}
		r.progress(done)
	}
	return &p
}

func (r *run) sample(ctx context.Context, name string, of model.Period) (*Sample, error) {
	r.req.Start, r.req.End = of.Start, of.End
	x, err := r.all(ctx)
	switch {
	case ctx.Err() != nil:
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &Sample{
		Start: DayOf(of.Start), End: DayOf(of.End), FirstDay: x.FirstDay, LastDay: x.LastDay, DurationDays: x.DurationDays, Sessions: x.Sessions,
		TotalTrades: x.TotalTrades, WinningTrades: x.WinningTrades, LosingTrades: x.LosingTrades, WinRate: x.WinRate,
		ROI: x.ROI, CAGR: x.CAGR, Sharpe: x.Sharpe, Sortino: x.Sortino, Calmar: x.Calmar, MaxDrawdown: x.MaxDrawdown, FinalBalance: x.FinalBalance,
		ProfitFactor: x.ProfitFactor, Expectancy: x.Expectancy, AverageWin: x.AverageWin, AverageLoss: x.AverageLoss, Exposure: x.Exposure,
		Skewness: x.Skewness, Kurtosis: x.Kurtosis, Signals: x.Signals, Traded: x.Traded, Digest: x.Digest, Benchmark: x.Benchmark, Ruined: x.Ruined,
	}, nil
}
