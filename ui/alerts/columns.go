package alerts

import (
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// columns are the widths of what a row shows; 0 leaves a column out.
type columns struct {
	pattern, frame, bar, price, ago int
	width                           int
}

// The widths that do not change with the room there is.
const (
	timeWidth   = 8
	symbolWidth = 7
	dirWidth    = 3
	confWidth   = 4
	timesWidth  = 4
	fixedWidth  = 1 + timeWidth + 2 + symbolWidth + 1 + 1 + dirWidth + 1 + confWidth + timesWidth + 1
)

// fit chooses the columns for a width. Where room is short they go in the order
// price, age, timeframe, bar; what is left over widens the pattern and the bar.
func fit(w int) columns {
	c := columns{pattern: 14, width: w}
	rest := w - fixedWidth - c.pattern
	take := func(col *int, width int) {
		if rest >= width {
			*col = width
			rest -= width
		} else {
			rest = min(rest, 0) // what comes later in the order must not jump ahead
		}
	}
	take(&c.bar, 6)
	take(&c.frame, 7)
	take(&c.ago, 6)
	take(&c.price, 10)
	more := func(col *int, most int) {
		n := max(0, min(rest, most))
		*col += n
		rest -= n
	}
	more(&c.pattern, 10)
	if c.bar > 0 {
		more(&c.bar, 8)
	}
	more(&c.pattern, 12)
	if rest < 0 {
		c.pattern = max(4, c.pattern+rest)
	}
	return c
}

func (c columns) header(l *draw.Line, p theme.Paint) string {
	l.Reset()
	l.Pad(p, 1).Left(p, "TIME", timeWidth).Pad(p, 2).Left(p, "SYMBOL", symbolWidth).Pad(p, 1)
	l.Left(p, "PATTERN", c.pattern).Pad(p, 1).Left(p, "DIR", dirWidth).Pad(p, 1)
	l.Left(p, "TF", c.frame)
	l.Left(p, "CONF", confWidth).Pad(p, c.bar)
	l.Right(p, "PRICE", c.price).Right(p, "AGO", c.ago)
	return l.Exactly(p, c.width)
}

// freshFor is how long a row glows after it came.
const freshFor = 1500 * time.Millisecond

// row draws one alert.
func (c columns) row(l *draw.Line, s *theme.Styles, a *model.Alert, zone *time.Location, now time.Time) string {
	l.Reset()
	text := s.Text
	if now.Sub(a.Arrived) < freshFor {
		text = s.Bright
	}
	when := a.DisplayTime().In(zone)
	l.Add(s.Focus, s.Mark).Figure(s.Faint, clock(l.Scratch(), when, now.In(zone)), timeWidth).Pad(s.Text, 2)
	l.Left(text, a.Symbol, symbolWidth).Pad(s.Text, 1)
	l.Left(text, a.Pattern, c.pattern).Pad(s.Text, 1)
	paint, glyph := direction(s, a.Direction)
	l.Pad(s.Text, 1).Left(paint, glyph, dirWidth-1).Pad(s.Text, 1)
	l.Left(s.Faint, dashed(a.Timeframe), c.frame-1).Pad(s.Text, min(1, c.frame))
	c.confidence(l, s, text, a.Confidence)
	l.Figure(s.Text, draw.AppendPrice(l.Scratch(), a.Price), c.price)
	l.Figure(s.Faint, draw.AppendAgo(l.Scratch(), now.Sub(when)), c.ago)
	if n := a.Times(); n > 1 {
		l.Left(s.Warn, times(n), timesWidth)
	}
	return l.Exactly(s.Text, c.width)
}

// confidence draws the number and the gauge beside it.
func (c columns) confidence(l *draw.Line, s *theme.Styles, text theme.Paint, fraction float64) {
	if !model.Known(fraction) {
		l.Left(text, draw.Dash, confWidth).Pad(s.Text, c.bar)
		return
	}
	l.Figure(text, draw.AppendDecimal(l.Scratch(), fraction, 2), confWidth)
	if c.bar >= 4 {
		l.Pad(s.Text, 1).Gauge(s.Fill, s.Track, fraction, c.bar-2).Pad(s.Text, 1)
	}
}

// gap draws the row that stands for a time without a connection.
func (c columns) gap(l *draw.Line, s *theme.Styles, g *model.Gap, zone *time.Location) string {
	l.Reset()
	l.Add(s.Focus, s.Mark).Add(s.Warn, "┈┈ no connection for "+spanOf(g)+": from "+g.From.In(zone).Format(time.TimeOnly)+" to "+g.To.In(zone).Format(time.TimeOnly)+" ")
	if l.Width() > c.width {
		l.Reset()
		return l.Add(s.Focus, s.Mark).Left(s.Warn, "┈ no connection for "+spanOf(g), c.width-1).String()
	}
	for l.Width() < c.width-1 {
		l.Add(s.Faint, "┈")
	}
	return l.Exactly(s.Text, c.width)
}

// spanOf writes the length of a gap: to the second, and more exactly where it
// was short.
func spanOf(g *model.Gap) string {
	d := g.To.Sub(g.From)
	if d < 10*time.Second {
		return draw.Delay(max(d, time.Millisecond))
	}
	return draw.Clock(d)
}

// direction says how a direction is painted and its glyph: meaning never hangs
// on colour alone.
func direction(s *theme.Styles, d model.Direction) (theme.Paint, string) {
	switch d {
	case model.DirBull:
		return s.Bull, "▲"
	case model.DirBear:
		return s.Bear, "▼"
	case model.DirNeutral:
		return s.Even, "◆"
	}
	return s.Faint, draw.Dash
}

// clock writes the time of day, or the date where it is not of today.
func clock(dst []byte, t, now time.Time) []byte {
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.AppendFormat(dst, time.TimeOnly)
	}
	if t.Year() == now.Year() {
		return t.AppendFormat(dst, "_2 Jan")
	}
	return t.AppendFormat(dst, "Jan 2006")
}

func times(n int) string {
	if n < 100 {
		return " ×" + draw.Short(float64(n))
	}
	return "×" + draw.Short(float64(n))
}

func dashed(s string) string {
	if s == "" {
		return draw.Dash
	}
	return s
}
