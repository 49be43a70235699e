package jobs

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
	"tickdeck/model"
)

func drafts(t *testing.T, j *Jobs, n int) (all []model.Draft) {
	t.Helper()
	for range n {
		all = append(all, draft(t, j))
	}
	return all
}

func texts(all []model.Draft) (out []string) {
	for _, d := range all {
		out = append(out, d.JSON)
	}
	return out
}

// trips counts how often a client waited for the server.
type trips int

// DialHook is part of redis.Hook.
func (*trips) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) { return next(ctx, network, addr) }
}

// ProcessHook is part of redis.Hook.
func (n *trips) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, c redis.Cmder) error { *n++; return next(ctx, c) }
}

// ProcessPipelineHook is part of redis.Hook.
func (n *trips) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error { *n++; return next(ctx, cmds) }
}

func TestASweepIsSentInAFewTripsAndInItsOrder(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	worker, all := listen(t, c, backtest), drafts(t, j, 2*submitChunk+1)
	if err := j.client.Ping(t.Context()).Err(); err != nil { // the connection is there
		t.Fatal(err)
	}
	var n trips
	j.client.AddHook(&n)
	last := all[len(all)-1].JobID
	if got, err := j.SubmitAll(t.Context(), all); err != nil || got != (model.Receipt{JobID: last, Listeners: 1}) {
		t.Fatalf("%+v, %v", got, err)
	}
	if n != 3*4 {
		t.Errorf("the server was waited for %d times", n)
	}
	if got := entries(t, c, backtest+":stream"); !slices.Equal(got, texts(all)) {
		t.Errorf("the stream holds %d entries", len(got))
	}
	for i := range all {
		if heard := hear(t, worker); heard != all[i].JSON {
			t.Fatalf("as number %d the worker heard %s", i, heard)
		}
		if h := c.HGetAll(t.Context(), "job:"+all[i].JobID).Val(); h["status"] != "submitted" || h["user_id"] != "ann" || h["job_data"] != all[i].JSON || h["created_at"] == "" {
			t.Fatalf("the hash of number %d holds %v", i, h)
		}
		if life := c.TTL(t.Context(), "job:"+all[i].JobID).Val(); life <= 0 {
			t.Fatalf("the hash of number %d lives for ever", i)
		}
	}
	if f := frame(j); f.Jobs.Held() != len(all) || f.Jobs.Counts[model.PhaseQueued] != len(all) {
		t.Errorf("%d are listed", f.Jobs.Held())
	}
}

func TestASweepThatBreaksOffIsSaidAndCompletedByTheSameDrafts(t *testing.T) {
	for name, c := range map[string]struct {
		fault *fault
		left  [3]int // records, entries in the stream, jobs that are listed
	}{
		"nothing is done":                {&fault{command: "eval", cut: true}, [3]int{0, 0, 0}},
		"hashes written, answers lost":   {&fault{command: "eval", cut: true, late: true}, [3]int{5, 0, 0}},
		"hashes written, not the stream": {&fault{command: "xadd", cut: true}, [3]int{5, 0, 0}},
		"in the stream, answers lost":    {&fault{command: "xadd", cut: true, late: true}, [3]int{5, 5, 0}},
		"in the stream, not published":   {&fault{command: "publish", cut: true}, [3]int{5, 5, 0}},
		"all of it, but the answer lost": {&fault{command: "publish", cut: true, late: true}, [3]int{5, 5, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			s := server(t)
			rdb, j := s.Client(t), openFaulty(t, s.URL(), c.fault)
			all := drafts(t, j, 5)
			_, err := j.SubmitAll(t.Context(), all)
			if err == nil || !strings.Contains(err.Error(), "could not submit") || !strings.Contains(err.Error(), "0 of 5 jobs are sent") {
				t.Errorf("the person is told %v", err)
			}
			if got := [3]int{len(rdb.Keys(t.Context(), "job:*").Val()), len(entries(t, rdb, backtest+":stream")), frame(j).Jobs.Held()}; got != c.left {
				t.Errorf("what is left behind is %v, want %v", got, c.left)
			}
			if _, err := j.SubmitAll(t.Context(), all); err != nil {
				t.Fatalf("sent again: %v", err)
			}
			got := entries(t, rdb, backtest+":stream")
			if keys := rdb.Keys(t.Context(), "job:*").Val(); len(keys) != 5 || len(got) != c.left[1]+5 || !slices.Equal(got[c.left[1]:], texts(all)) {
				t.Errorf("there are %d records, and %d entries", len(keys), len(got))
			}
			if f := frame(j); f.Jobs.Counts[model.PhaseQueued] != 5 {
				t.Errorf("%d are listed", f.Jobs.Held())
			}
		})
	}
}

func TestASweepIsSentAndCancelledOnACluster(t *testing.T) {
	c := redistest.StartCluster(t)
	j, rdb := open(t, "redis+cluster://"+c.Addrs()[0]), c.Client(t)
	all := drafts(t, j, 30)
	if got, err := j.SubmitAll(t.Context(), all); err != nil || got.JobID != all[29].JobID {
		t.Fatalf("%+v, %v", got, err)
	}
	if n := rdb.XLen(t.Context(), backtest+":stream").Val(); n != 30 {
		t.Errorf("the stream holds %d entries", n)
	}
	var ids []string
	for _, d := range all {
		ids = append(ids, d.JobID)
	}
	if got := j.CancelAll(t.Context(), ids); got.Asked != 30 || len(got.Failed) != 0 {
		t.Errorf("%+v", got)
	}
	for _, id := range ids {
		if got := rdb.HGet(t.Context(), "job:"+id, "status").Val(); got != "cancelling" {
			t.Errorf("%s is %q", id, got)
		}
	}
}

func TestSeveralJobsAreCancelledAndEachFailureIsTold(t *testing.T) {
	s := server(t)
	j, c := open(t, s.URL()), s.Client(t)
	worker := listen(t, c, system)
	var ids []string
	for i := range submitChunk + 5 {
		ids = append(ids, fmt.Sprintf("bt_%d", i))
		set(t, c, ids[i], "status", "running")
	}
	set(t, c, "bt_done", "status", "running", "outcome", "completed")
	c.Set(t.Context(), "job:bt_text", "no hash", 0)
	if err := j.client.Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	var n trips
	j.client.AddHook(&n)
	got := j.CancelAll(t.Context(), append(ids, "bt_done", "bt_nobody", "bt_text"))
	if got.Asked != len(ids) || got.Heard != 1 || len(got.Failed) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []model.CancelFailure{
		{JobID: "bt_done", Why: "the job is completed already"}, {JobID: "bt_nobody", Why: "there is no job bt_nobody"}, {JobID: "bt_text", Why: "could not cancel: "},
	} {
		if f := got.Failed[i]; f.JobID != want.JobID || !strings.HasPrefix(f.Why, want.Why) {
			t.Errorf("%+v, want %+v", f, want)
		}
	}
	if n != 2*5 {
		t.Errorf("the server was waited for %d times", n)
	}
	for _, id := range ids {
		if heard := hear(t, worker); !strings.Contains(heard, `"`+id+`"`) {
			t.Fatalf("of %s the worker heard %s", id, heard)
		}
		if field(t, c, id, "status") != "cancelling" || shown(j, id).Phase != model.PhaseCancelling {
			t.Fatalf("%s is %s, shown as %s", id, field(t, c, id, "status"), shown(j, id).Phase)
		}
	}
	s.Kill()
	if got := j.CancelAll(t.Context(), ids[:2]); got.Asked != 0 || len(got.Failed) != 2 || !strings.Contains(got.Failed[1].Why, "no Redis") {
		t.Errorf("without a server: %+v", got)
	}
}

// BenchmarkSubmitAll is a sweep of 500 jobs.
func BenchmarkSubmitAll(b *testing.B) {
	s := redistest.Start(b)
	j := open(b, s.URL())
	for b.Loop() {
		var all []model.Draft
		for range 500 {
			d, err := j.Draft(someRequest())
			if err != nil {
				b.Fatal(err)
			}
			all = append(all, d)
		}
		if _, err := j.SubmitAll(b.Context(), all); err != nil {
			b.Fatal(err)
		}
	}
}
