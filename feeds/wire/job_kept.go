package wire

import (
	"strconv"
	"time"

	"tickdeck/model"
)

// keptRequest is what the list shows of a request.
type keptRequest struct {
	Symbols    []string       `json:"symbols,omitempty"`
	Patterns   []string       `json:"patterns,omitempty"`
	StartDate  string         `json:"start_date,omitempty"`
	EndDate    string         `json:"end_date,omitempty"`
	Parameters map[string]any `json:"parameters,omitempty"`
	Sweep      *sentSweep     `json:"sweep,omitempty"`
}

// KeptJob is what the list shows of a job that has ended, in the fields of a hash of
// which JobFromHash makes the same again.
func KeptJob(j *model.Job) map[string]string {
	created := j.Created
	if created.IsZero() && j.Started.IsZero() {
		created = j.Began() // by its first news
	}
	out := map[string]string{
		FieldStatus: statusOf(j.Phase), FieldCreated: timeText(created), FieldRequest: keptRequestOf(j),
		FieldUser: j.User, FieldError: j.Error, "current_symbol": j.Current,
		FieldStarted: timeText(j.Started), FieldFinished: timeText(j.Finished), "updated_at": timeText(j.Updated),
	}
	if model.Known(j.Progress) {
		out[FieldProgress] = strconv.FormatFloat(j.Progress, 'g', -1, 64)
	}
	if j.Result != nil {
		out[FieldResult] = encoded(map[string]any{"results": keptResult(j.Result)})
	}
	for name, text := range out {
		if text == "" {
			delete(out, name)
		}
	}
	return out
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return UnixTime(t).String()
}

func statusOf(p model.Phase) string {
	switch p {
	case model.PhaseCompleted:
		return StatusCompleted
	case model.PhaseFailed:
		return StatusFailed
	case model.PhaseCancelled:
		return StatusCancelled
	}
	return ""
}

func keptRequestOf(j *model.Job) string {
	r := keptRequest{Symbols: j.Symbols, Patterns: j.Patterns, StartDate: j.Start, EndDate: j.End, Sweep: sweepSent(j.Sweep)}
	for _, v := range j.Sweep.Varied {
		if r.Parameters == nil {
			r.Parameters = map[string]any{}
		}
		r.Parameters[v.Name] = v.Value.Any()
	}
	return encoded(r)
}

// keptResult are the figures of a result, by their names.
func keptResult(r *model.Result) map[string]any {
	out := map[string]any{}
	for name, v := range map[string]float64{
		"win_rate": r.WinRate, "total_trades": r.Trades, "winning_trades": r.WinningTrades, "roi": r.ROI,
		"sharpe_ratio": r.Sharpe, "sortino_ratio": r.Sortino, "max_drawdown": r.MaxDrawdown, "duration_days": r.DurationDays,
		"profit_factor": r.ProfitFactor, "expectancy": r.Expectancy, "cagr": r.CAGR, "final_balance": r.FinalBalance,
		"return_skew": r.Skew, "return_kurtosis": r.Kurtosis, "processing_time_seconds": r.Seconds,
	} {
		if model.Known(v) {
			out[name] = v
		}
	}
	if model.Known(r.HeldROI) {
		out["benchmark"] = map[string]any{"roi": r.HeldROI}
	}
	if r.Digest != "" {
		out["trades_digest"] = r.Digest
	}
	if r.Simulated {
		out["simulated"] = true
	}
	if len(r.Warnings) > 0 {
		out["warnings"] = r.Warnings
	}
	return out
}
