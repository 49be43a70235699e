package feeds

import (
	"testing"
	"time"

	"tickdeck/model"
)

func request() model.Request {
	return model.Request{
		Symbols: []string{"AAPL", "MSFT"}, Patterns: []string{"Doji"},
		Start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC),
	}
}

func draft(t *testing.T, d *screen) model.Draft {
	t.Helper()
	got, err := d.Jobs.Draft(request())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAJobWithoutARecordThatIsKnownFromItsProgressIsCancelled(t *testing.T) {
	s := server(t)
	d, c := connected(t, s.URL()), s.Client(t)
	publish(t, c, "progress", `{"job_id":"bt_live","progress":0.5,"status":"running"}`, 1)
	d.until("it is known", func() bool { return d.jobs["bt_live"].Phase == model.PhaseRunning })
	if _, err := d.Jobs.Cancel(t.Context(), "bt_live"); err != nil {
		t.Error(err)
	}
	d.until("it is shown", func() bool { return d.jobs["bt_live"].Phase == model.PhaseCancelling })
}

func TestADraftIsSentAgainWhenRedisIsBack(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	sent := draft(t, d)
	s.Kill()
	if _, err := d.Jobs.Submit(t.Context(), sent); err == nil {
		t.Error("it was submitted to nobody")
	}
	s.Restart()
	d.until("the link is up", func() bool { return d.frame.Link.Up })
	if got, err := d.Jobs.Submit(t.Context(), sent); err != nil || got.JobID != sent.JobID {
		t.Errorf("tried again: %+v, %v", got, err)
	}
	d.until("it is listed", func() bool { return d.jobs[sent.JobID].Phase == model.PhaseQueued })
}
