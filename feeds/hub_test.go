package feeds

import (
	"fmt"
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
	h := NewHub(standard, func() time.Time { return noon })
	h.feed = newLane(5, 20_000, len(standard))
	h.twins = newTwins(1)
	h.jobs = newLatest(3, model.Job.Merge)
	h.health = newLatest(2, func(_, next model.Health) model.Health { return next })
	return h
}

func message(channel int) *Message {
	m := &Message{}
	m.reset(channel, standard[channel].Name, 100, noon)
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
	batch  model.Batch
	alerts [5]uint64
	last   int // serial number of the last alert
}

func (s *story) join() {
	s.readers = append(s.readers, &witness{Reader: s.hub.NewReader()})
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
	case m.Channel <= 1:
		s.serial++
		a := &model.Alert{Channel: m.Channel, Symbol: name, Pattern: "Doji", Arrived: noon, Raw: strconv.Itoa(s.serial)}
		if rapid.Bool().Draw(t, "timed") {
			a.At = noon
		}
		if rapid.IntRange(0, 9).Draw(t, "huge") == 0 {
			a.Raw += strings.Repeat(" ", 9000)
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
	w.Drain(&w.batch)
	for _, e := range w.batch.Entries {
		if e.Gap != nil {
			continue
		}
		serial, err := strconv.Atoi(strings.TrimSpace(e.Alert.Raw))
		if err != nil || serial <= w.last {
			t.Fatalf("alert %d comes after alert %d", serial, w.last)
		}
		w.last = serial
		w.alerts[e.Alert.Channel]++
	}
	w.check(t, s)
}

func (w *witness) check(t *rapid.T, s *story) {
	for i, c := range w.batch.Channels {
		b := c.Books
		if !b.Balanced() {
			t.Fatalf("%s: the books do not balance: %+v", c.Name, b)
		}
		if s.sent[i]-b.Received != w.before[i] {
			t.Fatalf("%s: %d were sent, %d received, %d before the reader came", c.Name, s.sent[i], b.Received, w.before[i])
		}
		for _, n := range []uint64{b.Applied, b.Deduplicated, b.Undecodable, b.Overwritten, b.Pending} {
			if n > b.Received {
				t.Fatalf("%s: a counter is larger than what came in: %+v", c.Name, b)
			}
		}
		if i <= 1 && b.Applied != w.alerts[i] {
			t.Fatalf("%s: %d count as applied, %d were handed over", c.Name, b.Applied, w.alerts[i])
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
			w.look(t, s)
			for _, c := range w.batch.Channels {
				if c.Pending != 0 {
					t.Fatalf("%s: %d are pending after the last batch", c.Name, c.Pending)
				}
			}
		}
	})
}

func TestALateReaderStartsWithWhatIsThereAndBalanced(t *testing.T) {
	h := smallHub()
	for i := range 12 {
		m := message(0)
		m.Alert(&model.Alert{Raw: strconv.Itoa(i)})
		h.Take(m)
		m = message(2)
		m.Job(model.NewJob(strconv.Itoa(i)))
		h.Take(m)
	}
	var b model.Batch
	h.NewReader().Drain(&b)
	if len(b.Entries) != 5 || len(b.Jobs) != 3 {
		t.Fatalf("it is handed %d entries and %d jobs", len(b.Entries), len(b.Jobs))
	}
	for i, want := range map[int]model.Books{0: {Received: 5, Applied: 5}, 2: {Received: 3, Applied: 3}} {
		if got := b.Channels[i].Books; got != want {
			t.Errorf("%s: %+v, want %+v", b.Channels[i].Name, got, want)
		}
	}
}

func TestJobsFromTheFirstNewsOnHaveAPace(t *testing.T) {
	h := smallHub()
	r := h.NewReader()
	for i := range 3 {
		m := message(2)
		j := model.NewJob("a")
		j.Phase, j.Progress, j.Updated = model.PhaseRunning, .1*float64(i+1), noon.Add(time.Duration(i)*time.Second)
		m.Job(j)
		h.Take(m)
	}
	var b model.Batch
	r.Drain(&b)
	if _, _, ok := b.Jobs[0].Remaining(noon.Add(2 * time.Second)); !ok {
		t.Error("three points in time give no estimate")
	}
}

func TestAReaderThatDoesNotReadHoldsNobodyUp(t *testing.T) {
	h := smallHub()
	stuck, quick := h.NewReader(), h.NewReader()
	stuck.wait()
	stuck.wake <- struct{}{} // nobody takes it: the next wake-up has no room
	stuck.wait()
	var b model.Batch
	var wg sync.WaitGroup
	for channel := range 2 {
		wg.Go(func() {
			for i := range 2000 {
				m := message(channel)
				m.Alert(&model.Alert{Channel: channel, Raw: fmt.Sprint(i)})
				h.Take(m)
			}
		})
	}
	wg.Go(func() {
		for range 200 {
			quick.Drain(&b)
		}
	})
	wg.Wait() // hangs, and the test with it, if Take waits for a reader
	stuck.Drain(&b)
	for _, c := range b.Channels[:2] {
		if !c.Balanced() || c.Received != 2000 {
			t.Errorf("%s: %+v", c.Name, c.Books)
		}
	}
}

func TestTheLinkTellsGapsAndDrops(t *testing.T) {
	h := smallHub()
	r := h.NewReader()
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }
	var b model.Batch
	h.Down("no Redis", at(0), at(3))
	r.Drain(&b)
	if b.Link.Up || !b.Link.Since.Equal(at(0)) || !b.Link.Retry.Equal(at(3)) || b.Link.Drops != 0 {
		t.Errorf("never connected: %+v", b.Link)
	}
	h.Up(at(5))
	r.Drain(&b)
	if !b.Link.Up || !b.Link.Since.Equal(at(5)) || b.Link.Problem != "" || len(b.Entries) != 0 {
		t.Errorf("connected at last: %+v, %d entries", b.Link, len(b.Entries))
	}
	h.Alive(at(9))
	h.Down("lost", at(12), at(13))
	h.Down("no Redis", at(14), at(17))
	r.Drain(&b)
	if b.Link.Up || !b.Link.Since.Equal(at(9)) || b.Link.Problem != "no Redis" || b.Link.Drops != 1 {
		t.Errorf("lost: %+v", b.Link)
	}
	h.Up(at(20))
	r.Drain(&b)
	if len(b.Entries) != 1 || b.Entries[0].Gap == nil || *b.Entries[0].Gap != (model.Gap{From: at(9), To: at(20)}) {
		t.Errorf("after the gap: %+v", b.Entries)
	}
}

func TestTheOldestAlertOfABatchIsFoundBehindAGap(t *testing.T) {
	h := smallHub()
	r := h.NewReader()
	h.Up(noon)
	h.Down("lost", noon, noon)
	h.Up(noon)
	m := message(0)
	m.Alert(&model.Alert{Arrived: noon})
	h.Take(m)
	var b model.Batch
	if r.Drain(&b); len(b.Entries) != 2 || !b.Oldest.Equal(noon) {
		t.Errorf("%d entries, the oldest from %s", len(b.Entries), b.Oldest)
	}
}
