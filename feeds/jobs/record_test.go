package jobs

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestARecordIsFoundWhereverItIsAndWhatIsWrongWithItIsSaid(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	text := func(id, text string) { c.Set(t.Context(), "tickstock:jobs:"+id, text, 0) }
	set(t, c, "hash", "status", "completed", "user_id", "ann", "headline", `{"roi":0.12}`, "result", resultOf(large300))
	set(t, c, "large", "status", "completed", "result", resultOf(3<<20))
	set(t, c, "broken", "status", "completed", "user_id", "ann", "headline", `{"roi":0.12}`, "result", `{"roi":0.1`)
	set(t, c, "bare", "status", "running", "user_id", "ann")
	set(t, c, "huge", "status", "completed", "user_id", "ann", "result", strings.Repeat("x", wire.MaxResult+1))
	text("app", `{"status":"completed","user_id":"ann","config":{"symbols":["TSLA"]},"results":{"roi":0.12}}`)
	text("refers", `{"status":"completed","user_id":"ann","symbols":["TSLA"],"results":{"roi":0.12},"ref":"job:hash"}`)
	text("elsewhere", `{"status":"completed","results":{"roi":0.12},"ref":"user_prefs:ann"}`)
	text("text", `no JSON`)
	for id, want := range map[string]struct {
		user  string
		roi   float64
		bytes int // of the result, at least
		says  string
	}{
		"hash": {"ann", .12, 290_000, ""}, "large": {"", .12, 2_900_000, ""}, "bare": {"ann", model.None(), 0, ""},
		"broken": {"ann", .12, 0, "cut off"}, "huge": {"ann", model.None(), 0, "has 8 MiB, more than the 8 MiB"},
		"app": {"ann", .12, 10, ""}, "refers": {"ann", .12, 290_000, ""}, "elsewhere": {"", .12, 10, ""},
		"text": {"", model.None(), 0, "not JSON"}, "nobody": {"", model.None(), 0, "nothing is kept of nobody"}, "\x1b": {"", model.None(), 0, "cannot be shown"},
	} {
		got, err := j.Record(t.Context(), id)
		if (err == nil) != (want.says == "") || err != nil && !strings.Contains(err.Error(), want.says) || err != nil && strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v, want %q", id, err, want.says)
		}
		roi, bytes := model.None(), 0
		if got.Job.Result != nil {
			roi = got.Job.Result.ROI
		}
		if got.Report != nil {
			bytes = len(got.Report.JSON)
		}
		if got.Job.User != want.user || model.Known(roi) != model.Known(want.roi) || model.Known(roi) && roi != want.roi || bytes < want.bytes || bytes > 0 && want.bytes == 0 {
			t.Errorf("%q: %+v, a return of %g, and %d bytes of a result", id, got.Job, roi, bytes)
		}
	}
	if shown(j, "large").Result == nil {
		t.Error("the list does not learn the figures of what was opened")
	}
}

func TestReadingARecordEndsWithItsContextWhateverTheServerDoes(t *testing.T) {
	s := server(t)
	j := open(t, s.URL())
	if err := j.client.Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	s.Freeze()
	ctx, cancel := context.WithCancelCause(t.Context())
	done := make(chan error)
	go func() {
		_, err := j.Record(ctx, "bt_1")
		done <- err
	}()
	cancel(errors.New("nobody waits"))
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), "could not read the job") {
			t.Errorf("it says %v", err)
		}
	case <-time.After(time.Second): // the time limit of a command is three
		t.Error("it waits for the server")
		<-done
	}
	s.Thaw()
}
