package feeds

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// How often Redis is asked how it is: more often while it does not answer.
const (
	probeEvery = 5 * time.Second
	probeAgain = time.Second
)

// probe keeps the hub's picture of Redis itself, and of the queue of requests, up to date, until the context
// ends. Trouble is left to the subscriber to tell: here it only blanks figures.
func probe(ctx context.Context, client *broker.Client, names model.Names, to *hub.Hub) {
	p, queue := prober{client: client}, queueReader{client: client, names: names}
	for {
		pause := probeEvery
		if s, err := p.ask(ctx); err == nil {
			to.SetServer(s)
			to.SetQueue(queue.ask(ctx))
		} else if ctx.Err() == nil {
			to.SetServer(model.UnknownServer())
			to.SetQueue(model.UnknownQueue())
			pause = probeAgain
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

type prober struct {
	client *broker.Client
	warm   bool // the last command was answered: the next one need not dial
}

func (p *prober) ask(ctx context.Context) (model.Server, error) {
	ping, err := p.ping(ctx)
	if err != nil {
		return model.Server{}, err
	}
	var info, beat *redis.StringCmd
	// What is refused to this user stays unknown.
	_, _ = p.client.Pipelined(ctx, func(to redis.Pipeliner) error {
		info, beat = to.Info(ctx), to.Get(ctx, wire.HeartbeatKey)
		return nil
	})
	s := parseInfo(info.Val())
	s.Ping, s.Heartbeat = ping, heartbeat(beat)
	return s, nil
}

// ping is the time of a round trip, in which nothing had to be dialled.
func (p *prober) ping(ctx context.Context) (time.Duration, error) {
	for {
		start := time.Now()
		if err := p.client.Ping(ctx).Err(); err != nil {
			p.warm = false
			return 0, err
		}
		if p.warm {
			return time.Since(start), nil
		}
		p.warm = true
	}
}

// heartbeat is when a producer last said that it lives; zero where none does.
func heartbeat(answer *redis.StringCmd) time.Time {
	at, err := wire.Heartbeat(answer.Val())
	if answer.Err() != nil || err != nil {
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
