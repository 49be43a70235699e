package demo

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// reader is the dashboard's side: it notes what the dashboard could not read.
type reader struct {
	t      *testing.T
	alerts []*model.Alert
	jobs   map[string]model.Job
	health []model.Health
}

func (r *reader) Alert(a *model.Alert)      { r.alerts = append(r.alerts, a) }
func (r *reader) Health(h model.Health)     { r.health = append(r.health, h) }
func (r *reader) Reject(reason, raw string) { r.t.Errorf("%s: %.300s", reason, raw) }

func (r *reader) Job(j model.Job) {
	if old, ok := r.jobs[j.ID]; ok {
		j = old.Merge(j)
	}
	r.jobs[j.ID] = j
}

func TestTheDashboardReadsEverythingThatIsPublished(t *testing.T) {
	s := start(t, Puppet{Seed: 1, JobTime: quick})
	s.submit("bt_1", "")
	s.submit("bt_bad", `["AAPL","MSFT","KO"] -> []`)
	r := &reader{t: t, jobs: map[string]model.Job{}}
	decoder, kinds := wire.NewDecoder(), map[string]model.Kind{
		patternsChannel: model.KindPatterns, progressChannel: model.KindProgress,
		resultsChannel: model.KindResults, healthChannel: model.KindHealth,
	}
	for r.jobs["bt_1"].Result == nil || r.jobs["bt_bad"].Error == "" || len(r.alerts) < 5 {
		m, err := s.ps.ReceiveTimeout(t.Context(), 5*time.Second)
		if err != nil {
			t.Fatalf("after %d alerts and %d jobs: %v", len(r.alerts), len(r.jobs), err)
		}
		if m, is := m.(*redis.Message); is {
			decoder.Decode(0, kinds[m.Channel], m.Payload, time.Now(), r)
		}
	}
	for _, a := range r.alerts {
		if a.At.IsZero() || a.Direction == model.DirNone || !model.Known(a.Price) || !model.Known(a.Volume) || a.Source != source {
			t.Errorf("an alert came over as %+v", a)
		}
	}
	checkJob(t, decoder, s.hash("bt_1"), r.jobs["bt_1"])
}

// checkJob wants the job from its messages and the one from its hash to agree.
func checkJob(t *testing.T, decoder *wire.Decoder, hash map[string]string, heard model.Job) {
	t.Helper()
	kept, err := decoder.JobFromHash("bt_1", hash)
	if err != nil {
		t.Fatal(err)
	}
	if heard.Phase != model.PhaseCompleted || heard.Total != 3 || len(heard.Result.Equity) < 100 || !model.Known(heard.Result.Seconds) {
		t.Errorf("heard of %+v with %+v", heard, heard.Result)
	}
	if kept.Phase != heard.Phase || kept.Result == nil || kept.Result.ROI != heard.Result.ROI || kept.Started.IsZero() || kept.Finished.IsZero() {
		t.Errorf("the hash holds %+v with %+v", kept, kept.Result)
	}
}
