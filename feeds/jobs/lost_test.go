package jobs

import (
	"slices"
	"testing"
	"time"

	"tickdeck/model"
)

func TestAJobWhoseRecordVanishesBeforeItsEndIsLostAndNewsBringsItBack(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	later := time.Now().Add(time.Minute)
	scan := func() {
		t.Helper()
		if !j.load(t.Context()) {
			t.Fatal("it did not come to its end")
		}
	}
	set(t, c, "runs", "status", "running", "progress", "0.5")
	set(t, c, "waits", "status", "submitted")
	set(t, c, "stays", "status", "running")
	set(t, c, "done", "status", "completed")
	c.Set(t.Context(), "tickstock:jobs:app", `{"status":"running","symbols":["TSLA"]}`, 0)
	live := model.NewJob("live") // without a record
	live.Phase = model.PhaseRunning
	j.hub.AddJob(live)
	scan()
	c.Del(t.Context(), "job:runs", "job:waits", "job:done", "tickstock:jobs:app")
	scan()
	if f := frame(j); f.Jobs.Counts[model.PhaseLost] != 0 {
		t.Error("a job is lost whose record was missed once")
	}
	scan()
	if got := shown(j, "runs").Phase; got != model.PhaseRunning {
		t.Errorf("one of which something was heard just now is %s", got)
	}
	j.now = func() time.Time { return later }
	scan()
	for id, want := range map[string]model.Phase{
		"runs": model.PhaseLost, "waits": model.PhaseLost, "app": model.PhaseLost,
		"stays": model.PhaseRunning, "done": model.PhaseCompleted, "live": model.PhaseRunning,
	} {
		if got := shown(j, id).Phase; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	set(t, c, "runs", "status", "running", "progress", "0.7")
	scan()
	if got := shown(j, "runs"); got.Phase != model.PhaseRunning || got.Progress != .7 {
		t.Errorf("the one whose record is back is %s at %g", got.Phase, got.Progress)
	}
	news := model.NewJob("waits")
	news.Phase, news.Updated = model.PhaseCompleted, later
	j.hub.AddJob(news)
	if got := shown(j, "waits").Phase; got != model.PhaseCompleted {
		t.Errorf("the one of whose end was heard is %s", got)
	}
}

func TestAScanThatBreaksOffLosesNoJob(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	set(t, c, "runs", "status", "running")
	j.load(t.Context())
	s.Kill()
	j.now = func() time.Time { return time.Now().Add(time.Minute) }
	for range 3 {
		j.load(t.Context())
	}
	if got := shown(j, "runs").Phase; got != model.PhaseRunning {
		t.Errorf("it is %s", got)
	}
}

func TestARecordIsMissedFromTheSecondScanOnUntilItIsForgotten(t *testing.T) {
	var r records
	for i, step := range []struct {
		found bool
		want  []string
	}{{true, nil}, {false, nil}, {true, nil}, {false, nil}, {false, []string{"a"}}, {false, []string{"a"}}} {
		found := map[string]bool{}
		if step.found {
			found["a"] = true
		}
		if got := r.missing(found); !slices.Equal(got, step.want) {
			t.Errorf("step %d: %v, want %v", i, got, step.want)
		}
	}
	if r.forget([]string{"a"}); r.missing(nil) != nil {
		t.Error("it is not forgotten")
	}
}
