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
	paint    theme.Paint
	text     string
	priority int
	joined   bool   // it belongs to the part before it
	brief    string // in place of the text, before it goes itself or anything more wanted than extra does
}

// topKey is everything that the line at the top depends on.
type topKey struct {
	w         int
	theme     *theme.Theme
	now       time.Time
	link      model.Link
	ping      time.Duration
	lost      uint64
	doubt     int
	refused   int
	behind    time.Duration
	simulated bool
}

// status is the line at the top: where the screen is connected, what of it is
// not real, how far it can be trusted, and the time.
func (a *App) status(w int) string {
	s := a.env.State
	k := topKey{w, a.env.Theme, a.env.Now, s.Link, s.Server.Ping, s.Totals().Overwritten, s.Doubt(), s.Refused(), s.Behind, a.simulated()}
	return a.top.Lines(k, func(dst []string) []string { return append(dst, a.drawStatus(w)) })[0]
}

func (a *App) drawStatus(w int) string {
	t := a.env.Theme
	left := []part{{paint: t.Brand, text: "tickdeck", priority: 50}}
	left = append(left, a.connection()...)
	for _, badge := range a.badges() {
		left = append(left, part{paint: t.Badge, text: " " + badge + " ", priority: 95})
	}
	left = append(left, part{paint: t.Text, text: a.opt.User, priority: 20}, a.trust())
	if d := a.env.State.Behind; d >= lateFrom {
		left = append(left, part{paint: t.Warn, text: "screen " + draw.Length(d) + " behind", priority: 65})
	}
	right := append(a.market(), part{paint: t.Text, text: a.clock(), priority: 60})
	return spread(t, left, right, w)
}

// lateFrom is how far behind the screen may be before the top line says it: what
// TickStock promises from the publisher to the reader's eyes.
const lateFrom = 100 * time.Millisecond

func (a *App) connection() []part {
	t, link := a.env.Theme, a.env.State.Link
	switch {
	case link.Up:
		dot := t.Good
		if a.env.State.Refused() > 0 {
			dot = t.Bad
		}
		parts := []part{{paint: dot, text: theme.GlyphUp, priority: 80}, {paint: t.Text, text: link.Address, priority: 80, joined: true}}
		if ping := a.env.State.Server.Ping; ping > 0 {
			parts = append(parts, part{paint: t.Faint, text: pingText(ping), priority: 40, joined: true})
		}
		return parts
	case link.Address == "":
		return []part{{paint: t.Faint, text: theme.GlyphDown, priority: 80}}
	case link.Problem == "":
		return []part{{paint: t.Warn, text: theme.GlyphDown + " connecting to " + link.Address, priority: 80}}
	}
	return []part{{paint: t.Bad, text: theme.GlyphDown + " " + link.Problem + retry(link, a.env.Now), priority: 100}}
}

// pingText writes a round trip in milliseconds.
func pingText(d time.Duration) string {
	if d < 100*time.Microsecond {
		return "<0.1 ms"
	}
	return draw.Decimal(d.Seconds()*1000, 1) + " ms"
}

// simulated reports whether anything that is shown is made up, or a publisher
// says that what it sends is.
func (a *App) simulated() bool {
	s := a.env.State
	for i := range s.Health {
		if h := &s.Health[i]; h.Simulated && a.env.Now.Sub(h.Arrived) < model.HealthStale {
			return true
		}
	}
	return s.Simulated > 0
}

// badges say what is not as it should be: in what is shown, or on the way here.
func (a *App) badges() (out []string) {
	if a.env.State.Link.Insecure {
		out = append(out, "TLS NOT VERIFIED")
	}
	const market = "SIMULATED MARKET"
	if a.simulated() {
		out = append(out, market)
	}
	if b := a.opt.Badge; b != "" && (b != market || !a.simulated()) {
		out = append(out, b)
	}
	return out
}

// trust says how far what is shown can be trusted.
func (a *App) trust() part {
	paint, text := pane.Trust(a.env.Theme, a.env.State)
	return part{paint: paint, text: text, priority: 85, brief: pane.TrustBrief(a.env.State)}
}

func retry(l model.Link, now time.Time) string {
	wait := l.Retry.Sub(now)
	if wait <= 0 {
		return ", trying again"
	}
	return fmt.Sprintf(", trying again in %d s", int((wait+time.Second-1)/time.Second))
}

func (a *App) clock() string {
	if a.env.Now.IsZero() {
		return ""
	}
	return a.env.Now.In(a.env.Zone).Format("15:04:05 MST")
}

// market is whether the exchange trades whose clock is shown. A person asked for
// it, so it outlives the ping; it says less before it goes.
func (a *App) market() []part {
	e := a.opt.Exchange
	if e == nil || a.env.Now.IsZero() {
		return nil
	}
	t, s := a.env.Theme, e.State(a.env.Now)
	paint := t.Faint
	if s.Open {
		paint = t.Text
	}
	return []part{{paint: paint, text: e.Name() + " " + s.String(), priority: 42, brief: e.Name() + " " + s.Brief()}}
}

// gap is the room between two parts.
const gap = 3

// extra is the most that a part can be wanted to go before briefs are taken.
const extra = 45

// spread writes the left parts from the left and the right ones from the right,
// and leaves out the least wanted until they have room.
func spread(t *theme.Theme, left, right []part, w int) string {
	for partsSize(left)+partsSize(right)+2 > w && len(left)+len(right) > 1 {
		shrink(&left, &right)
	}
	var l draw.Line
	l.Pad(t.Text, 1)
	writeParts(&l, t, left, w)
	l.To(t.Text, min(w, w-partsSize(right)+gap-1))
	writeParts(&l, t, right, w)
	return l.To(t.Text, w).String()
}

func writeParts(l *draw.Line, t *theme.Theme, parts []part, w int) {
	for i, p := range parts {
		if i > 0 {
			l.Pad(t.Text, min(p.before(), w-l.Width()))
		}
		l.Left(p.paint, p.text, min(draw.Width(p.text), w-l.Width()))
	}
}

// before is the room before a part that is not the first.
func (p part) before() int {
	if p.joined {
		return 1
	}
	return gap
}

func partsSize(parts []part) (n int) {
	for _, p := range parts {
		n += draw.Width(p.text) + p.before()
	}
	return n
}

// shrink writes the least wanted part more briefly, or takes it away; where it is
// worth more than that, others are written more briefly first.
func shrink(sides ...*[]part) {
	var from *[]part
	at := 0
	for _, side := range sides {
		for i, p := range *side {
			if from == nil || p.priority < (*from)[at].priority {
				from, at = side, i
			}
		}
	}
	least := &(*from)[at]
	if least.abbreviate() || least.priority > extra && abbreviate(sides...) {
		return
	}
	*from = append((*from)[:at:at], (*from)[at+1:]...)
}

// abbreviate puts the brief of the first part that has one in place of its text.
func abbreviate(sides ...*[]part) bool {
	for _, side := range sides {
		for i := range *side {
			if (*side)[i].abbreviate() {
				return true
			}
		}
	}
	return false
}

func (p *part) abbreviate() bool {
	if p.brief == "" {
		return false
	}
	p.text, p.brief = p.brief, ""
	return true
}
