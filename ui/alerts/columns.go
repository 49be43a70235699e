package alerts

import (
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// needs are the cells that the rows on the screen would take in the columns whose
// width depends on what is in them.
type needs struct{ symbol, frame, price int }

// columns are the widths of what a row shows; 0 leaves a column out.
type columns struct {
	symbol, pattern, frame, bar, price, ago, times int
	width                                          int
}

// The widths that do not change with the room there is, each with the blank
// before it.
const (
	timeWidth  = 8
	dirWidth   = 1 + 3
	confWidth  = 2 + 4
	timesWidth = 1 + 4
	agoWidth   = 1 + 4
	barLeast   = 1 + 5
	barMost    = 1 + 8
	fixedWidth = 1 + timeWidth + 2 + dirWidth + 1 + confWidth + 1
)

// The least and the most that a column takes which depends on what is in it.
const (
	symbolLeast   = len("SYMBOL")
	frameLeast    = 4
	frameMost     = 8
	priceLeast    = 7
	patternLeast  = 8
	patternCommon = len("Three White Soldiers") // few names are longer
	patternMost   = 32
)

// columnsFor chooses the columns for a width and for what the rows need. What
// tells alerts apart comes first: what only says the same once more, the bar and
// the age, comes when names have room. What is left over parts the names from the
// numbers.
func columnsFor(w int, n needs) columns {
	c := columns{symbol: max(symbolLeast, min(n.symbol, w/4)), pattern: patternLeast, width: w}
	rest := w - fixedWidth - c.symbol - c.pattern
	full := false
	take := func(col *int, width int) {
		if full = full || rest < width; !full { // what comes later in the order must not jump ahead
			*col = width
			rest -= width
		}
	}
	widen := func(col *int, to int) {
		more := max(0, min(rest, to-*col))
		*col += more
		rest -= more
	}
	take(&c.frame, 2+max(frameLeast, min(n.frame, frameMost)))
	take(&c.price, 2+max(priceLeast, n.price))
	widen(&c.pattern, patternCommon)
	take(&c.times, timesWidth)
	take(&c.bar, barLeast)
	take(&c.ago, agoWidth)
	widen(&c.pattern, patternMost)
	if c.bar > 0 {
		widen(&c.bar, barMost)
	}
	c.pattern = max(4, c.pattern+rest)
	return c
}

func (c columns) header(l *draw.Line, p theme.Paint) string {
	l.Reset()
	l.Pad(p, 1).Left(p, "TIME", timeWidth).Pad(p, 2).Left(p, "SYMBOL", c.symbol)
	l.Pad(p, 1).Left(p, "DIR", dirWidth-1).Pad(p, 1).Left(p, "PATTERN", c.pattern)
	l.Right(p, "TF", c.frame).Right(p, "CONF", confWidth).Pad(p, c.bar)
	l.Right(p, "PRICE", c.price).Right(p, "AGO", c.ago)
	return l.Exactly(p, c.width)
}

// freshFor is how long a row is bold after it came; strong is the confidence from
// which on its figure always is.
const (
	freshFor = 2 * time.Second
	strong   = 0.90
)

// row draws one alert. repeated says that the row above it has the same time.
func (c columns) row(l *draw.Line, s *theme.Styles, a *model.Alert, zone *time.Location, now time.Time, repeated bool) string {
	l.Reset()
	text, clockPaint := s.Text, s.Text
	if now.Sub(a.Arrived) < freshFor {
		text = s.Bright
	}
	if repeated {
		clockPaint = s.Faint
	}
	when := a.DisplayTime().In(zone)
	l.Add(s.Focus, s.Mark).Figure(clockPaint, appendClock(l.Scratch(), when, now.In(zone)), timeWidth)
	l.Pad(s.Text, 2).Left(text, a.Symbol, c.symbol)
	paint, glyph := direction(s, a.Direction)
	l.Pad(s.Text, 1).Left(paint, glyph, dirWidth-1).Pad(s.Text, 1).Left(text, a.Pattern, c.pattern)
	l.Pad(s.Text, min(2, c.frame)).Right(s.Faint, draw.OrDash(a.Timeframe), c.frame-2)
	c.confidence(l, s, a.Confidence)
	l.Figure(s.Text, draw.AppendPrice(l.Scratch(), a.Price), c.price)
	l.Figure(s.Faint, appendAge(l.Scratch(), now.Sub(when)), c.ago)
	if n := a.Times(); n > 1 {
		l.Pad(s.Text, min(1, c.times)).Left(s.Faint, times(n), c.times-1)
	}
	return l.Exactly(s.Text, c.width)
}

// confidence draws the number and the gauge beside it.
func (c columns) confidence(l *draw.Line, s *theme.Styles, fraction float64) {
	paint := s.Text
	if fraction >= strong {
		paint = s.Bright
	}
	l.Figure(paint, draw.AppendDecimal(l.Scratch(), fraction, 2), confWidth)
	if c.bar == 0 || !model.Known(fraction) {
		l.Pad(s.Text, c.bar)
		return
	}
	l.Pad(s.Text, 1).Gauge(s.Fill, s.Track, fraction, c.bar-1)
}

// gap draws the row that stands for a time without a connection, as fully as it
// has room.
func (c columns) gap(l *draw.Line, s *theme.Styles, g *model.Gap, zone *time.Location) string {
	const edge = theme.GlyphGap + theme.GlyphGap + " "
	long := draw.Length(g.Length()) + " without connection"
	from := span(g, zone) + "  " + long
	text := long
	for _, t := range [...]string{from + theme.Separator + "how many alerts: unknown", from + ", loss unknown", from} {
		if 1+2*draw.Width(edge)+draw.Width(t) <= c.width {
			text = t
			break
		}
	}
	l.Reset()
	l.Add(s.Focus, s.Mark).Add(s.Warn, edge+text+" ")
	for l.Width() < c.width-1 {
		l.Add(s.Warn, theme.GlyphGap)
	}
	return l.Exactly(s.Text, c.width)
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

// direction says how a direction is painted and its glyph: meaning never hangs
// on colour alone.
func direction(s *theme.Styles, d model.Direction) (theme.Paint, string) {
	switch d {
	case model.DirBull:
		return s.Bull, theme.GlyphBull
	case model.DirBear:
		return s.Bear, theme.GlyphBear
	case model.DirNeutral:
		return s.Even, theme.GlyphNeutral
	}
	return s.Faint, draw.Dash
}

// appendClock writes the time of day, or the date where it is not of today.
func appendClock(dst []byte, t, now time.Time) []byte {
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.AppendFormat(dst, time.TimeOnly)
	}
	if t.Year() == now.Year() {
		return t.AppendFormat(dst, "_2 Jan")
	}
	return t.AppendFormat(dst, "Jan 2006")
}

// times says how often an alert came.
func times(n int) string { return theme.GlyphTimes + draw.Short(float64(n)) }

// appendAge writes how old an alert is in steps, so that the column is quiet: now,
// 10s, 30s, and from a minute on as it is.
func appendAge(dst []byte, d time.Duration) []byte {
	switch {
	case d <= -time.Second: // its clock is ahead of ours
		return draw.AppendAgo(dst, d)
	case d < 10*time.Second:
		d = 0
	case d < 30*time.Second:
		d = 10 * time.Second
	case d < time.Minute:
		d = 30 * time.Second
	}
	return draw.AppendAgo(dst, d)
}
