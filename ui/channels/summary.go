package channels

import (
	"fmt"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// note is the verdict: what was lost, what nobody knows, what could not be read.
func note(t *theme.Theme, s *model.State) string {
	_, trust := pane.Trust(t, s)
	all, parts := s.Totals(), []string{trust}
	switch {
	case !s.Link.Up:
		parts = append([]string{"not connected"}, parts...)
	case !all.Balanced():
		parts = append([]string{"books do not balance"}, parts...)
	}
	if all.Undecodable > 0 {
		parts = append(parts, draw.Count(all.Undecodable)+" unreadable (u)")
	}
	if all.Deduplicated > 0 {
		parts = append(parts, draw.Count(all.Deduplicated)+" came twice")
	}
	return strings.Join(parts, theme.Separator)
}

// part is a piece of the line below the table.
type part struct {
	paint theme.Paint
	text  string
}

// The widths from which the line below the table says all, and half of it.
const (
	whole = 60
	half  = 42
)

// summary is the line below the table: whether the promise was kept, what a blank
// means, and how far behind the screen is.
func (p *Pane) summary(w int) string {
	t, s := p.env.Theme, p.env.State
	parts := p.verdict(w)
	if w >= whole {
		parts = append(parts, part{t.Faint, theme.Separator + "blank = nothing measured"})
	}
	if d := s.Behind; d >= time.Millisecond {
		parts = append(parts, part{t.Faint, theme.Separator + "screen " + draw.Milliseconds(d) + " ms behind"})
	}
	l := &p.line
	l.Reset()
	l.Pad(t.Text, 1)
	for i, part := range parts {
		switch room := w - 1 - l.Width(); {
		case draw.Width(part.text) <= room:
			l.Add(part.paint, part.text)
		case i == 0:
			return l.Left(part.paint, part.text, room).Exactly(t.Text, w)
		} // what else has no room is left out whole
	}
	return l.Exactly(t.Text, w)
}

// verdict is whether the promise was kept.
func (p *Pane) verdict(w int) []part {
	t := p.env.Theme
	d, at := worst(p.env.State)
	if d == 0 {
		return []part{{t.Faint, "no delay measured"}}
	}
	if w < half {
		return []part{{kept(&t.Styles, inMilliseconds(d), t.Faint), "delay worst " + ofPromise(d)}}
	}
	text := "delay worst " + delayText(d)
	if d < mostDelay {
		text += " ms"
	}
	if w >= whole {
		text += " at " + at.In(p.env.Zone).Format(time.TimeOnly)
	}
	if d > promise {
		return []part{{t.Faint, text + ", "}, {t.Bad, fmt.Sprintf("promise %d ms broken", promise.Milliseconds())}}
	}
	return []part{{t.Faint, fmt.Sprintf("%s, promise %d ms kept", text, promise.Milliseconds())}}
}

// worst is the longest delay of the last minutes, and the second it was in.
func worst(s *model.State) (longest time.Duration, at time.Time) {
	newest := s.Taken.Truncate(time.Second).Add(-time.Second) // the present second is not over
	for i := range s.Channels {
		trend := s.Channels[i].ChannelTrend
		if trend == nil {
			continue
		}
		for k, ms := range trend.Delay {
			if d := time.Duration(ms * float64(time.Millisecond)); model.Known(ms) && d > longest {
				longest, at = d, newest.Add(-time.Duration(len(trend.Delay)-1-k)*time.Second)
			}
		}
	}
	return longest, at
}

// skew says that a publisher's clock is ahead of ours, and what that does to the
// figures: its delays read too low, as many as are not below zero.
func skew(s *model.State) string {
	furthest, name := time.Duration(0), ""
	for _, c := range s.Channels {
		if c.ChannelTrend != nil && c.Skew > furthest {
			furthest, name = c.Skew, c.Name
		}
	}
	if furthest < time.Millisecond {
		return ""
	}
	return fmt.Sprintf("a publisher's clock is ahead: delays on %s read up to %s too low, those below zero are left out", pane.ChannelName(name), draw.Delay(furthest))
}
