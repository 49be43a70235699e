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

// server starts a real Redis; at the end of the test, when it is gone, no
// goroutine may be left.
func server(t *testing.T, args ...string) *redistest.Server {
	t.Helper()
	t.Cleanup(func() { goleak.VerifyNone(t) })
	return redistest.Start(t, args...)
}

// screen is one reader's view of running feeds, gathered over all frames.
type screen struct {
	*Feeds
	t       *testing.T
	reader  *hub.Reader
	frame   model.Frame // the last one
	items   []model.FeedItem
	rejects []model.Reject
	jobs    map[string]model.Job
	links   []model.Link // each state once
	stop    func()
}

var testNames = wire.DefaultNames()

// often is the least time between two frames of these tests.
const often = time.Second / 60

// open starts feeds on the standard channels of these tests.
func open(t *testing.T, url string) *screen {
	t.Helper()
	return openWith(t, url, model.Disk{})
}

// openWith does so with a place on disk.
func openWith(t *testing.T, url string, disk model.Disk) *screen {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	f, err := Start(ctx, Options{
		URL: url, Channels: standard, Names: testNames, User: "ann", History: 300_000, Disk: disk,
		Panicked: func(err error) { t.Errorf("a goroutine panicked: %v", err) },
	})
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	d := &screen{Feeds: f, t: t, reader: f.Hub.NewReader(often), jobs: map[string]model.Job{}}
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
func (d *screen) close() {
	d.stop()
	d.stop = func() {}
}

// connected starts feeds and waits until they are subscribed.
func connected(t *testing.T, url string) *screen {
	t.Helper()
	d := open(t, url)
	d.until("the link is up", func() bool { return d.frame.Link.Up })
	return d
}

// until takes frame after frame until what is waited for is there.
func (d *screen) until(what string, there func() bool) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), patience)
	defer cancel()
	for d.absorb(d.reader.Frame()); !there(); {
		f, err := d.reader.Next(ctx)
		if err != nil {
			d.t.Fatalf("waited %s in vain until %s: link %+v, trouble %q, channels %s", patience, what, d.frame.Link, d.frame.Trouble, d.books())
		}
		d.absorb(f)
	}
}

func (d *screen) absorb(f model.Frame) {
	d.t.Helper()
	var shown, known uint64
	var jobs uint64
	if d.frame.Snapshot != nil {
		shown, known, jobs = d.frame.Feed.Next(), uint64(len(d.rejects)), d.frame.Jobs.Rev
	}
	d.frame = f
	for ; shown < f.Feed.Next(); shown++ {
		if e, ok := f.Feed.At(shown); ok {
			d.items = append(d.items, e)
		}
	}
	for _, r := range f.Rejects {
		if r.Seq > known {
			d.rejects = append(d.rejects, r)
		}
	}
	if f.Jobs.Rev != jobs {
		for i := range f.Jobs.Held() {
			j := f.Jobs.At(i)
			d.jobs[j.ID] = *j
		}
	}
	if n := len(d.links); n == 0 || d.links[n-1] != f.Link {
		d.links = append(d.links, f.Link)
	}
	for _, c := range f.Channels {
		if !c.Balanced() {
			d.t.Fatalf("the books of %s do not balance: %+v", c.Name, c.Books)
		}
	}
}

func (d *screen) books() string {
	var text strings.Builder
	for _, c := range d.frame.Channels {
		fmt.Fprintf(&text, "\n%s %+v %s", c.Name, c.Books, c.Refused)
	}
	return text.String()
}

// standard are the channels of these tests: two that carry the same alerts, two
// for jobs, and one for health.
var standard = []model.Channel{
	{Name: "patterns", Kind: model.KindPatterns},
	{Name: "streaming", Kind: model.KindPatterns},
	{Name: "progress", Kind: model.KindProgress},
	{Name: "results", Kind: model.KindResults},
	{Name: "health", Kind: model.KindHealth},
}

// rawOf is the JSON that an alert came in.
func rawOf(a *model.Alert) string {
	raw, _ := a.Raw()
	return raw
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
