package hub

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tickdeck/model"
)

func jobOf(id string, phase model.Phase, created float64) model.Job {
	j := model.NewJob(id)
	j.Phase, j.Created = phase, at(created)
	return j
}

func listed(l model.JobList) (ids []string) {
	for i := range l.Held() {
		ids = append(ids, l.At(i).ID)
	}
	return ids
}

func TestJobsAreListedByWhatTheyDoThenNewestFirst(t *testing.T) {
	table := newJobs(100)
	for _, j := range []model.Job{
		jobOf("done", model.PhaseCompleted, 9), jobOf("queued", model.PhaseQueued, 8), jobOf("old", model.PhaseRunning, 1),
		jobOf("new", model.PhaseCancelling, 2), jobOf("other", model.PhaseRunning, 2), jobOf("unknown", model.PhaseUnknown, 3),
	} {
		table.put(j, 0)
	}
	before := table.list()
	if got, want := listed(before), []string{"new", "other", "old", "queued", "unknown", "done"}; !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	want := model.PhaseCounts{model.PhaseUnknown: 1, model.PhaseQueued: 1, model.PhaseRunning: 2, model.PhaseCancelling: 1, model.PhaseCompleted: 1}
	if before.Counts != want {
		t.Errorf("counted %v, want %v", before.Counts, want)
	}
	table.put(jobOf("old", model.PhaseFailed, 1), 0)
	after := table.list()
	if got, want := listed(after), []string{"new", "other", "queued", "unknown", "done", "old"}; !slices.Equal(got, want) {
		t.Errorf("after one failed: %v, want %v", got, want)
	}
	if after.Counts[model.PhaseRunning] != 1 || after.Counts[model.PhaseFailed] != 1 || after.Rev == before.Rev {
		t.Errorf("after one failed: counted %v", after.Counts)
	}
	if got := listed(before); got[2] != "old" || before.ByID("old").Phase != model.PhaseRunning {
		t.Errorf("what was handed out before has changed: %v", got)
	}
}

func TestTheJobListedLastGoesFirst(t *testing.T) {
	const limit = 40
	table := newJobs(limit)
	table.put(jobOf("running", model.PhaseRunning, -100), 0)
	table.put(jobOf("queued", model.PhaseQueued, -100), 0)
	for i := range 3 * limit {
		out := table.put(jobOf(fmt.Sprintf("done %03d", i), model.PhaseCompleted, float64(i)), 0)
		if n := table.order.Len(); n > limit || (out != nil) != (i >= limit-2) {
			t.Fatalf("%d jobs are kept of %d, pushed out was %v", n, limit, out)
		}
	}
	if out := table.put(jobOf("older", model.PhaseCompleted, -200), 2); out == nil || out.ID != "older" || out.channel != 2 {
		t.Errorf("one that would be listed last is taken in for %v", out)
	}
	l := table.list()
	for _, id := range []string{"running", "queued", fmt.Sprintf("done %03d", 3*limit-1)} {
		if l.Find(id) < 0 {
			t.Errorf("%q was pushed out", id)
		}
	}
	if l.Find("done 000") >= 0 || l.Held() != limit || l.Left != 2*limit+3 {
		t.Errorf("%d are kept, %d had to go", l.Held(), l.Left)
	}
}

// The index against a list that is sorted anew each time.
func TestTheIndexOfJobsIsASortedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, naive := newJobs(1000), map[string]model.Job{}
		for range rapid.IntRange(1, 200).Draw(t, "news") {
			id := fmt.Sprint("bt_", rapid.IntRange(0, 60).Draw(t, "id"))
			j := jobOf(id, model.Phase(rapid.IntRange(0, 6).Draw(t, "phase")), float64(rapid.IntRange(0, 5).Draw(t, "created")))
			table.put(j, 0)
			naive[id] = j
			l := table.list()
			var want []model.Job
			for _, j := range naive {
				want = append(want, j)
			}
			slices.SortFunc(want, func(a, b model.Job) int {
				if a.Before(&b) {
					return -1
				}
				return 1
			})
			var counts model.PhaseCounts
			for i, j := range want {
				counts[j.Phase]++
				if got := l.At(i); got.ID != j.ID || got.Phase != j.Phase || l.Find(j.ID) != i {
					t.Fatalf("place %d holds %s, want %s, which is found at %d", i, got.ID, j.ID, l.Find(j.ID))
				}
			}
			if l.Held() != len(want) || l.Counts != counts || l.At(len(want)) != nil || l.At(-1) != nil || l.Find("nobody") != -1 {
				t.Fatalf("%d are held of %d, counted %v", l.Held(), len(want), l.Counts)
			}
		}
	})
}

func TestNewsThatContradictsAJobsEndIsKeptAndBooked(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for _, phase := range []model.Phase{model.PhaseCompleted, model.PhaseFailed, model.PhaseCompleted} {
		m := message(3)
		m.Job(jobOf("bt_1", phase, 1))
		h.Take(m)
	}
	f := r.Frame()
	if got := f.Channels[3].Books; got != (model.Books{Received: 3, Applied: 2, Undecodable: 1}) {
		t.Errorf("booked as %+v", got)
	}
	if len(f.Rejects) != 1 || !strings.Contains(f.Rejects[0].Reason, "failed after done") || f.Rejects[0].Size == 0 {
		t.Errorf("kept is %+v", f.Rejects)
	}
	if j, _ := f.Jobs.Job("bt_1"); j.Phase != model.PhaseCompleted {
		t.Errorf("the job is %s", j.Phase)
	}
}

func TestAJobThatEndsBeforeItsStartIsKnownIsLookedUp(t *testing.T) {
	h, worker := smallHub(), ""
	news := func(phase model.Phase, started time.Time) {
		m := message(2)
		j := jobOf("bt_1", phase, 1)
		j.Started, j.Worker = started, worker
		m.Job(j)
		h.Take(m)
	}
	news(model.PhaseRunning, time.Time{})
	if ids := h.TakeLookups(); len(ids) != 1 {
		t.Fatalf("heard of for the first time, looked up are %v", ids)
	}
	news(model.PhaseRunning, time.Time{})
	if ids := h.TakeLookups(); len(ids) != 0 {
		t.Fatalf("known, looked up are %v", ids)
	}
	news(model.PhaseCompleted, time.Time{})
	if ids := h.TakeLookups(); len(ids) != 1 {
		t.Errorf("ended, looked up are %v", ids)
	}
	h = smallHub()
	news(model.PhaseRunning, at(0))
	h.TakeLookups()
	if news(model.PhaseCompleted, time.Time{}); len(h.TakeLookups()) != 1 {
		t.Error("nobody knows which worker ended it, and it is not looked up")
	}
	h, worker = smallHub(), "w1"
	news(model.PhaseRunning, at(0))
	h.TakeLookups()
	if news(model.PhaseCompleted, time.Time{}); len(h.TakeLookups()) != 0 {
		t.Error("all is known, and it is looked up")
	}
}

func TestJobsAreCountedByTheWorkerThatEndedThem(t *testing.T) {
	h := newHub()
	by := func(id, worker string, phase model.Phase) {
		j := model.NewJob(id)
		j.Worker, j.Phase, j.Created = worker, phase, time.Unix(5, 0)
		h.AddJob(j)
	}
	counted := func() map[string]int {
		f, err := h.NewReader(0).Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return f.Jobs.Ended
	}
	by("a", "w1", model.PhaseRunning)
	by("b", "w1", model.PhaseCompleted)
	by("c", "w2", model.PhaseFailed)
	by("d", "", model.PhaseCompleted)
	before := counted()
	if !maps.Equal(before, map[string]int{"w1": 1, "w2": 1}) {
		t.Errorf("counted %v", before)
	}
	by("a", "w2", model.PhaseCancelled) // taken over
	if after := counted(); !maps.Equal(after, map[string]int{"w1": 1, "w2": 2}) || before["w2"] != 1 {
		t.Errorf("counted %v, and what was handed out before is %v", after, before)
	}
}

func TestAJobThatBeginsAfterItsRecordWasReadIsLookedUpAgain(t *testing.T) {
	h := smallHub()
	h.AddJob(jobOf("bt_1", model.PhaseQueued, 1)) // as by who has just submitted it
	news := func(phase model.Phase) int {
		m := message(2)
		m.Job(jobOf("bt_1", phase, 1))
		h.Take(m)
		return len(h.TakeLookups())
	}
	if n := news(model.PhaseQueued); n != 0 {
		t.Errorf("still waiting, looked up %d times", n)
	}
	if n := news(model.PhaseRunning); n != 1 {
		t.Errorf("it runs, looked up %d times", n)
	}
	if n := news(model.PhaseRunning); n != 0 {
		t.Errorf("it still runs, looked up %d times", n)
	}
}

func TestAnIDIsShortenedToWhatTellsItApart(t *testing.T) {
	table := newJobs(100)
	for _, id := range []string{
		"bt_7f3a1111-0000-4000-8000-000000000000", "bt_91c01111-0000-4000-8000-000000000000", "bt_91c02222-0000-4000-8000-000000000000",
		"bt_00000000000000000001", "bt_00000000000000000002", "job", "sübchen_4711",
	} {
		table.put(jobOf(id, model.PhaseRunning, 0), 0)
	}
	l := table.list()
	for _, c := range []struct {
		id   string
		w    int
		want string
	}{
		{"bt_7f3a1111-0000-4000-8000-000000000000", 12, "bt_7f3a"},
		{"bt_91c01111-0000-4000-8000-000000000000", 12, "bt_91c01"},
		{"bt_00000000000000000002", 30, "bt_00000000000000000002"},
		{"bt_00000000000000000002", 12, "bt_…00000002"},
		{"bt_00000000000000000002", 4, "bt_…"},
		{"bt_00000000000000000002", 1, "2"},
		{"bt_00000000000000000002", 0, ""},
		{"job", 12, "job"},
		{"sübchen_4711", 12, "sübche"},
		{"unheard of until now", 12, "unheard"},
	} {
		if got := l.ShortID(c.id, c.w); got != c.want {
			t.Errorf("%s in %d cells is %q, want %q", c.id, c.w, got, c.want)
		}
	}
	if got := (&model.JobList{}).ShortID("bt_7f3a1111", 12); got != "bt_7f3a" {
		t.Errorf("without any other it is %q", got)
	}
}

func TestARecordThatTellsNoEndSaysNothingOfHowLongAJobRan(t *testing.T) {
	h := New(standard, 5, func() time.Time { return noon })
	j := jobOf("old", model.PhaseFailed, 0)
	j.Created, j.Updated = noon.Add(-time.Hour), time.Time{}
	h.LoadJobs([]model.Job{j}, noon)
	if got := h.jobs.job("old").Elapsed(noon); got != 0 {
		t.Errorf("it ran %s, by the time that it was read", got)
	}
}

func TestARecordFromAClockThatIsAheadIsNoNewsFromTheFuture(t *testing.T) {
	h, now := newHub(), time.Unix(10_000, 0)
	record := func(progress float64, updated time.Time) model.Job {
		j := model.NewJob("bt_1")
		j.Phase, j.Progress, j.Updated = model.PhaseRunning, progress, updated
		return j
	}
	load := func(j model.Job, at time.Time) model.Job {
		h.LoadJobs([]model.Job{j}, at)
		got, _ := h.Job("bt_1")
		return got
	}
	ahead := now.Add(time.Hour)
	if j := load(record(.4, ahead), now); !j.Updated.Equal(now) {
		t.Errorf("it was heard of at %s", j.Updated)
	}
	if j := load(record(.4, ahead), now.Add(time.Minute)); !j.Updated.Equal(now) || j.Silent(now.Add(time.Minute)) != time.Minute {
		t.Errorf("the same once more is news at %s", j.Updated)
	}
	if j := load(record(.5, ahead), now.Add(2*time.Minute)); !j.Updated.Equal(now.Add(2*time.Minute)) || j.Silent(now.Add(2*time.Minute)) != 0 {
		t.Errorf("what is new of it came at %s", j.Updated)
	}
}
