package model

import (
	"cmp"
	"slices"
)

// MaxJobs is how many jobs are kept: the finished ones that changed longest
// ago go first.
const MaxJobs = 20_000

// JobTable holds the jobs by id. It belongs to one goroutine.
type JobTable struct {
	byID   map[string]*Job
	sorted []*Job
	stale  bool // sorted must be made anew
	max    int
	Rev    uint64

	counts    [PhaseCancelled + 1]int // by phase, as of countsRev
	countsRev uint64
}

// NewJobTable keeps at most limit jobs.
func NewJobTable(limit int) *JobTable {
	return &JobTable{byID: map[string]*Job{}, max: limit}
}

// Len is the number of jobs kept.
func (t *JobTable) Len() int { return len(t.byID) }

// Get returns the job with that id.
func (t *JobTable) Get(id string) (Job, bool) {
	if j := t.byID[id]; j != nil {
		return *j, true
	}
	return Job{}, false
}

// Put replaces what is known of a job: the hub has merged it already.
func (t *JobTable) Put(j Job) {
	t.Rev++
	if old := t.byID[j.ID]; old != nil {
		t.stale = t.stale || old.Phase != j.Phase || !old.Began().Equal(j.Began())
		*old = j
		return
	}
	t.byID[j.ID] = &j
	t.stale = true
	if len(t.byID) > t.max {
		t.evict()
	}
}

func (t *JobTable) evict() {
	all := t.All()
	for _, j := range all[len(all)-max(1, t.max/20):] {
		delete(t.byID, j.ID)
	}
	t.stale = true
}

// Counts says how many jobs are in each phase.
func (t *JobTable) Counts() [PhaseCancelled + 1]int {
	if t.countsRev != t.Rev {
		t.counts, t.countsRev = [PhaseCancelled + 1]int{}, t.Rev
		for _, j := range t.byID {
			t.counts[j.Phase]++
		}
	}
	return t.counts
}

// All returns the jobs as they are listed: running, then queued, then
// finished; within each the newest first. The slice belongs to the table.
func (t *JobTable) All() []*Job {
	if t.stale {
		t.sorted = t.sorted[:0]
		for _, j := range t.byID {
			t.sorted = append(t.sorted, j)
		}
		slices.SortFunc(t.sorted, func(a, b *Job) int {
			return cmp.Or(cmp.Compare(a.rank(), b.rank()), b.Began().Compare(a.Began()), cmp.Compare(a.ID, b.ID))
		})
		t.stale = false
	}
	return t.sorted
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
