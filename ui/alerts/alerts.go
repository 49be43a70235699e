// Package alerts is the pane of the live feed: every detected pattern, the
// newest first.
package alerts

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
const ID = "alerts"

// Pane shows the feed. While it follows, the newest row is on top; once the
// cursor leaves the top, the rows stay where they are and new ones are counted.
type Pane struct {
	env    *pane.Env
	size   pane.Size
	cols   columns
	head   pane.Head
	follow bool
	top    uint64 // sequence number of the first row that shows
	cursor uint64
	cache  pane.Cache[key]
	line   draw.Line
	keys   []keymap.Action
}

// key is everything that the picture depends on.
type key struct {
	size        pane.Size
	feed        uint64
	top, cursor uint64
	follow      bool
	focused     bool
	theme       *theme.Theme
	second      int64
	fresh       int
	perMinute   float64
	refused     int
	link        bool
}

// New makes the pane.
func New(env *pane.Env) *Pane {
	p := &Pane{env: env, follow: true}
	p.keys = append(pane.Moves(env.Keys, p.move, p.rows),
		env.Keys.Plain("alerts.open", p.open),
		env.Keys.Plain("alerts.follow", p.toNewest),
	)
	return p
}

// Resize is part of pane.Component.
func (p *Pane) Resize(w, h int) {
	p.size = pane.Size{W: w, H: h}
}

// Update is part of pane.Component.
func (p *Pane) Update(tea.Msg) tea.Cmd { return nil }

// Actions is part of pane.Component.
func (p *Pane) Actions() []keymap.Action { return p.keys }

// rows is how many rows have room below the header.
func (p *Pane) rows() int { return max(1, p.size.H-1) }

// Selected is the entry under the cursor.
func (p *Pane) Selected() (model.FeedItem, bool) {
	p.settle()
	return p.env.State.Feed.At(p.cursor)
}

// settle brings cursor and top back to entries that are still kept.
func (p *Pane) settle() {
	f := &p.env.State.Feed
	if f.Len() == 0 {
		p.top, p.cursor = 0, 0
		return
	}
	newest := f.Next() - 1
	if p.follow {
		p.top, p.cursor = newest, newest
		return
	}
	p.cursor = min(max(p.cursor, f.First()), newest)
	p.top = min(max(p.top, f.First()), newest)
	p.top = max(p.top, p.cursor)
	if lowest := p.top - min(p.top, uint64(p.rows()-1)); p.cursor < lowest {
		p.top = p.cursor + uint64(p.rows()-1)
	}
	// What was shown may be gone: the page is filled with what came after it.
	p.top = min(max(p.top, f.First()+uint64(p.rows()-1)), newest)
}

// move takes the cursor down by that many rows: to older entries.
func (p *Pane) move(down int) {
	f := &p.env.State.Feed
	if f.Len() == 0 {
		return
	}
	p.settle()
	newest := f.Next() - 1
	switch to := int64(p.cursor) - int64(down); {
	case to >= int64(newest):
		p.cursor = newest
	case to < int64(f.First()):
		p.cursor = f.First()
	default:
		p.cursor = uint64(to)
	}
	p.follow = p.cursor == newest && down < 0
	p.settle()
}

func (p *Pane) toNewest() { p.follow = true }

func (p *Pane) open() {
	if e, ok := p.Selected(); ok && e.Alert != nil {
		p.env.Open(newDetail(p.env, e.Alert))
	}
}

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.settle()
	f := &p.env.State.Feed
	k := key{
		size: p.size, feed: f.Rev, top: p.top, cursor: p.cursor, follow: p.follow, focused: focused,
		theme: p.env.Theme, second: p.env.Now.Unix(), fresh: p.fresh(),
		perMinute: p.perMinute(), link: p.env.State.Link.Up, refused: p.env.State.Refused(),
	}
	return p.cache.Lines(k, func(dst []string) []string { return p.draw(dst, focused) })
}

// fresh is how many of the newest rows still glow, as far as they can show.
func (p *Pane) fresh() (n int) {
	f := &p.env.State.Feed
	for i := range uint64(p.rows()) {
		e, ok := f.At(f.Next() - 1 - i)
		if !ok || e.Alert != nil && p.env.Now.Sub(e.Alert.Arrived) >= freshFor {
			break
		}
		n++
	}
	return n
}

func (p *Pane) draw(dst []string, focused bool) []string {
	p.head = pane.Head{Scope: "all", Note: p.note()}
	p.cols = columnsFor(p.size.W, p.needs())
	lines := dst
	lines = append(lines, p.cols.header(&p.line, p.env.Theme.Faint))
	if p.env.State.Feed.Len() == 0 {
		lines = append(lines, p.empty()...)
	}
	var above *model.Alert
	p.visible(func(seq uint64, e model.FeedItem) {
		lines = append(lines, p.row(e, above, focused && seq == p.cursor))
		above = e.Alert
	})
	return draw.Fill(lines, p.size.W, p.size.H)
}

// visible calls do with the rows that show, from the top.
func (p *Pane) visible(do func(seq uint64, e model.FeedItem)) {
	for i := range uint64(p.rows()) {
		e, ok := p.env.State.Feed.At(p.top - i)
		if !ok || i > p.top {
			return
		}
		do(p.top-i, e)
	}
}

// needs is how much room the rows that show would take.
func (p *Pane) needs() (n needs) {
	p.visible(func(_ uint64, e model.FeedItem) {
		if a := e.Alert; a != nil {
			n.symbol = max(n.symbol, draw.Width(a.Symbol))
			n.frame = max(n.frame, draw.Width(a.Timeframe))
			n.price = max(n.price, len(draw.AppendPrice(p.line.Scratch(), a.Price)))
		}
	})
	return n
}

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

func (p *Pane) row(e model.FeedItem, above *model.Alert, selected bool) string {
	s := &p.env.Theme.Styles
	if selected {
		s = &p.env.Theme.Selected
	}
	if e.Gap != nil {
		return p.cols.gap(&p.line, s, e.Gap, p.env.Zone)
	}
	repeated := above != nil && above.DisplayTime().Unix() == e.Alert.DisplayTime().Unix()
	return p.cols.row(&p.line, s, e.Alert, p.env.Zone, p.env.Now, repeated)
}

func (p *Pane) empty() []string {
	s := p.env.Theme
	say := func(text string) string {
		p.line.Reset()
		return p.line.Left(s.Faint, "  "+text, p.cols.width).String()
	}
	if !p.env.State.Link.Up {
		return []string{say(""), say("No alerts yet: waiting for the connection.")}
	}
	if name, why := p.refused(); why != "" {
		p.line.Reset()
		bad := p.line.Left(s.Bad, "  The server refuses "+pane.ChannelName(name)+": "+why, p.cols.width).String()
		return []string{say(""), bad, say("No alert can come from there: ask for the right to subscribe to it.")}
	}
	return []string{say(""), say("Listening. Alerts show here as soon as a pattern is detected.")}
}

// refused is the first channel of alerts that the server refuses, and why.
func (p *Pane) refused() (name, why string) {
	for _, c := range p.env.State.Channels {
		if c.Kind == model.KindPatterns && c.Refused != "" {
			return c.Name, c.Refused
		}
	}
	return "", ""
}

// note says how the pane stands and how much comes in.
func (p *Pane) note() string {
	f := &p.env.State.Feed
	switch l := p.env.State.Link; {
	case !l.Up && f.Len() == 0:
		return "" // the list says it
	case !l.Up:
		return fmt.Sprintf("no connection since %s"+theme.Separator+"%s kept", l.Since.In(p.env.Zone).Format(time.TimeOnly), draw.Count(uint64(f.Len())))
	}
	if p.follow || f.Len() == 0 {
		return fmt.Sprintf("following"+theme.Separator+"%s/min"+theme.Separator+"%s kept", draw.Count(uint64(p.perMinute())), draw.Count(uint64(f.Len())))
	}
	return fmt.Sprintf(theme.GlyphArrowU+" %s newer"+theme.Separator+"f follows"+theme.Separator+"%s kept", draw.Count(f.Next()-1-p.top), draw.Count(uint64(f.Len())))
}

// perMinute is how many messages came on the pattern channels in the last minute.
func (p *Pane) perMinute() (n float64) {
	const minute = int(time.Minute / time.Second)
	for _, c := range p.env.State.Channels {
		if c.Kind != model.KindPatterns || c.ChannelTrend == nil {
			continue
		}
		for _, v := range c.Count[len(c.Count)-minute:] {
			if model.Known(v) {
				n += v
			}
		}
	}
	return n
}

// Brief is part of pane.View: the newest alert, and how many come.
func (p *Pane) Brief() string {
	f := &p.env.State.Feed
	e, ok := f.At(f.Next() - 1)
	if !ok || e.Alert == nil {
		return "none yet"
	}
	_, glyph := direction(&p.env.Theme.Styles, e.Alert.Direction)
	return fmt.Sprintf("%s %s %s %s ago"+theme.Separator+"%s/min", glyph, e.Alert.Symbol, e.Alert.Pattern,
		draw.Span(max(0, p.env.Now.Sub(e.Alert.DisplayTime()))), draw.Count(uint64(p.perMinute())))
}
