package query

import (
	"testing"
	"time"

	"tickdeck/model"
)

func TestAQueryOfJobs(t *testing.T) {
	clock := at(t)
	j := model.NewJob("bt_7f3a")
	j.User, j.Symbols, j.Patterns, j.Phase, j.Error = "user_456", []string{"AAPL", "BRK.B"}, []string{"Dark Cloud Cover"}, model.PhaseFailed, "no bars of ENRN"
	j.Started, j.Finished = clock.Now.Add(-time.Hour), clock.Now.Add(-50*time.Minute)
	j.Result = model.NewResult()
	j.Result.ROI, j.Result.Trades = 0.05, 37
	running := model.NewJob("bt_91c0")
	running.Phase, running.Updated, running.Created = model.PhaseRunning, clock.Now.Add(-time.Minute), clock.Now.Add(-2*time.Minute)
	running.Progress = 0.18
	for text, want := range map[string][2]bool{ // of the failed job, and of the running one
		"": {true, true}, "status:failed": {true, false}, "status:run": {false, true}, "status:failed,running": {true, true}, "status:ended": {true, false},
		"status:active": {false, true}, "status:silent": {false, true}, "status:stalled": {false, true}, "status:canceled": {false, false}, "status!=failed": {false, true},
		"user:me": {true, false}, "user:ME": {true, false}, "user:user_456": {true, false}, "user:user_7,me": {true, false}, "-user:me": {false, true}, "user:user_*": {true, false},
		"symbol:aapl": {true, false}, "symbol:brk*": {true, false}, "symbol!=AAPL": {false, false}, "symbol!=MSFT": {true, false}, "pattern:darkcloudcover": {true, false},
		"id:bt_*": {true, true}, "id:bt_7f3a": {true, false}, "error:enrn": {true, false}, `error:"no bars"`: {true, false}, "enrn": {true, false}, "cloudcover": {true, false},
		"age<90s": {false, false}, "age:2m": {false, true}, "age>30m": {true, false}, "since:10:00": {false, true}, "until:1h": {false, false}, "since:1h": {true, true},
		"took:10m": {true, true}, "took>5m": {true, false}, "progress>=10%": {false, true}, "return:5%": {true, false}, "return>0 trades>30": {true, false}, "sharpe<9": {false, false},
		"has:return": {true, false}, "has:sharpe": {false, false}, "has:error": {true, false}, "status:failed user:me symbol:AAPL age<1d": {true, false},
	} {
		q, err := Parse(Jobs(), text, clock)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		around := &AroundJobs{Clock: clock, Own: "user_456"}
		if got := [2]bool{q.Match(Job{&j, around}), q.Match(Job{&running, around})}; got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
	q, err := Parse(Jobs(), "user:me", clock)
	if err != nil || q.Match(Job{&running, &AroundJobs{Clock: clock}}) {
		t.Errorf("nobody's jobs are those of nobody: %v", err)
	}
}

// The words of a choice stand where the model has their numbers.
func TestChoicesAreThoseOfTheModel(t *testing.T) {
	for phase, o := range phases()[:jobActive] {
		if want := model.Phase(phase).String(); o.Name != want {
			t.Errorf("%s is called %s", want, o.Name)
		}
	}
	for d := model.DirBull; d < dirMixed; d++ {
		if o := directions()[d]; o.Name != d.String()[:len(o.Name)] {
			t.Errorf("%v is called %s", d, o.Name)
		}
	}
}
