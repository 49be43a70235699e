package history

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var channels = []model.Channel{
	{Name: "health", Kind: model.KindHealth},
	{Name: "patterns", Kind: model.KindPatterns},
	{Name: "streaming", Kind: model.KindPatterns},
}

// patience is how long a test waits for what must come: the machine may be busy.
const waits = 30 * time.Second

// deck is a hub with its history, as one run of the program has them.
type deck struct {
	t       *testing.T
	hub     *hub.Hub
	kept    *History
	decoder *wire.Decoder
	end     func() string
}

func options(t *testing.T) Options {
	t.Helper()
	return Options{
		Disk:    model.Disk{On: true, Folder: filepath.Join(t.TempDir(), "tickdeck", "history"), Days: 7, Megabytes: 64},
		Address: "localhost:6379/0", Channels: channels, Most: 10_000,
	}
}

// start runs a deck until end is called, or the test ends.
func start(t *testing.T, o Options, pragmas ...string) *deck {
	t.Helper()
	d := &deck{t: t, hub: hub.New(o.Channels, o.Most, time.Now), decoder: wire.NewDecoder()}
	d.kept = Open(o, d.hub)
	if len(pragmas) > 0 { // the file is there: open it as the test wants it
		if err := d.kept.shut(); err != nil {
			t.Fatal(err)
		}
		d.kept.more, d.kept.tried = pragmas, time.Time{}
		d.kept.reach(time.Now())
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready := make(chan struct{})
	if d.kept.On() {
		go d.kept.Run(ctx, func() { close(ready) })
		<-ready
	}
	ended := false
	d.end = func() (unkept string) {
		if !ended {
			ended = true
			cancel()
			unkept = d.kept.Close(waits)
		}
		return unkept
	}
	t.Cleanup(func() { d.end() })
	return d
}

// takes brings a message as Redis does.
func (d *deck) takes(channel int, format string, args ...any) {
	payload, now := fmt.Sprintf(format, args...), time.Now()
	var m hub.Message
	m.Reset(channel, channels[channel].Name, payload, now)
	d.decoder.Decode(channel, channels[channel].Kind, payload, now, &m)
	d.hub.Take(&m)
}

const standard = `{"pattern":"Doji","symbol":"S%d","timestamp":%d.25,"confidence":0.5,"direction":"bullish","timeframe":"1min","metadata":{"price":%d}}`

func (d *deck) takesMany(from, to int) {
	for i := from; i < to; i++ {
		d.takes(1, standard, i, 1_790_000_000+i, i)
	}
}

// alerts are what the hub shows, the oldest first.
func (d *deck) alerts() (out []*model.Alert) {
	r := d.hub.NewReader(0)
	defer r.Close()
	f := r.Frame()
	for seq := f.Feed.First(); seq < f.Feed.Next(); seq++ {
		if e, ok := f.Feed.At(seq); ok && e.Alert != nil {
			out = append(out, e.Alert)
		}
	}
	return out
}

func (d *deck) symbols() string {
	var all []string
	for _, a := range d.alerts() {
		all = append(all, a.Symbol)
	}
	return strings.Join(all, " ")
}

func (d *deck) trouble() string {
	r := d.hub.NewReader(0)
	defer r.Close()
	return r.Frame().Trouble
}

// until waits for frames until something is so.
func (d *deck) until(what string, so func() bool) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), waits)
	defer cancel()
	r := d.hub.NewReader(10 * time.Millisecond)
	defer r.Close()
	for !so() {
		if _, err := r.Next(ctx); err != nil {
			d.t.Fatalf("%s never came; trouble %q", what, d.trouble())
		}
	}
}

// says waits until the trouble holds the words.
func (d *deck) says(words string) {
	d.t.Helper()
	d.until(words, func() bool { return strings.Contains(d.trouble(), words) })
}
