package model

import (
	"cmp"
	"unicode/utf8"
)

// MaxJobs is how many jobs are kept: those listed last go first.
const MaxJobs = 20_000

// PhaseCounts says how many jobs are in each phase.
type PhaseCounts [PhaseLost + 1]int

// JobIndex holds jobs in the order of Before. What it returns is immutable.
type JobIndex interface {
	Len() int
	At(i int) *Job // nil where there is none
	ByID(id string) *Job
	Position(j *Job) int // of a job that is in it, else −1
	// Distinct is how many bytes at the beginning of an id tell it from every
	// other id.
	Distinct(id string) int
}

// JobList is a picture of the jobs that are kept.
type JobList struct {
	JobIndex
	Counts  PhaseCounts
	Ended   map[string]int // by each worker, of those that are kept
	InRedis int            // records that Redis held when it was last looked through
	Left    uint64         // jobs that had to go, or were not taken in, for want of room
	Rev     uint64         // grows with every change
}

// Held is how many jobs are kept.
func (l *JobList) Held() int {
	if l.JobIndex == nil {
		return 0
	}
	return l.Len()
}

// NotHeld is how many jobs there are at least beside those that are kept: 0 as
// long as there was room for all.
func (l *JobList) NotHeld() int {
	held := l.Held()
	if held < MaxJobs {
		return 0
	}
	return max(l.InRedis-held, int(l.Left))
}

// Find returns the place of the job with that id, or −1.
func (l *JobList) Find(id string) int {
	if l.JobIndex == nil {
		return -1
	}
	j := l.ByID(id)
	if j == nil {
		return -1
	}
	return l.Position(j)
}

// Job returns the job with that id.
func (l *JobList) Job(id string) (Job, bool) {
	if l.JobIndex == nil {
		return Job{}, false
	}
	if j := l.ByID(id); j != nil {
		return *j, true
	}
	return Job{}, false
}

// shortestID is how much of an id people want to see at least: bt_ and four
// digits. One of at most wholeID is not shortened where it fits.
const (
	shortestID = 7
	wholeID    = 10
)

// ShortID is as much of an id as tells it from the others, in at most w cells:
// its beginning, or where that would be too long what is at its end.
func (l *JobList) ShortID(id string, w int) string {
	n := shortestID
	if len(id) <= min(w, wholeID) {
		return id
	}
	if l.JobIndex != nil {
		n = max(n, l.Distinct(id))
	}
	n = min(n, len(id))
	if n <= w && ascii(id[:n]) { // nearly always
		return id[:n]
	}
	runes := []rune(id)
	n = min(utf8.RuneCountInString(id[:n]), len(runes))
	switch {
	case n <= w:
		return string(runes[:n])
	case w < 2:
		return string(runes[len(runes)-max(w, 0):])
	}
	head := min(3, w-1)
	return string(runes[:head]) + "…" + string(runes[n-(w-head-1):n])
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Before reports whether a job is listed before another: running, then queued,
// then finished; within each the newest first.
func (j *Job) Before(o *Job) bool {
	return cmp.Or(cmp.Compare(j.rank(), o.rank()), o.Began().Compare(j.Began()), cmp.Compare(j.ID, o.ID)) < 0
}

// rank orders the list: 0 runs, 1 waits, 2 is finished.
func (j *Job) rank() int {
	switch {
	case j.Phase.Terminal():
		return 2
	case j.Phase <= PhaseQueued:
		return 1
	}
	return 0
}
