package hub

import (
	"strings"
	"time"

	"tickdeck/model"
)

// Message is what was decoded from one message on the wire. It is a wire.Sink,
// reused from message to message: the hub copies what it keeps.
type Message struct {
	Channel int
	Name    string
	Payload string
	Arrived time.Time
	Alerts  []*model.Alert
	Jobs    []model.Job
	Healths []model.Health
	Rejects []model.Reject
}

// Reset empties the message for the next one, and keeps its memory.
func (m *Message) Reset(channel int, name, payload string, arrived time.Time) {
	*m = Message{
		Channel: channel, Name: name, Payload: payload, Arrived: arrived,
		Alerts: m.Alerts[:0], Jobs: m.Jobs[:0], Healths: m.Healths[:0], Rejects: m.Rejects[:0],
	}
}

// Alert is part of wire.Sink.
func (m *Message) Alert(a *model.Alert) { m.Alerts = append(m.Alerts, a) }

// Job is part of wire.Sink.
func (m *Message) Job(j model.Job) { m.Jobs = append(m.Jobs, j) }

// Health is part of wire.Sink.
func (m *Message) Health(h model.Health) { m.Healths = append(m.Healths, h) }

// Reject is part of wire.Sink.
func (m *Message) Reject(reason, raw string) {
	m.Rejects = append(m.Rejects, newReject(m.Name, reason, raw, m.Arrived))
}

// Probe is part of wire.Sink.
func (m *Message) Probe(reason, raw string) {
	r := newReject(m.Name, reason, raw, m.Arrived)
	r.Probe = true
	m.Rejects = append(m.Rejects, r)
}

// newReject keeps the beginning of a message, cloned so that a huge message
// does not stay in memory for it.
func newReject(channel, reason, raw string, arrived time.Time) model.Reject {
	return model.Reject{
		Channel: channel, Arrived: arrived, Reason: reason,
		Raw: strings.Clone(raw[:min(len(raw), model.RejectBytes)]), Size: len(raw),
	}
}

// sent is the publisher's time of a message: of its newest part, since a batch
// holds older ones too.
func (m *Message) sent() (at time.Time) {
	for _, a := range m.Alerts {
		at = later(at, a.EventTime)
	}
	for i := range m.Jobs {
		at = later(at, m.Jobs[i].At)
	}
	for i := range m.Healths {
		at = later(at, m.Healths[i].At)
	}
	return at
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
