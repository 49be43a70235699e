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

// What is read of the requests that workers have, each time: a few say enough, and the
// text of one may be long.
const (
	mostPending = 200 // that are looked at
	mostTexts   = 20  // of which the text is read, to learn whose job it is
)

// queueReader asks how the stream of requests stands with the group of the workers. What
// the server does not tell stays unknown.
type queueReader struct {
	client *broker.Client
	names  model.Names
	jobs   map[string]string // the ids of jobs, by those of the entries that workers have
}

func (r *queueReader) stream() string { return wire.Stream(r.names.Backtest) }

func (r *queueReader) ask(ctx context.Context) model.Queue {
	q, stream := model.UnknownQueue(), r.stream()
	q.At = time.Now()
	var groups *redis.XInfoGroupsCmd
	var workers *redis.XInfoConsumersCmd
	var pending *redis.XPendingExtCmd
	_, _ = r.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		groups, workers = p.XInfoGroups(ctx, stream), p.XInfoConsumers(ctx, stream, wire.WorkerGroup)
		pending = p.XPendingExt(ctx, &redis.XPendingExtArgs{Stream: stream, Group: wire.WorkerGroup, Start: "-", End: "+", Count: mostPending})
		return nil
	})
	q.Listeners = r.listeners(ctx)
	for _, g := range groups.Val() {
		if g.Name == wire.WorkerGroup {
			r.depth(ctx, &q, g)
		}
	}
	r.learn(ctx, pending.Val())
	for _, w := range workers.Val() {
		if w.Name != wire.WorkerPool {
			q.Workers = append(q.Workers, model.QueueWorker{Name: model.Clean(w.Name), Taken: int(w.Pending), Idle: w.Idle})
			continue
		}
		if model.Known(q.Waiting) { // what workers gave back nobody has
			q.Waiting += float64(w.Pending)
		}
		q.Taken -= float64(w.Pending)
	}
	r.share(ctx, &q, pending.Val())
	return q
}

// listeners is who hears the channel of requests. On a cluster each node knows only of
// those on itself, and of who subscribed to a pattern nobody says which.
func (r *queueReader) listeners(ctx context.Context) float64 {
	if _, cluster := r.client.UniversalClient.(*redis.ClusterClient); cluster {
		return model.None()
	}
	var heard *redis.MapStringIntCmd
	var patterns *redis.IntCmd
	_, err := r.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		heard, patterns = p.PubSubNumSub(ctx, r.names.Backtest), p.PubSubNumPat(ctx)
		return nil
	})
	n := heard.Val()[r.names.Backtest]
	if err != nil || n == 0 && patterns.Val() > 0 {
		return model.None()
	}
	return float64(n)
}

// depth is how much of the stream waits, and since when.
func (r *queueReader) depth(ctx context.Context, q *model.Queue, g redis.XInfoGroup) {
	q.Taken = float64(g.Pending)
	next, err := r.client.XRangeN(ctx, r.stream(), "("+g.LastDeliveredID, "+", 1).Result()
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

// learn finds out of which jobs the entries are that workers have.
func (r *queueReader) learn(ctx context.Context, pending []redis.XPendingExt) {
	known := make(map[string]string, len(pending))
	var texts []*redis.XMessageSliceCmd
	_, _ = r.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, e := range pending {
			if id, there := r.jobs[e.ID]; there {
				known[e.ID] = id
			} else if len(texts) < mostTexts {
				texts = append(texts, p.XRangeN(ctx, r.stream(), e.ID, e.ID, 1))
			}
		}
		return nil
	})
	for _, cmd := range texts {
		for _, m := range cmd.Val() {
			text, _ := m.Values[wire.StreamField].(string)
			request, _ := wire.ReadJobRequest(text)
			known[m.ID] = request.ID
		}
	}
	r.jobs = known
}

// share says which jobs each worker has, and how often those were begun that were
// delivered more than once. Their records know that better than the stream, which counts
// also the workers that only asked whether a job still runs.
func (r *queueReader) share(ctx context.Context, q *model.Queue, pending []redis.XPendingExt) {
	begun := map[string]*redis.StringCmd{}
	delivered := map[string]int{}
	_, _ = r.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, e := range pending {
			id := r.jobs[e.ID]
			taken(q, e, id)
			if id != "" && e.RetryCount > 1 {
				delivered[id] = int(e.RetryCount)
				begun[id] = p.HGet(ctx, r.names.JobPrefix+id, wire.FieldAttempts)
			}
		}
		return nil
	})
	for id, n := range delivered {
		if known, err := strconv.Atoi(begun[id].Val()); err == nil {
			n = known
		}
		if n > 1 {
			if q.Tries == nil {
				q.Tries = map[string]int{}
			}
			q.Tries[id] = n
		}
	}
}

// taken notes who has an entry: a worker, or the pool of those that were handed back.
func taken(q *model.Queue, e redis.XPendingExt, id string) {
	if at := sentAt(e.ID); e.Consumer == wire.WorkerPool && (q.OldestAt.IsZero() || at.Before(q.OldestAt)) {
		q.OldestAt = at
	}
	if id == "" {
		return
	}
	for i := range q.Workers {
		if w := &q.Workers[i]; w.Name == model.Clean(e.Consumer) {
			w.Jobs = append(w.Jobs, id)
		}
	}
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
