package feeds

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestAResultIsOpenedAfterItsRecordHasGoneAndAfterARestart(t *testing.T) {
	s := server(t)
	c := s.Client(t)
	disk := model.Disk{On: true, Folder: filepath.Join(t.TempDir(), "history"), Days: 7, Megabytes: 64}
	const result = `{"roi":0.25,"total_trades":12,"win_rate":0.5,"trades":[{"symbol":"AAPL","pnl":12}]}`
	job := func(id, user string) []any {
		at := fmt.Sprint(time.Now().Unix())
		request := `{"job_id":"` + id + `","user_id":"` + user + `","symbols":["AAPL"],"patterns":["Doji"],"start_date":"2024-01-01","end_date":"2024-12-31"}`
		return []any{
			wire.FieldStatus, wire.StatusCompleted, wire.FieldUser, user, wire.FieldFinished, at,
			wire.FieldResult, result, wire.FieldRequest, request,
		}
	}
	for id, user := range map[string]string{"bt_gone": "ann", "bt_stays": "ann", "bt_other": "bob"} {
		if err := c.HSet(t.Context(), "job:"+id, job(id, user)...).Err(); err != nil {
			t.Fatal(err)
		}
	}
	first := openWith(t, s.URL(), disk)
	kept := func(id string) bool {
		_, there, _ := first.kept.Record(t.Context(), id)
		return there
	}
	first.until("they are on disk", func() bool { return kept("bt_gone") && kept("bt_stays") })
	if kept("bt_other") {
		t.Error("a job of somebody else is on disk")
	}
	if r, err := first.Jobs.Record(t.Context(), "bt_gone"); err != nil || r.From != "Redis" {
		t.Errorf("from %q, %v", r.From, err)
	}
	first.close()
	if err := c.Del(t.Context(), "job:bt_gone", "job:bt_other").Err(); err != nil {
		t.Fatal(err)
	}

	second := openWith(t, s.URL(), disk)
	second.until("the jobs of both are there", func() bool {
		return second.frame.Link.Up && second.jobs["bt_gone"].ID != "" && second.jobs["bt_stays"].ID != "" && second.jobs["bt_stays"].From == "" && second.frame.Jobs.InRedis == 1
	})
	gone := second.jobs["bt_gone"]
	if gone.From != model.FromDisk || gone.Phase != model.PhaseCompleted || gone.Result == nil || gone.Result.ROI != 0.25 || second.frame.Trouble != "" {
		t.Errorf("listed is %+v; trouble %q", gone, second.frame.Trouble)
	}
	opened := func(id, from string) {
		t.Helper()
		r, err := second.Jobs.Record(t.Context(), id)
		if err != nil || r.From != from || r.Report == nil || string(r.Report.JSON) != result || r.Request == nil || r.Request.Patterns[0] != "Doji" {
			t.Errorf("%s is from %q with %+v, %v", id, r.From, r.Report, err)
		}
	}
	opened("bt_gone", "this machine's disk")
	opened("bt_stays", "Redis")
	if _, err := second.Jobs.Record(t.Context(), "bt_other"); err == nil {
		t.Error("the job of somebody else is opened")
	}
	s.Kill()
	second.until("the link is down", func() bool { return !second.frame.Link.Up })
	opened("bt_stays", "this machine's disk")
}
