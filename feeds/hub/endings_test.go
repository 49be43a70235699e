package hub

import (
	"testing"
	"time"

	"tickdeck/model"
)

func ended(id, user string, at int64) model.Job {
	j := model.NewJob(id)
	j.User, j.Phase, j.Progress, j.Finished = user, model.PhaseCompleted, 1, time.Unix(at, 0)
	return j
}

func newHub() *Hub { return New(nil, 100, time.Now) }

func TestWhoFollowsEndingsIsToldOfThoseOfOneUserTheLastFirst(t *testing.T) {
	h := newHub()
	h.AddJob(ended("bt_before", "ann", 5))
	news := h.FollowEndings()
	running := model.NewJob("bt_runs")
	running.User, running.Phase = "ann", model.PhaseRunning
	h.AddJob(running)
	h.AddJob(ended("bt_other", "bob", 6))
	h.LoadJobs([]model.Job{ended("bt_loaded", "ann", 9)}, time.Now())
	<-news
	got := h.TakeEndings("ann")
	if len(got) != 2 || got[0].ID != "bt_loaded" || got[1].ID != "bt_before" {
		t.Errorf("told of %v", got)
	}
	if again := h.TakeEndings("ann"); len(again) != 0 {
		t.Errorf("told once more of %v", again)
	}
	h.AddJob(ended("bt_runs", "", 10))
	if got := h.TakeEndings("ann"); len(got) != 1 || got[0].ID != "bt_runs" {
		t.Errorf("told of %v", got)
	}
}

func TestAJobFromTheDiskIsListedAsOneAndToldToNobody(t *testing.T) {
	h := newHub()
	h.FollowEndings()
	h.RestoreJobs([]model.Job{ended("bt_1", "ann", 5)})
	j, ok := h.Job("bt_1")
	if !ok || j.From != model.FromDisk || j.Phase != model.PhaseCompleted {
		t.Errorf("listed is %+v", j)
	}
	if got := h.TakeEndings("ann"); len(got) != 0 {
		t.Errorf("it is written to where it is from: %v", got)
	}
	if h.Finished("bt_1") {
		t.Error("its record in Redis would never be looked at")
	}
	if list := h.jobs.list(); list.InRedis != 0 || list.Left != 0 || list.Counts[model.PhaseCompleted] != 1 {
		t.Errorf("the list says %+v", list)
	}
}

func TestWhatRedisSaysOfAJobFromTheDiskIsNewer(t *testing.T) {
	h := newHub()
	kept := ended("bt_1", "ann", 5)
	kept.Result = model.NewResult()
	kept.Result.ROI = 0.5
	h.RestoreJobs([]model.Job{kept, ended("bt_2", "ann", 5)})
	h.LoadJobs([]model.Job{ended("bt_1", "ann", 5)}, time.Now())
	if j, _ := h.Job("bt_1"); j.From != "" || j.Result == nil || !h.Finished("bt_1") {
		t.Errorf("of the same end it knows %+v", j)
	}
	runs := model.NewJob("bt_2")
	runs.Phase, runs.Progress = model.PhaseRunning, 0.25
	h.LoadJobs([]model.Job{runs}, time.Now())
	if j, _ := h.Job("bt_2"); j.From != "" || j.Phase != model.PhaseRunning || j.Progress != 0.25 || !j.Finished.IsZero() {
		t.Errorf("Redis says that it runs, the list %+v", j)
	}
	// And what comes from the disk late is older.
	h.RestoreJobs([]model.Job{ended("bt_2", "ann", 5)})
	if j, _ := h.Job("bt_2"); j.Phase != model.PhaseRunning {
		t.Errorf("the disk has put %+v in its place", j)
	}
}

func TestLateNewsOnAChannelDoesNotRunAJobFromTheDiskAgain(t *testing.T) {
	h := newHub()
	h.RestoreJobs([]model.Job{ended("bt_1", "ann", 5)})
	late := model.NewJob("bt_1")
	late.Phase, late.Progress = model.PhaseRunning, 0.4
	h.AddJob(late)
	if j, _ := h.Job("bt_1"); j.Phase != model.PhaseCompleted || j.Progress != 1 || j.From != model.FromDisk {
		t.Errorf("it is %+v", j)
	}
}

func TestAJobThatIsLostIsNotToldToWhoKeepsThoseThatHaveEnded(t *testing.T) {
	h := newHub()
	h.FollowEndings()
	runs := model.NewJob("bt_1")
	runs.User, runs.Phase, runs.Updated = "ann", model.PhaseRunning, time.Unix(5, 0)
	h.AddJob(runs)
	h.LoseJobs([]string{"bt_1"}, time.Unix(500, 0))
	if j, _ := h.Job("bt_1"); j.Phase != model.PhaseLost {
		t.Fatalf("it is %s", j.Phase)
	}
	if got := h.TakeEndings("ann"); len(got) != 0 {
		t.Errorf("told of %v", got)
	}
}
