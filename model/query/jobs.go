package query

import (
	"time"

	"tickdeck/model"
)

// Job is a backtest with what is around it.
type Job struct {
	*model.Job
	*AroundJobs
}

// AroundJobs is what a query may ask of a job that is not in it.
type AroundJobs struct {
	Clock
	Own string // the user that "me" stands for; "" for none
}

// Jobs is what can be asked for of a job. It is made anew with every call.
func Jobs() *Schema[Job] {
	return NewSchema(append(jobTexts(), jobNumbers()...)...)
}

func jobTexts() []Field[Job] {
	return []Field[Job]{
		{
			Name: "status", Also: []string{"phase", "st"}, What: "how far it has come", Example: "status:failed,cancelled",
			Kind: Choice, Options: phases(), Is: Job.stands, Moves: true,
		},
		{
			Name: "user", Also: []string{"by", "u"}, What: "who submitted it", Example: "user:me, user:user_7",
			Free: true, Text: func(j Job) string { return j.User }, Me: func(j Job) string { return j.Own },
		},
		{
			Name: "symbol", Also: []string{"symbols", "sym", "ticker", "s"}, What: "one of its symbols", Example: "symbol:AAPL,BRK*",
			Free: true, Texts: func(j Job) []string { return j.Symbols },
		},
		{
			Name: "pattern", Also: []string{"patterns", "pat", "p"}, What: "one of its patterns, however its name is spaced", Example: "pattern:doji*,engulfing",
			Kind: Name, Free: true, Texts: func(j Job) []string { return j.Patterns },
		},
		{
			Name: "id", What: "its id", Example: "id:bt_7f3a*",
			Free: true, Text: func(j Job) string { return j.ID },
		},
		{
			Name: "error", What: "words of the reason why it failed", Example: `error:"no bars"`,
			Kind: Words, Free: true, Text: func(j Job) string { return j.Error },
		},
	}
}

func jobNumbers() []Field[Job] {
	return []Field[Job]{
		{
			Name: "age", What: "how long ago it began", Example: "age<1d, 30s, 5m, 2h",
			Kind: Age, Colon: AtMost, Moves: true, Number: Job.age,
		},
		began("since", "begun not before this time", AtLeast),
		began("until", "begun before this time", Less),
		{
			Name: "took", Also: []string{"elapsed"}, What: "how long it has run, or ran", Example: "took>30s",
			Kind: Age, Colon: AtMost, Moves: true, Number: Job.took,
		},
		{
			Name: "progress", What: "how much of it is done", Example: "progress>=0.5, or 50%",
			Kind: Fraction, Number: func(j Job) float64 { return j.Progress },
		},
		figure("return", "the return", "return>0, or 5%", func(r *model.Result) float64 { return r.ROI }),
		figure("sharpe", "the Sharpe ratio", "sharpe>=1", func(r *model.Result) float64 { return r.Sharpe }),
		figure("drawdown", "the greatest drawdown, a positive number", "drawdown<10%", func(r *model.Result) float64 { return r.MaxDrawdown }),
		figure("trades", "how many trades it made", "trades>=100", func(r *model.Result) float64 { return r.Trades }),
	}
}

func began(name, what string, colon Op) Field[Job] {
	return Field[Job]{
		Name: name, What: what, Example: name + ":09:30, 2026-11-30, 2026-11-30T09:30, today, 5m", Kind: Time, Colon: colon,
		Time: func(j Job) time.Time { return j.Began() },
		Now:  func(j Job) time.Time { return j.Now },
	}
}

// figure is a number of the result, which most jobs do not have yet.
func figure(name, what, example string, of func(*model.Result) float64) Field[Job] {
	return Field[Job]{Name: name, What: what, Example: example, Kind: Number, Number: func(j Job) float64 {
		if j.Result == nil {
			return model.None()
		}
		return of(j.Result)
	}}
}

// The order is that of model.Phase; what is said of several phases comes behind.
func phases() []Option {
	return []Option{
		model.PhaseUnknown:    {"unknown", nil},
		model.PhaseQueued:     {"submitted", []string{"queued", "pending", "waiting"}},
		model.PhaseRunning:    {"running", []string{"processing"}},
		model.PhaseCancelling: {"cancelling", []string{"canceling"}},
		model.PhaseCompleted:  {"done", []string{"completed"}},
		model.PhaseFailed:     {"failed", nil},
		model.PhaseCancelled:  {"cancelled", []string{"canceled"}},
		model.PhaseLost:       {"lost", nil},
		jobActive:             {"active", []string{"open"}},
		jobEnded:              {"ended", []string{"over"}},
		jobSilent:             {"silent", []string{"stalled"}},
	}
}

const (
	jobActive = model.PhaseLost + 1 + iota
	jobEnded
	jobSilent
)

func (j Job) stands(wanted uint64) bool {
	over := jobActive
	if j.Phase.Terminal() {
		over = jobEnded
	}
	return wanted>>j.Phase&1 != 0 || wanted>>over&1 != 0 || wanted>>jobSilent&1 != 0 && j.Silent(j.Now) > 0
}

func (j Job) age() float64 {
	from := j.Began()
	if from.IsZero() {
		return model.None()
	}
	return j.Now.Sub(from).Seconds()
}

func (j Job) took() float64 {
	if j.Began().IsZero() {
		return model.None()
	}
	return j.Elapsed(j.Now).Seconds()
}
