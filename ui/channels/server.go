package channels

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ServerID is what the screen knows it by.
const ServerID = "server"

// Server is the pane of Redis itself and of the publishers' health. It takes no
// keys.
type Server struct {
	env   *pane.Env
	size  pane.Size
	head  pane.Head
	cache pane.Cache[serverKey]
}

type serverKey struct {
	size        pane.Size
	rev, health uint64
	theme       *theme.Theme
	second      int64
}

// NewServer makes the pane.
func NewServer(env *pane.Env) *Server { return &Server{env: env} }

// Resize is part of pane.Component.
func (p *Server) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component.
func (p *Server) Update(tea.Msg) tea.Cmd { return nil }

// Actions is part of pane.Component.
func (p *Server) Actions() []keymap.Action { return nil }

// Lines is part of pane.Component.
func (p *Server) Lines(bool) []string {
	s := p.env.State
	k := serverKey{p.size, s.PipeRev, s.HealthRev, p.env.Theme, p.env.Now.Unix()}
	return p.cache.Lines(k, func(dst []string) []string { return p.draw(dst) })
}

func (p *Server) draw(dst []string) []string {
	t, s, w := p.env.Theme, p.env.State, p.size.W
	p.head = pane.Head{Note: s.Server.Version}
	lines := dst
	var l draw.Line
	fact := func(name string, paint theme.Paint, value string) {
		l.Reset()
		l.Pad(t.Text, 1).Left(t.Faint, name, max(0, w-3-draw.Width(value))) // the value must be read whole
		lines = append(lines, l.Right(paint, value, max(0, w-l.Width()-1)).To(t.Text, w).String())
	}
	fact("ping", t.Text, draw.Delay(s.Server.Ping))
	fact("clients", t.Text, draw.Short(s.Server.Clients))
	fact("memory", t.Text, draw.Bytes(s.Server.Memory))
	fact("hit rate", t.Text, draw.Fraction(s.Server.HitRate(), 1))
	for _, h := range s.Health {
		paint, word := verdict(&t.Styles, h, p.env.Now)
		if !s.Link.Up {
			paint, word = t.Faint, "unknown"
		}
		fact(publisher(h), paint, word)
		for _, issue := range h.Issues {
			var l draw.Line
			lines = append(lines, l.Left(t.Warn, " ! "+issue, w).String())
		}
	}
	if at := s.Server.Heartbeat; !at.IsZero() {
		paint, text := beat(&t.Styles, p.env.Now.Sub(at))
		fact("heartbeat", paint, text)
	}
	fact("hits", t.Text, draw.Short(s.Server.Hits))
	fact("misses", t.Text, draw.Short(s.Server.Misses))
	for _, h := range s.Health {
		if model.Known(h.CPU) {
			fact(publisher(h)+" cpu", t.Text, draw.Fraction(h.CPU, 0))
		}
		if model.Known(h.QueueDepth) {
			fact(publisher(h)+" queue", t.Text, draw.Short(h.QueueDepth))
		}
	}
	return draw.Fill(lines, p.size.W, p.size.H)
}

// Head is part of pane.View.
func (p *Server) Head() pane.Head { return p.head }

// Brief is the pane in a line.
func (p *Server) Brief() string {
	s := p.env.State.Server
	parts := []string{fmt.Sprintf("ping %s · %s clients · %s · hit rate %s", draw.Delay(s.Ping), draw.Short(s.Clients), draw.Bytes(s.Memory), draw.Fraction(s.HitRate(), 1))}
	for _, h := range p.env.State.Health {
		_, word := verdict(&p.env.Theme.Styles, h, p.env.Now)
		parts = append(parts, publisher(h)+" "+word)
		parts = append(parts, h.Issues...)
	}
	return strings.Join(parts, " · ")
}

// publisher is the name of one, who need not have said it.
func publisher(h model.Health) string {
	if h.Component == "" {
		return "publisher"
	}
	return h.Component
}

// beat says how old a producer's heartbeat is.
func beat(s *theme.Styles, age time.Duration) (theme.Paint, string) {
	if age > model.HealthStale {
		return s.Warn, "stale " + draw.Span(age)
	}
	return s.Text, draw.Ago(age)
}

// healthLate is the silence after which it is said how old a report is: those
// that follow the contract come every five seconds.
const healthLate = 15 * time.Second

// verdict is what a publisher says of itself, or how long it has been silent.
func verdict(s *theme.Styles, h model.Health, now time.Time) (theme.Paint, string) {
	switch quiet := now.Sub(h.Arrived); {
	case quiet > model.HealthStale:
		return s.Warn, "silent " + draw.Span(quiet)
	case quiet > healthLate:
		return s.Faint, h.Status + " " + draw.Span(quiet) + " ago"
	}
	switch strings.ToLower(h.Status) {
	case "healthy", "ok", "up", "running":
		return s.Good, h.Status
	case "":
		return s.Faint, draw.Dash
	case "unhealthy", "error", "critical", "down", "failed":
		return s.Bad, h.Status
	}
	return s.Warn, h.Status
}
