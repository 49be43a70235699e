package feeds

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// askQueue is how the stream of requests stands with the group of the workers. What
// the server does not tell stays unknown.
func askQueue(ctx context.Context, client *broker.Client, stream string) model.Queue {
	q := model.UnknownQueue()
	var groups *redis.XInfoGroupsCmd
	var workers *redis.XInfoConsumersCmd
	_, _ = client.Pipelined(ctx, func(p redis.Pipeliner) error {
		groups, workers = p.XInfoGroups(ctx, stream), p.XInfoConsumers(ctx, stream, wire.WorkerGroup)
		return nil
	})
	for _, g := range groups.Val() {
		if g.Name != wire.WorkerGroup {
			continue
		}
		q.Taken = float64(g.Pending)
		next, err := client.XRangeN(ctx, stream, "("+g.LastDeliveredID, "+", 1).Result()
		switch {
		case err != nil:
		case len(next) == 0:
			q.Waiting = 0
		default:
			q.OldestAt = sentAt(next[0].ID)
			if g.Lag > 0 { // Redis 7 counts them
				q.Waiting = float64(g.Lag)
			}
		}
	}
	for _, w := range workers.Val() {
		q.Workers = append(q.Workers, model.QueueWorker{Name: model.Clean(w.Name), Taken: int(w.Pending), Idle: w.Idle})
	}
	return q
}

// sentAt is when an entry of a stream was written, by its id.
func sentAt(id string) time.Time {
	text, _, _ := strings.Cut(id, "-")
	ms, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}
