package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"tickdeck/feeds/redistest"
	"tickdeck/feeds/wire"
)

// lived is what a client heard of a job, and what its hash says in the end.
type lived struct {
	Job, Status, Error string
	Sent               int      // requests and commands
	Heard              []string // statuses of its results
	Result             bool     // there is one in its hash
}

// A client that is not ours, and does things in the order of the contract: the
// command first, the status into the hash afterwards, at any moment of a job's
// life, and the same request again.
func TestAClientInAnotherLanguageSeesEveryJobEndOnceAndTruthfully(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here: the test of the client in Go does the same")
	}
	server := redistest.Start(t)
	playHeard(t, server.Client(t))
	_, port, _ := strings.Cut(server.Addr(), ":")
	var jobs []lived
	var said bytes.Buffer
	client := exec.CommandContext(t.Context(), python, "testdata/client.py", port, fmt.Sprint(lives), "1")
	client.Stderr = &said
	out, err := client.Output()
	if err == nil {
		err = json.Unmarshal(out, &jobs)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, &said)
	}
	checkLives(t, jobs)
}

func TestAClientSeesEveryJobEndOnceAndTruthfully(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	c := &client{rdb: server.Client(t), heard: map[string][]string{}, sent: map[string]int{}}
	playHeard(t, c.rdb)
	c.listen(t)
	for first := 0; first < lives; first += 20 {
		var batch errgroup.Group
		for i := first; i < first+20; i++ {
			batch.Go(func() error { return c.live(t, fmt.Sprint("bt_go_", i), rand.New(rand.NewPCG(1, uint64(i)))) })
		}
		if err := batch.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	checkLives(t, c.await(t))
}

// playHeard starts an engine and waits until it listens: a cancel that nobody hears
// is lost.
func playHeard(t *testing.T, rdb *redis.Client) {
	t.Helper()
	play(t, Options{Seed: 1, Speed: 1, Parallel: 2}, rdb)
	for rdb.PubSubNumSub(t.Context(), names.Cancel).Val()[names.Cancel] == 0 { // the last one that it subscribes to
		select {
		case <-t.Context().Done():
			t.Fatal("it does not listen")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// client does what testdata/client.py does.
type client struct {
	rdb *redis.Client

	mu    sync.Mutex
	heard map[string][]string
	sent  map[string]int
}

func (c *client) listen(t *testing.T) {
	t.Helper()
	ps := c.rdb.Subscribe(t.Context(), names.Results)
	if _, err := ps.Receive(t.Context()); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			m, err := ps.ReceiveMessage(context.Background())
			if err != nil {
				return
			}
			var e struct {
				JobID  string `json:"job_id"`
				Status string
			}
			_ = json.Unmarshal([]byte(m.Payload), &e) // what cannot be read is missed in the end
			c.mu.Lock()
			c.heard[e.JobID] = append(c.heard[e.JobID], e.Status)
			c.mu.Unlock()
		}
	}()
	t.Cleanup(func() { ps.Close(); <-done })
}

func (c *client) live(t *testing.T, id string, r *rand.Rand) error {
	t.Helper()
	pause := func(most float64) { <-time.After(time.Duration(r.Float64() * most * float64(time.Second))) }
	count := func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.sent[id]++
	}
	submit := func() error {
		count()
		text := request(t, id, "AAPL", "MSFT", "NVDA")
		_, err := c.rdb.Pipelined(t.Context(), func(p redis.Pipeliner) error {
			p.HSet(t.Context(), "job:"+id, "status", "submitted", "user_id", "jo", "created_at", time.Now().Unix(), "job_data", text)
			p.Expire(t.Context(), "job:"+id, wire.JobLife)
			p.Publish(t.Context(), names.Backtest, text)
			return nil
		})
		return err
	}
	cancel := func() error {
		count()
		text, err := wire.EncodeCancel(id, time.Now())
		if err == nil {
			err = c.rdb.Publish(t.Context(), names.System, text).Err()
		}
		pause([]float64{0, 0.01, 0.3}[r.IntN(3)])
		return errors.Join(err, c.rdb.HSet(t.Context(), "job:"+id, "status", "cancelling").Err())
	}
	all := [][]func() error{{cancel}, {cancel}, {submit}, {submit, cancel}, {cancel, submit}, {}}
	err := submit()
	pause([]float64{0.002, 0.02, 0.2}[r.IntN(3)])
	for _, do := range all[r.IntN(len(all))] {
		err = errors.Join(err, do())
		pause(0.05)
	}
	return err
}

// await waits until the client has heard of every end, and no hash says otherwise.
func (c *client) await(t *testing.T) (jobs []lived) {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		jobs = jobs[:0]
		open := 0
		for i := range lives {
			id := fmt.Sprint("bt_go_", i)
			h := c.rdb.HGetAll(t.Context(), "job:"+id).Val()
			c.mu.Lock()
			j := lived{Job: id, Status: h["status"], Error: h["error"], Sent: c.sent[id], Heard: slices.Clone(c.heard[id]), Result: h["result"] != ""}
			c.mu.Unlock()
			if jobs = append(jobs, j); len(j.Heard) == 0 || j.Heard[0] != j.Status {
				open++
			}
		}
		if open == 0 {
			return jobs
		}
		select {
		case <-limit:
			return jobs // which tell what is wrong
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// lives are how many jobs a client submits.
const lives = 200

func checkLives(t *testing.T, jobs []lived) {
	t.Helper()
	ends := map[string]int{}
	for _, j := range jobs {
		// Who sends or cancels a job that is over is answered with the same end.
		if n := len(j.Heard); n < 1 || n > j.Sent || slices.ContainsFunc(j.Heard, func(s string) bool { return s != j.Status }) || j.Result != (j.Status == "completed") {
			t.Errorf("%+v", j)
		}
		ends[j.Status]++
	}
	if len(jobs) != lives || ends["completed"] < 20 || ends["cancelled"] < 20 {
		t.Errorf("%d jobs ended as %v", len(jobs), ends)
	}
	t.Log(ends)
}
