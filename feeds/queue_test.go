package feeds

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestTheQueueOfRequestsIsKnown(t *testing.T) {
	s := server(t)
	c, stream := s.Client(t), wire.Stream(testNames.Backtest)
	client, err := broker.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if q := askQueue(t.Context(), client, stream); model.Known(q.Waiting) || model.Known(q.Taken) || len(q.Workers) != 0 {
		t.Errorf("of no queue %+v is known", q)
	}
	if err := c.XGroupCreateMkStream(t.Context(), stream, wire.WorkerGroup, "0").Err(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		c.XAdd(t.Context(), &redis.XAddArgs{Stream: stream, Values: []string{wire.StreamField, "{}"}})
	}
	if q := askQueue(t.Context(), client, stream); q.Waiting != 3 || q.Taken != 0 || time.Since(q.OldestAt) > time.Minute || len(q.Workers) != 0 {
		t.Errorf("with nobody at work it is %+v", q)
	}
	c.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: wire.WorkerGroup, Consumer: "w1", Streams: []string{stream, ">"}, Count: 2})
	if q := askQueue(t.Context(), client, stream); q.Waiting != 1 || q.Taken != 2 || len(q.Workers) != 1 || q.Workers[0].Name != "w1" || q.Workers[0].Taken != 2 {
		t.Errorf("with one at work it is %+v", q)
	}
	c.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: wire.WorkerGroup, Consumer: "w1", Streams: []string{stream, ">"}})
	if q := askQueue(t.Context(), client, stream); q.Waiting != 0 || q.Taken != 3 || !q.OldestAt.IsZero() {
		t.Errorf("with nothing left it is %+v", q)
	}
	d := open(t, s.URL())
	d.until("a screen knows it", func() bool { return d.frame.Queue.Taken == 3 })
}
