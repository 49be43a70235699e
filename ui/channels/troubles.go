package channels

import (
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// fewest messages make a percentile that says something.
const fewest = 20

// Troubles is part of pane.Troubled: what the person cannot see, or sees too late.
func (p *Pane) Troubles() (all []pane.Trouble) {
	s := p.env.State
	for i := range s.Channels {
		c := &s.Channels[i]
		name := pane.ChannelName(c.Name)
		if c.Refused != "" {
			all = append(all, pane.Trouble{Text: name + " is refused: " + c.Refused, Grave: true, Same: name + " refused"})
		}
		if c.Overwritten > 0 {
			all = append(all, pane.Trouble{Text: draw.Count(c.Overwritten) + " lost here on " + name, Grave: true, Same: fmt.Sprint(name, " lost ", c.Overwritten)})
		}
		if t := c.ChannelTrend; t != nil && t.Timed >= fewest && t.P99 > promise {
			all = append(all, pane.Trouble{
				Text: "p99 of " + name + " is " + ofPromise(t.P99), Same: name + " slow",
			})
		}
	}
	if n := s.Doubt(); n > 0 && len(s.Gaps) > 0 {
		last := &s.Gaps[len(s.Gaps)-1]
		all = append(all, pane.Trouble{Text: cutOff(last, n, p.env.Zone), Same: fmt.Sprint("gaps ", s.Link.Interruptions)})
	}
	return all
}

// cutOff says how long there was no connection, and when.
func cutOff(g *model.Gap, n int, zone *time.Location) string {
	text := "cut off " + draw.Length(g.Length()) + " at " + g.From.In(zone).Format(time.TimeOnly)
	if n > 1 {
		text += fmt.Sprintf(", %d times in all", n)
	}
	return text
}
