package channels

import (
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// column is one column of the table. Its width is fixed, or shared out when it
// is 0.
type column struct {
	title string
	width int
	left  bool // aligned left, as names are
	keep  int  // the lower, the sooner it goes when there is no room
	draw  func(*cell)
}

// cell is what a column needs to draw one channel.
type cell struct {
	line  *draw.Line
	s     *theme.Styles
	stat  *model.ChannelStat
	now   time.Time
	width int
}

func (c *cell) number(text string)            { c.line.Right(c.s.Text, text, c.width) }
func (c *cell) paint(p theme.Paint, t string) { c.line.Right(p, t, c.width) }
func (c *cell) alarm(n uint64, bad theme.Paint) {
	if n == 0 {
		bad = c.s.Faint
	}
	c.line.Right(bad, draw.Count(n), c.width)
}

// The sparklines share the room that is left, between these bounds.
const (
	leastSpark = 8
	mostSpark  = 60
)

// columns are all there are, in the order they are shown. LOST are events that
// were overwritten before this screen could take them.
func allColumns() []column {
	return []column{
		{"CHANNEL", 21, true, 100, func(c *cell) { c.line.Left(c.s.Text, label(c.stat.Name), c.width) }},
		{"MSGS", 9, false, 90, func(c *cell) { c.number(draw.Count(c.stat.Messages)) }},
		{"/S", 6, false, 95, func(c *cell) { c.number(draw.Short(c.stat.Rate)) }},
		{"B/S", 7, false, 40, func(c *cell) { c.number(draw.Bytes(c.stat.ByteRate)) }},
		{"THROUGHPUT, 5 MIN", 0, true, 70, func(c *cell) { c.spark(c.s.Spark, draw.Mean(c.stat.Count, c.width-2)) }},
		{"P50", 6, false, 60, func(c *cell) { c.delay(c.stat.P50) }},
		{"P99", 6, false, 80, func(c *cell) { c.delay(c.stat.P99) }},
		{"MAX", 6, false, 50, func(c *cell) { c.delay(c.stat.Max) }},
		{"LATENCY, 5 MIN", 0, true, 69, func(c *cell) { c.spark(c.s.Delay, draw.Worst(c.stat.Delay, c.width-2)) }},
		{"LOST", 6, false, 85, func(c *cell) { c.alarm(c.stat.Overwritten, c.s.Bad) }},
		{"UNREAD", 7, false, 30, func(c *cell) { c.alarm(c.stat.Pending, c.s.Warn) }},
		{"BAD", 5, false, 75, func(c *cell) { c.alarm(c.stat.Undecodable, c.s.Warn) }},
		{"LAST", 6, false, 55, func(c *cell) { c.paint(c.s.Faint, age(c.stat.Last, c.now)) }},
	}
}

func (c *cell) spark(p theme.Paint, series []float64) {
	c.line.Pad(c.s.Text, 2).Spark(p, series, c.width-2)
}

// delay shows a latency; above the target of 100 ms it is a warning.
func (c *cell) delay(d time.Duration) {
	p := c.s.Text
	if d > target {
		p = c.s.Warn
	}
	if d >= time.Hour { // as far as delays are measured
		c.paint(p, ">1h")
		return
	}
	c.paint(p, draw.Delay(d))
}

// target is how long a message may be on its way: see the contract.
const target = 100 * time.Millisecond

// fit leaves out columns, the least wanted first, until the rest has room, and
// shares what is left between the sparklines.
func fit(w int) []column {
	cols := allColumns()
	for total(cols) > w-2 && len(cols) > 1 {
		least := 0
		for i := range cols {
			if cols[i].keep < cols[least].keep {
				least = i
			}
		}
		cols = append(cols[:least], cols[least+1:]...)
	}
	share(cols, w-2)
	return cols
}

func total(cols []column) (n int) {
	for _, c := range cols {
		n += c.width
		if c.width == 0 {
			n += leastSpark + 2
		}
	}
	return n
}

func share(cols []column, w int) {
	fixed, sparks := 0, 0
	for _, c := range cols {
		fixed += c.width
		if c.width == 0 {
			sparks++
		}
	}
	if sparks == 0 {
		cols[0].width += max(0, min(20, w-fixed))
		return
	}
	each := min(mostSpark, (w-fixed)/sparks)
	for i := range cols {
		if cols[i].width == 0 {
			cols[i].width = each
		}
	}
	cols[0].width += max(0, min(24, w-fixed-sparks*each))
}

func header(l *draw.Line, p theme.Paint, cols []column, w int) string {
	l.Reset()
	l.Pad(p, 1)
	for _, c := range cols {
		switch {
		case !c.left:
			l.Right(p, c.title, c.width)
		case c.title == "CHANNEL":
			l.Left(p, c.title, c.width)
		default:
			l.Pad(p, 2).Left(p, short(c.title, c.width-2), c.width-2)
		}
	}
	return l.Exactly(p, w)
}

// short leaves out what stands behind the comma when there is no room for it,
// and says less where even that is too long.
func short(title string, w int) string {
	if len(title) > w {
		title, _, _ = strings.Cut(title, ",")
	}
	if len(title) > w {
		return "TREND"
	}
	return title
}

func tableRow(c *cell, cols []column, w int) string {
	l := c.line
	l.Reset()
	l.Add(c.s.Focus, c.s.Mark)
	if c.stat.Refused != "" {
		l.Left(c.s.Text, label(c.stat.Name), cols[0].width)
		return l.Left(c.s.Bad, " refused by the server: "+c.stat.Refused, w-l.Width()).Exactly(c.s.Text, w)
	}
	for _, col := range cols {
		c.width = col.width
		col.draw(c)
	}
	return l.Exactly(c.s.Text, w)
}

// label is the name without what the standard channels have in common.
func label(name string) string {
	return model.Clean(strings.TrimPrefix(name, "tickstock.events."))
}

func age(last, now time.Time) string {
	if last.IsZero() {
		return draw.Dash
	}
	return draw.Ago(now.Sub(last))
}
