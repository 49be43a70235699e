package jobs

import (
	"slices"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/ui/pane"
	"tickdeck/ui/uitest"
)

// told are the texts of what is new since the last call.
func (d *deck) told() (texts []string) {
	for _, n := range d.News() {
		texts = append(texts, n.Text)
	}
	return texts
}

func (d *deck) tells(want ...string) {
	d.t.Helper()
	if got := d.told(); !slices.Equal(got, want) {
		d.t.Errorf("it tells %q, want %q", got, want)
	}
}

func done(j model.Job, roi float64) model.Job {
	j.Phase, j.Progress, j.Finished, j.Result = model.PhaseCompleted, 1, noon, resultOf(roi, 1)
	return j
}

func TestTheEndOfOnesOwnJobsIsToldOnce(t *testing.T) {
	mine, other, failed := someJobs()[0], someJobs()[2], someJobs()[1]
	d := open(t, 60, 20, append(someJobs()[4:], mine, other, failed)...)
	d.tells() // what had ended before is no news
	failed.Phase, failed.Error = model.PhaseFailed, "no bars"
	d.frame(uitest.News{Taken: noon, Jobs: []model.Job{done(mine, -0.027), done(other, 0.1), failed}})
	d.tells("bt_7f3a done −2.7%", "bt_91c0 failed: no bars")
	d.frame(uitest.News{Taken: noon.Add(time.Minute), Jobs: []model.Job{done(mine, -0.027)}})
	d.tells()
}

func TestAJobThatIsOverBeforeItIsListedIsToldAndSelected(t *testing.T) {
	d := open(t, 60, 30, someJobs()...)
	d.press("G")
	j := someJobs()[3]
	j.ID = "bt_quick"
	d.Update(pane.FollowJobMsg{ID: j.ID})
	d.work()
	d.tells()
	d.frame(uitest.News{Taken: noon, Jobs: []model.Job{done(j, 0.05)}})
	d.tells("bt_quick done +5.0%")
	d.line("›bt_quick")
	d.press("k")
	d.frame(uitest.News{Taken: noon, Jobs: []model.Job{someJobs()[0]}})
	if d.cursor.id == "bt_quick" {
		t.Error("the cursor goes back to it")
	}
}

func TestWhatHasEndedOpens(t *testing.T) {
	d := open(t, 60, 20, someJobs()[0])
	d.frame(uitest.News{Taken: noon, Jobs: []model.Job{done(someJobs()[0], 0.1)}})
	news := d.News()
	news[0].Open()
	d.line("status", "done")
	d.env.Close()
	opened := ""
	d.env.OpenResult = func(id string) { opened = id }
	news[0].Open()
	if opened != someJobs()[0].ID {
		t.Errorf("opened %q", opened)
	}
}

func TestASweepIsToldAsOne(t *testing.T) {
	d := open(t, 60, 20, sweepJobs("sweep_4", 20, 18)...)
	if got := d.Progress(); got.Things != 1 || got.Done < 0.93 || got.Done > 0.95 {
		t.Errorf("the progress is %+v", got)
	}
	d.frame(uitest.News{Taken: noon.Add(time.Second), Jobs: sweepJobs("sweep_4", 20, 20)})
	d.tells("sweep_4 done, 20 jobs, best +10.3%")
	d.frame(uitest.News{Taken: noon.Add(2 * time.Second)})
	d.tells()
	if got := d.Progress(); got.Things != 0 {
		t.Errorf("it still waits: %+v", got)
	}
}

// The jobs of a sweep come one after the other: that those which are there are over
// does not end it.
func TestASweepOfWhichMoreIsToComeIsNotOver(t *testing.T) {
	d := open(t, 60, 20)
	d.Update(pane.FollowJobMsg{Sweep: "sweep_4"})
	all := sweepJobs("sweep_4", 6, 6)
	for i := range all {
		all[i].Updated = noon
	}
	d.frame(uitest.News{Taken: noon, Jobs: all[:3]})
	d.tells()
	d.frame(uitest.News{Taken: noon.Add(time.Second), Jobs: all[3:]})
	d.tells("sweep_4 done, 6 jobs, best +10.3%")

	d = open(t, 60, 20)
	d.Update(pane.FollowJobMsg{Sweep: "sweep_4"})
	d.frame(uitest.News{Taken: noon, Jobs: all[:3]})
	d.frame(uitest.News{Taken: noon.Add(11 * time.Second)})
	d.tells("sweep_4 done, 6 jobs, best +10.3%")
}

func TestTheProgressIsThatOfAllThatIsWaitedFor(t *testing.T) {
	a, b := someJobs()[0], someJobs()[1]
	a.Progress, b.Progress, b.Updated = 0.5, 0.1, before(1)
	d := open(t, 60, 20, a, b, someJobs()[2])
	if got := d.Progress(); got.Things != 2 || got.Done < 0.29 || got.Done > 0.31 || got.Doubt || got.Failed {
		t.Errorf("of two it is %+v", got)
	}
	d.frame(uitest.News{Taken: noon.Add(time.Second), Jobs: []model.Job{done(a, 0.1)}})
	if got := d.Progress(); got.Things != 1 || got.Done < 0.54 || got.Done > 0.56 {
		t.Errorf("one of two is over: %+v", got)
	}
	d.frame(uitest.News{Taken: noon.Add(30 * time.Second)})
	if got := d.Progress(); !got.Doubt {
		t.Errorf("nothing is heard of it: %+v", got)
	}
	b.Phase = model.PhaseFailed
	d.frame(uitest.News{Taken: noon.Add(31 * time.Second), Jobs: []model.Job{b}})
	if got := d.Progress(); got.Things != 0 || model.Known(got.Done) {
		t.Errorf("all is over: %+v", got)
	}
}

func TestACancelThatNobodyConfirmsIsTold(t *testing.T) {
	j := someJobs()[0]
	d := open(t, 80, 20, j)
	d.press("x", "y")
	j.Phase, j.Asked, j.Updated = model.PhaseCancelling, noon, noon
	d.frame(uitest.News{Taken: noon.Add(2 * time.Second), Jobs: []model.Job{j}})
	d.tells()
	d.frame(uitest.News{Taken: noon.Add(12 * time.Second)})
	d.tells("bt_7f3a asked to stop 12 s ago, nobody confirms")
	d.frame(uitest.News{Taken: noon.Add(13 * time.Second)})
	d.tells()
	if all := d.Troubles(); len(all) != 1 || all[0].Text != "bt_7f3a asked to stop 13s ago, nobody confirms" {
		t.Errorf("the troubles are %+v", all)
	}
}

func TestTheFailuresOfASweepAreOneTrouble(t *testing.T) {
	jobs := sweepJobs("sweep_4", 6, 3)
	d := open(t, 60, 20, jobs...)
	d.Troubles()
	for i := range 3 {
		jobs[i].Phase, jobs[i].Result, jobs[i].Error, jobs[i].Finished = model.PhaseFailed, nil, "no bars", noon
	}
	d.frame(uitest.News{Taken: noon.Add(time.Second), Jobs: jobs[:3]})
	if all := d.Troubles(); len(all) != 1 || all[0].Text != "sweep_4 3 failed: no bars" {
		t.Errorf("the troubles are %+v", all)
	}
}

func TestTheRateOfAJobThatShowsIsRemembered(t *testing.T) {
	j := someJobs()[0]
	d := open(t, 200, 20, j)
	for i := range 5 {
		j.Progress += 0.02
		j.Updated = noon.Add(time.Duration(i+1) * time.Second)
		d.frame(uitest.News{Taken: noon.Add(time.Duration(i+1) * time.Second), Jobs: []model.Job{j}})
		d.text()
	}
	if got := d.rates.of(j.ID); len(got) < 4 || got[len(got)-1] < 0.019 || got[len(got)-1] > 0.021 {
		t.Errorf("the rates are %v", got)
	}
	j = done(j, 0.1)
	d.frame(uitest.News{Taken: noon.Add(9 * time.Second), Jobs: []model.Job{j}})
	if got := d.rates.of(j.ID); got != nil {
		t.Errorf("what is over keeps %v", got)
	}
}
