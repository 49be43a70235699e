package feeds

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// probeEvery is how often Redis is asked how it is.
const probeEvery = 2 * time.Second

// probe keeps the hub's picture of Redis itself up to date, until the context
// ends. Trouble is left to the subscriber to tell: here it only blanks figures.
func probe(ctx context.Context, client *broker.Client, to *hub.Hub) {
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	for {
		if s, err := ask(ctx, client); err == nil {
			to.SetServer(s)
		} else if ctx.Err() == nil {
			to.SetServer(model.UnknownServer())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func ask(ctx context.Context, client *broker.Client) (model.Server, error) {
	// The first command may have to dial; the round trip is taken on the second.
	if err := client.Ping(ctx).Err(); err != nil {
		return model.Server{}, err
	}
	start := time.Now()
	if err := client.Ping(ctx).Err(); err != nil {
		return model.Server{}, err
	}
	ping := time.Since(start)
	info, _ := client.Info(ctx).Result() // refused to this user: every figure is unknown
	s := parseInfo(info)
	s.Ping = ping
	s.Heartbeat = heartbeat(ctx, client)
	return s, nil
}

// heartbeat is when a producer last said that it lives; zero where none does.
func heartbeat(ctx context.Context, client *broker.Client) time.Time {
	value, err := client.Get(ctx, wire.HeartbeatKey).Result()
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
	s := model.UnknownServer()
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
