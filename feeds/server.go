package feeds

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// probeEvery is how often Redis is asked how it is.
const probeEvery = 2 * time.Second

// probe keeps the hub's picture of Redis itself up to date, until the context
// ends. Trouble is left to the subscriber to tell: here it only blanks figures.
func probe(ctx context.Context, rdb *redis.Client, hub *Hub) {
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	for {
		if s, err := ask(ctx, rdb); err == nil {
			hub.SetServer(s)
		} else if ctx.Err() == nil {
			hub.SetServer(unknownServer())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func ask(ctx context.Context, rdb *redis.Client) (model.Server, error) {
	// The first command may have to dial; the round trip is taken on the second.
	if err := rdb.Ping(ctx).Err(); err != nil {
		return model.Server{}, err
	}
	start := time.Now()
	if err := rdb.Ping(ctx).Err(); err != nil {
		return model.Server{}, err
	}
	ping := time.Since(start)
	info, _ := rdb.Info(ctx).Result() // refused to this user: every figure is unknown
	s := parseInfo(info)
	s.Ping = ping
	s.Heartbeat = heartbeat(ctx, rdb)
	return s, nil
}

// heartbeatKey is where a producer may say that it lives.
const heartbeatKey = "tickstock:producer:heartbeat"

// heartbeat is when a producer last said that it lives; zero where none does.
func heartbeat(ctx context.Context, rdb *redis.Client) time.Time {
	value, err := rdb.Get(ctx, heartbeatKey).Result()
	if err != nil {
		return time.Time{}
	}
	at, err := wire.Heartbeat(value)
	if err != nil {
		return time.Time{}
	}
	return at
}

// parseInfo reads the text of INFO; what is missing stays unknown.
func parseInfo(info string) model.Server {
	s := unknownServer()
	numbers := map[string]*float64{
		"connected_clients": &s.Clients, "used_memory": &s.Memory,
		"keyspace_hits": &s.Hits, "keyspace_misses": &s.Misses,
	}
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		if name == "redis_version" {
			s.Version = model.Clean(value)
		}
		if to := numbers[name]; to != nil {
			if v, err := strconv.ParseFloat(value, 64); err == nil {
				*to = v
			}
		}
	}
	return s
}
