package run

import (
	"context"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// The engine follows the master: what is asked of the one that Sentinel put in
// the place of a dead one is done.
func TestAnEngineWorksOnAfterAFailover(t *testing.T) {
	s := redistest.StartSentinel(t)
	names := wire.DefaultNames()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Engine(ctx, s.URL(), names, model.EngineOptions{Seed: 1, Speed: 60}, func(string) {})
	}()
	complete(t, s.Master.Client(t), names, "bt_before")
	s.Master.Kill()
	next := s.Replica.Client(t)
	complete(t, next, names, "bt_after")
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// complete asks for a backtest through a client, as soon as its server takes it,
// and waits until it is done.
func complete(t *testing.T, c *redis.Client, names model.Names, id string) {
	t.Helper()
	text, err := wire.EncodeRequest(id, "jo", model.Request{
		Symbols: []string{"AAPL"}, Patterns: model.StandardPatterns(), Start: time.Now().AddDate(-2, 0, 0), End: time.Now().AddDate(0, 0, -1),
	}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 120*time.Second)
	defer cancel()
	asked := false
	for c.HGet(ctx, "job:"+id, wire.FieldOutcome).Val() != "completed" {
		if !asked {
			asked = c.XAdd(ctx, &redis.XAddArgs{Stream: wire.Stream(names.Backtest), Values: []any{wire.StreamField, text}}).Err() == nil
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s is not done; it was asked for: %t; its record is %v", id, asked, c.HGetAll(t.Context(), "job:"+id).Val())
		case <-time.After(20 * time.Millisecond):
		}
	}
}
