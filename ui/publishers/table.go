package publishers

import (
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// tableFrom is the width from which the publishers are a table.
const tableFrom = 50

// column is one column of the table, with the blanks before it in its width.
type column struct {
	title string
	width int
	left  bool // aligned left, as words are
	keep  int  // the lower, the sooner it goes when there is no room
	draw  func(*publisher, *theme.Styles) (theme.Paint, string)
}

func number(v func(*publisher) float64, write func(float64) string) func(*publisher, *theme.Styles) (theme.Paint, string) {
	return func(p *publisher, s *theme.Styles) (theme.Paint, string) {
		if !(v(p) > 0) {
			return s.Faint, write(v(p))
		}
		return s.Text, write(v(p))
	}
}

func percent(v float64) string { return draw.Fraction(v, 0) }

// leastSays is the room that the last column needs to say something.
const leastSays = 16

// allColumns are all there are. CPU and memory are those of the machine, which
// others use as well.
func allColumns(name int) []column {
	return []column{
		{"WHO", name, true, 100, func(p *publisher, s *theme.Styles) (theme.Paint, string) { return s.Text, p.name() }},
		{"STATE", 12, true, 99, func(p *publisher, s *theme.Styles) (theme.Paint, string) { return p.rank.paint(s), p.word }},
		{"HEARTBEAT", 10, false, 90, heartbeat},
		{"HOST CPU", 10, false, 60, number(func(p *publisher) float64 { return p.CPU }, percent)},
		{"MEMORY", 8, false, 50, number(func(p *publisher) float64 { return p.Memory }, percent)},
		{"QUEUE", 7, false, 80, number(func(p *publisher) float64 { return p.QueueDepth }, draw.Short)},
		{"JOBS", 6, false, 70, number(func(p *publisher) float64 { return p.ActiveJobs }, draw.Short)},
		{"UP", 8, false, 40, func(p *publisher, s *theme.Styles) (theme.Paint, string) {
			if !model.Known(p.UptimeHours) {
				return s.Faint, p.up()
			}
			return s.Text, p.up()
		}},
		{"SAYS", leastSays, true, 85, func(p *publisher, s *theme.Styles) (theme.Paint, string) {
			if len(p.Issues) > 0 {
				return s.Text, p.statusText()
			}
			return s.Faint, p.statusText()
		}},
	}
}

// heartbeat is how long ago the last one came.
func heartbeat(p *publisher, s *theme.Styles) (theme.Paint, string) {
	if p.rank != rankStopped && p.silentFor > late {
		return s.Warn, draw.Age(p.silentFor)
	}
	return s.Text, draw.Age(p.silentFor)
}

// columnsFor leaves out columns, the least wanted first, until the rest has room;
// the last one takes what is left.
func columnsFor(w, name int) []column {
	cols := allColumns(name)
	total := func() (n int) {
		for _, c := range cols {
			n += c.width
		}
		return n
	}
	for total() > w-2 && len(cols) > 1 {
		least := 0
		for i := range cols {
			if cols[i].keep < cols[least].keep {
				least = i
			}
		}
		cols = append(cols[:least], cols[least+1:]...)
	}
	if last := &cols[len(cols)-1]; last.left {
		last.width += max(0, w-2-total())
	}
	return cols
}

// table draws the publishers, below them what the chosen one says in full, and
// Redis in the last line.
func (p *Pane) table(lines []string, focused bool) []string {
	s, w, h := &p.env.Theme.Styles, p.size.W, p.size.H
	below := p.below(w, h)
	window := max(1, h-1-len(below))
	p.scroll.Clamp(len(p.list), window)
	name := 10
	for i := range p.list {
		name = max(name, draw.Width(p.list[i].name())+2)
	}
	cols := columnsFor(w, min(name, w/3))
	lines = append(lines, tableHeader(&p.line, s, cols, w))
	for i := p.scroll.Top; i < len(p.list) && i < p.scroll.Top+window; i++ {
		row := s
		if focused && i == p.scroll.Cursor {
			row = &p.env.Theme.Selected
		}
		p.lined.Blank(len(lines))
		lines = append(lines, tableRow(&p.line, row, cols, &p.list[i], w))
		p.lined.Show(len(lines), p.list[i].Component)
	}
	if len(p.list) == 0 {
		var l draw.Line
		lines = append(lines, l.Left(s.Faint, " No publisher has said how it is.", w).String())
	}
	if len(lines)+len(below) < h-1 { // a blank line parts them where there is plenty
		lines = draw.Fill(lines, w, len(lines)+1)
	}
	return append(lines, below...)
}

func tableHeader(l *draw.Line, s *theme.Styles, cols []column, w int) string {
	l.Reset()
	l.Pad(s.Text, 1)
	for _, c := range cols {
		c.put(l, s, s.Faint, c.title)
	}
	return l.Exactly(s.Text, w)
}

func tableRow(l *draw.Line, s *theme.Styles, cols []column, p *publisher, w int) string {
	l.Reset()
	l.Add(s.Focus, s.Mark)
	for _, c := range cols {
		paint, text := c.draw(p, s)
		c.put(l, s, paint, text)
	}
	return l.Exactly(s.Text, w)
}

// put writes a text into the column. What begins behind a number is kept away
// from it.
func (c *column) put(l *draw.Line, s *theme.Styles, paint theme.Paint, text string) {
	const gap = 2
	switch {
	case !c.left:
		l.Right(paint, text, c.width)
	case c.title == "SAYS":
		l.Pad(s.Text, gap).Left(paint, text, c.width-gap)
	default:
		l.Left(paint, text, c.width-1).Pad(s.Text, 1)
	}
}

// below is what the chosen publisher says, in full as far as half of the height has room
// for it, the workers where there is room for them too, the queue, and a line of Redis.
func (p *Pane) below(w, h int) []string {
	t, queue := p.env.Theme, p.queueLines(w)
	queue = queue[:min(len(queue), max(0, h/2-1))]
	var lines []string
	if h, ok := p.current(); ok {
		page := pane.NewPage(p.env, max(1, w-4))
		for _, issue := range h.Issues {
			page.Text(t.Bright, issue)
		}
		if text := h.work(); text != "" && len(h.Issues) > 0 {
			page.Text(t.Faint, text)
		}
		for _, line := range page.Lines() {
			var l draw.Line
			lines = append(lines, l.Pad(t.Text, 3).Raw(line, max(1, w-4)).Exactly(t.Text, w))
		}
	}
	if most := max(0, max(h/2, h-2-len(p.list))-1-len(queue)); len(lines) > most {
		lines = lines[:most]
		if most > 0 {
			var l draw.Line
			lines[most-1] = l.Pad(t.Text, 3).Left(t.Faint, theme.GlyphMore+" more: "+p.env.Keys.Binding("publishers.open").Shown, w-4).Exactly(t.Text, w)
		}
	}
	lines = append(lines, p.workers(w, h-2-len(p.list)-len(lines)-len(queue)-1)...)
	return append(append(lines, queue...), p.redisLine(w))
}

func (p *Pane) redisLine(w int) string {
	t := p.env.Theme
	var l draw.Line
	l.Pad(t.Text, 1)
	for i, f := range facts(p.env.State) {
		text := f.name + " " + f.value
		if i > 0 {
			text = theme.Separator + text
		}
		l.Left(t.Faint, text, min(draw.Width(text), w-1-l.Width()))
	}
	if paint, text := producer(t, p.env.State, p.env.Now); text != "" {
		text = theme.Separator + "heartbeat key " + text
		l.Left(paint, text, min(draw.Width(text), w-1-l.Width()))
	}
	return l.Exactly(t.Text, w)
}

// producer says how old the heartbeat is that a producer may leave in Redis.
func producer(t *theme.Theme, s *model.State, now time.Time) (theme.Paint, string) {
	at := s.Server.Heartbeat
	switch age := now.Sub(at); {
	case at.IsZero():
		return t.Text, ""
	case age > model.HealthStale:
		return t.Warn, "stale " + draw.Age(age)
	default:
		return t.Faint, draw.Age(age)
	}
}
