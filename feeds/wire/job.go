package wire

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"tickdeck/model"
)

// MaxID is the most runes of a job id.
const MaxID = 128

// liveJob reads progress or a result that arrived on a channel.
func liveJob(m message, l fields) {
	l.unwrap()
	id := l.id()
	if id == "" || l.isRequest() || l.isCommand() {
		m.refuse(&l)
		return
	}
	if problem := l.noNews(id); problem != "" {
		m.to.Reject(problem, m.raw)
		return
	}
	j := l.job(id, m.kind == model.KindResults)
	j.Updated = m.arrived
	m.to.Job(j)
}

// noNews says why this is no news of a job; "" if it is.
func (l *fields) noNews(id string) string {
	if err := CheckID(id); err != nil {
		return err.Error()
	}
	if !l.hasUpdate() {
		return "a job_id with no news of the backtest"
	}
	return ""
}

// id is the job's id as it was sent, not cleaned: see CheckID.
func (l *fields) id() string {
	for v := range l.values([]string{"job_id"}) {
		if raw := bytes.TrimSpace(rawText(v)); len(raw) > 0 {
			return string(raw)
		}
	}
	return ""
}

// CheckID wants a clean text of at most MaxID runes: an id is part of a key in
// Redis, so it is taken whole or not at all.
func CheckID(id string) error {
	switch {
	case strings.TrimSpace(id) == "":
		return errors.New("an empty job_id")
	case utf8.RuneCountInString(id) > MaxID:
		return errors.New("a job_id of more than 128 characters")
	case model.Clean(id) != id || strings.ContainsRune(id, utf8.RuneError):
		return errors.New("a job_id with characters that cannot be shown")
	}
	return nil
}

// hasUpdate reports whether there is anything about the course of a job.
func (l *fields) hasUpdate() bool {
	return l.has("status", "progress", "percent_complete", "processed_symbols", "symbols_completed", "current_symbol") || l.isOutcome()
}

// isOutcome reports whether this is about the end of a job.
func (l *fields) isOutcome() bool {
	return l.has("results", "result", "completed_at", "finished_at", "error_message", "win_rate") ||
		l.word("event_type") == "backtest_result"
}

// job reads all that a message says of a job. On a channel for results a message
// without status is about the end.
func (l *fields) job(id string, onResults bool) model.Job {
	j := model.NewJob(id)
	l.request(&j)
	j.Phase = phase(l.word("status"))
	j.Progress = l.progress()
	j.Current = l.word("current_symbol")
	j.Done = l.size("processed_symbols", "symbols_completed")
	j.Total = l.size("total_symbols")
	j.Created = l.when("created_at", "submitted_at")
	j.Started = l.when("started_at")
	j.Finished = l.when("finished_at", "completed_at")
	j.Expected = l.when("estimated_completion")
	j.At = l.when("timestamp")
	j.Error = l.errorText()
	l.outcome(&j, onResults)
	return j
}

// request fills in what was asked of the worker.
func (l *fields) request(j *model.Job) {
	j.User = l.word("user_id")
	j.Symbols = l.list("symbols")
	j.Patterns = l.list("patterns")
	j.Start = day(l.text("start_date"))
	j.End = day(l.text("end_date"))
	j.Sweep = l.sweep()
}

// outcome settles how the job ended, if it has.
func (l *fields) outcome(j *model.Job, onResults bool) {
	about := onResults || l.isOutcome()
	if about {
		j.Result = l.result()
	}
	switch {
	case j.Phase == model.PhaseCompleted || j.Phase == model.PhaseUnknown && about && !l.has("status"):
		j.Phase = l.ending(j)
	case j.Phase == model.PhaseUnknown && model.Known(j.Progress) && !l.has("status"):
		j.Phase = model.PhaseRunning
	}
	if j.Phase.Terminal() && j.Finished.IsZero() {
		j.Finished = j.At
	}
}

// ending is how a job ended that calls itself completed, or says nothing.
func (l *fields) ending(j *model.Job) model.Phase {
	switch {
	case j.Result == nil && j.Error != "":
		return model.PhaseFailed
	case j.Phase == model.PhaseCompleted || j.Result != nil || !j.Finished.IsZero():
		return model.PhaseCompleted
	case model.Known(j.Progress):
		return model.PhaseRunning
	}
	return model.PhaseUnknown
}

// progress is a fraction; percent_complete says itself what it is. Some
// publishers write a percentage here as well.
func (l *fields) progress() float64 {
	if p := l.number("percent_complete"); model.Known(p) {
		return percent(p)
	}
	if p := percentIn(l.text("progress")); model.Known(p) {
		return p
	}
	return fraction(l.number("progress"))
}

// percentIn reads a text that says itself that it is a percentage: 50%.
func percentIn(text string) float64 {
	digits, percentage := strings.CutSuffix(strings.TrimSpace(text), "%")
	if !percentage {
		return model.None()
	}
	return percent(numberIn(digits))
}

// fraction reads how far a job is, of a number that may be a percentage.
func fraction(f float64) float64 {
	if f > 1+roundingError && f < 2 {
		return model.None() // too large for a fraction, too small to be taken for a percentage
	}
	return ratio(f)
}

// errorText is what went wrong; publishers write a text or an object.
func (l *fields) errorText() string {
	if s := l.text("error_message", "error"); s != "" {
		return s
	}
	in := newFields(l.interned, l.object("error"))
	return in.text("message", "error")
}

// phase reads a status; PhaseUnknown when the word is not known.
func phase(status string) model.Phase {
	switch strings.ToLower(status) {
	case "submitted", "queued", "pending", "created", "accepted":
		return model.PhaseQueued
	case "running", "processing", "started", "in_progress":
		return model.PhaseRunning
	case "cancelling", "canceling":
		return model.PhaseCancelling
	case "completed", "complete", "done", "finished", "success", "succeeded":
		return model.PhaseCompleted
	case "failed", "failure", "error", "timeout":
		return model.PhaseFailed
	case "cancelled", "canceled", "aborted":
		return model.PhaseCancelled
	}
	return model.PhaseUnknown
}
