package broker

import (
	"context"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/redistest"
)

const group = "workers"

// patience is how long a test waits for what must come: the machine may be busy.
const patience = 90 * time.Second

// consumer reads the stream "s" of a server, and takes over what was idle for
// 100 ms.
func consumer(t *testing.T, s *redistest.Server, name string) *StreamConsumer {
	t.Helper()
	client, err := Open(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return &StreamConsumer{
		Client: client, Stream: "s", Group: group, Consumer: name,
		Idle: 100 * time.Millisecond, Sweep: 50 * time.Millisecond, Limit: 5 * time.Second,
	}
}

func add(t *testing.T, rdb *redis.Client, text string) {
	t.Helper()
	if err := rdb.XAdd(t.Context(), &redis.XAddArgs{Stream: "s", Values: []string{"data", text}}).Err(); err != nil {
		t.Fatal(err)
	}
}

// read waits for the next entry.
func read(t *testing.T, c *StreamConsumer) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for ctx.Err() == nil {
		e, ok, err := c.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			if age := time.Since(e.Time()); age < -time.Second || age > time.Minute {
				t.Errorf("entry %s is %s old", e.ID, age)
			}
			text, _ := e.Values["data"].(string)
			return text
		}
	}
	t.Fatal("nothing came")
	return ""
}

func TestAConsumerReadsWhatWasThereWhatComesAndWhatOthersLeft(t *testing.T) {
	s := redistest.Start(t)
	rdb := s.Client(t)
	add(t, rdb, "before")
	a := consumer(t, s, "a")
	if got := read(t, a); got != "before" {
		t.Errorf("it read %q", got)
	}
	add(t, rdb, "after")
	b := consumer(t, s, "b")
	seen := map[string]bool{read(t, b): true, read(t, b): true} // a never acknowledged its own
	if !seen["before"] || !seen["after"] {
		t.Errorf("the other read %v", seen)
	}
}

func TestAGroupThatIsTakenAwayIsMadeAnew(t *testing.T) {
	s := redistest.Start(t)
	rdb := s.Client(t)
	c := consumer(t, s, "a")
	add(t, rdb, "one")
	read(t, c)
	for name, take := range map[string]func() error{
		"the group":      func() error { return rdb.XGroupDestroy(t.Context(), "s", group).Err() },
		"the stream":     func() error { return rdb.Del(t.Context(), "s").Err() },
		"all that it is": func() error { return rdb.FlushAll(t.Context()).Err() },
	} {
		if err := take(); err != nil {
			t.Fatal(err)
		}
		add(t, rdb, name)
		for read(t, c) != name { // a new group begins at the first entry
			continue
		}
	}
}

func TestDeadConsumersAreStruckOffUnlessTheyHoldAnEntry(t *testing.T) {
	rdb := redistest.Start(t).Client(t)
	rdb.XGroupCreateMkStream(t.Context(), "s", group, "0")
	rdb.XGroupCreateConsumer(t.Context(), "s", group, "idle")
	add(t, rdb, "x")
	rdb.XReadGroup(t.Context(), &redis.XReadGroupArgs{Group: group, Consumer: "holds", Streams: []string{"s", ">"}})
	late := time.Now().Add(patience)
	for struck := 0; struck != 1; {
		if time.Now().After(late) {
			t.Fatal("nobody is struck off")
		}
		struck, _ = removeIdleConsumers.Run(t.Context(), rdb, []string{"s"}, group, 1).Int()
	}
	left := rdb.XInfoConsumers(t.Context(), "s", group).Val()
	if len(left) != 1 || left[0].Name != "holds" {
		t.Errorf("left are %v", left)
	}
}

func TestTheTimeOfAnEntryIsInItsID(t *testing.T) {
	if got := (Entry{ID: "1693123456789-3"}).Time(); got.UnixMilli() != 1693123456789 {
		t.Errorf("it is %s", got)
	}
	if got := (Entry{ID: "nonsense"}).Time(); !got.IsZero() {
		t.Errorf("of an id that somebody made up it is %s", got)
	}
}

func TestPausesBecomeLongerUpToALimit(t *testing.T) {
	b := NewBackOff(100*time.Millisecond, time.Second)
	if !b.Fresh() {
		t.Error("nothing has failed yet")
	}
	last := time.Duration(0)
	for i := range 8 {
		p := b.Next()
		if want := min(100*time.Millisecond<<i, time.Second); p < want*8/10 || p > want*12/10 {
			t.Errorf("pause %d is %s, want about %s", i, p, want)
		}
		last = p
	}
	if b.Fresh() || last < 800*time.Millisecond {
		t.Errorf("the last pause is %s", last)
	}
	if b.Reset(); !b.Fresh() || b.Next() > 120*time.Millisecond {
		t.Error("after a success it does not begin anew")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if NewBackOff(time.Hour, time.Hour).Wait(ctx) {
		t.Error("it waited longer than the context")
	}
}
