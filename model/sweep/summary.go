package sweep

import (
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// Group are the jobs of one sweep that are kept.
type Group struct {
	ID   string
	Jobs []*model.Job // in the order in which they were given
}

// Groups finds the sweeps among jobs, in the order in which each is met first.
func Groups(list model.JobIndex) []Group {
	if list == nil {
		return nil
	}
	var out []Group
	at := map[string]int{}
	for i := range list.Len() {
		j := list.At(i)
		if j == nil || j.Sweep.ID == "" {
			continue
		}
		g, known := at[j.Sweep.ID]
		if !known {
			g = len(out)
			at[j.Sweep.ID], out = g, append(out, Group{ID: j.Sweep.ID})
		}
		out[g].Jobs = append(out[g].Jobs, j)
	}
	return out
}

// Jobs are those of one sweep.
func Jobs(list model.JobIndex, id string) []*model.Job {
	if list == nil || id == "" {
		return nil
	}
	var out []*model.Job
	for i := range list.Len() {
		if j := list.At(i); j != nil && j.Sweep.ID == id {
			out = append(out, j)
		}
	}
	return out
}

// Summary is how a sweep stands as one.
type Summary struct {
	ID       string
	User     string
	Varied   []params.Parameter // what differs from job to job
	Symbols  []string
	Start    string // first day, YYYY-MM-DD
	End      string // last day, YYYY-MM-DD
	Jobs     int    // that it has, as far as is known
	Kept     int    // of them
	Counts   model.PhaseCounts
	Progress float64 // fraction 0–1 of the whole
	Created  time.Time
	Began    time.Time  // of the first job; zero before
	Ended    time.Time  // of the last job; zero while one is not over
	Updated  time.Time  // when news of one of them last arrived
	Held     float64    // what buying and holding came to, or None
	Best     *model.Job // by the Sharpe ratio, else by the return; nil without any

	rate, lately float64 // jobs a second, since it began and in the last third of that time
}

// Over is how many of its jobs have ended, one way or another.
func (s *Summary) Over() int {
	return s.Counts[model.PhaseCompleted] + s.Counts[model.PhaseFailed] + s.Counts[model.PhaseCancelled] + s.Counts[model.PhaseLost]
}

// Phase is that of the whole: it runs while one of them does, and failed only if
// nothing came of any.
func (s *Summary) Phase() model.Phase {
	switch c := &s.Counts; {
	case c[model.PhaseRunning] > 0:
		return model.PhaseRunning
	case c[model.PhaseCancelling] > 0:
		return model.PhaseCancelling
	case s.Over() < s.Jobs && s.Over() > 0 && c[model.PhaseQueued] > 0: // between two of its jobs
		return model.PhaseRunning
	case s.Over() < s.Kept:
		return model.PhaseQueued
	case c[model.PhaseCompleted] > 0:
		return model.PhaseCompleted
	case c[model.PhaseFailed] > 0:
		return model.PhaseFailed
	case c[model.PhaseCancelled] > 0:
		return model.PhaseCancelled
	case c[model.PhaseLost] > 0:
		return model.PhaseLost
	}
	return model.PhaseUnknown
}

// Took is how long it has run, or ran; 0 when that is not known.
func (s *Summary) Took(now time.Time) time.Duration {
	to := now
	if !s.Ended.IsZero() {
		to = s.Ended
	}
	if s.Began.IsZero() {
		return 0
	}
	return max(0, to.Sub(s.Began))
}

// Remaining estimates the time to its end as a range, from the rate since it began
// and the rate lately. ok is false while nobody knows.
func (s *Summary) Remaining() (low, high time.Duration, ok bool) {
	if s.Phase() != model.PhaseRunning || s.rate <= 0 || s.lately <= 0 {
		return 0, 0, false
	}
	left := float64(s.Jobs) * (1 - s.Progress)
	seconds := func(rate float64) time.Duration { return time.Duration(left / rate * float64(time.Second)) }
	low, high = seconds(s.rate), seconds(s.lately)
	return min(low, high), max(low, high), true
}

// Of sums up the jobs of one sweep. It looks at each of them twice: 5,000 take less
// than a millisecond.
func Of(jobs []*model.Job) Summary {
	s := Summary{Held: model.None()}
	var work float64
	for _, j := range jobs {
		s.describe(j)
		s.Counts[j.Phase]++
		s.Kept++
		work += done(j)
		s.times(j)
		s.rank(j)
	}
	s.Jobs = max(s.Jobs, s.Kept)
	if s.Jobs > 0 {
		s.Progress = min(work/float64(s.Jobs), 1)
	}
	if s.Over() < s.Jobs {
		s.Ended = time.Time{}
	}
	s.pace(jobs, work)
	return s
}

// describe takes over what is the same of each of its jobs from the first that says it.
func (s *Summary) describe(j *model.Job) {
	s.Jobs = max(s.Jobs, j.Sweep.Jobs)
	if s.ID == "" {
		s.ID = j.Sweep.ID
		for _, v := range j.Sweep.Varied {
			if p, known := params.Lookup(v.Name); known {
				s.Varied = append(s.Varied, p)
			}
		}
	}
	if s.User == "" {
		s.User = j.User
	}
	if len(s.Symbols) == 0 {
		s.Symbols = j.Symbols
	}
	if s.Start == "" {
		s.Start, s.End = j.Start, j.End
	}
	if !model.Known(s.Held) && j.Result != nil {
		s.Held = j.Result.HeldROI
	}
}

func (s *Summary) times(j *model.Job) {
	s.Created = earliest(s.Created, j.Created)
	if j.Phase != model.PhaseQueued && j.Phase != model.PhaseUnknown {
		s.Began = earliest(s.Began, j.Began())
	}
	if j.Updated.After(s.Updated) {
		s.Updated = j.Updated
	}
	if end := ended(j); end.After(s.Ended) {
		s.Ended = end
	}
}

// rank keeps the best that there is.
func (s *Summary) rank(j *model.Job) {
	if j.Phase == model.PhaseCompleted && j.Result != nil && (s.Best == nil || better(j.Result, s.Best.Result)) {
		s.Best = j
	}
}

// better compares two results, by the Sharpe ratio as far as both have one.
func better(a, b *model.Result) bool {
	if model.Known(a.Sharpe) && model.Known(b.Sharpe) && a.Sharpe != b.Sharpe {
		return a.Sharpe > b.Sharpe
	}
	if model.Known(a.Sharpe) != model.Known(b.Sharpe) {
		return model.Known(a.Sharpe)
	}
	return model.Known(a.ROI) && (!model.Known(b.ROI) || a.ROI > b.ROI)
}

// pace measures the rate until the newest news: there is no other clock here.
func (s *Summary) pace(jobs []*model.Job, work float64) {
	length := s.Updated.Sub(s.Began)
	if s.Began.IsZero() || length <= 0 {
		return
	}
	since := s.Updated.Add(-length / 3)
	var lately float64
	for _, j := range jobs {
		switch end := ended(j); {
		case !j.Phase.Terminal() && !j.Began().Before(since):
			lately += done(j)
		case !j.Phase.Terminal(): // it ran evenly, as far as anyone knows
			if ran := s.Updated.Sub(j.Began()); ran > 0 {
				lately += done(j) * min(1, float64(length/3)/float64(ran))
			}
		case end.After(since):
			lately++
		}
	}
	s.rate, s.lately = work/length.Seconds(), lately/(length/3).Seconds()
}

// done is how much of a job is over.
func done(j *model.Job) float64 {
	switch {
	case j.Phase.Terminal():
		return 1
	case (j.Phase == model.PhaseRunning || j.Phase == model.PhaseCancelling) && model.Known(j.Progress):
		return max(0, min(j.Progress, 1))
	}
	return 0
}

// ended is when a job ended; zero while it has not.
func ended(j *model.Job) time.Time {
	switch {
	case !j.Phase.Terminal():
		return time.Time{}
	case j.Finished.IsZero():
		return j.Updated
	}
	return j.Finished
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
