package jobs

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// patience is how long a test waits for what must come: the machine may be busy.
const patience = 90 * time.Second

func TestMain(m *testing.M) {
	broker.DisableLogging() // the library tells of every refused connection
	os.Exit(m.Run())
}

func server(t *testing.T, args ...string) *redistest.Server {
	t.Helper()
	t.Cleanup(func() { goleak.VerifyNone(t) })
	return redistest.Start(t, args...)
}

func store(t *testing.T, c *redis.Client, n int) {
	t.Helper()
	for i := range n {
		if err := c.HSet(t.Context(), fmt.Sprintf("job:bt_%d", i), "status", "running", "progress", "0.5").Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// open is what a screen has of the jobs on a server, which it does not watch.
func open(t testing.TB, url string) *Jobs {
	t.Helper()
	client, err := broker.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return New(client, hub.New(nil, 10, time.Now), wire.DefaultNames(), "ann")
}

// watching runs Watch alone, with a scan after each pause.
func watching(t *testing.T, url string, pause time.Duration) *hub.Hub {
	t.Helper()
	j := open(t, url)
	j.scanEvery = pause
	done := make(chan struct{})
	go func() {
		defer close(done)
		j.Watch(t.Context())
	}()
	t.Cleanup(func() {
		j.client.Close()
		<-done
	})
	return j.hub
}

// eventually polls until it holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	late := time.Now().Add(patience)
	for tick := time.NewTicker(2 * time.Millisecond); !holds(); <-tick.C {
		if time.Now().After(late) {
			t.Fatalf("waited %s in vain until %s", patience, what)
		}
	}
}

func TestJobsThatAppearLaterAreFound(t *testing.T) {
	s := server(t)
	h, c := watching(t, s.URL(), 10*time.Millisecond), s.Client(t)
	r := h.NewReader(0)
	var f model.Frame
	look := func() (rev uint64) {
		f = r.Frame()
		return f.Jobs.Rev
	}
	job := func(id string) model.Job {
		j, _ := f.Jobs.Job(id)
		return j
	}
	store(t, c, 3)
	eventually(t, "they are found", func() bool { look(); return f.Jobs.Held() == 3 && f.Jobs.InRedis == 3 })
	if j := job("bt_1"); time.Since(j.Updated) > time.Minute {
		t.Errorf("its progress is news from %s", j.Updated)
	}
	before := look()
	scans := commands(t, c, "scan")
	eventually(t, "it was scanned again", func() bool { return commands(t, c, "scan") > scans+6 })
	if look() != before || f.Jobs.InRedis != 3 {
		t.Errorf("%d jobs in Redis, and news although nothing has changed", f.Jobs.InRedis)
	}
	c.HSet(t.Context(), "job:bt_1", "progress", "0.9")
	eventually(t, "its progress is found", func() bool { look(); return job("bt_1").Progress == .9 })
	c.HSet(t.Context(), "job:bt_1", "status", "completed", "result", `{"roi":0.1}`)
	eventually(t, "its end is found", func() bool { look(); return job("bt_1").Result != nil })
	c.Set(t.Context(), "job:text", "no hash", 0)
	eventually(t, "trouble is told", func() bool { look(); return strings.HasPrefix(f.Trouble, "a job record") })
	c.Del(t.Context(), "job:text")
	eventually(t, "trouble is over", func() bool { look(); return f.Trouble == "" })
}

// commands is how often the server has carried out a command.
func commands(t *testing.T, c *redis.Client, name string) (calls int) {
	t.Helper()
	info, err := c.Info(t.Context(), "commandstats").Result()
	if err != nil {
		t.Fatal(err)
	}
	if _, after, ok := strings.Cut(info, "cmdstat_"+name+":calls="); ok {
		_, _ = fmt.Sscanf(after, "%d", &calls)
	}
	return calls
}

func TestRedisThatGoesAwayDuringALoadIsSaidInWords(t *testing.T) {
	s := server(t)
	h := watching(t, s.URL(), 10*time.Millisecond)
	r := h.NewReader(0)
	for name, leave := range map[string]func(){"frozen": s.Freeze, "killed": s.Kill} {
		leave()
		want := map[string]string{"frozen": "does not answer", "killed": "no Redis at"}[name]
		eventually(t, name+" is said", func() bool { return strings.Contains(r.Frame().Trouble, want) })
		if f := r.Frame(); !strings.HasPrefix(f.Trouble, "the jobs in Redis could not be loaded: ") {
			t.Errorf("trouble: %q", f.Trouble)
		}
		s.Restart()
		eventually(t, "trouble is over", func() bool { return r.Frame().Trouble == "" })
	}
}

// When the program ends, the load that was under way says nothing of Redis.
func TestALoadThatEndsWithTheContextIsNoTrouble(t *testing.T) {
	s := server(t)
	store(t, s.Client(t), 3)
	j := open(t, s.URL())
	ctx, end := context.WithCancel(t.Context())
	end()
	if j.load(ctx) {
		t.Error("it came to its end")
	}
	if f := frame(j); f.Trouble != "" || f.Jobs.InRedis != 0 {
		t.Errorf("trouble %q, %d jobs in Redis", f.Trouble, f.Jobs.InRedis)
	}
}

func TestAPrefixIsTakenAsItIs(t *testing.T) {
	for in, want := range map[string]string{"job:": "job:", "a*b?": `a\*b\?`, "[x]": `\[x\]`, `\`: `\\`} {
		if got := broker.EscapeGlob(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
