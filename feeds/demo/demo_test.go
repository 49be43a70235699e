package demo

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/engine"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func start(t *testing.T, e Engine) *redis.Client {
	t.Helper()
	d, err := Start(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, d.Close()) })
	return client(t, d.URL())
}

func client(t *testing.T, url string) *redis.Client {
	t.Helper()
	o, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { closed(t, c.Close()) })
	return c
}

func closed(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("closing: %v", err)
	}
}

// until asks again and again whether something has come about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	every := time.NewTicker(2 * time.Millisecond)
	defer every.Stop()
	for end := time.Now().Add(90 * time.Second); !ok(); <-every.C {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// The engine is tested where it lives. Here it must come alive on the embedded
// server, which is not quite a Redis.
func TestTheEngineRunsOnTheEmbeddedServer(t *testing.T) {
	e, err := engine.New(engine.Options{Seed: 1, Speed: 60, Names: model.Names{
		Patterns: "patterns", Health: "health", Backtest: "jobs", Progress: "progress", Results: "results",
	}})
	if err != nil {
		t.Fatal(err)
	}
	rdb := start(t, e)
	ps := rdb.Subscribe(t.Context(), "patterns", "health", "progress", "results")
	defer ps.Close()
	missing := map[string]bool{"patterns": true, "health": true, "progress": true, "results": true}
	submit(t, rdb)
	for len(missing) > 0 {
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		m, err := ps.ReceiveMessage(ctx)
		cancel()
		if err != nil {
			t.Fatalf("nothing came on %v: %v", missing, err)
		}
		if !json.Valid([]byte(m.Payload)) {
			t.Fatalf("%s is not JSON", m.Payload)
		}
		delete(missing, m.Channel)
	}
}

// submit does what a publisher does that knows only pub/sub, until somebody
// listens.
func submit(t *testing.T, rdb *redis.Client) {
	t.Helper()
	request, err := wire.EncodeRequest("bt_1", "jo", Requests(time.Now())[0], time.Now())
	if err != nil {
		t.Fatal(err)
	}
	until(t, "a worker listens", func() bool { return rdb.Publish(t.Context(), "jobs", request).Val() > 0 })
}

// deafen subscribes a connection to the channel "deaf" and never reads it.
func deafen(t *testing.T, rdb *redis.Client) {
	t.Helper()
	conn, err := net.Dial("tcp", rdb.Options().Addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, conn.Close()) })
	if _, err := conn.Write([]byte("*2\r\n$9\r\nSUBSCRIBE\r\n$4\r\ndeaf\r\n")); err != nil {
		t.Fatal(err)
	}
	until(t, "it is subscribed", func() bool { return rdb.PubSubNumSub(t.Context(), "deaf").Val()["deaf"] == 1 })
}

func TestTheServerCutsOffASubscriberThatDoesNotRead(t *testing.T) {
	rdb := start(t, idle{})
	deafen(t, rdb)
	body := strings.Repeat("x", 1<<20)
	until(t, "the deaf one is struck off", func() bool {
		heard, err := rdb.Publish(t.Context(), "deaf", body).Result()
		return err == nil && heard == 0
	})
}

func TestCloseEndsAServerThatWaitsForASubscriber(t *testing.T) {
	d, err := Start(t.Context(), idle{})
	if err != nil {
		t.Fatal(err)
	}
	rdb := client(t, d.URL())
	deafen(t, rdb)
	var sent atomic.Int64
	stuck := make(chan struct{})
	go func() {
		defer close(stuck)
		for rdb.Publish(t.Context(), "deaf", strings.Repeat("x", 1<<20)).Err() == nil {
			sent.Add(1)
		}
	}()
	before, poll := int64(-1), time.NewTicker(100*time.Millisecond)
	defer poll.Stop()
	until(t, "publishing is stuck", func() bool {
		<-poll.C
		now := sent.Load()
		same := now == before
		before = now
		return same
	})
	begin := time.Now()
	closed(t, d.Close())
	if took := time.Since(begin); took > time.Second {
		t.Errorf("closing took %s", took)
	}
	<-stuck
}

type idle struct{}

func (idle) Run(ctx context.Context, _ redis.UniversalClient) error { <-ctx.Done(); return nil }

type broken struct{}

func (broken) Run(context.Context, redis.UniversalClient) error { return errors.New("no bars") }

type sleepy struct{}

func (sleepy) Run(context.Context, redis.UniversalClient) error { return nil }

func TestAnEngineThatDiesIsTold(t *testing.T) {
	for e, want := range map[Engine]string{broken{}: "no bars", sleepy{}: "the engine ended by itself"} {
		d, err := Start(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		<-d.Done()
		if err := d.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if err := d.Close(); err == nil {
			t.Error("Close forgot it")
		}
	}
}

func TestAnEngineThatRunsAndOneThatWasStoppedHaveNotFailed(t *testing.T) {
	d, err := Start(t.Context(), idle{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Err(); err != nil {
		t.Errorf("while it runs: %v", err)
	}
	closed(t, d.Close())
	if err := d.Err(); err != nil {
		t.Errorf("after it was stopped: %v", err)
	}
}

func TestCloseTellsWhatTheEngineFailedWith(t *testing.T) {
	d, err := Start(t.Context(), broken{})
	if err != nil {
		t.Fatal(err)
	}
	<-d.Done()
	if err := d.Close(); err == nil || err.Error() != "no bars" {
		t.Fatalf("got %v", err)
	}
	if err := d.Close(); err == nil {
		t.Fatal("the second Close forgot the error")
	}
}
