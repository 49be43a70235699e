package hub

import (
	"testing"
	"time"

	"tickdeck/model"
)

func TestARecordThatTellsNothingNewWakesNobody(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	record := jobOf("bt_1", model.PhaseRunning, 1)
	record.Progress, record.Symbols = .5, []string{"AAPL"}
	h.LoadJobs([]model.Job{record}, noon)
	before := r.Frame()
	h.LoadJobs([]model.Job{record}, noon.Add(10*time.Second))
	if !r.wait() {
		t.Error("its reader goes on")
	}
	if after := r.Frame(); after.Snapshot != before.Snapshot {
		t.Errorf("another picture is made, with the jobs of revision %d after %d", after.Jobs.Rev, before.Jobs.Rev)
	}
	record.Progress = .6
	h.LoadJobs([]model.Job{record}, noon)
	if r.wait() {
		t.Error("its reader waits although there is news")
	}
}

// A record that is looked through again may be older than what channels brought.
func TestARecordIsASignOfLifeOnlyIfItIsFurtherThanWhatIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*model.Job)
		news   bool
	}{
		"further":       {func(j *model.Job) { j.Progress = .6 }, true},
		"another phase": {func(j *model.Job) { j.Phase, j.Progress = model.PhaseCancelling, model.None() }, true},
		"as far":        {func(*model.Job) {}, false},
		"less far":      {func(j *model.Job) { j.Progress = .4 }, false},
		"without any":   {func(j *model.Job) { j.Progress = model.None() }, false},
		"ended":         {func(j *model.Job) { j.Phase, j.Progress = model.PhaseFailed, .6 }, false},
	} {
		h := smallHub()
		known := jobOf("bt_1", model.PhaseRunning, 1)
		known.Progress, known.Updated = .5, at(0)
		h.Take(progressOf(known))
		record := jobOf("bt_1", model.PhaseRunning, 1)
		record.Progress, record.User = .5, "ann" // which is new
		c.change(&record)
		h.LoadJobs([]model.Job{record}, at(60))
		j, want := h.jobs.job("bt_1"), at(0)
		if c.news {
			want = at(60)
		}
		if j.User != "ann" || !j.Updated.Equal(want) {
			t.Errorf("%s: of %q, updated at %s, want %s", name, j.User, j.Updated, want)
		}
	}
}

// A scan finds the records for which there is no room again and again.
func TestOnlyJobsThatChannelsSpeakOfCountAsLeftOut(t *testing.T) {
	h := smallHub() // keeps three
	r := h.NewReader(0)
	for _, id := range []string{"a", "b", "c"} {
		h.Take(progressOf(jobOf(id, model.PhaseRunning, 1)))
	}
	for range 5 {
		h.LoadJobs([]model.Job{jobOf("old", model.PhaseCompleted, 0)}, noon)
	}
	if n := r.Frame().Jobs.Left; n != 0 {
		t.Errorf("a record that is found five times leaves out %d jobs", n)
	}
	h.Take(progressOf(jobOf("new", model.PhaseRunning, 2)))
	if n := r.Frame().Jobs.Left; n != 1 {
		t.Errorf("a job that pushes out another leaves out %d", n)
	}
}
