package hub

import (
	"slices"
	"time"

	"tickdeck/model"
)

// link is the connection, and up to when it is known that nothing was missed.
// The hub's lock guards it.
type link struct {
	model.Link
	completeUntil time.Time // everything published until then has come, as far as the connection tells; zero before the first one
	lost          string    // why the connection was lost last
	gaps          []model.Gap
}

// heard notes a sign that everything published until then has come.
func (l *link) heard(until time.Time) {
	if l.Link.Up { // what comes before every channel is back does not end the gap
		l.completeUntil = later(l.completeUntil, until)
	}
}

// completeUntil is until when it is known that nothing was missed: messages and answers
// come in one row. It is zero before the first connection.
func (h *Hub) completeUntil() time.Time {
	until := h.link.completeUntil
	for _, c := range h.chans {
		until = later(until, c.complete())
	}
	return until
}

// SetAddress names the server for people, without password, and says whether
// anybody could pass for it.
func (h *Hub) SetAddress(address string, insecure bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.link.Address, h.link.Insecure = address, insecure
	h.changed()
}

// Alive notes that the server answered a question that was sent at that time:
// answers and messages come in one row.
func (h *Hub) Alive(asked time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.link.heard(asked)
}

// Up notes that every subscription that the server accepts is in place. What was
// published since the last sign of life is unknown: that is a gap.
func (h *Hub) Up(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := &h.link
	if l.Link.Up {
		return
	}
	if from := h.completeUntil(); !from.IsZero() {
		g := model.Gap{From: from, To: at, Reason: l.lost}
		l.Unknown += g.Length()
		l.gaps = append(slices.Clone(l.gaps[max(0, len(l.gaps)-model.MaxGaps+1):]), g)
		h.push(model.FeedItem{Gap: &g})
	}
	l.Link.Up, l.Since, l.Problem, l.Retry = true, at, "", time.Time{}
	l.heard(at)
	for _, c := range h.chans {
		c.meter.up(at)
	}
	h.changed()
}

// Down notes that there is no connection, why, and when the next attempt is due.
func (h *Hub) Down(problem string, at, retry time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := &h.link
	switch {
	case l.Link.Up:
		l.Interruptions++
		l.lost = problem
		l.Link.Up, l.Since = false, h.completeUntil()
		for _, c := range h.chans {
			c.meter.down(l.Since)
		}
	case l.Since.IsZero():
		l.Since = at
	}
	l.Problem, l.Retry = problem, retry
	h.server = model.UnknownServer()
	h.changed()
}
