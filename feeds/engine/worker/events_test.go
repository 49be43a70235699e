package worker

import (
	"context"
	"encoding/json"
	"maps"
	"strings"
	"sync"
	"time"
)

// heard are the messages of channels in the order they came.
type heard struct {
	mu  sync.Mutex
	got []heardEvent
}

type heardEvent struct {
	at      time.Time
	channel string
	fields  map[string]any
}

func (s *site) listen() *heard {
	s.t.Helper()
	n := &heard{}
	ps := s.rdb.Subscribe(s.t.Context(), "tickstock.events.backtesting.progress", "tickstock.events.backtesting.results")
	for range 2 {
		if _, err := ps.Receive(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
	}
	var reading sync.WaitGroup
	reading.Go(func() {
		for {
			m, err := ps.ReceiveMessage(context.Background())
			if err != nil {
				return
			}
			h := heardEvent{at: time.Now(), channel: m.Channel}
			_ = json.Unmarshal([]byte(m.Payload), &h.fields)
			n.mu.Lock()
			n.got = append(n.got, h)
			n.mu.Unlock()
		}
	})
	s.t.Cleanup(func() { ps.Close(); reading.Wait() })
	return n
}

// of are the events of one job on a channel whose name ends so.
func (n *heard) of(channel, id string) (out []heardEvent) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, h := range n.got {
		if strings.HasSuffix(h.channel, channel) && h.fields["job_id"] == id {
			out = append(out, h)
		}
	}
	return out
}

// last waits for the result of a job and returns the progress that tells its end,
// and the result. On one server nothing comes after that progress; a cluster does
// not keep the order of channels.
func (s *site) last(n *heard, id string) (progress, result map[string]any) {
	s.t.Helper()
	await(s.t, "the end of "+id+" is heard", func() bool {
		r := n.of("results", id)
		if len(r) == 0 {
			return false
		}
		for _, p := range n.of("progress", id) {
			if p.fields["status"] == r[0].fields["status"] {
				progress, result = p.fields, r[0].fields
			}
		}
		return progress != nil
	})
	p, r := n.of("progress", id), n.of("results", id)
	if len(r) != 1 {
		s.t.Fatalf("%d results of %s: %v", len(r), id, r)
	}
	if s.Server != nil && !maps.Equal(p[len(p)-1].fields, progress) {
		s.t.Errorf("after the end of %s came the progress %v", id, p[len(p)-1].fields)
	}
	return progress, result
}
