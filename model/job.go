package model

import (
	"reflect"
	"time"
)

// Phase is how far a backtest has come. Phases only grow: see Job.Merge.
type Phase uint8

// The phases in their order. A job in one of the last four is finished, as far as
// anybody can tell of the last one.
const (
	PhaseUnknown Phase = iota
	PhaseQueued        // on the wire: submitted, queued, pending
	PhaseRunning       // on the wire: running, processing
	PhaseCancelling
	PhaseCompleted
	PhaseFailed
	PhaseCancelled
	PhaseLost // it was not finished when its record expired; news of it brings it back
)

var phaseNames = [...]string{"unknown", "submitted", "running", "cancelling", "done", "failed", "cancelled", "lost"}

// String returns the word shown to people.
func (p Phase) String() string { return phaseNames[p] }

// Terminal reports whether nothing more will happen to the job.
func (p Phase) Terminal() bool { return p >= PhaseCompleted }

// Job is one backtest as far as it is known. The zero value of a field means
// that nothing was said about it; numbers use None.
type Job struct {
	ID       string
	User     string
	AlsoOf   string // another user of whom the same id was heard; "" for none
	Symbols  []string
	Patterns []string
	Start    string // first day, YYYY-MM-DD
	End      string // last day, YYYY-MM-DD
	Sweep    SweepPart
	Phase    Phase
	Progress float64 // fraction 0–1, or None
	Current  string  // the symbol being worked on
	Done     int     // symbols finished
	Total    int     // symbols in all
	Created  time.Time
	Started  time.Time
	Finished time.Time
	Updated  time.Time // when news of it last arrived
	At       time.Time // when the publisher says that news was sent; zero if it did not say
	Expected time.Time // when the publisher thinks it will be done
	Asked    time.Time // when it was first asked to stop, as far as this process knows
	Error    string
	Worker   string // that has it, or ended it; "" if it did not say
	Result   *Result
	From     string // FromDisk while nothing but that is known of it; "" for Redis

	pace pace
}

// FromDisk marks a job that this machine kept from an earlier run.
const FromDisk = "disk"

// NewJob knows nothing but the id.
func NewJob(id string) Job { return Job{ID: id, Progress: None()} }

// Merge ignores late news: a finished job stays finished. What comes with the
// same or a later phase fills in and replaces; an outcome that arrives after
// the job is finished still brings its result. A job that is lost knows nothing of
// its end: any news is later, and only one that is not finished can get lost.
func (j Job) Merge(u Job) Job {
	j = j.fill(u)
	switch {
	case u.Phase == PhaseLost:
		if !j.Phase.Terminal() && j.From != FromDisk { // what is kept here has no record to lose
			j.Phase = PhaseLost
		}
	case j.Phase == PhaseLost && (u.Phase != PhaseUnknown || u.Result != nil || Known(u.Progress)):
		j.Phase = PhaseUnknown
		j = j.news(u)
	case j.Phase.Terminal():
		if u.Phase == j.Phase || u.Phase == PhaseUnknown {
			j = j.outcome(u)
			j.From = u.From
		}
	case u.Phase == PhaseUnknown, u.Phase >= j.Phase,
		u.Phase == PhaseRunning && j.Phase == PhaseCancelling: // the worker has not heard of it yet
		j = j.news(u)
	}
	return j
}

// Contradicts reports whether news says of a job that has ended that it ended in
// another way. Such news changes nothing.
func (j Job) Contradicts(u Job) bool {
	return j.Phase.Terminal() && j.Phase != PhaseLost && u.Phase.Terminal() && u.Phase != j.Phase
}

// news takes in what changed of a job that is not finished.
func (j Job) news(u Job) Job {
	j.Phase = max(j.Phase, u.Phase)
	if j.Phase == PhaseCompleted {
		u.Progress = 1
	}
	if Known(u.Progress) && !(Known(j.Progress) && u.Progress < j.Progress) {
		j.Progress = u.Progress
		j.pace.add(u.Updated, u.Progress)
	}
	j.Current = eitherText(u.Current, j.Current)
	if u.Updated.After(j.Updated) {
		j.Updated = u.Updated
	}
	if !u.At.IsZero() {
		j.At = u.At
	}
	if !u.Expected.IsZero() {
		j.Expected = u.Expected
	}
	return j.outcome(u)
}

// outcome takes what may still be said of a job that is finished. Its clock has
// stopped: Updated stays.
func (j Job) outcome(u Job) Job {
	j.Error = eitherText(u.Error, j.Error)
	j.Worker = eitherText(u.Worker, j.Worker)
	j.Progress = either(j.Progress, u.Progress)
	j.Done, j.Total = max(j.Done, u.Done), max(j.Total, u.Total)
	if u.Result != nil {
		j.Result = u.Result
	}
	return j
}

// fill takes from u what j does not know yet and what never changes.
func (j Job) fill(u Job) Job {
	j.User = eitherText(j.User, u.User)
	for _, other := range [...]string{u.User, u.AlsoOf} {
		if j.AlsoOf == "" && other != j.User {
			j.AlsoOf = other
		}
	}
	j.Start, j.End = eitherText(j.Start, u.Start), eitherText(j.End, u.End)
	if len(j.Symbols) == 0 {
		j.Symbols = u.Symbols
	}
	if len(j.Patterns) == 0 {
		j.Patterns = u.Patterns
	}
	if j.Sweep.ID == "" {
		j.Sweep = u.Sweep
	}
	j.Created = earlier(j.Created, u.Created)
	j.Started = earlier(j.Started, u.Started)
	j.Finished = earlier(j.Finished, u.Finished)
	j.Asked = earlier(j.Asked, u.Asked)
	return j
}

// Same reports whether nothing differs.
func (j Job) Same(o Job) bool {
	if !Known(j.Progress) && !Known(o.Progress) { // no NaN is equal to another
		j.Progress, o.Progress = 0, 0
	}
	return reflect.DeepEqual(j, o)
}

// earlier returns the earlier of two times; a zero time is no time.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Began is the best known beginning: start, else submission, else first news.
func (j Job) Began() time.Time {
	switch {
	case !j.Started.IsZero():
		return j.Started
	case !j.Created.IsZero():
		return j.Created
	}
	return j.pace.first()
}

// Elapsed is how long the job has run, or ran; 0 when that is not known.
func (j Job) Elapsed(now time.Time) time.Duration {
	from := j.Began()
	if from.IsZero() {
		return 0
	}
	to := now
	if j.Phase.Terminal() {
		to = j.Ended()
	}
	return max(0, to.Sub(from))
}

// Ended is when a job that has ended did so, as far as that is known: else the last
// news of it.
func (j Job) Ended() time.Time {
	if j.Finished.IsZero() {
		return j.Updated
	}
	return j.Finished
}

// SilentAfter is how long a job that runs may be without news: a worker reports at
// least once a second.
const SilentAfter = 10 * time.Second

// Silent is how long nothing was heard of a job that runs or is to stop; 0 while
// that is no longer than it may be. It says nothing about the phase: a job that is
// being cancelled can be silent as well.
func (j Job) Silent(now time.Time) time.Duration {
	if j.Phase != PhaseRunning && j.Phase != PhaseCancelling || j.Updated.IsZero() {
		return 0
	}
	if d := now.Sub(j.Updated); d >= SilentAfter {
		return d
	}
	return 0
}

// Remaining estimates the time to the end as a range, from the rate over the
// whole observed run and the rate lately; while too little was seen, it is what the
// publisher thinks. ok is false when nobody knows.
func (j Job) Remaining(now time.Time) (low, high time.Duration, ok bool) {
	if j.Phase != PhaseRunning || j.Silent(now) > 0 {
		return 0, 0, false
	}
	if low, high, ok = j.pace.remaining(now); ok {
		return low, high, true
	}
	if left := j.Expected.Sub(now); left > 0 {
		return left, left, true
	}
	return 0, 0, false
}
