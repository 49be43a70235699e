package feeds

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// The whole process stays under 120 MiB. The program sets a soft limit that
// leaves room for what the collector does not count.
const (
	mostMemory = 120 << 20
	softLimit  = 104 << 20
)

// pipe is the way of a message without the wire: decoder, hub and one screen
// with 100,000 alerts of history.
type pipe struct {
	hub     *hub.Hub
	reader  *hub.Reader
	state   *model.State
	decoder *wire.Decoder
	message hub.Message
	fresh   int    // bytes since the last frame
	peak    uint64 // bytes that the process had from the system, at most
}

func newPipe() *pipe {
	h := hub.New(standard, 100_000, time.Now)
	return &pipe{hub: h, reader: h.NewReader(0), state: model.NewState(), decoder: wire.NewDecoder()}
}

func (p *pipe) take(payload string) {
	p.push(payload)
	if p.fresh += len(payload); p.fresh > frameBytes {
		p.draw()
	}
}

// frameBytes is what one frame brings at 50,000 messages a second.
const frameBytes = 500_000

func (p *pipe) push(payload string) {
	now := time.Now()
	p.message.Reset(0, standard[0].Name, payload, now)
	p.decoder.Decode(0, model.KindPatterns, payload, now, &p.message)
	p.hub.Take(&p.message)
}

func (p *pipe) draw() {
	p.state.Apply(p.reader.Frame())
	p.fresh = 0
	p.weigh()
}

func (p *pipe) weigh() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.peak = max(p.peak, m.Sys-m.HeapReleased)
}

// held is what is still in use after a collection.
func held() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// standardEvents and hugeEvents make the i-th message.
func standardEvents() func(i int) string {
	return func(i int) string { return string(eventInPlace(nil, i)) }
}

func hugeEvents() func(i int) string {
	pad := `,"details":"` + strings.Repeat("x", 1_000_000) + `"}`
	return func(i int) string { return strings.TrimSuffix(string(eventInPlace(nil, i)), "}") + pad }
}

func limited(tb testing.TB) {
	tb.Helper()
	before := debug.SetMemoryLimit(softLimit)
	tb.Cleanup(func() { debug.SetMemoryLimit(before) })
}

func TestMemoryStaysWithinItsBounds(t *testing.T) {
	for name, c := range map[string]struct {
		n    int // fills the history
		more int // while the screen is blocked
		make func(int) string
	}{
		"300 bytes": {110_000, 60_000, standardEvents()},
		"1 MB":      {80, 40, hugeEvents()},
	} {
		t.Run(name, func(t *testing.T) {
			limited(t)
			before := held()
			p := newPipe()
			for i := range c.n {
				p.take(c.make(i))
			}
			p.draw()
			p.holds(t, before)
			if b := p.state.Channels[0].Books; !b.Balanced() || b.Received != uint64(c.n) {
				t.Errorf("%+v", b)
			}
			for i := range c.more { // while the screen is blocked
				p.push(c.make(c.n + i))
			}
			p.holds(t, before)
		})
	}
}

// holds wants less in use than the soft limit leaves for what is kept.
func (p *pipe) holds(t *testing.T, before uint64) {
	t.Helper()
	const most = 94 << 20
	if now := held(); now > before+most {
		t.Errorf("%d MiB are held, more than %d", (now-before)>>20, most>>20)
	} else {
		t.Logf("%d MiB are held", (now-before)>>20)
	}
	runtime.KeepAlive(p)
}

func BenchmarkMemory(b *testing.B) {
	for name, events := range map[string]func(int) string{"300bytes": standardEvents(), "1MB": hugeEvents()} {
		b.Run(name, func(b *testing.B) {
			limited(b)
			p := newPipe()
			i := 0
			for b.Loop() {
				p.take(events(i))
				i++
			}
			p.draw()
			b.ReportMetric(float64(p.state.Feed.Len()), "entries")
			for p.fresh = 0; p.fresh < 2*hub.RawBytes; i++ { // the screen is blocked
				text := events(i)
				p.push(text)
				if p.fresh += len(text); i%100 == 0 {
					p.weigh()
				}
			}
			b.ReportMetric(float64(held())/(1<<20), "held-MiB")
			b.ReportMetric(float64(p.peak)/(1<<20), "peak-MiB")
			if p.peak > mostMemory {
				b.Errorf("the process grew to %d MiB", p.peak>>20)
			}
			runtime.KeepAlive(p)
		})
	}
}
