package hub

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tickdeck/model"
)

// noon is when every story of these tests begins.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// standard are the channels of these tests: two that carry the same alerts, two
// for jobs, and one for health.
var standard = []model.Channel{
	{Name: "patterns", Kind: model.KindPatterns},
	{Name: "streaming", Kind: model.KindPatterns},
	{Name: "progress", Kind: model.KindProgress},
	{Name: "results", Kind: model.KindResults},
	{Name: "health", Kind: model.KindHealth},
}

// smallHub overwrites and evicts all the time.
func smallHub() *Hub {
	h := New(standard, 5, func() time.Time { return noon })
	h.dedup = newDedup(1)
	h.jobs = newJobs(3)
	h.health = newHealth(2)
	return h
}

func message(channel int) *Message {
	m := &Message{}
	m.Reset(channel, standard[channel].Name, strings.Repeat("x", 100), noon)
	return m
}

// story is one random life of a hub, with what each reader was really handed.
type story struct {
	hub     *Hub
	serial  int // of the last alert; it is the alert's raw JSON
	sent    [5]uint64
	readers []*witness
}

// witness remembers what its reader was handed.
type witness struct {
	*Reader
	frame  model.Frame
	alerts [5]uint64
	next   uint64 // item to come
	last   int    // serial number of the last alert
}

func (s *story) join() {
	s.readers = append(s.readers, &witness{Reader: s.hub.NewReader(0)})
}

func (s *story) take(t *rapid.T) {
	m := message(rapid.IntRange(0, 4).Draw(t, "channel"))
	for range rapid.IntRange(1, 4).Draw(t, "events") {
		s.event(t, m)
	}
	s.sent[m.Channel] += uint64(len(m.Alerts) + len(m.Jobs) + len(m.Healths) + len(m.Rejects))
	s.hub.Take(m)
}

func (s *story) event(t *rapid.T, m *Message) {
	name := strconv.Itoa(rapid.IntRange(0, 6).Draw(t, "name"))
	switch {
	case rapid.IntRange(0, 5).Draw(t, "readable") == 0:
		m.Reject("plain text", name)
	case rapid.IntRange(0, 9).Draw(t, "probe") == 0:
		m.Probe("a probe", name)
	case m.Channel <= 1:
		s.serial++
		a := alertOf(m.Channel, s.serial)
		a.Symbol = name
		if rapid.Bool().Draw(t, "timed") {
			a.EventTime = noon
		}
		m.Alert(a)
	case m.Channel <= 3:
		j := model.NewJob(name)
		j.Phase = model.Phase(rapid.IntRange(0, 6).Draw(t, "phase"))
		m.Job(j)
	default:
		h := model.NewHealth()
		h.Component = name
		m.Health(h)
	}
}

func (w *witness) look(t *rapid.T, s *story) {
	w.frame = w.Frame()
	for ; w.next < w.frame.Feed.Next(); w.next++ {
		e, ok := w.frame.Feed.At(w.next)
		if !ok || e.Gap != nil {
			continue
		}
		serial := int(e.Alert.Volume)
		if serial <= w.last {
			t.Fatalf("alert %d comes after alert %d", serial, w.last)
		}
		w.last = serial
		w.alerts[e.Alert.Channel]++
	}
	w.check(t, s)
}

func (w *witness) check(t *rapid.T, s *story) {
	for i, c := range w.frame.Channels {
		b := c.Books
		if !b.Balanced() {
			t.Fatalf("%s: the books do not balance: %+v", c.Name, b)
		}
		if s.sent[i]-b.Received != w.baseline[i] {
			t.Fatalf("%s: %d were sent, %d received, %d before the reader came", c.Name, s.sent[i], b.Received, w.baseline[i])
		}
		for _, n := range []uint64{b.Applied, b.Deduplicated, b.Undecodable, b.Probes, b.Overwritten, b.Pending} {
			if n > b.Received {
				t.Fatalf("%s: a counter is larger than what came in: %+v", c.Name, b)
			}
		}
		if i <= 1 && b.Applied != w.alerts[i] {
			t.Fatalf("%s: %d count as applied, %d were shown", c.Name, b.Applied, w.alerts[i])
		}
	}
}

func TestTheBooksOfEveryReaderAlwaysBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &story{hub: smallHub()}
		s.join()
		for range rapid.IntRange(1, 150).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "step") {
			case 0:
				s.join()
				s.readers[len(s.readers)-1].look(t, s)
			case 1, 2:
				s.readers[rapid.IntRange(0, len(s.readers)-1).Draw(t, "reader")].look(t, s)
			case 3:
				s.hub.LoadJobs([]model.Job{model.NewJob(strconv.Itoa(rapid.IntRange(0, 9).Draw(t, "loaded")))}, noon)
			case 4:
				s.hub.Up(noon)
				s.hub.Down("gone", noon, noon)
			default:
				s.take(t)
			}
		}
		for _, w := range s.readers {
			for i, b := range w.Books() { // what was not shown yet is pending
				if !b.Balanced() {
					t.Fatalf("%s: the books do not balance: %+v", standard[i].Name, b)
				}
			}
			w.look(t, s)
			for i, b := range w.Books() {
				if b.Pending != 0 || b != w.frame.Channels[i].Books {
					t.Fatalf("%s: after the last frame %+v, in it %+v", standard[i].Name, b, w.frame.Channels[i].Books)
				}
			}
		}
	})
}

func TestALateReaderStartsWithWhatIsThereAndBalanced(t *testing.T) {
	h := smallHub()
	for i := range 12 {
		m := message(0)
		m.Alert(alertOf(0, i))
		h.Take(m)
		m = message(2)
		m.Job(model.NewJob(strconv.Itoa(i)))
		h.Take(m)
	}
	b := h.NewReader(0).Frame()
	if b.Feed.Len() != 5 || b.Jobs.Held() != 3 {
		t.Fatalf("it is shown %d items and %d jobs", b.Feed.Len(), b.Jobs.Held())
	}
	for i, want := range map[int]model.Books{0: {Received: 5, Applied: 5}, 2: {Received: 3, Applied: 3}} {
		if got := b.Channels[i].Books; got != want {
			t.Errorf("%s: %+v, want %+v", b.Channels[i].Name, got, want)
		}
	}
}

func TestJobsFromTheFirstNewsOnHaveAPace(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for i := range 3 {
		m := message(2)
		j := model.NewJob("a")
		j.Phase, j.Progress, j.Updated = model.PhaseRunning, .1*float64(i+1), noon.Add(time.Duration(i)*time.Second)
		m.Job(j)
		h.Take(m)
	}
	b := r.Frame()
	if _, _, ok := b.Jobs.At(0).Remaining(noon.Add(2 * time.Second)); !ok {
		t.Error("three points in time give no estimate")
	}
}

func TestAReaderThatDoesNotReadHoldsNobodyUp(t *testing.T) {
	h := smallHub()
	stuck, quick := h.NewReader(0), h.NewReader(0)
	stuck.wait()
	stuck.wake <- struct{}{} // nobody takes it: the next wake-up has no room
	stuck.wait()
	var wg sync.WaitGroup
	for channel := range 2 {
		wg.Go(func() {
			for i := range 2000 {
				m := message(channel)
				m.Alert(alertOf(channel, i))
				h.Take(m)
			}
		})
	}
	wg.Go(func() {
		for range 200 {
			quick.Frame()
		}
	})
	wg.Wait() // hangs, and the test with it, if Take waits for a reader
	for _, c := range stuck.Frame().Channels[:2] {
		if !c.Balanced() || c.Received != 2000 {
			t.Errorf("%s: %+v", c.Name, c.Books)
		}
	}
}

// alertOf is the serial-th alert of a story; its volume tells it from others.
func alertOf(channel, serial int) *model.Alert {
	return &model.Alert{Channel: int32(channel), Pattern: "Doji", Arrived: noon, Volume: float64(serial)}
}

func TestSimulatedAlertsAreCountedAsLongAsTheyAreKept(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for i, want := range []int{1, 1, 2, 2, 3, 2, 3, 2, 3} { // every other one, and five are kept
		m := message(0)
		a := alertOf(0, i)
		a.Simulated = i%2 == 0
		m.Alert(a)
		h.Take(m)
		if got := r.Frame().Simulated; got != want {
			t.Errorf("after alert %d: %d, want %d", i, got, want)
		}
	}
}
