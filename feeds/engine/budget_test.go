package engine

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
)

func fill(t *testing.T, rdb *redis.Client, stream string, n, size int) {
	t.Helper()
	_, err := rdb.Pipelined(t.Context(), func(p redis.Pipeliner) error {
		for i := range n {
			p.XAdd(t.Context(), &redis.XAddArgs{Stream: stream, Values: []string{wire.StreamField, fmt.Sprintf(`{"job_id":"j%d","x":%q}`, i, strings.Repeat("x", size))}})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestStreamsStayWithinTheirBytes(t *testing.T) {
	rdb := redistest.Start(t).Client(t)
	b := budget{rdb, names, 1 << 20}
	fill(t, rdb, wire.Stream(names.Patterns), 20_000, 400)
	fill(t, rdb, wire.Stream(names.Results), 30, 400_000)
	if issues := b.keep(t.Context()); len(issues) > 0 {
		t.Errorf("told %q", issues)
	}
	for channel, least := range map[string]int64{names.Patterns: 1_000, names.Results: 1} {
		n, used := rdb.XLen(t.Context(), wire.Stream(channel)).Val(), b.used(t.Context(), wire.Stream(channel))
		if used > 1<<20 || n < least {
			t.Errorf("%s has %d entries in %d bytes", channel, n, used)
		}
	}
}

func TestJobsThatWaitAreNotTrimmed(t *testing.T) {
	rdb := redistest.Start(t).Client(t)
	b, stream := budget{rdb, names, 1 << 20}, wire.Stream(names.Backtest)
	fill(t, rdb, stream, 3_000, 1_000)
	if err := rdb.XGroupCreate(t.Context(), stream, wire.WorkerGroup, "0").Err(); err != nil {
		t.Fatal(err)
	}
	read := func(n int64) []redis.XMessage {
		got, err := rdb.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: wire.WorkerGroup, Consumer: "c", Streams: []string{stream, ">"}, Count: n}).Result()
		if err != nil {
			t.Fatal(err)
		}
		return got[0].Messages
	}
	issues := b.keep(t.Context())
	if n := rdb.XLen(t.Context(), stream).Val(); n != 3_000 || len(issues) != 1 || !strings.Contains(issues[0], "its entries wait") {
		t.Errorf("%d entries, told %q", n, issues)
	}
	done := read(1_000)
	for _, m := range done[:900] {
		rdb.XAck(t.Context(), stream, wire.WorkerGroup, m.ID)
	}
	b.keep(t.Context())
	if n := rdb.XLen(t.Context(), stream).Val(); n != 2_100 {
		t.Errorf("%d entries are left of 100 that are under way and 2,000 that wait", n)
	}
	for _, m := range done[900:] {
		rdb.XAck(t.Context(), stream, wire.WorkerGroup, m.ID)
	}
	b.keep(t.Context())
	if left := read(5_000); len(left) != 2_000 {
		t.Errorf("%d jobs are left of 2,000", len(left))
	}
}

func TestAnEngineKeepsItsStreamsWithinTheirBytes(t *testing.T) {
	t.Parallel()
	_, rdb, a := perform(t, Options{Seed: 1, Speed: 600, StreamBytes: 200_000})
	a.hear("far more was published than is kept", func() bool {
		n := rdb.XLen(t.Context(), wire.Stream(names.Patterns)).Val()
		return len(a.alerts) > 3_000 && n > 0 && n < int64(len(a.alerts)/2)
	})
}
