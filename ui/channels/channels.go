// Package channels is the view that says whether the pipe can be trusted: for
// each channel its rate, its delays and its losses.
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
	head   pane.Head
	cols   []column
	fitted fitted
	scroll pane.Scroll
	cache  pane.Cache[key]
	line   draw.Line
	names  map[string]string // of the channels, as they are shown
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

// fitted is what the columns depend on.
type fitted struct{ w, name int }

// New makes the pane.
func New(env *pane.Env) *Pane {
	p := &Pane{env: env, names: map[string]string{}}
	p.keys = append(pane.Moves(env.Keys, p.move, p.window),
		env.Keys.On("channels.seen", p.acknowledge),
	)
	return p
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) { p.size = pane.Size{W: w, H: h} }

// Update is part of pane.Component: it takes the mouse.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	pane.Mouse(msg, p.move, p.click)
	return nil
}

// Rows is part of pane.Wishing: the header, the channels, and the lines below.
func (p *Pane) Rows() int {
	rows := len(p.env.State.Channels) + 3
	if skew(p.env.State) != "" {
		rows++
	}
	return rows
}

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action { return p.keys }

func (p *Pane) window() int { return max(1, p.size.H-1) }

func (p *Pane) move(rows int) {
	p.scroll.Cursor = max(0, min(p.scroll.Cursor+rows, len(p.env.State.Channels)-1))
}

// click chooses the channel of a line, below the header.
func (p *Pane) click(_, y int) {
	if at := p.scroll.Top + y - 1; y > 0 && y <= p.window() && at < len(p.env.State.Channels) {
		p.scroll.Cursor = at
	}
}

// acknowledge notes that the person has seen the interruptions there were.
func (p *Pane) acknowledge() tea.Cmd {
	if p.env.State.Doubt() == 0 {
		return pane.Toast(pane.Info, "no interruption that was not seen")
	}
	p.env.State.Acknowledge()
	return pane.Toast(pane.Info, fmt.Sprintf("seen: %s in which nobody knows what was published", draw.Length(p.env.State.Link.Unknown)))
}

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.scroll.Clamp(len(p.env.State.Channels), p.window())
	k := key{p.size, p.env.State.PipeRev, p.scroll, focused, p.env.Theme}
	return p.cache.Lines(k, func(dst []string) []string { return p.draw(dst, focused) })
}

func (p *Pane) draw(dst []string, focused bool) []string {
	size, stats := p.size, p.env.State.Channels
	p.head = pane.Head{Note: note(p.env.Theme, p.env.State)}
	lines := p.table(dst, focused)
	below := p.below(size.W)
	if left := size.H - len(lines); left > len(below) { // a blank line parts them
		lines = draw.Fill(lines, size.W, len(lines)+1)
	}
	lines = append(lines, below[:min(len(below), size.H-len(lines))]...)
	if room := size.H - len(lines); room >= graphFrom && p.scroll.Cursor < len(stats) && size.W >= 60 {
		lines = append(lines, graphs(&p.env.Theme.Styles, &stats[p.scroll.Cursor], size.W, room)...)
	}
	return draw.Fill(lines, size.W, size.H)
}

func (p *Pane) table(lines []string, focused bool) []string {
	t, size, stats := p.env.Theme, p.size, p.env.State.Channels
	if f := (fitted{size.W, p.nameWidth()}); p.cols == nil || f != p.fitted {
		p.cols, p.fitted = columnsFor(f.w, f.name), f
	}
	lines = append(lines, header(&p.line, t.Faint, p.cols, size.W))
	for i := p.scroll.Top; i < len(stats) && len(lines) < size.H; i++ {
		s := &t.Styles
		if focused && i == p.scroll.Cursor {
			s = &t.Selected
		}
		c := cell{line: &p.line, s: s, stat: &stats[i], state: p.env.State, now: p.env.Now, label: p.name(stats[i].Name)}
		lines = append(lines, tableRow(&c, p.cols, size.W))
	}
	return lines[:min(len(lines), max(0, size.H))]
}

// name is that of a channel as it is shown.
func (p *Pane) name(channel string) string {
	short, ok := p.names[channel]
	if !ok {
		short = pane.ChannelName(channel)
		p.names[channel] = short
	}
	return short
}

// nameWidth is the room of the longest name.
func (p *Pane) nameWidth() int {
	n := leastName
	for i := range p.env.State.Channels {
		n = max(n, draw.Width(p.name(p.env.State.Channels[i].Name)))
	}
	return min(n, mostName) + 1
}

// below are the lines below the table.
func (p *Pane) below(w int) []string {
	lines := []string{p.summary(w)}
	if text := skew(p.env.State); text != "" {
		p.line.Reset()
		lines = append(lines, p.line.Pad(p.env.Theme.Text, 1).Left(p.env.Theme.Warn, text, w-2).Exactly(p.env.Theme.Text, w))
	}
	return lines
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

// Brief is the pane in a line: rate, worst percentile, losses.
func (p *Pane) Brief() string {
	var perSecond float64
	var p99 time.Duration
	for _, c := range p.env.State.Channels {
		if c.ChannelTrend != nil {
			if model.Known(c.Rate) {
				perSecond += c.Rate
			}
			p99 = max(p99, c.P99)
		}
	}
	return fmt.Sprintf("%s/s%sp99 %s%s%s", draw.Short(perSecond), theme.Separator, ofPromise(p99), theme.Separator, note(p.env.Theme, p.env.State))
}
