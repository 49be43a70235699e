package model

import (
	"fmt"
	"slices"
	"testing"
)

func put(t *JobTable, id string, phase Phase, created float64) {
	j := NewJob(id)
	j.Phase, j.Created = phase, after(created)
	t.Put(j)
}

func ids(t *JobTable) (out []string) {
	for _, j := range t.All() {
		out = append(out, j.ID)
	}
	return out
}

func TestJobsAreListedByWhatTheyDoThenNewestFirst(t *testing.T) {
	table := NewJobTable(100)
	put(table, "done", PhaseCompleted, 9)
	put(table, "queued", PhaseQueued, 8)
	put(table, "old", PhaseRunning, 1)
	put(table, "new", PhaseCancelling, 2)
	put(table, "twin", PhaseRunning, 2)
	put(table, "unknown", PhaseUnknown, 3)
	if got, want := ids(table), []string{"new", "twin", "old", "queued", "unknown", "done"}; !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	want := [PhaseCancelled + 1]int{PhaseUnknown: 1, PhaseQueued: 1, PhaseRunning: 2, PhaseCancelling: 1, PhaseCompleted: 1}
	if got := table.Counts(); got != want {
		t.Errorf("counted %v, want %v", got, want)
	}
	put(table, "old", PhaseFailed, 1)
	if got, want := ids(table), []string{"new", "twin", "queued", "unknown", "done", "old"}; !slices.Equal(got, want) {
		t.Errorf("after one failed: %v, want %v", got, want)
	}
	if c := table.Counts(); c[PhaseRunning] != 1 || c[PhaseFailed] != 1 {
		t.Errorf("after one failed: counted %v", c)
	}
}

func TestAJobMovesWhenItsStartBecomesKnown(t *testing.T) {
	table := NewJobTable(100)
	put(table, "a", PhaseRunning, 5)
	put(table, "b", PhaseRunning, 4)
	if got := ids(table); got[0] != "a" {
		t.Fatalf("listed as %v", got)
	}
	b, _ := table.Get("b")
	b.Started = after(9)
	table.Put(b)
	if got := ids(table); got[0] != "b" {
		t.Errorf("b began last and is listed as %v", got)
	}
}

func TestTheOldestFinishedJobsAreEvicted(t *testing.T) {
	const limit = 40
	table := NewJobTable(limit)
	put(table, "running", PhaseRunning, -100)
	put(table, "queued", PhaseQueued, -100)
	for i := range 3 * limit {
		put(table, fmt.Sprintf("done %03d", i), PhaseCompleted, float64(i))
		if table.Len() > limit {
			t.Fatalf("%d jobs are kept, more than %d", table.Len(), limit)
		}
	}
	for _, id := range []string{"running", "queued", fmt.Sprintf("done %03d", 3*limit-1)} {
		if _, ok := table.Get(id); !ok {
			t.Errorf("%q was evicted", id)
		}
	}
	if _, ok := table.Get("done 000"); ok {
		t.Error("the oldest finished job is kept")
	}
	if len(table.All()) != table.Len() {
		t.Errorf("%d are listed, %d kept", len(table.All()), table.Len())
	}
}

func TestATableOfOneJobKeepsOne(t *testing.T) {
	table := NewJobTable(1)
	put(table, "a", PhaseCompleted, 1)
	put(table, "b", PhaseRunning, 2)
	if _, ok := table.Get("b"); !ok || table.Len() != 1 {
		t.Errorf("%v is kept", ids(table))
	}
}
