package desk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/rules"
	"tickdeck/ui/notify"
)

// Level says how something is meant that is to be said.
type Level uint8

// The levels.
const (
	Info Level = iota
	Warning
	Failure
)

// Say is something that the person is to be told.
type Say struct {
	Level Level
	Text  string
}

// Effects are what the screen has to do for a desk.
type Effects struct {
	Sequence string // for the terminal; "" for nothing
	Say      []Say
}

// Frame lets the rules see what has come. What stood in the feed before the first
// frame fires nothing.
func (p *Prefs) Frame(feed *model.History, now time.Time) (out Effects) {
	before := p.now
	p.now = now
	if p.began.IsZero() {
		p.began, p.next = now, feed.Next()
		p.apply()
		if t := p.Trouble(); t != "" {
			out.Say = append(out.Say, Say{Warning, t + ": R shows them"})
		}
		return out
	}
	if now.Round(0).Sub(before.Round(0)) > stood { // by the clock on the wall: the other sleeps with the machine
		p.engine.Stood(before, now)
	}
	for _, m := range p.mutes.Tick(now, p.opt.Zone) {
		p.rev++
		out.Say = append(out.Say, Say{Info, m.What() + " is muted no more"})
	}
	p.take(feed)
	fires, ring, rings := p.engine.Due(now)
	for _, f := range fires {
		if s, ok := p.call(f); ok {
			out.Say = append(out.Say, s)
		}
	}
	if rings {
		out.Sequence = p.opt.Terminal.Sequence(Note(ring))
	}
	return out
}

// stood is how long no frame comes only where the deck is suspended, or the machine
// sleeps.
const stood = 15 * time.Second

// take applies the rules to what is new in the feed.
func (p *Prefs) take(feed *model.History) {
	if first := feed.First(); p.next < first {
		p.missed += first - p.next
		p.next = first
	}
	for ; p.next < feed.Next(); p.next++ {
		e, ok := feed.At(p.next)
		switch {
		case !ok:
			p.missed++
		case e.Alert != nil:
			p.mutes.Count(e.Alert, p.now)
			p.engine.Take(e.Alert, p.now)
		}
	}
}

// Missed is how many alerts came and went while the screen stood still, so that no rule
// has seen them.
func (p *Prefs) Missed() uint64 { return p.missed }

var errNobody = errors.New("nobody runs commands here")

// call starts what a rule does outside, and says why not if it is not done.
func (p *Prefs) call(f rules.Fire) (Say, bool) {
	err := errNobody
	if p.opt.Caller != nil {
		err = p.opt.Caller.Call(f)
	}
	if err == nil {
		return Say{}, false
	}
	p.failed++
	return p.once("rule " + f.Rule.Name + ": " + err.Error())
}

// sayAgain is after how long the same trouble is told once more.
const sayAgain = time.Minute

// once tells the same thing no more often than every minute.
func (p *Prefs) once(text string) (Say, bool) {
	text = model.CleanLine(text)
	if last, ok := p.said[text]; ok && p.now.Sub(last) < sayAgain {
		return Say{}, false
	}
	if len(p.said) > 100 {
		clear(p.said)
	}
	p.said[text] = p.now
	return Say{Failure, text}, true
}

// Heard takes in what became of a command or a webhook, and says what is wrong.
func (p *Prefs) Heard(o rules.Outcome) (Say, bool) {
	if o.Problem == "" {
		return Say{}, false
	}
	p.failed++
	p.rev++
	what := "its command"
	if o.What == "post" {
		what = "its webhook"
	}
	return p.once(fmt.Sprintf("rule %s, %s on %s: %s", o.Rule, what, o.Symbol, o.Problem))
}

// Failed is how many commands and webhooks did not go well, or were not even begun.
func (p *Prefs) Failed() int { return p.failed }

// Note is what a ring tells.
func Note(r rules.Ring) notify.Note {
	a := r.Alert
	title := a.Symbol + " " + a.Pattern
	var parts []string
	if a.Direction != model.DirNone {
		parts = append(parts, a.Direction.String())
	}
	if model.Known(a.Confidence) {
		parts = append(parts, strconv.FormatFloat(a.Confidence, 'f', 2, 64))
	}
	if a.Timeframe != "" {
		parts = append(parts, a.Timeframe)
	}
	if r.More > 0 {
		parts = append(parts, several(r.More, "more alert"))
	}
	parts = append(parts, "rule "+r.Rule)
	return notify.Note{Title: title, Body: strings.Join(parts, ", "), Bell: r.Bell, Desktop: r.Notify}
}

// several is a number of things.
func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
