package channels

import (
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Subject is part of pane.Inspected.
func (p *Pane) Subject() pane.Subject {
	n := len(p.env.State.Channels)
	p.scroll.Clamp(n, p.window())
	if n == 0 {
		return pane.Subject{}
	}
	return pane.Subject{
		Of: p, Rev: [4]uint64{p.env.State.PipeRev, uint64(p.scroll.Cursor), uint64(p.env.Now.Unix())},
		At: pane.At{Place: p.scroll.Cursor + 1, Count: n},
	}
}

// Inspect is part of pane.Inspected: what the table has of the channel, and its books
// as a sum that one can add up.
func (p *Pane) Inspect(page *pane.Page) pane.Head {
	p.scroll.Clamp(len(p.env.State.Channels), p.window())
	if len(p.env.State.Channels) == 0 {
		page.Text(p.env.Theme.Faint, "No channel is read.")
		return pane.Head{}
	}
	c := &p.env.State.Channels[p.scroll.Cursor]
	page.Field("channel", c.Name)
	if c.Refused != "" {
		page.Painted("refused", p.env.Theme.Bad, c.Refused)
	}
	p.came(page, c)
	page.Gap()
	p.books(page, c)
	return pane.Head{Title: p.name(c.Name), Scope: "channel"}
}

// came is how much came, and how fast.
func (p *Pane) came(page *pane.Page, c *model.ChannelStat) {
	last := draw.Dash
	if !c.Last.IsZero() {
		last = c.Last.In(p.env.Zone).Format(time.TimeOnly) + ", " + draw.Age(p.env.Now.Sub(c.Last))
	}
	page.Field("last", last)
	page.Field("messages", draw.Count(c.Messages)+", "+draw.Memory(float64(c.Bytes)))
	t := c.ChannelTrend
	if t == nil {
		return
	}
	page.Field("rate", draw.Short(t.Rate)+"/s, "+draw.Memory(t.ByteRate)+"/s, peak "+draw.Short(peak(t.Count))+"/s")
	page.Painted("delay", kept(&p.env.Theme.Styles, inMilliseconds(t.Max), p.env.Theme.Text),
		"p50 "+delayText(t.P50)+", p99 "+delayText(t.P99)+", worst "+delayText(t.Max)+" ms, of "+draw.Count(t.Timed)+" messages")
	if t.Skewed > 0 {
		page.Painted("clock", p.env.Theme.Warn, draw.Count(t.Skewed)+" came before they were sent, by up to "+draw.Delay(t.Skew))
	}
}

// books are what became of every event.
func (p *Pane) books(page *pane.Page, c *model.ChannelStat) {
	t := p.env.Theme
	page.Heading("Books")
	cells := len(draw.Count(c.Received))
	page.Figure("received", t.Text, draw.Count(c.Received), cells, nil)
	for _, x := range [...]struct {
		name string
		n    uint64
	}{
		{"= shown", c.Applied},
		{"+ repeated", c.Deduplicated},
		{"+ unreadable", c.Undecodable},
		{"+ probes", c.Probes},
		{"+ lost here", c.Overwritten},
		{"+ unread", c.Pending},
	} {
		paint := t.Text
		if x.n == 0 {
			paint = t.Faint
		}
		page.Figure(x.name, paint, draw.Count(x.n), cells, nil)
	}
	if !c.Balanced() {
		page.Text(t.Bad, "The books do not balance: this is a mistake of the program.")
	}
}
