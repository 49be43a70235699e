package alerts

import (
	"strconv"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/tape"
)

// lay works out the columns for the rows that show.
func (p *Pane) lay(top int) columns {
	n := p.needs(top)
	wanted := p.wanted()
	if len(wanted) == 0 {
		return usual(p.cols.cells, p.size.W, n)
	}
	cells := p.cols.cells[:0]
	for _, c := range wanted {
		if cell, ok := cellOf(c); ok {
			p.measure(&cell, top)
			cells = append(cells, cell)
		}
	}
	return chosen(cells, p.size.W, n)
}

// measure sets the width of a column of texts by the rows that show, and on which side
// they stand.
func (p *Pane) measure(c *cell, top int) {
	most := allColumns[c.is].most
	if most == 0 || c.width > 0 && c.is != colMetadata {
		return
	}
	need, numbers := min(draw.Width(c.head()), most), 0
	p.visible(top, func(r *tape.Row) {
		if r.Alert == nil {
			return
		}
		if c.is == colMetadata && model.Known(r.Alert.Metadata.Number(c.of)) {
			numbers++
		}
		need = max(need, draw.Width(p.textOf(c, r.Alert)))
	})
	if c.is == colMetadata && numbers == 0 {
		c.kind = left
	}
	if c.width == 0 {
		c.width = max(2, min(need, most))
	}
}

// textOf is what a column of texts says of an alert.
func (p *Pane) textOf(c *cell, a *model.Alert) string {
	switch c.is {
	case colSource:
		return draw.OrDash(a.Source)
	case colTier:
		return draw.OrDash(a.Tier)
	case colChannel:
		return channel(p.env, int(a.Channel))
	}
	if v := a.Metadata.Number(c.of); model.Known(v) {
		return plain(v)
	}
	return draw.OrDash(a.Metadata.Text(c.of))
}

// value draws one of the columns that a list has only if somebody wants them.
func (p *Pane) value(s *theme.Styles, c *cell, a *model.Alert) {
	l := &p.line
	switch c.is {
	case colVolume:
		l.Pad(s.Text, c.gap).Right(s.Text, shortVolume(a.Volume), c.width)
	case colArrived:
		clock := appendClock(l.Scratch(), a.Arrived.In(p.env.Zone), p.today, time.TimeOnly)
		l.Pad(s.Text, c.gap).Figure(s.Text, clock, c.width)
	case colLatency:
		l.Pad(s.Text, c.gap).Right(s.Faint, latency(a), c.width)
	default:
		text := p.textOf(c, a)
		if c.kind == right {
			l.Pad(s.Text, c.gap).Right(s.Text, text, c.width)
			return
		}
		l.Pad(s.Text, c.gap).Left(s.Faint, text, c.width)
	}
}

func shortVolume(v float64) string {
	if v < 0 { // nobody knows what that is to mean: as it came
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	return draw.Short(v)
}

// latency is how long an alert was on its way: with a minus where the publisher's clock
// is ahead.
func latency(a *model.Alert) string {
	switch late := a.Arrived.Sub(a.EventTime); {
	case a.EventTime.IsZero():
		return draw.Dash
	case late == 0:
		return "0ms"
	case late < 0:
		return theme.GlyphMinus + draw.Delay(-late)
	default:
		return draw.Delay(late)
	}
}
