package feeds

import (
	"slices"
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
	ask := queueReader{client: client, names: testNames}
	if q := ask.ask(t.Context()); model.Known(q.Waiting) || model.Known(q.Taken) || len(q.Workers) != 0 || !q.Deserted() {
		t.Errorf("of no queue %+v is known", q)
	}
	if err := c.XGroupCreateMkStream(t.Context(), stream, wire.WorkerGroup, "0").Err(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		c.XAdd(t.Context(), &redis.XAddArgs{Stream: stream, Values: []string{wire.StreamField, "{}"}})
	}
	if q := ask.ask(t.Context()); q.Waiting != 3 || q.Taken != 0 || time.Since(q.OldestAt) > time.Minute || len(q.Workers) != 0 {
		t.Errorf("with nobody at work it is %+v", q)
	}
	c.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: wire.WorkerGroup, Consumer: "w1", Streams: []string{stream, ">"}, Count: 2})
	if q := ask.ask(t.Context()); q.Waiting != 1 || q.Taken != 2 || len(q.Workers) != 1 || q.Workers[0].Name != "w1" || q.Workers[0].Taken != 2 {
		t.Errorf("with one at work it is %+v", q)
	}
	c.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: wire.WorkerGroup, Consumer: "w1", Streams: []string{stream, ">"}})
	if q := ask.ask(t.Context()); q.Waiting != 0 || q.Taken != 3 || !q.OldestAt.IsZero() {
		t.Errorf("with nothing left it is %+v", q)
	}
	d := open(t, s.URL())
	d.until("a screen knows it", func() bool { return d.frame.Queue.Taken == 3 })
}

func TestTheQueueTellsWhichWorkerHasWhichJobAndHowOftenItWasBegun(t *testing.T) {
	s := server(t)
	c, stream, ctx := s.Client(t), wire.Stream(testNames.Backtest), t.Context()
	client, err := broker.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ask := queueReader{client: client, names: testNames}
	if err := c.XGroupCreateMkStream(ctx, stream, wire.WorkerGroup, "0").Err(); err != nil {
		t.Fatal(err)
	}
	var entries []string
	for _, id := range []string{"once", "died", "asked", "foreign", "back", "waits"} {
		entries = append(entries, c.XAdd(ctx, &redis.XAddArgs{Stream: stream, Values: []string{wire.StreamField, `{"job_id":"` + id + `"}`}}).Val())
	}
	c.XReadGroup(ctx, &redis.XReadGroupArgs{Group: wire.WorkerGroup, Consumer: "w1", Streams: []string{stream, ">"}, Count: 5})
	claim := func(to, entry string) {
		t.Helper()
		if err := c.XClaim(ctx, &redis.XClaimArgs{Stream: stream, Group: wire.WorkerGroup, Consumer: to, Messages: []string{entry}}).Err(); err != nil {
			t.Fatal(err)
		}
	}
	claim("w2", entries[1]) // its worker died, and another began it
	c.HSet(ctx, testNames.JobPrefix+"died", wire.FieldAttempts, 2)
	claim("w2", entries[2]) // another only asked whether it still runs
	claim("w1", entries[2])
	c.HSet(ctx, testNames.JobPrefix+"asked", wire.FieldAttempts, 1)
	claim("w2", entries[3]) // its workers keep no count
	if err := c.Do(ctx, "XCLAIM", stream, wire.WorkerGroup, wire.WorkerPool, 0, entries[4], "JUSTID").Err(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time with what it knows from the first
		q := ask.ask(ctx)
		if q.Taken != 4 || q.Waiting != 2 || !q.OldestAt.Equal(sentAt(entries[4])) {
			t.Errorf("%g taken, %g wait since %s", q.Taken, q.Waiting, q.OldestAt)
		}
		if len(q.Workers) != 2 || !slices.Equal(q.Workers[0].Jobs, []string{"once", "asked"}) || !slices.Equal(q.Workers[1].Jobs, []string{"died", "foreign"}) {
			t.Errorf("the workers are %+v", q.Workers)
		}
		if len(q.Tries) != 2 || q.Tried("died") != 2 || q.Tried("foreign") != 2 {
			t.Errorf("begun %v", q.Tries)
		}
	}
}

func TestThatNobodyListensIsSaidOnlyWhereItIsCertain(t *testing.T) {
	s := server(t)
	c, stream, ctx := s.Client(t), wire.Stream(testNames.Backtest), t.Context()
	client, err := broker.Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ask := queueReader{client: client, names: testNames}
	if q := ask.ask(ctx); q.Listeners != 0 || !q.Deserted() {
		t.Errorf("on an empty server it is %+v", q)
	}
	sub := c.Subscribe(ctx, testNames.Backtest)
	defer sub.Close()
	if _, err := sub.Receive(ctx); err != nil {
		t.Fatal(err)
	}
	if q := ask.ask(ctx); q.Listeners != 1 || q.Deserted() {
		t.Errorf("with a worker that keeps no stream it is %+v", q)
	}
	if err := sub.Close(); err != nil {
		t.Fatal(err)
	}
	pattern := c.PSubscribe(ctx, "tick*")
	if _, err := pattern.Receive(ctx); err != nil {
		t.Fatal(err)
	}
	if q := ask.ask(ctx); model.Known(q.Listeners) || q.Deserted() {
		t.Errorf("with one that may hear it by a pattern it is %+v", q)
	}
	if err := pattern.Close(); err != nil {
		t.Fatal(err)
	}
	c.XGroupCreateMkStream(ctx, stream, wire.WorkerGroup, "0")
	c.XGroupCreateConsumer(ctx, stream, wire.WorkerGroup, "w1")
	if q := ask.ask(ctx); q.Deserted() || q.Silent(&q.Workers[0], q.At.Add(time.Minute)) < time.Minute {
		t.Errorf("with a worker that reads the stream it is %+v", q)
	}
	gone := ask.ask(ctx)
	gone.Workers[0].Idle = model.WorkerStale
	unknown := gone
	unknown.Listeners, unknown.Workers = model.None(), []model.QueueWorker{{Name: "w1", Taken: 1, Idle: time.Hour}}
	if !gone.Deserted() || unknown.Deserted() {
		t.Error("a worker that asks no more is taken for one that is there, or a busy one for gone")
	}
	if none := model.UnknownQueue(); none.Deserted() {
		t.Error("of a queue that nobody could ask it says something")
	}
}
