package publishers

import (
	"fmt"
	"strings"
	"time"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// newDetail shows all that is known of a publisher.
func newDetail(env *pane.Env, component string) pane.Overlay {
	find := func() (publisher, bool) {
		for _, h := range env.State.Health {
			if h.Component == component {
				return assess(h, env.Now, env.State.Link.Up), true
			}
		}
		return publisher{}, false
	}
	title := "Publisher" + theme.Separator + draw.OrDash(component)
	return pane.NewPager(env, title, func(page *pane.Page) {
		if p, ok := find(); ok {
			p.fields(env, page)
		} else {
			page.Text(env.Theme.Faint, "Nothing is known of it any more.")
		}
	}).Following(func() uint64 { return env.State.HealthRev + uint64(env.Now.Unix())*1_000_003 })
}

// Subject is part of pane.Inspected.
func (p *Pane) Subject() pane.Subject {
	p.settle()
	if len(p.list) == 0 {
		return pane.Subject{}
	}
	return pane.Subject{
		Of: &p.list[p.scroll.Cursor], Rev: [4]uint64{p.listed.rev, uint64(p.listed.second), uint64(len(p.list))},
		At: pane.At{Place: p.scroll.Cursor + 1, Count: len(p.list)},
	}
}

// Inspect is part of pane.Inspected.
func (p *Pane) Inspect(page *pane.Page) pane.Head {
	p.settle()
	h, ok := p.current()
	if !ok {
		page.Text(p.env.Theme.Faint, "Nobody has said anything of themselves yet.")
		return pane.Head{}
	}
	h.fields(p.env, page)
	return pane.Head{Title: h.name(), Scope: h.word}
}

func (p *publisher) fields(env *pane.Env, page *pane.Page) {
	t := env.Theme
	page.Painted("state", p.rank.paint(&t.Styles), p.word)
	page.Field("last word", fmt.Sprintf("%s, %s", draw.OrDash(p.Status), p.Arrived.In(env.Zone).Format(time.TimeOnly)))
	for _, f := range []fact{
		{"host cpu", percent(p.CPU)},
		{"host memory", percent(p.Memory)},
		{"host disk", percent(p.Disk)},
		{"queue", draw.Short(p.QueueDepth)},
		{"jobs held", draw.Short(p.ActiveJobs)},
		{"up", p.up()},
		{"symbols", draw.Short(p.ActiveSymbols)},
		{"ticks/s", draw.Short(p.TicksPerSecond)},
	} {
		page.Field(f.name, f.value)
	}
	for _, f := range workersOf(env.State, p.Component, env.Now) {
		page.Field(f.name, f.value)
	}
	p.published(page)
	page.Gap()
	if len(p.Issues) == 0 {
		page.Text(t.Faint, "It names no issue.")
	}
	for _, issue := range p.Issues {
		page.Text(t.Warn, issue)
	}
}

// published are the fields that say which alerts it sends, of one that says so.
func (p *publisher) published(page *pane.Page) {
	if p.ConfidenceTable != "" {
		page.Field("ranks by", p.ConfidenceTable)
	}
	if len(p.Patterns) > 0 {
		page.Field("patterns", strings.Join(p.Patterns, ", "))
	}
	if p.MinConfidence > 0 { // not where it is None
		page.Field("confidence", fmt.Sprintf("%s or more; %s less sure ones left out", draw.Decimal(p.MinConfidence, 2), draw.Short(p.BelowMinConfidence)))
	}
}
