package engine

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/engine/candle"
	"tickdeck/feeds/engine/worker"
	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var names = wire.DefaultNames()

// audience is the dashboard's side: what it heard, and whether it could read it.
type audience struct {
	t      *testing.T
	ps     *redis.PubSub
	decode *wire.Decoder
	alerts []*model.Alert
	jobs   map[string]model.Job
	health []model.Health
}

func (a *audience) Probe(what, raw string)    { a.t.Errorf("%s: %s", what, raw) }
func (a *audience) Alert(x *model.Alert)      { a.alerts = append(a.alerts, x) }
func (a *audience) Health(h model.Health)     { a.health = append(a.health, h) }
func (a *audience) Reject(reason, raw string) { a.t.Errorf("%s: %.300s", reason, raw) }

func (a *audience) Job(j model.Job) {
	old, ok := a.jobs[j.ID]
	if !ok {
		old = model.NewJob(j.ID)
	}
	a.jobs[j.ID] = old.Merge(j)
}

// perform starts an engine on a real server, and somebody who listens.
func perform(t *testing.T, o Options) (*redistest.Server, *redis.Client, *audience) {
	t.Helper()
	server, rdb, a := listen(t)
	play(t, o, rdb)
	return server, rdb, a
}

func listen(t *testing.T) (*redistest.Server, *redis.Client, *audience) {
	t.Helper()
	server := redistest.Start(t)
	rdb := server.Client(t)
	return server, rdb, hearing(t, rdb)
}

func hearing(t *testing.T, rdb redis.UniversalClient) *audience {
	t.Helper()
	a := &audience{t: t, decode: wire.NewDecoder(), jobs: map[string]model.Job{}}
	a.ps = rdb.Subscribe(t.Context(), names.Patterns, names.Progress, names.Results, names.Health)
	t.Cleanup(func() { a.ps.Close() })
	if _, err := a.ps.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a
}

// play starts an engine, and returns what stops it.
func play(t *testing.T, o Options, rdb redis.UniversalClient) (stop func()) {
	t.Helper()
	o.Names = names
	e, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- e.Run(ctx, rdb) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return stop
}

func TestOneOfTwoEnginesPublishesAndTheOtherGoesOnWhenItStops(t *testing.T) {
	t.Parallel()
	_, rdb, a := listen(t)
	stop := play(t, Options{Seed: 1, Speed: 60}, rdb)
	a.hear("the first publishes", func() bool { return len(a.alerts) > 0 })
	play(t, Options{Seed: 1, Speed: 60}, rdb)
	a.hear("both tell how they are", func() bool { return len(a.health) >= 2 })
	a.hear("some minutes have passed", func() bool { return len(a.alerts) > 150 })
	seen := map[string]bool{}
	for _, x := range a.alerts {
		found := fmt.Sprint(x.Symbol, x.Pattern, x.BarTime, x.Price)
		if seen[found] {
			t.Fatalf("%s came twice", found)
		}
		seen[found] = true
	}
	stop()
	a.hear("it says that it stops", func() bool {
		return slices.ContainsFunc(a.health, func(h model.Health) bool { return h.Status == "stopped" })
	})
	before := len(a.alerts)
	a.hear("the second publishes", func() bool { return len(a.alerts) > before+50 })
}

// hear reads what is published until ok says that it was enough.
func (a *audience) hear(what string, ok func() bool) {
	a.t.Helper()
	kinds := map[string]model.Kind{names.Patterns: model.KindPatterns, names.Progress: model.KindProgress, names.Results: model.KindResults, names.Health: model.KindHealth}
	for end := time.Now().Add(90 * time.Second); !ok(); {
		m, err := a.ps.ReceiveTimeout(a.t.Context(), time.Until(end))
		if err != nil {
			a.t.Fatalf("waited in vain until %s: %v", what, err)
		}
		if m, is := m.(*redis.Message); is {
			a.decode.Decode(0, kinds[m.Channel], m.Payload, time.Now(), a)
		}
	}
}

func request(t *testing.T, id string, symbols ...string) []byte {
	t.Helper()
	text, err := wire.EncodeRequest(id, "jo", model.Request{
		Symbols: symbols, Patterns: model.StandardPatterns(), Start: time.Now().AddDate(-3, 0, 0), End: time.Now().AddDate(0, 0, -1),
	}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTheDashboardReadsEverythingThatIsPublished(t *testing.T) {
	t.Parallel()
	_, rdb, a := perform(t, Options{Seed: 1, Speed: 60})
	a.hear("there are alerts and health", func() bool { return len(a.alerts) > 20 && len(a.health) > 0 })
	for _, x := range a.alerts {
		if x.EventTime.IsZero() || x.Direction == model.DirNone || !model.Known(x.Confidence) || !model.Known(x.Price) || x.Timeframe != "1min" || x.Source != "simulated-1" {
			t.Errorf("an alert came over as %+v", x)
		}
	}
	if h := a.health[0]; h.Status != "healthy" || h.Component != "simulated-1" || !model.Known(h.QueueDepth) {
		t.Errorf("health came over as %+v", h)
	}
	rdb.Publish(t.Context(), names.Backtest, request(t, "good", "AAPL", "MSFT", "KO"))
	rdb.Publish(t.Context(), names.Backtest, request(t, "bad", "AAPL", "ENRN"))
	a.hear("both backtests are finished", func() bool {
		return a.jobs["good"].Result != nil && a.jobs["bad"].Phase == model.PhaseFailed && a.jobs["bad"].Error != ""
	})
	r := a.jobs["good"].Result
	if !model.Known(r.ROI) || !model.Known(r.MaxDrawdown) || r.Trades < 1 {
		t.Errorf("the result came over as %+v", r)
	}
}

func TestAnEngineWorksOnACluster(t *testing.T) {
	t.Parallel()
	rdb := redistest.StartCluster(t).Client(t)
	a := hearing(t, rdb)
	var mu sync.Mutex
	var problems []string
	play(t, Options{Seed: 1, Speed: 60, Problem: func(text string) {
		mu.Lock()
		defer mu.Unlock()
		problems = append(problems, text)
	}}, rdb)
	a.hear("there are alerts and health", func() bool { return len(a.alerts) > 20 && len(a.health) > 0 })
	rdb.Publish(t.Context(), names.Backtest, request(t, "good", "AAPL", "MSFT", "KO"))
	a.hear("the backtest is finished", func() bool { return a.jobs["good"].Result != nil })
	if kept := rdb.XLen(t.Context(), wire.Stream(names.Patterns)).Val(); kept < 20 {
		t.Errorf("the stream of patterns has %d entries", kept)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(problems) > 0 {
		t.Errorf("problems: %q", problems)
	}
}

func TestWhatIsFoundWhileRedisIsAwayIsPublishedWhenItIsBack(t *testing.T) {
	t.Parallel()
	server, _, a := perform(t, Options{Seed: 1, Speed: 60})
	a.hear("there are alerts", func() bool { return len(a.alerts) > 0 })
	server.Kill()
	server.Restart()
	before := len(a.alerts)
	if err := a.ps.Ping(t.Context()); err != nil { // makes it connect anew
		t.Log(err)
	}
	client := server.Client(t)
	a.ps = client.Subscribe(t.Context(), names.Patterns)
	t.Cleanup(func() { a.ps.Close() })
	a.hear("there are alerts again", func() bool { return len(a.alerts) > before })
}

func TestTheSameSeedFindsTheSamePatterns(t *testing.T) {
	find := func() (found []string) {
		s := &simulated{seed: 7, speed: 60}
		start := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
		l := newLive(s.live(start), newPublisher(nil, names, "s", true, nil, nil), nil, nil, candle.All())
		for at := start; at.Before(start.Add(30 * time.Second)); at = at.Add(time.Second) {
			l.found = l.found[:0]
			l.feed.closed(at, l.scan)
			for _, d := range l.found {
				e := l.publisher.patternEvent(d, at)
				e.Publisher = "" // another in each run
				text, err := e.Encode()
				if err != nil {
					t.Fatal(err)
				}
				found = append(found, text)
			}
		}
		return found
	}
	a, b := find(), find()
	if len(a) < 100 || len(a) != len(b) {
		t.Fatalf("found %d and %d", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("found %s and %s", a[i], b[i])
		}
	}
}

func TestNothingIsAllocatedForABarThatCloses(t *testing.T) {
	s := &simulated{seed: 7, speed: 60}
	start := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	l := newLive(s.live(start), newPublisher(nil, names, "s", true, nil, nil), nil, nil, candle.All())
	l.feed.closed(start.Add(time.Minute), l.scan)
	b := closedBar{symbol: "AAPL", timeframe: "1min"}
	b.bar.Open, b.bar.High, b.bar.Low, b.bar.Close, b.bar.Volume = 100, 101, 99, 100.01, 1000
	if n := testing.AllocsPerRun(100, func() { l.found = l.found[:0]; l.scan(b) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAPatternKeepsTheNameThatTheRequestGaveIt(t *testing.T) {
	s := &simulated{seed: 1, speed: 1}
	series, err := s.Daily("AAPL", time.Time{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	signals, err := newDetector(nil).Detect(series.Bars, []string{"cdlengulfing", "Doji"})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, x := range signals {
		count[x.Pattern]++
	}
	if len(count) != 2 || count["cdlengulfing"] == 0 || count["Doji"] == 0 {
		t.Errorf("found %v", count)
	}
}

// The target: 50 symbols × 5 years × 11 patterns in half a second on two cores.
// The simulated market has 40 symbols.
func BenchmarkBacktest(b *testing.B) {
	e, err := New(Options{Seed: 1, Speed: 1})
	if err != nil {
		b.Fatal(err)
	}
	symbols := e.prices.Symbols()
	text, err := wire.EncodeRequest("bt_1", "jo", model.Request{
		Symbols: symbols, Patterns: model.StandardPatterns(), Start: time.Now().AddDate(-5, 0, 1), End: time.Now().AddDate(0, 0, -1),
	}, time.Now())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.Backtest(b.Context(), text); err != nil {
			b.Fatal(err)
		}
	}
}

// The limits of a request are those of workers that others need as well.
func TestWhatIsRunHereMayBeLongerThanWhatIsSent(t *testing.T) {
	e, err := New(Options{Seed: 1, Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	long := regexp.MustCompile(`"start_date":"\d+`).ReplaceAllString(string(request(t, "j", "AAPL")), `"start_date":"2012`)
	if _, err := e.Backtest(t.Context(), []byte(long)); err != nil {
		t.Errorf("here: %v", err)
	}
	if _, err := e.runner.Run(t.Context(), []byte(long), func(worker.Progress) {}); err == nil || !strings.Contains(err.Error(), "at most 5 years") {
		t.Errorf("at a worker: %v", err)
	}
}

func TestTheFormOffersWhatTheEngineKnows(t *testing.T) {
	var known []string
	for _, p := range candle.Patterns() {
		known = append(known, p.Name)
	}
	if offered := slices.Concat(model.StandardPatterns(), model.MorePatterns()); !slices.Equal(offered, known) {
		t.Errorf("offered are %q, known are %q", offered, known)
	}
}

func TestAnEngineThatHasRecoveredIsHealthyAtTheNextReport(t *testing.T) {
	t.Parallel()
	server, rdb, a := perform(t, Options{Seed: 1, Speed: 1})
	a.hear("it is healthy", func() bool { return len(a.health) > 0 })
	if err := rdb.XAdd(t.Context(), &redis.XAddArgs{Stream: names.Backtest + ":stream", Values: []string{"data", "no JSON"}}).Err(); err != nil {
		t.Fatal(err)
	}
	before := len(a.health)
	a.hear("it tells of the request, and is healthy all the same", func() bool {
		now := a.health[before:]
		return len(now) == 2 && now[0].Status == "healthy" && len(now[0].Issues) == 1 && now[1].Status == "healthy" && len(now[1].Issues) == 0
	})
	server.Restart()
	back := server.Client(t)
	a.ps = back.Subscribe(t.Context(), names.Health)
	t.Cleanup(func() { a.ps.Close() })
	before = len(a.health)
	a.hear("Redis is back, and it is healthy", func() bool {
		now := a.health[before:]
		return len(now) > 0 && now[len(now)-1].Status == "healthy" && len(now) <= 2
	})
}

func TestWhatGoesWrongInTheEngineDegradesIt(t *testing.T) {
	t.Parallel()
	_, rdb, a := listen(t)
	e, err := New(Options{Seed: 1, Speed: 1, Names: names})
	if err != nil {
		t.Fatal(err)
	}
	e.faulty("a request of nobody")
	e.incident("the engine broke down over it")
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- e.Run(ctx, rdb) }()
	a.hear("it tells both, and is degraded", func() bool {
		return len(a.health) == 1 && a.health[0].Status == "degraded" && len(a.health[0].Issues) == 2
	})
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestAPanicEndsTheEngineWithAnError(t *testing.T) {
	err := guarded(func() error { panic("no bars") })()
	if err == nil || !strings.Contains(err.Error(), "no bars") {
		t.Errorf("got %v", err)
	}
}
