package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
)

// ids are those of the events that were heard on the channel, in that order.
func (a *audience) ids() (out []string) {
	for _, x := range a.alerts {
		raw, _ := x.Raw()
		id, _, _, _ := wire.ReadDetection(raw)
		out = append(out, id)
	}
	return out
}

// streamed are those of the events in the stream.
func streamed(t *testing.T, rdb redis.UniversalClient) (out []string) {
	t.Helper()
	all, err := rdb.XRange(t.Context(), wire.Stream(names.Patterns), "-", "+").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		id, _, _, _ := wire.ReadDetection(m.Values[wire.StreamField].(string))
		out = append(out, id)
	}
	return out
}

// most is how often the commonest of the ids is there, and which it is.
func most(ids []string) (n int, which string) {
	count := map[string]int{}
	for _, id := range ids {
		if count[id]++; count[id] > n {
			n, which = count[id], id
		}
	}
	return n, which
}

// A stream that cannot be written must not make a flood of what can be published.
func TestWhatCannotBeKeptIsNotPublishedAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ refuse, allow []any }{
		"OOM":      {[]any{"CONFIG", "SET", "maxmemory", "1"}, []any{"CONFIG", "SET", "maxmemory", "0"}},
		"READONLY": {[]any{"REPLICAOF", "127.0.0.1", "1"}, []any{"REPLICAOF", "NO", "ONE"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, rdb, a := perform(t, Options{Seed: 1, Speed: 60})
			a.hear("there are alerts", func() bool { return len(a.alerts) > 20 })
			if err := rdb.Do(t.Context(), c.refuse...).Err(); err != nil {
				t.Fatal(err)
			}
			before := len(a.alerts)
			a.hear("it is said", func() bool {
				n := len(a.health)
				return n > 0 && a.health[n-1].Status == "degraded" && len(a.alerts) > before+100
			})
			if n, id := most(a.ids()); n != 1 {
				t.Errorf("%s was published %d times", id, n)
			}
			if err := rdb.Do(t.Context(), c.allow...).Err(); err != nil {
				t.Fatal(err)
			}
			heard := a.ids()
			within(t, 20*time.Second, "all of it is in the stream", func() bool {
				kept := streamed(t, rdb)
				return !slices.ContainsFunc(heard, func(id string) bool { return !slices.Contains(kept, id) })
			})
			if n, id := most(streamed(t, rdb)); n != 1 {
				t.Errorf("%s is %d times in the stream", id, n)
			}
			a.hear("it is well again", func() bool { return a.health[len(a.health)-1].Status == "healthy" })
		})
	}
}

func within(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !holds(); {
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", limit, what)
		}
		<-time.After(10 * time.Millisecond)
	}
}

// Without the right to lead nothing is published: that must not look like a quiet market.
func TestAnEngineThatCannotLeadSaysSo(t *testing.T) {
	t.Parallel()
	_, rdb, a := listen(t)
	if err := rdb.ConfigSet(t.Context(), "maxmemory", "1").Err(); err != nil {
		t.Fatal(err)
	}
	play(t, Options{Seed: 1, Speed: 60}, rdb)
	a.hear("it is degraded, and says why", func() bool {
		for _, h := range a.health {
			if h.Status == "degraded" && slices.ContainsFunc(h.Issues, func(s string) bool { return strings.HasPrefix(s, "cannot learn which engine publishes: OOM") }) {
				return true
			}
		}
		return false
	})
	if err := rdb.ConfigSet(t.Context(), "maxmemory", "0").Err(); err != nil {
		t.Fatal(err)
	}
	a.hear("it leads then, and is well", func() bool {
		return len(a.alerts) > 20 && a.health[len(a.health)-1].Status == "healthy"
	})
}

// deaf loses the answers to pipelines while it is on: they are carried out.
type deaf struct{ on atomic.Bool }

func (*deaf) DialHook(next redis.DialHook) redis.DialHook          { return next }
func (*deaf) ProcessHook(next redis.ProcessHook) redis.ProcessHook { return next }
func (d *deaf) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		err := next(ctx, cmds)
		if d.on.Load() {
			err = io.ErrUnexpectedEOF
			for _, c := range cmds {
				c.SetErr(err)
			}
		}
		return err
	}
}

func TestAnAnswerThatGotLostMakesNoSecondEntry(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	watch, rdb, d := server.Client(t), server.Client(t), &deaf{}
	rdb.AddHook(d)
	l := newLive((&simulated{seed: 1, speed: 60}).live(time.Now()), newPublisher(rdb, names, "s", true, func(text string) { t.Error(text) }, func(error) {}), nil, nil, candle.All())
	now := time.Now()
	l.feed.closed(now.Add(10*time.Second), l.scan)
	d.on.Store(true)
	l.publisher.patterns(t.Context(), l.found, now)
	if n := len(l.publisher.pending); n != len(l.found) || n < 50 {
		t.Fatalf("%d of %d wait", n, len(l.found))
	}
	d.on.Store(false)
	for now = now.Add(time.Minute); len(l.publisher.pending) > 0; now = now.Add(time.Minute) {
		l.publisher.patterns(t.Context(), nil, now)
	}
	ids := streamed(t, watch)
	if n, id := most(ids); n != 1 || len(ids) != len(l.found) {
		t.Errorf("%s is %d times in the stream of %d, found were %d", id, n, len(ids), len(l.found))
	}
}

func TestWhatWaitsTooLongIsGivenUpAndCounted(t *testing.T) {
	p := newPublisher(nil, names, "s", true, nil, nil)
	for i := range maxPending + 7 {
		p.pending = append(p.pending, event{sent: i < 5})
	}
	p.giveUp()
	issues, told := p.issues()
	want := []string{"2 detections were lost: Redis did not take them", "5 detections were published and not kept in the stream"}
	if len(p.pending) != maxPending || !slices.Equal(issues, want) {
		t.Errorf("%d wait, told %q", len(p.pending), issues)
	}
	told()
	if issues, _ := p.issues(); len(issues) > 0 {
		t.Errorf("told again: %q", issues)
	}
}

// cut is a client whose connections can be cut for good, as if its process were gone.
func cut(t *testing.T, addr string) (rdb *redis.Client, kill func()) {
	t.Helper()
	var dead atomic.Bool
	rdb = redis.NewClient(&redis.Options{Addr: addr, MaxRetries: -1, Dialer: func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := (&net.Dialer{}).DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &mortalConn{c, &dead}, nil
	}})
	t.Cleanup(func() { rdb.Close() })
	return rdb, func() { dead.Store(true) }
}

type mortalConn struct {
	net.Conn
	dead *atomic.Bool
}

var errDead = errors.New("the process is gone")

func (c *mortalConn) Write(p []byte) (int, error) {
	if c.dead.Load() {
		return 0, errDead
	}
	return c.Conn.Write(p)
}

// Each detection is in the stream exactly once, and on the channel at most twice,
// whatever happens to the engine that leads.
func TestATakeOverLosesNothingAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	server, rdb, a := listen(t)
	began := time.Now()
	first, kill := cut(t, server.Addr())
	play(t, Options{Seed: 1, Speed: 60}, first)
	a.hear("the first leads", func() bool { return len(a.alerts) > 50 })
	play(t, Options{Seed: 1, Speed: 60}, rdb)
	a.hear("the second stands by", func() bool { return len(a.health) > 0 && rdb.ZCard(t.Context(), wire.EnginesKey).Val() == 2 })
	at := len(a.alerts)
	a.hear("some more minutes have passed", func() bool { return len(a.alerts) > at+150 })
	kill()
	at = len(a.alerts)
	a.hear("the second leads", func() bool { return len(a.alerts) > at+400 })
	if n, id := most(a.ids()); n > 2 {
		t.Errorf("%s was published %d times", id, n)
	}
	there := streamed(t, rdb)
	if n, id := most(there); n != 1 {
		t.Errorf("%s is %d times in the stream", id, n)
	}
	checkComplete(t, there, began)
}

// checkComplete wants every detection of the minutes between the first and the
// last one that are in the stream.
func checkComplete(t *testing.T, there []string, began time.Time) {
	t.Helper()
	from, to := barOf(t, there[0]), barOf(t, there[len(there)-1])
	l := newLive((&simulated{seed: 1, speed: 60}).live(began), newPublisher(nil, names, "simulated-1", true, nil, nil), nil, nil, candle.All())
	l.feed.closed(time.Now(), l.scan)
	missing, all := 0, 0
	for i := range l.found {
		d := &l.found[i]
		if d.bar.Time <= from || d.bar.Time >= to {
			continue
		}
		all++
		if !slices.Contains(there, d.id("simulated-1")) {
			missing++
		}
	}
	if missing > 0 || all < 300 {
		t.Errorf("%d of %d are missing", missing, all)
	}
}

func barOf(t *testing.T, id string) int64 {
	t.Helper()
	parts := strings.Split(id, "/") // source, symbol, timeframe, bar, pattern
	if len(parts) != 5 {
		t.Fatalf("%q is no id", id)
	}
	bar, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return bar
}

func TestEventsAreNumberedWithoutHoles(t *testing.T) {
	t.Parallel()
	_, _, a := perform(t, Options{Seed: 1, Speed: 60})
	a.hear("there are alerts", func() bool { return len(a.alerts) > 200 })
	for i, x := range a.alerts {
		var e struct {
			Publisher string
			Seq       int
		}
		raw, _ := x.Raw()
		if err := json.Unmarshal([]byte(raw), &e); err != nil || e.Seq != i+1 || e.Publisher == "" {
			t.Fatal(fmt.Sprintf("the event at %d is number %d of %q", i+1, e.Seq, e.Publisher), err)
		}
	}
}
