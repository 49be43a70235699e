package groups

import (
	"strings"
	"time"

	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// Head is part of pane.View.
func (p *Pane) Head() pane.Head { return p.head }

// Brief is part of pane.View.
func (p *Pane) Brief() string { return draw.Count(uint64(len(p.env.State.Symbols))) + " symbols" }

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	p.settle()
	k := key{
		sorting: p.sorted, size: p.size, cursor: p.now().scroll.Cursor, top: p.now().scroll.Top, behind: p.behind, focused: focused,
		link: p.env.State.Link.Up, second: p.env.Now.Unix(), theme: p.env.Theme,
	}
	return p.cache.Lines(k, func(dst []string) []string {
		p.head = pane.Head{Scope: "by " + p.now().name, Note: p.note()}
		return draw.Fill(p.draw(dst, focused), p.size.W, p.size.H)
	})
}

// note says since when is counted, and how the rows are sorted.
func (p *Pane) note() string {
	if len(p.rows) == 0 {
		return ""
	}
	period := "candles since " + p.since()
	if p.behind {
		period = "reading the feed"
	}
	return strings.Join([]string{period, "by " + columnNames[p.now().by] + " " + arrow(p.now().up)}, theme.Separator)
}

// since is when the oldest alert came that is counted.
func (p *Pane) since() string {
	at, now := p.seen.Since.In(p.env.Zone), p.env.Now.In(p.env.Zone)
	if at.YearDay() != now.YearDay() || at.Year() != now.Year() {
		return at.Format("2 Jan 15:04")
	}
	return at.Format(time.TimeOnly)
}

func arrow(up bool) string {
	if up {
		return theme.GlyphArrowU
	}
	return theme.GlyphArrowD
}

func (p *Pane) draw(lines []string, focused bool) []string {
	t, cols := p.env.Theme, columnsFor(p.size.W, p.needs())
	lines = append(lines, p.tabs())
	if len(p.rows) == 0 {
		return append(lines, p.say(""), p.say(p.empty()))
	}
	k := p.now()
	lines = append(lines, cols.header(&p.line, t, k))
	for i := k.scroll.Top; i < min(len(p.rows), k.scroll.Top+p.window()); i++ {
		s := &t.Styles
		if focused && i == k.scroll.Cursor {
			s = &t.Selected
		}
		lines = append(lines, p.row(s, cols, p.rows[i]))
	}
	return lines
}

// tabs are the groupings, the one that shows in accent.
func (p *Pane) tabs() string {
	t, l, w := p.env.Theme, &p.line, p.size.W
	l.Reset()
	add := func(paint theme.Paint, text string) {
		l.Left(paint, text, max(0, min(draw.Width(text), w-l.Width())))
	}
	add(t.Faint, "   ")
	for i := range p.kinds {
		k := &p.kinds[i]
		name, number := t.Text, t.Faint
		if i == p.kind {
			name, number = t.Focus, t.Text
		}
		add(name, k.name+" ")
		add(number, draw.Count(uint64(len(k.of.All))))
		add(t.Faint, "    ")
	}
	return l.Exactly(t.Text, w)
}

func (p *Pane) say(text string) string {
	p.line.Reset()
	return p.line.Left(p.env.Theme.Faint, "   "+text, p.size.W).Exactly(p.env.Theme.Text, p.size.W)
}

func (p *Pane) empty() string {
	if !p.env.State.Link.Up {
		return "No alert yet: waiting for the connection."
	}
	return "No alert yet. Symbols, patterns and timeframes are counted here as they come."
}

// needs are the cells that the names of the rows take, and what came last of them.
func (p *Pane) needs() (n needs) {
	for _, g := range p.rows {
		n.name = max(n.name, draw.Width(g.Name))
		n.last = max(n.last, draw.Width(p.last(g)))
	}
	return n
}
