package worker

import (
	"fmt"

	"github.com/redis/go-redis/v9"
)

// ownClient makes a client of the worker's own from given's options, for one
// server or a cluster: closing it ends what waits on the server, and no pool is
// shared with anybody. Trying again is up to the worker, which says so.
func ownClient(given redis.UniversalClient, size int) (redis.UniversalClient, error) {
	switch c := given.(type) {
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
	return nil, fmt.Errorf("a worker cannot work on a %T: only on one server, a Sentinel's or a cluster", given)
}

// disconnect closes a client. Nothing can be done about one that does not close.
func disconnect(rdb redis.UniversalClient) { _ = rdb.Close() }
