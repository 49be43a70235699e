package worker

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/demo"
)

func TestAWorkerGoesOnWhenRedisComesBackEmpty(t *testing.T) {
	s := newSite(t)
	h := s.hire(brisk())
	s.submit("before", "")
	s.awaitStatus("before", "completed")
	s.Kill()
	await(t, "it notices", func() bool { return h.told("lost Redis") })
	s.Restart()
	await(t, "it listens again", func() bool { return s.listeners("tickstock.jobs.backtest") == 1 })
	s.publish("tickstock.jobs.backtest", asked("heard", ""))
	s.awaitStatus("heard", "completed")
	s.add("tickstock.jobs.backtest:stream", asked("queued", ""))
	s.awaitStatus("queued", "completed")
}

func TestAJobIsNotLostWhenRedisRestartsInTime(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Lease: 5 * time.Second, Sweep: 200 * time.Millisecond, Parallel: 2})
	s.submit("running", `,"takes":1.5`)
	s.submit("done", `,"takes":0.3`)
	await(t, "both run", func() bool { return s.runs("running") == "1" && s.runs("done") == "1" })
	s.Kill()
	await(t, "one ends without Redis", func() bool { return h.fake.hasEnded("done") })
	s.Restart()
	for _, id := range []string{"running", "done"} {
		s.awaitStatus(id, "completed")
		if h := s.hash(id); h["result"] == "" || h["user_id"] != "u1" || h["job_data"] == "" {
			t.Errorf("%s: the hash is %v", id, h)
		}
	}
	if got := s.runs("running") + s.runs("done"); got != "" {
		t.Errorf("they ran again: %s", got)
	}
}

func TestAJobGoesOnThroughAShortSilence(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Lease: 6 * time.Second, Parallel: 2})
	s.submit("j", `,"takes":1.5`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	s.Freeze()
	await(t, "it ends in the silence", func() bool { return h.fake.hasEnded("j") })
	s.Thaw()
	s.awaitStatus("j", "completed")
	if got := s.runs("j"); got != "1" {
		t.Errorf("it ran %s times", got)
	}
}

func TestAJobStopsWhenItsLeaseMayBeOverAndRunsAgain(t *testing.T) {
	s := newSite(t)
	h := s.hire(brisk())
	s.submit("j", `,"takes":4`)
	await(t, "it runs", func() bool { return s.runs("j") == "1" })
	s.Freeze()
	took := await(t, "it stops", func() bool { return h.fake.wasStopped("j") })
	s.Thaw()
	if took > 1500*time.Millisecond {
		t.Errorf("it stopped after %s with a lease of 1 s", took)
	}
	s.awaitStatus("j", "completed")
	if got := s.runs("j"); got != "2" {
		t.Errorf("it ran %s times", got)
	}
	if got := s.hash("j")["attempts"]; got != "" {
		t.Errorf("attempts are left: %s", got)
	}
}

func TestAGroupOrStreamThatIsGoneIsMadeAgain(t *testing.T) {
	const stream = "tickstock.jobs.backtest:stream"
	for name, harm := range map[string]func(s *site) error{
		"everything": func(s *site) error { return s.rdb.FlushAll(s.t.Context()).Err() },
		"the stream": func(s *site) error { return s.rdb.Del(s.t.Context(), stream).Err() },
		"the group":  func(s *site) error { return s.rdb.XGroupDestroy(s.t.Context(), stream, "workers").Err() },
		"the scripts": func(s *site) error {
			return s.rdb.ScriptFlush(s.t.Context()).Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.hire(Options{Parallel: 2})
			s.submit("before", "")
			s.awaitStatus("before", "completed")
			s.submit("running", `,"takes":1`)
			await(t, "it runs", func() bool { return s.runs("running") == "1" })
			if err := harm(s); err != nil {
				t.Fatal(err)
			}
			s.add(stream, asked("after", ""))
			s.awaitStatus("after", "completed")
			s.awaitStatus("running", "completed")
			if name != "everything" && s.runs("before") != "1" {
				t.Errorf("a finished job ran %s times", s.runs("before"))
			}
			s.awaitQuiet()
		})
	}
}

func TestWhatWasHeardIsDurableAlsoWhenTheWorkerIsBusy(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{Parallel: 1})
	s.submit("first", `,"takes":60`)
	await(t, "it runs", func() bool { return s.runs("first") == "1" })
	for i := range 20 {
		s.publish("tickstock.jobs.backtest", asked(fmt.Sprint("j", i), ""))
	}
	s.awaitStatus("j19", "submitted")
	h.stop()
	s.hire(Options{Parallel: 2})
	for i := range 20 {
		s.awaitStatus(fmt.Sprint("j", i), "completed")
	}
}

// What was heard and waits behind a command that takes long is not dropped when
// the worker stops.
func TestWhatWasHeardIsHandledAlsoWhenTheWorkerStops(t *testing.T) {
	s := newSite(t)
	begun, free := make(chan struct{}), make(chan struct{})
	hold := sync.OnceFunc(func() { close(begun); <-free })
	h, _ := s.hireMortal(func(sent []byte) int {
		if bytes.Contains(sent, []byte(script(enqueue))) {
			hold()
		}
		return -1 // it lives
	}, Options{})
	t.Cleanup(sync.OnceFunc(func() {
		select {
		case <-free:
		default:
			close(free)
		}
	}))
	const many = 20
	for i := range many {
		s.publish("tickstock.jobs.backtest", asked(fmt.Sprint("j", i), ""))
	}
	s.publish("tickstock.jobs.system", cancelOf("j0"))
	<-begun
	await(t, "all is heard", func() bool { return len(h.commands.in) == many })
	stopped := make(chan struct{})
	go func() { defer close(stopped); h.stop() }()
	await(t, "it listens no more", func() bool { return s.listeners("tickstock.jobs.backtest") == 0 })
	close(free)
	<-stopped
	if got := s.rdb.XLen(t.Context(), "tickstock.jobs.backtest:stream").Val(); got != many {
		t.Errorf("the stream holds %d of %d requests", got, many)
	}
	if got := s.hash("j0"); got["outcome"] != "cancelled" || got["announced_at"] == "" {
		t.Errorf("the job that was cancelled last is %v", got)
	}
}

func TestAWorkerWithoutRedisStopsAtOnce(t *testing.T) {
	rdb := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1"})
	defer rdb.Close()
	h := hire(t, rdb, Options{})
	await(t, "it says so", func() bool { return h.told("lost Redis") })
	began := time.Now()
	h.stop()
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestAWorkerRunsOnce(t *testing.T) {
	s := newSite(t)
	h := s.hire(Options{})
	if err := h.Run(t.Context()); err == nil {
		t.Error("it ran twice")
	}
}

// embedded is a worker as the engine of the demo.
type embedded struct {
	client chan redis.UniversalClient
	begin  chan struct{}
	o      Options
}

func (e embedded) Run(ctx context.Context, rdb redis.UniversalClient) error {
	e.client <- rdb
	<-e.begin
	return New(rdb, &fake{rdb: rdb}, e.o).Run(ctx)
}

func TestAWorkerServesTheEmbeddedRedis(t *testing.T) {
	o := brisk()
	e := embedded{make(chan redis.UniversalClient, 1), make(chan struct{}), o}
	d, err := demo.Start(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	rdb := <-e.client
	const stream, group = "tickstock.jobs.backtest:stream", "workers"
	// A worker that died with a job in hand.
	rdb.XGroupCreateMkStream(t.Context(), stream, group, "0")
	rdb.XAdd(t.Context(), xadd(stream, "data", asked("orphan", "")))
	rdb.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: group, Consumer: "dead", Streams: []string{stream, ">"}})
	orphan := rdb.XRange(t.Context(), stream, "-", "+").Val()[0].ID
	rdb.HSet(t.Context(), "job:orphan", "lease", "dead-1", "lease_until", time.Now().Add(o.Lease).UnixMilli(), "lease_entry", orphan)
	close(e.begin)
	await(t, "it listens", func() bool {
		return rdb.PubSubNumSub(t.Context(), "tickstock.jobs.backtest").Val()["tickstock.jobs.backtest"] == 1
	})
	submit(t, rdb, "both", `,"takes":0.3`)
	rdb.Publish(t.Context(), "tickstock.jobs.backtest", asked("heard", ""))
	rdb.XAdd(t.Context(), xadd(stream, "data", asked("queued", "")))
	for _, id := range []string{"both", "heard", "queued"} {
		awaitStatus(t, rdb, id, "completed")
	}
	submit(t, rdb, "j", `,"takes":60`)
	awaitStatus(t, rdb, "j", "running")
	rdb.Publish(t.Context(), "tickstock.jobs.system", cancelJ)
	awaitStatus(t, rdb, "j", "cancelled")

	awaitStatus(t, rdb, "orphan", "completed")

	// Another worker beside it that stops with jobs in hand.
	h := hire(t, rdb, o)
	submit(t, rdb, "k", `,"takes":1`)
	submit(t, rdb, "l", `,"takes":1`)
	submit(t, rdb, "m", `,"takes":1`)
	submit(t, rdb, "n", `,"takes":1`)
	await(t, "the other has one of them", func() bool { active, _ := h.Stats(); return active > 0 })
	h.stop()
	for _, id := range []string{"k", "l", "m", "n"} {
		awaitStatus(t, rdb, id, "completed")
	}
	await(t, "all is acknowledged", func() bool {
		p, err := rdb.XPending(t.Context(), stream, group).Result()
		return err == nil && p.Count == 0
	})
	if got := rdb.HGet(t.Context(), runs, "both").Val(); got != "1" {
		t.Errorf("a job ran %s times", got)
	}
}
