package ui

import (
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// part is a piece of the status line; the less wanted go first.
type part struct {
	paint theme.Paint
	text  string
	keep  int
}

// topKey is everything that the line at the top depends on.
type topKey struct {
	w        int
	theme    *theme.Theme
	now      time.Time
	link     model.Link
	ping     time.Duration
	books    model.Books
	messages uint64
	behind   time.Duration
}

// status is the line at the top: where the screen is connected, whether what it
// shows is real, how much came, how far behind it is, and the time.
func (a *App) status(w int) string {
	s := a.env.State
	k := topKey{w, a.env.Theme, a.env.Now, s.Link, s.Server.Ping, s.Totals(), a.messages(), s.Behind}
	return a.top.Lines(k, func(dst []string) []string { return append(dst, a.drawStatus(w)) })[0]
}

func (a *App) drawStatus(w int) string {
	t := a.env.Theme
	left := []part{{t.Brand, "tickdeck", 50}}
	left = append(left, a.connection()...)
	if badge := a.badge(); badge != "" {
		left = append(left, part{t.Badge, " " + badge + " ", 90})
	}
	left = append(left, part{t.Faint, a.opt.User, 20})
	right := append(a.totals(), part{t.Text, a.clock(), 60})
	return spread(t, left, right, w)
}

func (a *App) connection() []part {
	t, link := a.env.Theme, a.env.State.Link
	switch {
	case link.Up:
		parts := []part{{t.Good, "● " + link.Address, 80}}
		if ping := a.env.State.Server.Ping; ping > 0 {
			parts = append(parts, part{t.Faint, draw.Delay(ping), 40})
		}
		return parts
	case link.Problem == "":
		return []part{{t.Warn, "○ connecting to " + link.Address, 80}}
	}
	return []part{{t.Bad, "○ " + link.Problem + retry(link, a.env.Now), 100}}
}

// badge says what is not real: the demo's own, or what a publisher says of itself.
func (a *App) badge() string {
	for _, h := range a.env.State.Health {
		if h.Simulated && a.env.Now.Sub(h.Arrived) < model.HealthStale {
			return "SIMULATED MARKET"
		}
	}
	return a.opt.Badge
}

func retry(l model.Link, now time.Time) string {
	wait := l.Retry.Sub(now)
	if wait <= 0 {
		return ", trying again"
	}
	return fmt.Sprintf(", trying again in %d s", int((wait+time.Second-1)/time.Second))
}

func (a *App) totals() []part {
	t, all := a.env.Theme, a.env.State.Totals()
	lost := part{t.Faint, draw.Count(all.Overwritten) + " lost", 70}
	if all.Overwritten > 0 {
		lost.paint = t.Bad
	}
	parts := []part{{t.Faint, draw.Count(a.messages()) + " msgs", 45}, lost}
	if d := a.env.State.Behind; d >= time.Millisecond {
		parts = append(parts, part{t.Faint, draw.Delay(d) + " behind", 30})
	}
	return parts
}

func (a *App) messages() (n uint64) {
	for i := range a.env.State.Channels {
		n += a.env.State.Channels[i].Messages
	}
	return n
}

func (a *App) clock() string {
	if a.env.Now.IsZero() {
		return ""
	}
	return a.env.Now.In(a.env.Zone).Format("15:04:05 MST")
}

// spread writes the left parts from the left and the right ones from the right,
// and leaves out the least wanted until they have room.
func spread(t *theme.Theme, left, right []part, w int) string {
	const gap = 3
	for partsSize(left, gap)+partsSize(right, gap)+2 > w && len(left)+len(right) > 1 {
		drop(&left, &right)
	}
	var l draw.Line
	l.Pad(t.Text, 1)
	for i, p := range left {
		if i > 0 {
			l.Pad(t.Text, gap)
		}
		l.Left(p.paint, p.text, min(draw.Width(p.text), w-l.Width()))
	}
	l.To(t.Text, min(w, w-partsSize(right, gap)+gap-1))
	for i, p := range right {
		if i > 0 {
			l.Pad(t.Text, gap)
		}
		l.Left(p.paint, p.text, min(draw.Width(p.text), w-l.Width()))
	}
	return l.To(t.Text, w).String()
}

func partsSize(parts []part, gap int) (n int) {
	for _, p := range parts {
		n += draw.Width(p.text) + gap
	}
	return n
}

// drop takes the least wanted part away.
func drop(sides ...*[]part) {
	var from *[]part
	at := 0
	for _, side := range sides {
		for i, p := range *side {
			if from == nil || p.keep < (*from)[at].keep {
				from, at = side, i
			}
		}
	}
	*from = append((*from)[:at:at], (*from)[at+1:]...)
}
