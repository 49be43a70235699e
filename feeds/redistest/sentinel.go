package redistest

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// MasterName is what the sentinels call the master that they watch.
	MasterName = "tick"

	sentinelCount = 3
	sentinelQuota = 2                // that must agree before a master is given up
	sentinelLimit = 30 * time.Second // until all of them must know each other
)

// Sentinel is a master with one replica, and three sentinels that put the
// replica in its place when it dies.
type Sentinel struct {
	Master, Replica *Server
	watchers        []*Server
}

// StartSentinel runs them all and waits until a failover would succeed. They are
// ended when the test ends.
func StartSentinel(t testing.TB) *Sentinel {
	t.Helper()
	s := &Sentinel{Master: Start(t)}
	host, port, _ := net.SplitHostPort(s.Master.Addr())
	s.Replica = Start(t, "--replicaof", host, port, "--repl-diskless-sync-delay", "0")
	for range sentinelCount {
		s.watchers = append(s.watchers, start(t, watch(host, port), "--sentinel"))
	}
	ctx, cancel := context.WithTimeout(t.Context(), sentinelLimit)
	defer cancel()
	if err := s.await(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// watch is the configuration of a sentinel that gives a dead master up at once.
func watch(host, port string) string {
	return fmt.Sprintf(`sentinel monitor %[1]s %s %s %d
sentinel down-after-milliseconds %[1]s 500
sentinel failover-timeout %[1]s 3000
`, MasterName, host, port, sentinelQuota)
}

// Addrs are the sentinels' host:port.
func (s *Sentinel) Addrs() []string {
	var addrs []string
	for _, w := range s.watchers {
		addrs = append(addrs, w.Addr())
	}
	return addrs
}

// URL is the address of the master, by way of the sentinels, as tickdeck takes it.
func (s *Sentinel) URL() string {
	addrs := s.Addrs()
	return fmt.Sprintf("redis+sentinel://%s/%s?addr=%s", addrs[0], MasterName, strings.Join(addrs[1:], "&addr="))
}

// await polls until every sentinel knows the others and the replica, and the
// replica has what the master has.
func (s *Sentinel) await(ctx context.Context) error {
	replica := s.Replica.client()
	defer replica.Close()
	err := poll(ctx, func() bool {
		info, err := replica.Info(ctx, "replication").Result()
		return err == nil && strings.Contains(info, "master_link_status:up")
	})
	if err != nil {
		return fmt.Errorf("the replica does not follow: %w", err)
	}
	for _, w := range s.watchers {
		if err := w.awaitWatch(ctx); err != nil {
			return fmt.Errorf("the sentinel %s does not know the others: %w", w.Addr(), err)
		}
	}
	return nil
}

func (s *Server) awaitWatch(ctx context.Context) error {
	c := redis.NewSentinelClient(s.options())
	defer c.Close()
	return poll(ctx, func() bool {
		m, err := c.Master(ctx, MasterName).Result()
		return err == nil && m["num-slaves"] == "1" && m["num-other-sentinels"] == fmt.Sprint(sentinelCount-1)
	})
}

func poll(ctx context.Context, there func() bool) error {
	for !there() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
	return nil
}
