package act

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tickdeck/model"
	"tickdeck/model/rules"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func fire(r rules.Rule) rules.Fire {
	r.Name = "strong"
	return rules.Fire{Rule: r, At: noon, More: 49, Alert: &model.Alert{
		Symbol: "NVDA", Pattern: "Engulfing", Timeframe: "1min", Confidence: 0.97, Price: model.None(), Volume: model.None(),
		Direction: model.DirBull, EventTime: noon, Arrived: noon, Metadata: &model.Metadata{Names: []string{"rsi", "note"}, Numbers: []float64{70, model.None()}, Texts: []string{"", "gap"}},
	}}
}

// start is a runner that ends with the test.
func start(t *testing.T, o Options) *Runner {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	o.Panicked = func(err error) { t.Error(err) }
	r := Start(ctx, o)
	t.Cleanup(func() { cancel(); r.Wait() })
	return r
}

func (r *Runner) wait(t *testing.T) rules.Outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	o, err := r.Outcome(ctx)
	if err != nil {
		t.Fatal("nothing came of it")
	}
	return o
}

func (r *Runner) carry(t *testing.T, rule rules.Rule) rules.Outcome {
	t.Helper()
	if err := r.Call(fire(rule)); err != nil {
		t.Fatal(err)
	}
	return r.wait(t)
}

func TestAWebhookIsPostedTheAlert(t *testing.T) {
	var got map[string]any
	var kind string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		kind = q.Method + " " + q.Header.Get("Content-Type")
		_ = json.Unmarshal(body, &got)
	}))
	defer server.Close()
	if o := start(t, Options{}).carry(t, rules.Rule{Post: server.URL}); o.Problem != "" || o.What != "post" {
		t.Fatalf("got %+v", o)
	}
	if kind != "POST application/json" || got["symbol"] != "NVDA" || got["more"] != 49.0 || got["time"] != "2026-11-30T12:00:00Z" {
		t.Errorf("%s %v", kind, got)
	}
	if _, sent := got["price"]; sent || got["metadata"].(map[string]any)["note"] != "gap" {
		t.Errorf("got %v", got)
	}
}

func TestAWebhookThatFailsIsTriedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		answers []int
		want    string // of the problem
		tries   int32
	}{
		"it comes back":     {[]int{500, 503, 200}, "", 3},
		"it stays broken":   {[]int{500}, "answered 500 Internal Server Error, 4 times", 4},
		"it is too much":    {[]int{429, 204}, "", 2},
		"it does not exist": {[]int{404}, "answered 404 Not Found", 1},
		"it has moved":      {[]int{301}, "has moved", 1},
	} {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				i := int(n.Add(1)) - 1
				w.Header().Set("Location", "http://127.0.0.1:1/")
				w.WriteHeader(c.answers[min(i, len(c.answers)-1)])
			}))
			defer server.Close()
			o := start(t, Options{Pause: time.Millisecond}).carry(t, rules.Rule{Post: server.URL + "/secret"})
			if (o.Problem == "") != (c.want == "") || !strings.Contains(o.Problem, c.want) || n.Load() != c.tries {
				t.Errorf("%d tries: %q", n.Load(), o.Problem)
			}
			if strings.Contains(o.Problem, "secret") {
				t.Errorf("the address is told: %q", o.Problem)
			}
		})
	}
}

func TestAWebhookThatNeverAnswersIsGivenUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // takes the connection, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	o := start(t, Options{Timeout: 50 * time.Millisecond, Pause: time.Millisecond}).carry(t, rules.Rule{Post: "http://" + l.Addr().String() + "/secret"})
	if !strings.Contains(o.Problem, "did not answer within 50ms, 4 times") || strings.Contains(o.Problem, "secret") {
		t.Errorf("got %q", o.Problem)
	}
}

func TestAnEndlessAnswerIsNotReadToItsEnd(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	o := start(t, Options{Timeout: 20 * time.Second}).carry(t, rules.Rule{Post: server.URL})
	if o.Problem != "" || o.Took > 10*time.Second {
		t.Errorf("got %+v", o)
	}
}

func TestAServerThatIsNotThereIsSaidWithoutTheAddress(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	address := l.Addr().String()
	l.Close()
	o := start(t, Options{Pause: time.Millisecond}).carry(t, rules.Rule{Post: "http://jo:pass@" + address + "/secret"})
	if !strings.Contains(o.Problem, address) || strings.Contains(o.Problem, "secret") || strings.Contains(o.Problem, "pass") {
		t.Errorf("got %q", o.Problem)
	}
}

func TestWhatDoesNotFitIntoTheQueueIsCounted(t *testing.T) {
	release := make(chan struct{})
	var most, now atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		for n := now.Add(1); ; {
			if m := most.Load(); n <= m || most.CompareAndSwap(m, n) {
				break
			}
		}
		<-release
		now.Add(-1)
	}))
	defer server.Close()
	r := start(t, Options{Parallel: 2, Waiting: 3})
	refused := 0
	for range 20 {
		if err := r.Call(fire(rules.Rule{Post: server.URL})); err != nil {
			refused++
		}
	}
	if refused < 15 || int64(refused) != r.Dropped() {
		t.Errorf("%d refused, %d counted", refused, r.Dropped())
	}
	close(release)
	for range 20 - refused {
		if o := r.wait(t); o.Problem != "" {
			t.Error(o.Problem)
		}
	}
	if most.Load() > 2 {
		t.Errorf("%d at the same time", most.Load())
	}
}

func TestWhereItIsOffNothingIsDone(t *testing.T) {
	r := start(t, Options{Off: true})
	if err := r.Call(fire(rules.Rule{Run: "true", Post: "http://127.0.0.1:1"})); !errors.Is(err, ErrOff) {
		t.Errorf("got %v", err)
	}
	if len(r.tasks) != 0 {
		t.Error("something waits")
	}
}

func TestTheEndWaitsForNothingThatHangs(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	ctx, cancel := context.WithCancel(context.Background())
	r := Start(ctx, Options{Timeout: time.Hour})
	if err := r.Call(fire(rules.Rule{Post: "http://" + l.Addr().String()})); err != nil {
		t.Fatal(err)
	}
	c, err := l.Accept() // it is under way
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	begun := time.Now()
	cancel()
	r.Wait()
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
