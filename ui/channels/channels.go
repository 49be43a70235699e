// Package channels is the pane that says whether the pipe can be trusted: for
// each channel its rate, its delays and its losses; and Redis itself.
package channels

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the view by.
const ID = "channels"

// Pane is a table of the channels, with graphs of the selected one where there
// is room.
type Pane struct {
	env    *pane.Env
	size   pane.Size
	cols   []column
	head   pane.Head
	scroll pane.Scroll
	cache  pane.Cache[key]
	line   draw.Line
	keys   []keymap.Action
}

// key is everything that the picture depends on.
type key struct {
	size    pane.Size
	rev     uint64
	scroll  pane.Scroll
	focused bool
	theme   *theme.Theme
}

// New makes the pane.
func New(env *pane.Env) *Pane {
	p := &Pane{env: env}
	p.keys = pane.Moves(env.Keys, p.move, p.window)
	return p
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) {
	p.size = pane.Size{W: w, H: h}
	p.cols = fit(w)
}

// Update is part of pane.Component.
func (p *Pane) Update(tea.Msg) tea.Cmd { return nil }

// Rows is part of pane.Wishing: the header, the channels, and a line for the
// clocks.
func (p *Pane) Rows() int { return len(p.env.State.Channels) + 2 }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action { return p.keys }

func (p *Pane) window() int { return max(1, p.size.H-1) }

func (p *Pane) move(rows int) {
	p.scroll.Cursor = max(0, min(p.scroll.Cursor+rows, len(p.env.State.Channels)-1))
}

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.scroll.Clamp(len(p.env.State.Channels), p.window())
	k := key{p.size, p.env.State.PipeRev, p.scroll, focused, p.env.Theme}
	return p.cache.Lines(k, func(dst []string) []string { return p.draw(dst, focused) })
}

func (p *Pane) draw(dst []string, focused bool) []string {
	t, inner, stats := p.env.Theme, p.size, p.env.State.Channels
	p.head = pane.Head{Note: p.note()}
	lines := dst
	lines = append(lines, header(&p.line, t.Faint, p.cols, inner.W))
	for i := p.scroll.Top; i < len(stats) && len(lines) < inner.H; i++ {
		s := &t.Styles
		if focused && i == p.scroll.Cursor {
			s = &t.Selected
		}
		c := cell{line: &p.line, s: s, stat: &stats[i], now: p.env.Now}
		lines = append(lines, tableRow(&c, p.cols, inner.W))
	}
	if skew := p.skew(); skew != "" && len(lines) < inner.H {
		p.line.Reset()
		lines = append(lines, p.line.Left(t.Warn, " "+skew, inner.W).String())
	}
	if room := inner.H - len(lines); room >= graphFrom && p.scroll.Cursor < len(stats) && inner.W >= 60 {
		lines = append(lines, graphs(&t.Styles, &stats[p.scroll.Cursor], inner.W, room)...)
	}
	return draw.Fill(lines, p.size.W, p.size.H)
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

// skew says by how much a publisher's clock is ahead, which is no latency.
func (p *Pane) skew() string {
	worst, name := time.Duration(0), ""
	for _, c := range p.env.State.Channels {
		if c.ChannelTrend != nil && c.Skew > worst {
			worst, name = c.Skew, c.Name
		}
	}
	if worst < time.Millisecond {
		return ""
	}
	return fmt.Sprintf("clock skew: a publisher on %s is up to %s ahead of this clock; its delays are not counted", label(name), draw.Delay(worst))
}

// note is the verdict: whether every event is accounted for, and what was lost.
func (p *Pane) note() string {
	all := p.env.State.Totals()
	verdict := "books balance"
	if !all.Balanced() {
		verdict = "books do not balance"
	}
	text := fmt.Sprintf("%s · %s lost", verdict, draw.Count(all.Overwritten))
	if !p.env.State.Link.Up {
		text = "not connected, nothing is counted"
	}
	if all.Undecodable > 0 {
		text += fmt.Sprintf(" · %s undecodable (u)", draw.Count(all.Undecodable))
	}
	if all.Deduplicated > 0 {
		text += fmt.Sprintf(" · %s came twice", draw.Count(all.Deduplicated))
	}
	if d := p.env.State.Behind; d >= time.Millisecond {
		text += " · screen " + draw.Delay(d) + " behind"
	}
	return text
}

// Brief is the pane in a line: rate, worst percentile, losses.
func (p *Pane) Brief() string {
	var perSecond float64
	var p99 time.Duration
	for _, c := range p.env.State.Channels {
		if c.ChannelTrend != nil {
			perSecond += c.Rate
			p99 = max(p99, c.P99)
		}
	}
	return fmt.Sprintf("%s/s · p99 %s · %s", draw.Short(perSecond), draw.Delay(p99), p.note())
}

// Selected is the channel under the cursor.
func (p *Pane) Selected() (model.ChannelStat, bool) {
	if p.scroll.Cursor >= len(p.env.State.Channels) {
		return model.ChannelStat{}, false
	}
	return p.env.State.Channels[p.scroll.Cursor], true
}
