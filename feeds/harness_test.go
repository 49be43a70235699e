package feeds

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"tickdeck/feeds/redistest"
	"tickdeck/model"
)

// patience is how long a test waits for what must come: the machine may be busy.
const patience = 30 * time.Second

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

func TestMain(m *testing.M) {
	redis.SetLogger(silence{}) // the library tells of every refused connection
	os.Exit(m.Run())
}

// server starts a real Redis; at the end of the test, when it is gone, no
// goroutine may be left.
func server(t *testing.T, args ...string) *redistest.Server {
	t.Helper()
	t.Cleanup(func() { goleak.VerifyNone(t) })
	return redistest.Start(t, args...)
}

// desk is one screen's view of running feeds, gathered over all batches.
type desk struct {
	*Feeds
	t       *testing.T
	reader  *Reader
	batch   model.Batch // the last one
	entries []model.Entry
	rejects []model.Reject
	jobs    map[string]model.Job
	links   []model.Link // each state once
	stop    func()
}

var testNames = Names{JobPrefix: "job:", Backtest: "tickstock.jobs.backtest", System: "tickstock.jobs.system"}

// open starts feeds on the standard channels of these tests.
func open(t *testing.T, url string) *desk {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	f, err := Start(ctx, Options{
		URL: url, Channels: standard, Names: testNames, User: "ann",
		Panicked: func(err error) { t.Errorf("a goroutine panicked: %v", err) },
	})
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	d := &desk{Feeds: f, t: t, reader: f.Hub.NewReader(), jobs: map[string]model.Job{}}
	d.stop = func() {
		cancel()
		start := time.Now()
		f.Wait()
		if took := time.Since(start); took > time.Second {
			t.Errorf("ending took %s", took)
		}
	}
	t.Cleanup(func() { d.stop() })
	return d
}

// close ends the feeds now rather than with the test.
func (d *desk) close() {
	d.stop()
	d.stop = func() {}
}

// connected starts feeds and waits until they are subscribed.
func connected(t *testing.T, url string) *desk {
	t.Helper()
	d := open(t, url)
	d.until("the link is up", func() bool { return d.batch.Link.Up })
	return d
}

// until takes batch after batch until what is waited for is there.
func (d *desk) until(what string, there func() bool) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), patience)
	defer cancel()
	for d.look(); !there(); {
		var b model.Batch
		if err := d.reader.Next(ctx, &b); err != nil {
			d.t.Fatalf("waited %s in vain until %s: link %+v, trouble %q, channels %s", patience, what, d.batch.Link, d.batch.Trouble, d.books())
		}
		d.batch = b
		d.absorb()
	}
}

// look takes what is there without waiting.
func (d *desk) look() {
	d.reader.Drain(&d.batch)
	d.absorb()
}

func (d *desk) absorb() {
	d.t.Helper()
	d.entries = append(d.entries, d.batch.Entries...)
	d.rejects = append(d.rejects, d.batch.Rejects...)
	for _, j := range d.batch.Jobs {
		d.jobs[j.ID] = j
	}
	if n := len(d.links); n == 0 || d.links[n-1] != d.batch.Link {
		d.links = append(d.links, d.batch.Link)
	}
	for _, c := range d.batch.Channels {
		if !c.Balanced() {
			d.t.Fatalf("the books of %s do not balance: %+v", c.Name, c.Books)
		}
	}
}

func (d *desk) books() string {
	var text strings.Builder
	for _, c := range d.batch.Channels {
		fmt.Fprintf(&text, "\n%s %+v %s", c.Name, c.Books, c.Refused)
	}
	return text.String()
}

// publish sends one message and wants it heard by n subscribers.
func publish(t *testing.T, c *redis.Client, channel, text string, n int64) {
	t.Helper()
	heard, err := c.Publish(t.Context(), channel, text).Result()
	if err != nil || heard != n {
		t.Fatalf("%d heard a message on %s, %v; want %d", heard, channel, err, n)
	}
}

// event is the i-th of a row of alerts of which no two are the same.
func event(dst []byte, i int) []byte {
	return fmt.Appendf(dst, `{"event_type":"pattern_detected","pattern":"Engulfing","symbol":"GOOGL","timestamp":%d.%06d,"confidence":0.85,"timeframe":"1min","direction":"bullish","source":"tickstock_pl","metadata":{"price":150.25,"volume":1000,"open":149.75,"high":150.5,"low":149.5,"previous_close":149.8,"bar_count":20}}`,
		1_760_000_000+i/1_000_000, i%1_000_000)
}
