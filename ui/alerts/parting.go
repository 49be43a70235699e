package alerts

import (
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/tape"
)

// parting draws the first of the texts that has room in a row that parts others.
func (p *Pane) parting(s *theme.Styles, paint theme.Paint, texts ...string) string {
	const edge = theme.GlyphGap + theme.GlyphGap + " "
	text := texts[len(texts)-1]
	for _, t := range texts {
		if 1+2*draw.Width(edge)+draw.Width(t) <= p.cols.width {
			text = t
			break
		}
	}
	l := &p.line
	l.Reset()
	l.Add(s.Focus, s.Mark).Add(paint, edge+text+" ")
	for l.Width() < p.cols.width-1 {
		l.Add(paint, theme.GlyphGap)
	}
	return l.Exactly(s.Text, p.cols.width)
}

// gap draws the row that stands for a time without a connection.
func (p *Pane) gap(s *theme.Styles, g *model.Gap) string {
	long := draw.Length(g.Length()) + " without connection"
	from := span(g, p.env.Zone) + "  " + long
	return p.parting(s, s.Warn, from+theme.Separator+"how many alerts: unknown", from+", loss unknown", from, long)
}

// span writes from when to when a gap was: to the millisecond if it is shorter
// than a second.
func span(g *model.Gap, zone *time.Location) string {
	layout := time.TimeOnly
	if g.Length() < time.Second {
		layout = "15:04:05.000"
	}
	return g.From.In(zone).Format(layout) + " " + theme.GlyphTo + " " + g.To.In(zone).Format(layout)
}

// divider draws the row where the person stopped looking.
func (p *Pane) divider(s *theme.Styles, d *tape.Divider) string {
	here := "you were here " + d.At.In(p.env.Zone).Format("15:04")
	if d.Alerts == 0 {
		return p.parting(s, s.Focus, here+theme.Separator+"nothing since then", here)
	}
	since := here + theme.Separator + "since then " + several(d.Alerts, "alert")
	symbol, n := d.Most()
	of := since + " of " + several(d.Symbols(), "symbol")
	most := of + theme.Separator + draw.OrDash(symbol) + " " + times(n)
	texts := []string{of, since, here}
	if n > 1 {
		texts = append([]string{most}, texts...)
	}
	if model.Known(d.Best.Confidence) {
		best := fmt.Sprintf("%sbest %s %.2f", theme.Separator, draw.OrDash(d.Best.Symbol), d.Best.Confidence)
		texts = append([]string{texts[0] + best}, texts...)
	}
	return p.parting(s, s.Focus, texts...)
}
