package broker

import (
	"fmt"

	"github.com/redis/go-redis/v9"
)

// Sibling makes another client of the same server or cluster, with at most size
// connections of its own. Closing it ends what waits on the server, and trying
// again is up to its owner, who says so.
func Sibling(given redis.UniversalClient, size int) (redis.UniversalClient, error) {
	switch c := given.(type) {
	case *Client:
		return c.sibling(size), nil
	case *redis.Client:
		o := *c.Options()
		o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled = -1, 1, true
		o.PoolSize, o.MinIdleConns, o.MaxIdleConns, o.MaxActiveConns, o.PipelinePoolSize = size, 0, 0, 0, -1
		return redis.NewClient(&o), nil
	case *redis.ClusterClient:
		o := *c.Options()
		o.MaxRetries, o.DialerRetries, o.ContextTimeoutEnabled = -1, 1, true
		o.PoolSize, o.MinIdleConns, o.MaxIdleConns, o.MaxActiveConns, o.PipelinePoolSize = size, 0, 0, 0, -1
		return redis.NewClusterClient(&o), nil
	}
	return nil, fmt.Errorf("there is no way to open a second client beside a %T", given)
}
