package worker

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
)

// What a child process is to do comes in its environment.
const (
	childAddrs = "TICKDECK_TEST_WORKER_REDIS" // host:port, several of a cluster
	childMode  = "TICKDECK_TEST_WORKER_MODE"  // "", "hang" or "die"
	childLease = "TICKDECK_TEST_WORKER_LEASE"
)

func TestMain(m *testing.M) {
	broker.DisableLogging() // the library tells of every refused connection
	if addrs := os.Getenv(childAddrs); addrs != "" {
		child(strings.Split(addrs, ","))
		return
	}
	goleak.VerifyTestMain(m)
}

// child is a worker in a process of its own, until it is killed.
func child(addrs []string) {
	rdb := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: addrs})
	lease, _ := time.ParseDuration(os.Getenv(childLease))
	options := Options{Lease: lease, Parallel: 4}
	if lease > 0 {
		options.Sweep = lease / 10
	}
	if err := New(rdb, &fake{rdb: rdb, mode: os.Getenv(childMode)}, options).Run(context.Background()); err != nil {
		panic(err)
	}
}

func (s *site) startChild(mode, lease string) *exec.Cmd {
	t := s.t
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childAddrs+"="+strings.Join(s.addrs, ","), childMode+"="+mode, childLease+"="+lease)
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { endChild(c) })
	return c
}

func endChild(c *exec.Cmd) {
	_ = c.Process.Kill()
	_ = c.Wait()
}

// site is a Redis with what a test wants to do on it.
type site struct {
	t     *testing.T
	rdb   redis.UniversalClient
	addrs []string
	*redistest.Server
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := redistest.Start(t)
	return &site{t, s.Client(t), []string{s.Addr()}, s}
}

// newClusterSite is a site without the ways to harm its server.
func newClusterSite(t *testing.T) *site {
	t.Helper()
	c := redistest.StartCluster(t)
	return &site{t, c.Client(t), c.Addrs(), nil}
}

// brisk are options for tests that wait for a lease to end.
func brisk() Options { return Options{Lease: time.Second, Sweep: 100 * time.Millisecond, Parallel: 2} }

// hand is a worker with its fake runner.
type hand struct {
	*Worker
	fake *fake
	stop func()

	mu       sync.Mutex
	problems []string
}

func (h *hand) told(part string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.problems, func(p string) bool { return strings.Contains(p, part) })
}

func hire(t *testing.T, rdb redis.UniversalClient, o Options) *hand {
	t.Helper()
	return hireWith(t, rdb, &fake{rdb: rdb}, o)
}

func hireWith(t *testing.T, rdb redis.UniversalClient, f *fake, o Options) *hand {
	t.Helper()
	h := &hand{fake: f}
	o.Problem = func(p string) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.problems = append(h.problems, p)
	}
	o.Link = func(err error) {
		if err != nil {
			o.Problem(err.Error())
		}
	}
	h.Worker = New(rdb, h.fake, o)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	h.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the worker ended with %v", err)
		}
		if t.Failed() {
			t.Logf("problems: %q", h.problems)
		}
	})
	t.Cleanup(h.stop)
	return h
}

// hire returns when the worker listens.
func (s *site) hire(o Options) *hand {
	s.t.Helper()
	names := wire.OrDefaults(o.Names)
	before := s.listeners(names.Backtest)
	h := hire(s.t, s.rdb, o)
	await(s.t, "the worker listens", func() bool { return s.listeners(names.Backtest) > before })
	return h
}

// listeners counts them on every node.
func (s *site) listeners(channel string) (n int64) {
	for _, addr := range s.addrs {
		rdb := redis.NewClient(&redis.Options{Addr: addr})
		n += rdb.PubSubNumSub(context.Background(), channel).Val()[channel]
		rdb.Close()
	}
	return n
}

// patience is how long anything may take before a test gives up: long, since what is
// waited for comes in a moment where nobody else wants the machine.
const patience = 90 * time.Second

// await waits for a condition, and tells how long that took.
func await(t *testing.T, what string, holds func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	for !holds() {
		if time.Since(began) > patience {
			t.Fatalf("waited %s in vain until %s", patience, what)
		}
		<-time.After(2 * time.Millisecond)
	}
	return time.Since(began)
}

func asked(id, rest string) string {
	return fmt.Sprintf(`{"job_type":"backtest","job_id":%q,"user_id":"u1"%s}`, id, rest)
}

// submit does as tickdeck does: the record, then the stream, then the channel.
func (s *site) submit(id, rest string) { s.t.Helper(); submit(s.t, s.rdb, id, rest) }

func submit(t *testing.T, rdb redis.UniversalClient, id, rest string) {
	t.Helper()
	text := asked(id, rest)
	for _, c := range []redis.Cmder{
		rdb.HSet(t.Context(), "job:"+id, "status", "submitted", "created_at", "1.5", "user_id", "u1", "job_data", text),
		rdb.Expire(t.Context(), "job:"+id, wire.JobLife),
		rdb.XAdd(t.Context(), xadd("tickstock.jobs.backtest:stream", "data", text)),
		rdb.Publish(t.Context(), "tickstock.jobs.backtest", text),
	} {
		if c.Err() != nil {
			t.Fatal(c.Err())
		}
	}
}

func (s *site) publish(channel, text string) {
	s.t.Helper()
	if err := s.rdb.Publish(s.t.Context(), channel, text).Err(); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) add(stream, text string) {
	s.t.Helper()
	if err := s.rdb.XAdd(s.t.Context(), xadd(stream, "data", text)).Err(); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) hash(id string) map[string]string {
	return s.rdb.HGetAll(context.Background(), "job:"+id).Val()
}

func (s *site) runs(id string) string { return s.rdb.HGet(context.Background(), runs, id).Val() }

func (s *site) awaitStatus(id, status string) time.Duration {
	s.t.Helper()
	return awaitStatus(s.t, s.rdb, id, status)
}

func awaitStatus(t *testing.T, rdb redis.UniversalClient, id, status string) time.Duration {
	t.Helper()
	return await(t, "job "+id+" is "+status, func() bool {
		return rdb.HGet(context.Background(), "job:"+id, "status").Val() == status
	})
}

// awaitQuiet waits until every entry is read and acknowledged.
func (s *site) awaitQuiet() {
	s.t.Helper()
	await(s.t, "all is acknowledged", func() bool {
		g, err := s.rdb.XInfoGroups(context.Background(), "tickstock.jobs.backtest:stream").Result()
		return err == nil && len(g) == 1 && g[0].Pending == 0 && g[0].Lag == 0
	})
}

func xadd(stream, field, text string) *redis.XAddArgs {
	return &redis.XAddArgs{Stream: stream, Values: []string{field, text}}
}
