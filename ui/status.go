package ui

import (
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
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
	for size(left, gap)+size(right, gap)+2 > w && len(left)+len(right) > 1 {
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
	l.To(t.Text, min(w, w-size(right, gap)+gap-1))
	for i, p := range right {
		if i > 0 {
			l.Pad(t.Text, gap)
		}
		l.Left(p.paint, p.text, min(draw.Width(p.text), w-l.Width()))
	}
	return l.To(t.Text, w).String()
}

func size(parts []part, gap int) (n int) {
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

// brief is the line of a pane that has no room of its own.
func (a *App) brief(id paneID, w int) string {
	t := a.env.Theme
	digit, text := " ", a.server.Brief()
	if id != paneServer {
		digit, text = id.digit(), a.panes[id].Brief()
	}
	var l draw.Line
	l.Pad(t.Text, 1).Add(t.Key, digit).Pad(t.Text, 1).Left(t.Title, id.title(), 10)
	return l.Left(t.Faint, text, w-l.Width()).To(t.Text, w).String()
}

// bottomKey is everything that the line at the bottom depends on while nothing
// lies over the panes.
type bottomKey struct {
	w     int
	theme *theme.Theme
	focus paneID
	toast toast
}

// hints is the line at the bottom: what the keys do here, or a toast.
func (a *App) hints(w int) string {
	if a.env.Top() != nil {
		return a.drawHints(w)
	}
	k := bottomKey{w, a.env.Theme, a.focus, a.toast}
	return a.bottom.Lines(k, func(dst []string) []string { return append(dst, a.drawHints(w)) })[0]
}

func (a *App) drawHints(w int) string {
	t := a.env.Theme
	if a.toast.text != "" {
		var l draw.Line
		return l.Pad(t.Text, 1).Left(a.toast.paint(t), a.toast.text, w-1).To(t.Text, w).String()
	}
	var left, right []pane.Action
	if top := a.env.Top(); top != nil {
		left = hinted(top.Actions())
	} else {
		left, right = hinted(a.panes[a.focus].Actions()), hinted(a.keys)
	}
	return hintLine(t, left, right, w)
}

func hinted(actions []pane.Action) (out []pane.Action) {
	for _, a := range actions {
		if a.Hint {
			out = append(out, a)
		}
	}
	return out
}

// hintLine writes hints from the left and from the right, and leaves out those
// in the middle that have no room.
func hintLine(t *theme.Theme, left, right []pane.Action, w int) string {
	room := w - 2
	for hintSize(left)+hintSize(right) > room && len(right) > 2 {
		right = right[1:]
	}
	var l draw.Line
	l.Pad(t.Text, 1)
	write := func(a pane.Action) {
		l.Left(t.Key, a.Help().Key, min(draw.Width(a.Help().Key), w-l.Width()))
		l.Left(t.Faint, " "+a.Help().Desc, min(draw.Width(a.Help().Desc)+1, w-l.Width()))
		l.Pad(t.Text, min(hintGap, w-l.Width()))
	}
	for _, a := range left {
		if l.Width()+hintSize([]pane.Action{a})+hintSize(right) <= w {
			write(a)
		}
	}
	l.To(t.Text, min(w, w-hintSize(right)+1))
	for _, a := range right {
		write(a)
	}
	return l.To(t.Text, w).String()
}

// hintGap is the room behind a hint.
const hintGap = 2

func hintSize(actions []pane.Action) (n int) {
	for _, a := range actions {
		n += draw.Width(a.Help().Key) + 1 + draw.Width(a.Help().Desc) + hintGap
	}
	return n
}
