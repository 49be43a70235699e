package feeds

import (
	"time"

	"tickdeck/model"
)

// Message is what was decoded from one message on the wire. It is a wire.Sink,
// reused from message to message: the hub copies what it keeps.
type Message struct {
	Channel int
	Name    string
	Size    int // bytes on the wire
	Arrived time.Time
	Alerts  []*model.Alert
	Jobs    []model.Job
	Healths []model.Health
	Rejects []model.Reject
}

func (m *Message) reset(channel int, name string, size int, arrived time.Time) {
	*m = Message{
		Channel: channel, Name: name, Size: size, Arrived: arrived,
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
