package redistest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

const (
	clusterNodes = 3
	clusterSlots = 16384

	clusterPatience = 3 * time.Second  // until nodes are introduced once more
	clusterLimit    = 30 * time.Second // until all of them must have met
)

// Cluster is a Redis Cluster of three masters that share the slots. It bites as
// a real one does: a command with keys of two slots is refused with CROSSSLOT.
type Cluster struct {
	Nodes []*Server
}

// StartCluster runs the nodes with args behind the standard ones, joins them and
// waits until each of them serves every slot. They are ended when the test ends.
func StartCluster(t testing.TB, args ...string) *Cluster {
	t.Helper()
	c := &Cluster{}
	for range clusterNodes {
		c.Nodes = append(c.Nodes, Start(t, append([]string{"--cluster-enabled", "yes"}, args...)...))
	}
	ctx, cancel := context.WithTimeout(t.Context(), clusterLimit)
	defer cancel()
	for i, n := range c.Nodes {
		if err := c.join(ctx, i, n); err != nil {
			t.Fatalf("making a cluster: %v", err)
		}
	}
	for _, n := range c.Nodes {
		if err := c.await(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// Addrs are the nodes' host:port.
func (c *Cluster) Addrs() []string {
	var addrs []string
	for _, n := range c.Nodes {
		addrs = append(addrs, n.Addr())
	}
	return addrs
}

// Options are those of a client of the cluster, for a test to change.
func (c *Cluster) Options() *redis.ClusterOptions {
	return &redis.ClusterOptions{
		Addrs: c.Addrs(), Password: c.Nodes[0].password(), DisableIdentity: true, ContextTimeoutEnabled: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
}

// Client returns a client of the cluster; it is closed when the test ends.
func (c *Cluster) Client(t testing.TB) *redis.ClusterClient {
	rdb := redis.NewClusterClient(c.Options())
	t.Cleanup(func() {
		if err := rdb.Close(); err != nil {
			t.Errorf("closing the client: %v", err)
		}
	})
	return rdb
}

// join gives the ith node its slots and lets it meet the first one. Each begins
// with an epoch of its own, or they would settle that by a collision.
func (c *Cluster) join(ctx context.Context, i int, n *Server) error {
	rdb := n.client()
	defer rdb.Close()
	first, next := i*clusterSlots/clusterNodes, (i+1)*clusterSlots/clusterNodes
	if err := rdb.ClusterAddSlotsRange(ctx, first, next-1).Err(); err != nil {
		return fmt.Errorf("give %s its slots: %w", n.Addr(), err)
	}
	if err := rdb.Do(ctx, "CLUSTER", "SET-CONFIG-EPOCH", i+1).Err(); err != nil {
		return fmt.Errorf("give %s an epoch: %w", n.Addr(), err)
	}
	if i == 0 {
		return nil
	}
	return c.meet(ctx, rdb)
}

// meet introduces a node to the first one.
func (c *Cluster) meet(ctx context.Context, rdb *redis.Client) error {
	host, port, _ := strings.Cut(c.Nodes[0].Addr(), ":")
	if err := rdb.ClusterMeet(ctx, host, port).Err(); err != nil {
		return fmt.Errorf("let the nodes meet: %w", err)
	}
	return nil
}

// await polls until a node knows who serves every slot. Nodes that have not found
// each other after a while, as on a busy machine, are introduced once more.
func (c *Cluster) await(ctx context.Context, n *Server) error {
	rdb := n.client()
	defer rdb.Close()
	again := time.NewTicker(clusterPatience)
	defer again.Stop()
	for {
		info, err := rdb.ClusterInfo(ctx).Result()
		if err == nil && strings.Contains(info, "cluster_state:ok") && strings.Contains(info, fmt.Sprintf("cluster_size:%d", clusterNodes)) &&
			isLinked(ctx, rdb) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the cluster is not complete on %s: %w: %s", n.Addr(), ctx.Err(), info)
		case <-again.C:
			if n != c.Nodes[0] {
				_ = c.meet(ctx, rdb) // what matters is whether they meet in the end
			}
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// isLinked reports whether a node has a link to and from each of the others: what is
// published on it before would not be heard everywhere. Redis 6 does not tell.
func isLinked(ctx context.Context, rdb *redis.Client) bool {
	links, err := rdb.ClusterLinks(ctx).Result()
	return err != nil || len(links) >= 2*(clusterNodes-1)
}
