package sweep

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// noon is when every sweep of these tests begins.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func after(seconds float64) time.Time {
	return noon.Add(time.Duration(seconds * float64(time.Second)))
}

// part is a job of a sweep over stop_loss and take_profit.
func part(i int, stop, target float64) *model.Job {
	j := model.NewJob(fmt.Sprintf("bt_%04d", i))
	j.Sweep = model.SweepPart{ID: "sweep_4", Jobs: 4, Varied: []model.Varied{
		{Name: params.StopLoss, Value: params.NumberOf(stop)}, {Name: params.TakeProfit, Value: params.NumberOf(target)},
	}}
	j.Phase, j.Created = model.PhaseQueued, noon
	return &j
}

func (s *Summary) words() string {
	return fmt.Sprintf("%v, %d of %d over, %.0f%%", s.Phase(), s.Over(), s.Jobs, 100*s.Progress)
}

func running(j *model.Job, progress float64, from, news float64) {
	j.Phase, j.Progress, j.Started, j.Updated = model.PhaseRunning, progress, after(from), after(news)
}

func ends(j *model.Job, phase model.Phase, from, to float64) {
	j.Phase, j.Started, j.Finished, j.Updated = phase, after(from), after(to), after(to)
}

func TestASweepStandsAsOne(t *testing.T) {
	jobs := []*model.Job{part(1, .02, .1), part(2, .02, .2), part(3, .04, .1), part(4, .04, .2)}
	say := func(want string) {
		t.Helper()
		s := Of(jobs)
		if got := s.words(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	say("submitted, 0 of 4 over, 0%")
	running(jobs[0], .5, 0, 1)
	say("running, 0 of 4 over, 12%")
	ends(jobs[0], model.PhaseCompleted, 0, 2)
	say("running, 1 of 4 over, 25%") // nobody has taken the next one yet
	ends(jobs[1], model.PhaseFailed, 2, 3)
	jobs[2].Phase = model.PhaseCancelling
	say("cancelling, 2 of 4 over, 50%")
	ends(jobs[2], model.PhaseCancelled, 3, 4)
	ends(jobs[3], model.PhaseCompleted, 3, 5)
	say("done, 4 of 4 over, 100%")
	if s := Of(jobs); s.Took(after(100)) != 5*time.Second || !s.Ended.Equal(after(5)) {
		t.Errorf("it took %v, until %v", s.Took(after(100)), s.Ended)
	}
	jobs = jobs[:2]
	say("done, 2 of 4 over, 50%") // two are not kept, so nobody knows more of them
	if s := Of(jobs); !s.Ended.IsZero() {
		t.Error("two of its jobs may still run")
	}
	if s := Of(nil); s.Phase() != model.PhaseUnknown || s.Progress != 0 {
		t.Errorf("without jobs it is %s", s.words())
	}
}

func TestASweepOfWhichAllRecordsExpiredIsLost(t *testing.T) {
	jobs := []*model.Job{part(1, .02, .1), part(2, .02, .2), part(3, .04, .1), part(4, .04, .2)}
	for _, j := range jobs {
		j.Phase = model.PhaseLost
	}
	if s := Of(jobs); s.words() != "lost, 4 of 4 over, 100%" {
		t.Errorf("it is %s", s.words())
	}
	jobs[0].Phase = model.PhaseCompleted
	if s := Of(jobs); s.Phase() != model.PhaseCompleted || s.Counts[model.PhaseLost] != 3 {
		t.Errorf("with one that is done it is %s", s.words())
	}
}

func TestProgressThatIsNoneCountsAsNone(t *testing.T) {
	jobs := []*model.Job{part(1, .02, .1), part(2, .02, .2), part(3, .04, .1), part(4, .04, .2)}
	running(jobs[0], model.None(), 0, 1)
	running(jobs[1], 7, 0, 1)
	running(jobs[2], -1, 0, 1)
	if s := Of(jobs); s.Progress != .25 {
		t.Errorf("it is at %v", s.Progress)
	}
}

func TestWhatRemainsOfASweepIsARange(t *testing.T) {
	var jobs []*model.Job
	for i := range 4 {
		jobs = append(jobs, part(i, .02, .1))
		jobs[i].Sweep.Jobs = 10
		ends(jobs[i], model.PhaseCompleted, 2*float64(i), 2*float64(i)+2) // one each two seconds, for 8 s
	}
	for i := 4; i < 6; i++ { // then two in four seconds of which one is under way
		jobs = append(jobs, part(i, .02, .1))
	}
	ends(jobs[4], model.PhaseCompleted, 8, 10)
	running(jobs[5], .5, 10, 12)
	s := Of(jobs)
	low, high, ok := s.Remaining()
	// 5.5 jobs in 12 s leave 4.5: 9.8 s; of the last 4 s 1.5 jobs: 12 s.
	if !ok || low.Round(100*time.Millisecond) != 9800*time.Millisecond || high != 12*time.Second {
		t.Errorf("%v to %v, %v", low, high, ok)
	}
	if s := Of(jobs[:0]); func() bool { _, _, ok := s.Remaining(); return ok }() {
		t.Error("nobody knows when nothing will end")
	}
	slices.Reverse(jobs)
	again := Of(jobs)
	if l, h, _ := again.Remaining(); l != low || h != high {
		t.Errorf("in another order %v to %v", l, h)
	}
}

func TestTheBestOfASweepIsThatOfTheHighestSharpe(t *testing.T) {
	jobs := []*model.Job{part(1, .02, .1), part(2, .02, .2), part(3, .04, .1), part(4, .04, .2)}
	for i, sharpe := range []float64{.4, 1.3, model.None(), .9} {
		ends(jobs[i], model.PhaseCompleted, 0, 1)
		jobs[i].Result = model.NewResult()
		jobs[i].Result.Sharpe, jobs[i].Result.ROI = sharpe, 5-sharpe
	}
	jobs[2].Result.ROI = 99
	if s := Of(jobs); s.Best != jobs[1] {
		t.Errorf("the best is %v", s.Best.ID)
	}
	for _, j := range jobs {
		j.Result.Sharpe = model.None()
	}
	if s := Of(jobs); s.Best != jobs[2] {
		t.Errorf("without ratios the best is %v", s.Best.ID)
	}
}

// listed is a list of jobs in the order in which they are given.
type listed []*model.Job

func (l listed) Len() int                { return len(l) }
func (l listed) At(i int) *model.Job     { return l[i] }
func (l listed) ByID(string) *model.Job  { return nil }
func (l listed) Position(*model.Job) int { return -1 }
func (l listed) Distinct(string) int     { return 0 }

func TestTheJobsOfASweepAreFoundAmongOthers(t *testing.T) {
	other, alone := part(3, .1, .1), model.NewJob("bt_alone")
	other.Sweep.ID = "sweep_5"
	list := listed{part(1, .02, .1), &alone, other, nil, part(2, .04, .1)}
	if got := Jobs(list, "sweep_4"); len(got) != 2 || got[0] != list[0] || got[1] != list[4] {
		t.Errorf("%d jobs", len(got))
	}
	if len(Jobs(list, "")) != 0 || len(Jobs(nil, "sweep_4")) != 0 {
		t.Error("a job alone is no part of any")
	}
	got := Groups(list)
	if len(got) != 2 || got[0].ID != "sweep_4" || len(got[0].Jobs) != 2 || got[1].Jobs[0] != other {
		t.Errorf("%+v", got)
	}
}

func TestAnAxisHasTheValuesThatWereSeenInOrder(t *testing.T) {
	jobs := []*model.Job{part(1, .1, .2), part(2, .02, .2), part(3, .1, .05)}
	jobs[2].Sweep.Varied = append(jobs[2].Sweep.Varied, model.Varied{Name: "zeal"}, model.Varied{Name: params.Direction, Value: params.TextOf("long")})
	got := ""
	for _, a := range Axes(jobs) {
		got += fmt.Sprint(a.Parameter.Name, a.Values, " ")
	}
	if want := "stop_loss[0.02 0.1] take_profit[0.05 0.2] direction[long] "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if Value(jobs[0], params.Direction) != params.TextOf("both") || Value(jobs[0], params.StopLoss).Number() != .1 {
		t.Error("what a job does not say is the default")
	}
}

// many are the jobs of a sweep of n, half of them done.
func many(n int) []*model.Job {
	jobs := make([]*model.Job, n)
	for i := range jobs {
		jobs[i] = part(i, float64(i%50)/100, float64(i/50)/100)
		jobs[i].Sweep.Jobs = n
		if i%2 == 0 {
			ends(jobs[i], model.PhaseCompleted, float64(i)/100, float64(i+1)/100)
			jobs[i].Result = model.NewResult()
			jobs[i].Result.Sharpe, jobs[i].Result.Digest = float64(i%97)/50, fmt.Sprint(i%1000)
			jobs[i].Result.DurationDays, jobs[i].Result.Skew, jobs[i].Result.Kurtosis = 365, 0, 0
		}
	}
	return jobs
}

func BenchmarkOf(b *testing.B) {
	for _, n := range []int{500, 5_000} {
		jobs := many(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if s := Of(jobs); s.Kept != n {
					b.Fatal(s.Kept)
				}
			}
		})
	}
}
