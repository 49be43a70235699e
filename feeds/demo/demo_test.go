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
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const quick = 600 * time.Millisecond // a backtest in a test

// show is a running demo with somebody who listens to all it publishes.
type show struct {
	t   *testing.T
	rdb *redis.Client
	ps  *redis.PubSub
}

func start(t *testing.T, p Puppet) *show {
	t.Helper()
	d, err := Start(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, d.Close()) })
	s := &show{t: t, rdb: client(t, d.URL())}
	s.ps = s.rdb.Subscribe(t.Context(), patternsChannel, progressChannel, resultsChannel, healthChannel)
	t.Cleanup(func() { closed(t, s.ps.Close()) })
	s.until("somebody listens for jobs", func() bool {
		return s.rdb.PubSubNumSub(t.Context(), backtestChannel).Val()[backtestChannel] == 1
	})
	return s
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

func (s *show) until(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); {
		if time.Now().After(end) {
			s.t.Fatalf("waited in vain until %s", what)
		}
		pause(s.t.Context(), time.Now().Add(2*time.Millisecond))
	}
}

// news is any message that the demo publishes, as far as the tests care.
type news struct {
	JobID     string   `json:"job_id"`
	Status    string   `json:"status"`
	Progress  float64  `json:"progress"`
	Current   string   `json:"current_symbol"`
	Total     int      `json:"total_symbols"`
	Error     string   `json:"error_message"`
	Results   *results `json:"results"`
	Timestamp float64  `json:"timestamp"`
	channel   string
}

// hear reads what is published until ok says that it heard enough.
func (s *show) hear(limit time.Duration, what string, ok func(news) bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), limit)
	defer cancel()
	for {
		m, err := s.ps.ReceiveTimeout(ctx, limit)
		if err != nil {
			s.t.Fatalf("waited %s in vain for %s: %v", limit, what, err)
		}
		msg, is := m.(*redis.Message)
		if !is {
			continue
		}
		n := news{channel: msg.Channel}
		if err := json.Unmarshal([]byte(msg.Payload), &n); err != nil {
			s.t.Fatalf("%s cannot be read: %v", msg.Payload, err)
		}
		if ok(n) {
			return
		}
	}
}

func (s *show) submit(id, change string) {
	s.t.Helper()
	r := `{"job_type":"backtest","job_id":"` + id + `","symbols":["AAPL","MSFT","KO"],"start_date":"2023-01-01",
		"end_date":"2024-12-31","patterns":["Doji","Hammer"],"parameters":{"initial_capital":50000,"position_size":0.2}}`
	if change != "" {
		from, to, _ := strings.Cut(change, " -> ")
		r = strings.Replace(r, from, to, 1)
	}
	if err := s.rdb.Publish(s.t.Context(), backtestChannel, r).Err(); err != nil {
		s.t.Fatal(err)
	}
}

func (s *show) cancel(id string) {
	s.t.Helper()
	if err := s.rdb.Publish(s.t.Context(), systemChannel, `{"command":"cancel_job","job_id":"`+id+`"}`).Err(); err != nil {
		s.t.Fatal(err)
	}
}

func (s *show) hash(id string) map[string]string {
	s.t.Helper()
	h, err := s.rdb.HGetAll(s.t.Context(), jobPrefix+id).Result()
	if err != nil {
		s.t.Fatal(err)
	}
	return h
}

func TestAlertsComeAndAJobAdvancesWithinTwoSeconds(t *testing.T) {
	s := start(t, Puppet{Seed: 1})
	alerts, seen := 0, map[string]float64{}
	s.hear(2*time.Second, "alerts and progress", func(n news) bool {
		switch n.channel {
		case patternsChannel:
			alerts++
		case progressChannel:
			if first, ok := seen[n.JobID]; ok && n.Progress > first && alerts >= 5 {
				return true
			} else if !ok {
				seen[n.JobID] = n.Progress
			}
		}
		return false
	})
}

func TestAlertsCarryTheTimeAtWhichTheyAreSent(t *testing.T) {
	s := start(t, Puppet{Seed: 2})
	s.hear(2*time.Second, "an alert", func(n news) bool {
		late := time.Since(time.UnixMicro(int64(n.Timestamp * 1e6)))
		if n.channel == patternsChannel && (late < -time.Millisecond || late > 500*time.Millisecond) {
			t.Fatalf("an alert was %s late", late)
		}
		return n.channel == patternsChannel
	})
}

func TestHealthAndHeartbeatAreThereFromTheStart(t *testing.T) {
	s := start(t, Puppet{Seed: 3})
	s.until("there is a heartbeat", func() bool { return s.rdb.Exists(t.Context(), heartbeatKey).Val() == 1 })
	s.hear(6*time.Second, "health", func(n news) bool { return n.channel == healthChannel && n.Status == "healthy" })
}

func TestJobsOfThePastAreThere(t *testing.T) {
	s := start(t, Puppet{Seed: 4})
	s.until("all jobs are written", func() bool {
		count := map[string]int{}
		for _, key := range s.rdb.Keys(t.Context(), jobPrefix+"*").Val() {
			count[s.rdb.HGet(t.Context(), key, "status").Val()]++
		}
		return count[statusCompleted] == 1 && count[statusFailed] == 1 && count[statusCancelled] == 1 &&
			count[statusRunning] == 1 && count[statusQueued] == 1
	})
	for _, key := range s.rdb.Keys(t.Context(), jobPrefix+"*").Val() {
		if left := s.rdb.TTL(t.Context(), key).Val(); left <= 23*time.Hour || left > jobLife {
			t.Errorf("%s lives for %s", key, left)
		}
	}
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
	s := &show{t: t, rdb: rdb}
	s.until("it is subscribed", func() bool { return rdb.PubSubNumSub(t.Context(), "deaf").Val()["deaf"] == 1 })
}

func TestTheServerCutsOffASubscriberThatDoesNotRead(t *testing.T) {
	s := start(t, Puppet{Seed: 5})
	deafen(t, s.rdb)
	body := strings.Repeat("x", 1<<20)
	s.until("the deaf one is struck off", func() bool {
		heard, err := s.rdb.Publish(t.Context(), "deaf", body).Result()
		return err == nil && heard == 0
	})
	s.hear(5*time.Second, "an alert", func(n news) bool { return n.channel == patternsChannel })
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
	s, before := &show{t: t}, int64(-1)
	s.until("publishing is stuck", func() bool {
		pause(t.Context(), time.Now().Add(100*time.Millisecond))
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

func (idle) Run(ctx context.Context, _ *redis.Client) error { <-ctx.Done(); return nil }

type broken struct{}

func (broken) Run(context.Context, *redis.Client) error { return errors.New("no bars") }

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
