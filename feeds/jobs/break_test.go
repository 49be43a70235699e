package jobs

import (
	"bytes"
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

var errCut = errors.New("the connection is cut")

// fault is what happens to the connections of a client at one command: at is
// called before it is sent; then the connection is cut, before it or, if late,
// before its answer is read. Only the first such command is harmed.
type fault struct {
	command string // in what is sent
	cut     bool
	late    bool
	at      func()
	met     bool
}

// DialHook is part of redis.Hook.
func (f *fault) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := next(ctx, network, addr)
		return &faultyConn{Conn: c, fault: f}, err
	}
}

// ProcessHook is part of redis.Hook.
func (f *fault) ProcessHook(next redis.ProcessHook) redis.ProcessHook { return next }

// ProcessPipelineHook is part of redis.Hook.
func (f *fault) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

type faultyConn struct {
	net.Conn
	fault *fault
	mute  bool // its next answer is lost
}

func (c *faultyConn) Write(p []byte) (int, error) {
	f := c.fault
	if f.met || !bytes.Contains(p, []byte(f.command)) {
		return c.Conn.Write(p)
	}
	f.met = true
	if f.at != nil {
		f.at()
	}
	if f.cut && !f.late {
		c.Close()
		return 0, errCut
	}
	c.mute = f.cut
	return c.Conn.Write(p)
}

func (c *faultyConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.mute {
		c.Close()
		return 0, errCut
	}
	return n, err
}

// openFaulty is a screen on a connection with a fault.
func openFaulty(t *testing.T, url string, f *fault) *Jobs {
	t.Helper()
	j := open(t, url)
	j.client.AddHook(f)
	t.Cleanup(func() {
		if !f.met {
			t.Errorf("%q was never sent", f.command)
		}
	})
	return j
}

// What is left behind when a cancel breaks off between two of its keys, and what
// comes of it when the person tries again. That workers end such a job is tested
// beside them.
func TestACancelThatBreaksOffIsSaidAndMayBeSentAgain(t *testing.T) {
	const marked = "status ~= 'cancelled'" // in the script
	for name, c := range map[string]struct {
		fault    *fault
		says     string
		heard    int64 // as the person is told
		commands int   // in the stream
		status   string
	}{
		"nothing is done":                      {&fault{command: "xadd", cut: true}, "could not cancel", 0, 0, "submitted"},
		"command in the stream, answer lost":   {&fault{command: "xadd", cut: true, late: true}, "could not cancel", 0, 1, "submitted"},
		"command in the stream, not published": {&fault{command: "publish", cut: true}, "could not cancel", 0, 1, "submitted"},
		"published, answer lost":               {&fault{command: "publish", cut: true, late: true}, "could not cancel", 0, 1, "submitted"},
		"published, hash not marked":           {&fault{command: marked, cut: true}, "could not say in its record", 1, 1, "submitted"},
		"hash marked, answer lost":             {&fault{command: marked, cut: true, late: true}, "could not say in its record", 1, 1, "cancelling"},
	} {
		t.Run(name, func(t *testing.T) {
			s := server(t)
			rdb := s.Client(t)
			sent := submit(t, open(t, s.URL()))
			worker, j := listen(t, rdb, system), openFaulty(t, s.URL(), c.fault)
			n, err := j.Cancel(t.Context(), sent.JobID)
			if err == nil || !strings.Contains(err.Error(), c.says) || n != c.heard {
				t.Errorf("%d heard it, %v; want %d and %q", n, err, c.heard, c.says)
			}
			if got := entries(t, rdb, system+":stream"); len(got) != c.commands {
				t.Errorf("the stream holds %q", got)
			}
			if got := field(t, rdb, sent.JobID, "status"); got != c.status {
				t.Errorf("the hash says %q", got)
			}
			if got := shown(j, sent.JobID); got.Phase != model.PhaseUnknown {
				t.Errorf("it is shown as %s", got.Phase)
			}
			if _, err := j.Cancel(t.Context(), sent.JobID); err != nil {
				t.Fatalf("sent again: %v", err)
			}
			last := hear(t, worker)
			got := entries(t, rdb, system+":stream")
			if len(got) != c.commands+1 || !slices.Contains(got, last) {
				t.Errorf("the stream holds %q, the worker heard %s", got, last)
			}
			if field(t, rdb, sent.JobID, "status") != "cancelling" || shown(j, sent.JobID).Phase != model.PhaseCancelling {
				t.Errorf("the hash says %q, and it is shown as %s", field(t, rdb, sent.JobID, "status"), shown(j, sent.JobID).Phase)
			}
		})
	}
}

func TestASubmissionThatBreaksOffIsSaidAndTheSameDraftCompletesIt(t *testing.T) {
	for name, c := range map[string]struct {
		fault    *fault
		status   string
		requests int // in the stream
	}{
		"nothing is done":                {&fault{command: "eval", cut: true}, "", 0},
		"hash written, answer lost":      {&fault{command: "eval", cut: true, late: true}, "submitted", 0},
		"hash written, not the stream":   {&fault{command: "xadd", cut: true}, "submitted", 0},
		"hash and stream, not published": {&fault{command: "publish", cut: true}, "submitted", 1},
		"all of it, but the answer lost": {&fault{command: "publish", cut: true, late: true}, "submitted", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := server(t)
			rdb := s.Client(t)
			worker, j := listen(t, rdb, backtest), openFaulty(t, s.URL(), c.fault)
			sent := draft(t, j)
			if _, err := j.Submit(t.Context(), sent); err == nil || !strings.Contains(err.Error(), "could not submit") {
				t.Errorf("the person is told %v", err)
			}
			created := field(t, rdb, sent.JobID, "created_at")
			if got := field(t, rdb, sent.JobID, "status"); got != c.status || (created == "") != (c.status == "") {
				t.Errorf("the hash says %q, created at %q", got, created)
			}
			if got := entries(t, rdb, backtest+":stream"); len(got) != c.requests {
				t.Errorf("the stream holds %q", got)
			}
			if frame(j).Jobs.Held() != 0 {
				t.Error("a job is listed of which nobody knows whether it is there")
			}
			if got, err := j.Submit(t.Context(), sent); err != nil || got != (model.Receipt{JobID: sent.JobID, Listeners: 1}) {
				t.Fatalf("sent again: %+v, %v", got, err)
			}
			if heard := hear(t, worker); heard != sent.JSON {
				t.Errorf("the worker heard %s", heard)
			}
			got := entries(t, rdb, backtest+":stream")
			if len(got) != c.requests+1 || slices.ContainsFunc(got, func(e string) bool { return e != sent.JSON }) {
				t.Errorf("the stream holds %q", got)
			}
			if keys := rdb.Keys(t.Context(), "job:*").Val(); len(keys) != 1 || field(t, rdb, sent.JobID, "status") != "submitted" {
				t.Errorf("the jobs are %v, this one %q", keys, field(t, rdb, sent.JobID, "status"))
			}
			if now := field(t, rdb, sent.JobID, "created_at"); created != "" && now != created {
				t.Errorf("it was created at %s, and now at %s", created, now)
			}
			if shown(j, sent.JobID).Phase != model.PhaseQueued {
				t.Errorf("it is listed as %s", shown(j, sent.JobID).Phase)
			}
		})
	}
}

// A worker may end the job while its cancel is on the way: its word stands, also
// where a client has written over the status since. One of another make writes the
// status alone.
func TestAJobThatEndsWhileItIsCancelledStaysOver(t *testing.T) {
	s := server(t)
	rdb := s.Client(t)
	for _, end := range [][]any{
		{"status", "completed", "outcome", "completed"},
		{"status", "running", "outcome", "completed"},
		{"status", "completed"},
		{"status", "failed"},
		{"status", "cancelled"},
	} {
		var sent model.Draft
		j := openFaulty(t, s.URL(), &fault{command: "status ~= 'cancelled'", at: func() { set(t, rdb, sent.JobID, end...) }})
		sent = submit(t, j)
		if _, err := j.Cancel(t.Context(), sent.JobID); err != nil {
			t.Fatal(err)
		}
		if got := field(t, rdb, sent.JobID, "status"); got != end[1] {
			t.Errorf("it ended with %v, and its status became %s", end, got)
		}
	}
}
