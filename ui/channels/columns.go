package channels

import (
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// column is one column of the table. Its width is fixed, or shared out when it
// is 0.
type column struct {
	titles []string // the longest first; the first that has room is shown
	width  int      // with the blanks before it
	left   bool     // aligned left, as names and sparklines are
	keep   int      // the lower, the sooner it goes when there is no room
	draw   func(*cell)
}

// The sparklines share the room that is left, between these bounds. Columns that
// are extra are shown only where the sparklines are of a good length beside them.
const (
	leastSpark = 8
	goodSpark  = 15
	mostSpark  = 60
	extra      = 60 // whose keep is less
)

// The channel's name has as much room as the longest needs, between these bounds.
const (
	leastName = 8
	mostName  = 30
)

// allColumns are all there are, in the order they are shown. LOST are events that
// were overwritten before this screen could take them; UNKNOWN is how long nobody
// can say what was published.
func allColumns(name int) []column {
	one := func(title string) []string { return []string{title} }
	return []column{
		{one("CHANNEL"), name, true, 100, (*cell).name},
		{one("MSGS"), 8, false, 90, func(c *cell) { c.right(c.s.Text, draw.CountWithin(c.stat.Messages, c.width-1)) }},
		{one("/S"), 6, false, 95, func(c *cell) { c.number(c.stat.Rate, draw.Short) }},
		{one("B/S"), 7, false, 30, func(c *cell) { c.number(c.stat.ByteRate, draw.Bytes) }},
		{[]string{"RATE, 5 MIN", "5 MIN"}, 0, true, 70, (*cell).rate},
		{one("PEAK"), 6, false, 65, func(c *cell) { c.right(c.s.Faint, draw.Short(peak(c.stat.Count))) }},
		{one("P50 MS"), 7, false, 60, func(c *cell) { c.delay(c.stat.P50) }},
		{one("P99 MS"), 7, false, 80, func(c *cell) { c.delay(c.stat.P99) }},
		{one("MAX MS"), 7, false, 35, func(c *cell) { c.delay(c.stat.Max) }},
		{[]string{"DELAY, " + scaleTitle, scaleTitle}, 0, true, 69, (*cell).delays},
		{one("LOST"), 6, false, 85, func(c *cell) { c.count(c.stat.Overwritten, c.s.Bad) }},
		{one("UNKNOWN"), 9, false, 84, (*cell).unknown},
		{one("UNREAD"), 7, false, 50, func(c *cell) { c.count(c.stat.Pending, c.s.Text) }},
		{one("BAD"), 6, false, 75, func(c *cell) { c.count(c.stat.Undecodable, c.s.Warn) }},
		{one("PROBES"), 7, false, 45, func(c *cell) { c.count(c.stat.Probes, c.s.Text) }},
		{one("LAST"), 7, false, 55, (*cell).last},
	}
}

// columnsFor leaves out columns, the least wanted first, until the rest has room
// in w cells, and shares what is left between the sparklines. The names take name
// cells.
func columnsFor(w, name int) []column {
	cols := allColumns(name)
	for least(cols) > w-2 && len(cols) > 1 {
		out := 0
		for i := range cols {
			if cols[i].keep < cols[out].keep {
				out = i
			}
		}
		cols = append(cols[:out], cols[out+1:]...)
	}
	divide(cols, w-2)
	return cols
}

// least is the room that the columns need at least.
func least(cols []column) (n int) {
	spark := leastSpark
	for _, c := range cols {
		if c.keep < extra {
			spark = goodSpark
		}
	}
	for _, c := range cols {
		n += c.width
		if c.width == 0 {
			n += spark + sparkGap
		}
	}
	return n
}

// divide shares what is left between the sparklines; what they do not take is
// blank at the end.
func divide(cols []column, w int) {
	fixed, sparks := 0, 0
	for _, c := range cols {
		fixed += c.width
		if c.width == 0 {
			sparks++
		}
	}
	if sparks == 0 {
		return
	}
	each := min(mostSpark, (w-fixed)/sparks)
	for i := range cols {
		if cols[i].width == 0 {
			cols[i].width = each
		}
	}
}

func header(l *draw.Line, p theme.Paint, cols []column, w int) string {
	l.Reset()
	l.Pad(p, 1)
	for i, c := range cols {
		switch {
		case !c.left:
			l.Right(p, c.title(c.width), c.width)
		case i == 0:
			l.Left(p, c.title(c.width), c.width)
		default:
			l.Pad(p, sparkGap).Left(p, c.title(c.width-sparkGap), c.width-sparkGap)
		}
	}
	return l.Exactly(p, w)
}

// title is the longest of the titles that has room.
func (c *column) title(w int) string {
	for _, t := range c.titles[:len(c.titles)-1] {
		if draw.Width(t) <= w {
			return t
		}
	}
	return c.titles[len(c.titles)-1]
}

func tableRow(c *cell, cols []column, w int) string {
	l := c.line
	l.Reset()
	l.Add(c.s.Focus, c.s.Mark)
	if c.stat.Refused != "" {
		l.Left(c.s.Text, c.label, cols[0].width)
		return l.Left(c.s.Bad, " refused by the server: "+c.stat.Refused, w-l.Width()).Exactly(c.s.Text, w)
	}
	for _, col := range cols {
		c.width = col.width
		col.draw(c)
	}
	return l.Exactly(c.s.Text, w)
}
