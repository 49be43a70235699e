package model

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// noon is the time at which every story of these tests begins.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func after(seconds float64) time.Time {
	return noon.Add(time.Duration(seconds * float64(time.Second)))
}

// news is one update as it comes from the wire.
func news(phase Phase, progress float64, at time.Time) Job {
	j := NewJob("bt_1")
	j.Phase, j.Progress, j.Updated = phase, progress, at
	return j
}

func told(updates ...Job) Job {
	j := NewJob("bt_1")
	for _, u := range updates {
		j = j.Merge(u)
	}
	return j
}

func TestLateNewsIsIgnored(t *testing.T) {
	done := news(PhaseCompleted, 1, after(10))
	for name, c := range map[string]struct {
		have     Job
		update   Job
		phase    Phase
		progress float64
	}{
		"progress of a running job":           {news(PhaseRunning, .2, after(1)), news(PhaseRunning, .5, after(2)), PhaseRunning, .5},
		"progress that goes back":             {news(PhaseRunning, .5, after(1)), news(PhaseRunning, .2, after(2)), PhaseRunning, .5},
		"no progress":                         {news(PhaseRunning, .5, after(1)), news(PhaseRunning, None(), after(2)), PhaseRunning, .5},
		"first progress":                      {news(PhaseQueued, None(), after(1)), news(PhaseRunning, 0, after(2)), PhaseRunning, 0},
		"queued after running":                {news(PhaseRunning, .5, after(1)), news(PhaseQueued, .9, after(2)), PhaseRunning, .5},
		"an unknown status still brings news": {news(PhaseRunning, .5, after(1)), news(PhaseUnknown, .6, after(2)), PhaseRunning, .6},
		"the end":                             {news(PhaseRunning, .5, after(1)), news(PhaseCompleted, None(), after(2)), PhaseCompleted, 1},
		"a failure keeps its progress":        {news(PhaseRunning, .5, after(1)), news(PhaseFailed, None(), after(2)), PhaseFailed, .5},
		"running after the end":               {done, news(PhaseRunning, .5, after(11)), PhaseCompleted, 1},
		"failed after the end":                {done, news(PhaseFailed, .5, after(11)), PhaseCompleted, 1},
		"completed after failed":              {news(PhaseFailed, .5, after(1)), news(PhaseCompleted, 1, after(2)), PhaseFailed, .5},
		"an unknown status after the end":     {news(PhaseFailed, .5, after(1)), news(PhaseUnknown, .7, after(2)), PhaseFailed, .5},
		"running while cancelling":            {news(PhaseCancelling, .5, after(1)), news(PhaseRunning, .6, after(2)), PhaseCancelling, .6},
		"queued while cancelling":             {news(PhaseCancelling, .5, after(1)), news(PhaseQueued, .6, after(2)), PhaseCancelling, .5},
		"cancelled at last":                   {news(PhaseCancelling, .5, after(1)), news(PhaseCancelled, None(), after(2)), PhaseCancelled, .5},
		"completed before it was cancelled":   {news(PhaseCancelling, .5, after(1)), news(PhaseCompleted, None(), after(2)), PhaseCompleted, 1},
	} {
		got := c.have.Merge(c.update)
		if got.Phase != c.phase || got.Progress != c.progress {
			t.Errorf("%s: it is %s at %v, want %s at %v", name, got.Phase, got.Progress, c.phase, c.progress)
		}
	}
}

func TestAnOutcomeAfterTheEndBringsItsResult(t *testing.T) {
	have := news(PhaseCompleted, 1, after(10))
	update := news(PhaseCompleted, None(), after(11))
	update.Result = &Result{ROI: .1}
	update.Error = "2 symbols without data"
	got := have.Merge(update)
	if got.Result == nil || got.Result.ROI != .1 || got.Error == "" {
		t.Fatalf("result %v, error %q", got.Result, got.Error)
	}
	if got.Merge(news(PhaseCompleted, None(), after(12))).Result == nil {
		t.Fatal("the result is gone with the next message")
	}
}

func TestARecordFillsInWhatAChannelDidNotSay(t *testing.T) {
	record := NewJob("bt_1")
	record.User, record.Symbols, record.Patterns = "ann", []string{"AAPL"}, []string{"Doji"}
	record.Start, record.End, record.Phase, record.Created = "2024-01-01", "2024-12-31", PhaseQueued, after(-5)
	got := told(news(PhaseRunning, .5, after(1)), record)
	if got.User != "ann" || len(got.Symbols) != 1 || len(got.Patterns) != 1 || got.Start != record.Start || got.End != record.End {
		t.Errorf("the request is not filled in: %+v", got)
	}
	if got.Phase != PhaseRunning || !got.Created.Equal(record.Created) || !got.Updated.Equal(after(1)) {
		t.Errorf("an old record counts as news: %+v", got)
	}
	other := record
	other.User, other.Symbols = "bob", []string{"MSFT"}
	if again := got.Merge(other); again.User != "ann" || again.Symbols[0] != "AAPL" {
		t.Errorf("what never changes has changed: %+v", again)
	}
}

func TestElapsedRunsUntilTheEnd(t *testing.T) {
	running := told(news(PhaseQueued, None(), after(0)), news(PhaseRunning, .1, after(2)))
	if got := running.Elapsed(after(9)); got != 7*time.Second {
		t.Errorf("counted from the first progress: %s, want 7s", got)
	}
	running.Created = after(-1)
	if got := running.Elapsed(after(9)); got != 10*time.Second {
		t.Errorf("counted from the submission: %s, want 10s", got)
	}
	running.Started = after(1)
	if got := running.Elapsed(after(9)); got != 8*time.Second {
		t.Errorf("counted from the start: %s, want 8s", got)
	}
	if got := running.Elapsed(after(-9)); got != 0 {
		t.Errorf("a clock that goes back gives %s, want 0", got)
	}
	done := running.Merge(news(PhaseCompleted, None(), after(21)))
	if got := done.Elapsed(after(99)); got != 20*time.Second {
		t.Errorf("a finished job ran %s, want 20s", got)
	}
	if got := done.Merge(news(PhaseCompleted, None(), after(60))).Elapsed(after(99)); got != 20*time.Second {
		t.Errorf("a result that comes late makes it %s, want 20s", got)
	}
	done.Finished = after(11)
	if got := done.Elapsed(after(99)); got != 10*time.Second {
		t.Errorf("by its own word it ran %s, want 10s", got)
	}
	if got := NewJob("x").Elapsed(noon); got != 0 {
		t.Errorf("a job of which nothing is known ran %s", got)
	}
}

func TestAJobIsSilentAfterAWhileWithoutNews(t *testing.T) {
	for _, c := range []struct {
		phase   Phase
		silence time.Duration
		want    time.Duration
	}{
		{PhaseRunning, SilentAfter - 1, 0},
		{PhaseRunning, SilentAfter, SilentAfter},
		{PhaseCancelling, time.Minute, time.Minute},
		{PhaseQueued, time.Hour, 0},
		{PhaseCompleted, time.Hour, 0},
		{PhaseRunning, -time.Hour, 0},
	} {
		if got := news(c.phase, .5, noon).Silent(noon.Add(c.silence)); got != c.want {
			t.Errorf("%s, without news for %s: silent for %s, want %s", c.phase, c.silence, got, c.want)
		}
	}
	if got := news(PhaseRunning, .5, time.Time{}).Silent(noon); got != 0 {
		t.Errorf("a job never heard of on a channel is silent for %s", got)
	}
}

func TestACancellingJobThatStillReportsIsNotSilent(t *testing.T) {
	j := told(news(PhaseCancelling, .5, after(0)), news(PhaseRunning, .6, after(20)))
	if got := j.Silent(after(25)); got != 0 {
		t.Fatalf("silent for %s", got)
	}
}

func TestRemainingIsARangeFromTheRate(t *testing.T) {
	steady := told(news(PhaseRunning, 0, after(0)), news(PhaseRunning, .1, after(1)), news(PhaseRunning, .2, after(2)))
	low, high, ok := steady.Remaining(after(2))
	if !ok || low.Round(time.Millisecond) != 8*time.Second || high.Round(time.Millisecond) != 8*time.Second {
		t.Errorf("steady: %s to %s, %v; want 8s", low, high, ok)
	}
	if low, _, _ := steady.Remaining(after(5)); low.Round(time.Millisecond) != 20*time.Second {
		t.Errorf("after 3 s of silence: %s, want 20s: 0.2 took 5 s", low)
	}
	if low, high, ok := steady.Remaining(after(11.9)); !ok || low < 0 || high < 0 {
		t.Errorf("past the estimate: %s to %s, %v; want 0", low, high, ok)
	}
	slower := steady
	for i := range 8 {
		slower = slower.Merge(news(PhaseRunning, .2+.01*float64(i+1), after(float64(i+3))))
	}
	low, high, ok = slower.Remaining(after(10))
	if !ok || low >= high {
		t.Errorf("a job that slows down is estimated at %s to %s, %v", low, high, ok)
	}
}

func TestRemainingIsUnknownWhileTooLittleWasSeen(t *testing.T) {
	for name, j := range map[string]Job{
		"one point":     told(news(PhaseRunning, .1, after(0))),
		"two points":    told(news(PhaseRunning, .1, after(0)), news(PhaseRunning, .2, after(1))),
		"no progress":   told(news(PhaseRunning, .1, after(0)), news(PhaseRunning, .1, after(1)), news(PhaseRunning, .1, after(2)), news(PhaseRunning, .1, after(3))),
		"clock is back": told(news(PhaseRunning, .1, after(9)), news(PhaseRunning, .2, after(5)), news(PhaseRunning, .3, after(1)), news(PhaseRunning, .4, after(0))),
		"queued":        news(PhaseQueued, .5, after(0)),
		"finished":      told(news(PhaseRunning, 0, after(0)), news(PhaseRunning, .1, after(1)), news(PhaseRunning, .2, after(2)), news(PhaseCompleted, 1, after(3))),
	} {
		if low, high, ok := j.Remaining(after(4)); ok {
			t.Errorf("%s: estimated at %s to %s", name, low, high)
		}
	}
	silent := told(news(PhaseRunning, 0, after(0)), news(PhaseRunning, .1, after(1)), news(PhaseRunning, .2, after(2)))
	if _, _, ok := silent.Remaining(after(60)); ok {
		t.Error("a silent job is estimated")
	}
}

func TestThePublishersEstimateStandsInWhileNoRateIsKnown(t *testing.T) {
	j := news(PhaseRunning, .1, after(0))
	j.Expected = after(40)
	if low, high, ok := j.Remaining(after(5)); !ok || low != 35*time.Second || high != low {
		t.Errorf("%s to %s, %v; want 35s", low, high, ok)
	}
	if low, _, ok := j.Remaining(after(41)); ok {
		t.Errorf("past its time %s remain", low)
	}
	j = told(j, news(PhaseRunning, .2, after(1)), news(PhaseRunning, .3, after(2)))
	if _, high, _ := j.Remaining(after(2)); high.Round(time.Second) != 7*time.Second {
		t.Errorf("%s by the rate, want 7s", high)
	}
}

func TestAJobKnowsWhenItWasFirstAskedToStop(t *testing.T) {
	asked := func(at time.Time) Job {
		j := NewJob("x")
		j.Phase, j.Asked = PhaseCancelling, at
		return j
	}
	j := told(news(PhaseRunning, .1, after(0)), asked(after(3)), asked(after(9)), news(PhaseRunning, .2, after(10)))
	if j.Phase != PhaseCancelling || !j.Asked.Equal(after(3)) {
		t.Errorf("%s, asked at %s", j.Phase, j.Asked)
	}
}

func TestJobsAreTheSameWhenNothingDiffers(t *testing.T) {
	j := told(news(PhaseRunning, None(), after(1)), news(PhaseRunning, None(), after(2)))
	j.Symbols = []string{"AAPL"}
	other := j
	other.Symbols = []string{"AAPL"}
	if !j.Same(other) {
		t.Error("a copy differs")
	}
	other.Progress = .1
	if j.Same(other) {
		t.Error("progress makes no difference")
	}
	other = j
	other.Symbols = []string{"MSFT"}
	if j.Same(other) {
		t.Error("the symbols make no difference")
	}
}

func drawNews(t *rapid.T) Job {
	j := NewJob("bt_1")
	j.Phase = Phase(rapid.IntRange(int(PhaseUnknown), int(PhaseCancelled)).Draw(t, "phase"))
	if rapid.Bool().Draw(t, "with progress") {
		j.Progress = rapid.Float64Range(0, 1).Draw(t, "progress")
	}
	j.Updated = after(float64(rapid.IntRange(0, 1000).Draw(t, "at")))
	if rapid.Bool().Draw(t, "with result") {
		j.Result = NewResult()
	}
	return j
}

func TestAFinishedJobStaysFinished(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := drawNews(t)
		for range rapid.IntRange(1, 50).Draw(t, "updates") {
			was := j
			j = j.Merge(drawNews(t))
			switch {
			case j.Phase < was.Phase:
				t.Fatalf("%s became %s", was.Phase, j.Phase)
			case was.Phase.Terminal() && j.Phase != was.Phase:
				t.Fatalf("finished as %s, then it is %s", was.Phase, j.Phase)
			case was.Phase.Terminal() && !j.Updated.Equal(was.Updated):
				t.Fatal("a finished job goes on")
			case was.Result != nil && j.Result == nil:
				t.Fatal("a result was lost")
			case Known(was.Progress) && !(j.Progress >= was.Progress):
				t.Fatalf("progress went from %v to %v", was.Progress, j.Progress)
			}
			if low, high, ok := j.Remaining(after(1001)); ok && (low < 0 || high < low) {
				t.Fatalf("remaining %s to %s", low, high)
			}
		}
	})
}

func TestALostJobIsOverUntilThereIsNewsOfIt(t *testing.T) {
	lost := NewJob("x")
	lost.Phase = PhaseLost
	disk := news(PhaseRunning, .5, after(1))
	disk.From = FromDisk
	for name, c := range map[string]struct {
		have, news Job
		want       Phase
	}{
		"one that runs gets lost":         {news(PhaseRunning, .5, after(1)), lost, PhaseLost},
		"one that waits gets lost":        {news(PhaseQueued, None(), after(1)), lost, PhaseLost},
		"one that is done does not":       {news(PhaseCompleted, 1, after(1)), lost, PhaseCompleted},
		"progress brings it back":         {lost, news(PhaseRunning, .6, after(2)), PhaseRunning},
		"its end brings it back":          {lost, news(PhaseFailed, None(), after(2)), PhaseFailed},
		"it may have to begin again":      {lost, news(PhaseQueued, None(), after(2)), PhaseQueued},
		"one from the disk has no record": {disk, lost, PhaseRunning},
		"nothing new leaves it as it is":  {lost, NewJob("x"), PhaseLost},
	} {
		if got := c.have.Merge(c.news).Phase; got != c.want {
			t.Errorf("%s: it is %s, want %s", name, got, c.want)
		}
		if c.have.Contradicts(c.news) && c.have.Phase == PhaseLost {
			t.Errorf("%s: that contradicts nothing", name)
		}
	}
	if !PhaseLost.Terminal() || PhaseLost.String() != "lost" {
		t.Error("it is not listed with what is over")
	}
}

func TestAClockThatJumpsBetweenTwoNewsLeavesEstimatesThatCanBe(t *testing.T) {
	for _, jump := range []float64{3600, -3600} {
		j := NewJob("x")
		for i := range 20 {
			at := float64(i)
			if i >= 5 {
				at += jump
			}
			j = j.Merge(news(PhaseRunning, float64(i)/40, after(at)))
			if low, high, ok := j.Remaining(after(at)); ok && (low < 0 || high < low) {
				t.Fatalf("%+g s: %s to %s after %d news", jump, low, high, i)
			}
			if d := j.Silent(after(at)); d != 0 {
				t.Errorf("%+g s: silent for %s in the moment of its news", jump, d)
			}
		}
		if low, _, ok := j.Remaining(after(19 + jump)); jump > 0 && (!ok || low > 40*time.Second) {
			t.Errorf("%+g s: the rate of the last news says %s, %v", jump, low, ok)
		}
		if j.Elapsed(after(-1e6)) < 0 {
			t.Errorf("%+g s: it has run for less than nothing", jump)
		}
	}
}

func TestAJobOfTwoUsersKeepsBoth(t *testing.T) {
	of := func(user string) Job {
		j := NewJob("x")
		j.User = user
		return j
	}
	j := of("user_456").Merge(of("user_456")).Merge(of(""))
	if j.AlsoOf != "" {
		t.Errorf("one user is also %q", j.AlsoOf)
	}
	j = j.Merge(of("user_7")).Merge(of("user_456")).Merge(of("user_8"))
	if j.User != "user_456" || j.AlsoOf != "user_7" {
		t.Errorf("it is of %q, also of %q", j.User, j.AlsoOf)
	}
	if got := of("").Merge(j); got.User != "user_456" || got.AlsoOf != "user_7" {
		t.Errorf("taken over it is of %q, also of %q", got.User, got.AlsoOf)
	}
}
