package alerts

import (
	"strconv"
	"time"
	"unicode/utf8"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/tape"
)

// freshFor is how long a row is bold after it came; strong is the confidence from
// which on its figure always is.
const (
	freshFor = 2 * time.Second
	strong   = 0.90
)

// alert draws a row that stands for a candle, or for one alert. repeated says that the
// row above it has the same time.
func (p *Pane) alert(s *theme.Styles, r *tape.Row, repeated bool) string {
	l, a := &p.line, r.Alert
	l.Reset()
	text, clock := s.Text, s.Text
	if p.env.Now.Sub(a.Arrived) < freshFor {
		text = s.Bright
	}
	p.names = p.tape.AppendAlerts(p.names[:0], r)
	style, pinned := p.ruled()
	if paint, ok := s.Named(style); ok {
		text = paint
	}
	if repeated || r.Part() {
		clock = s.Faint
	}
	l.Add(s.Focus, s.Mark)
	p.mine(s, r, style != "", pinned)
	end := marksWidth
	for i := range p.cols.cells {
		c := &p.cols.cells[i]
		l.To(s.Text, end)
		end += c.gap + c.width
		p.cell(s, c, r, text, clock)
	}
	return l.Exactly(s.Text, p.cols.width)
}

// cell draws what a row says in a column, in the paints of what is new and of its time.
func (p *Pane) cell(s *theme.Styles, c *cell, r *tape.Row, text, clock theme.Paint) {
	l, a := &p.line, r.Alert
	switch c.is {
	case colTime:
		l.Pad(s.Text, c.gap).Figure(clock, p.appendTime(l.Scratch(), r), c.width)
	case colSymbol:
		symbol := a.Symbol
		if r.Part() {
			symbol = ""
		}
		l.Pad(s.Text, c.gap).Left(text, symbol, c.width)
	case colDir:
		l.Pad(s.Text, c.gap)
		p.sides(s, r, c.width)
	case colPattern:
		l.Pad(s.Text, c.gap)
		p.patterns(s, text, r, c.width)
	case colFrame:
		l.Pad(s.Text, c.gap).Right(s.Faint, draw.OrDash(a.Timeframe), c.width)
	case colConf:
		p.figure(confident(s, a.Confidence), draw.AppendDecimal(l.Scratch(), a.Confidence, 2), c)
	case colBar:
		if model.Known(a.Confidence) {
			l.Pad(s.Text, c.gap).Gauge(s.Fill, s.Track, a.Confidence, c.width)
		}
	case colPrice:
		p.figure(s.Text, draw.AppendPrice(l.Scratch(), a.Price), c)
	case colAgo:
		p.figure(s.Faint, draw.AppendSteps(l.Scratch(), p.env.Now.Sub(a.DisplayTime())), c)
	case colTimes:
		if n := a.Times(); n > 1 {
			l.Pad(s.Text, c.gap).Left(s.Faint, times(n), c.width)
		}
	default:
		p.value(s, c, a)
	}
}

// figure draws a number, and the blanks before it with it.
func (p *Pane) figure(paint theme.Paint, number []byte, c *cell) {
	if utf8.RuneCount(number) > c.width { // it is cut, and must not join the one before
		p.line.Pad(paint, c.gap).Figure(paint, number, c.width)
		return
	}
	p.line.Figure(paint, number, c.gap+c.width)
}

// ruled is what the person's rules say of the row that is drawn: of its alerts the first
// that one speaks of.
func (p *Pane) ruled() (style string, pinned bool) {
	for _, a := range p.names {
		s, pin := p.env.Prefs.Style(a)
		if style == "" {
			style = s
		}
		pinned = pinned || pin
	}
	return style, pinned
}

// mine is what the person noted of a row, or wants to be told of it.
func (p *Pane) mine(s *theme.Styles, r *tape.Row, styled, pinned bool) {
	switch a := r.Alert; {
	case p.notes.isMarked(a):
		p.line.Add(s.Focus, theme.GlyphMarked)
	case pinned:
		p.line.Add(s.Focus, theme.GlyphPinned)
	case styled:
		p.line.Add(s.Focus, theme.GlyphRuled)
	case p.notes.isAcked(a):
		p.line.Add(s.Faint, theme.GlyphDone)
	default:
		p.line.Pad(s.Text, 1)
	}
}

// appendTime writes when the bar ended; of a single alert, when it happened.
func (p *Pane) appendTime(dst []byte, r *tape.Row) []byte {
	if p.env.Relative {
		return append(dst, p.env.Time(r.Alert.DisplayTime())...)
	}
	layout, when := "15:04", r.Alert.Close()
	if !r.Whole() && !r.Part() {
		layout, when = time.TimeOnly, r.Alert.DisplayTime()
	}
	return appendClock(dst, when.In(p.env.Zone), p.today, layout)
}

// dayOf is the day of which rows show the time alone: ours, or a later one that the
// market is at, as a simulated one is that steps over its nights.
func (p *Pane) dayOf(top int) time.Time {
	day := p.env.Now
	p.visible(top, func(r *tape.Row) {
		if a := r.Alert; a != nil && a.Close().After(day) {
			day = a.Close()
		}
	})
	return day.In(p.env.Zone)
}

// sides is the direction as a sum: how many say what. The minority is faint; where
// neither has more, neither is.
func (p *Pane) sides(s *theme.Styles, r *tape.Row, room int) {
	l := &p.line
	sides, from := r.Sides(), l.Width()
	bull := side{s.Bull, theme.GlyphBull, sides.Bull}
	bear := side{s.Bear, theme.GlyphBear, sides.Bear}
	first, second := bull, bear
	if bear.n > bull.n {
		first, second = bear, bull
	}
	if second.n > 0 && second.n < first.n {
		second.paint = s.Faint
	}
	switch {
	case first.n == 0 && sides.Even == 0:
		l.Add(s.Faint, draw.Dash)
	case first.n == 0:
		side{s.Even, theme.GlyphNeutral, sides.Even}.draw(l, true)
	default:
		first.draw(l, second.n == 0)
		if second.n > 0 && l.Width()-from+second.width(false) <= room {
			second.draw(l, false)
		}
	}
	l.To(s.Text, from+room)
}

// side is one direction of a candle.
type side struct {
	paint theme.Paint
	glyph string
	n     int
}

// draw writes the glyph and how often it was found; that it was once says nothing
// where it is alone.
func (d side) draw(l *draw.Line, alone bool) {
	l.Add(d.paint, d.glyph)
	if d.n > 1 || !alone {
		l.Add(d.paint, strconv.Itoa(min(d.n, 99)))
	}
}

// width is how many cells it takes.
func (d side) width(alone bool) int {
	switch {
	case d.n > 9:
		return 3
	case d.n > 1 || !alone:
		return 2
	}
	return 1
}

// patterns names the strongest, how many others there are, and these as far as there
// is room.
func (p *Pane) patterns(s *theme.Styles, text theme.Paint, r *tape.Row, room int) {
	l, stop := &p.line, p.line.Width()+room
	name := r.Alert.Pattern
	if r.Part() {
		l.Pad(s.Text, 2).Left(s.Text, name, stop-l.Width())
		return
	}
	others := r.Count() - 1
	if others == 0 {
		l.Left(text, name, stop-l.Width())
		return
	}
	more := " +" + strconv.Itoa(others)
	width := min(draw.Width(name), max(0, stop-l.Width()-len(more)))
	l.Left(text, name, width).Left(s.Focus, more, min(len(more), stop-l.Width()))
	if rest := stop - l.Width() - 1; rest >= othersLeast && !r.Open() {
		l.Pad(s.Text, 1).Left(s.Faint, p.others(rest), rest)
	}
	l.To(s.Text, stop)
}

// othersLeast is the least room in which the names of others say something.
const othersLeast = 6

// others are the names of what else was found on a candle, the strongest first.
func (p *Pane) others(room int) string {
	buf := make([]byte, 0, 64)
	for _, a := range p.names[min(1, len(p.names)):] {
		if len(buf) > room*4 { // it is cut anyway
			break
		}
		if len(buf) > 0 {
			buf = append(buf, ", "...)
		}
		buf = append(buf, a.Pattern...)
	}
	return string(buf)
}

// confident is the paint of a confidence.
func confident(s *theme.Styles, fraction float64) theme.Paint {
	if fraction >= strong {
		return s.Bright
	}
	return s.Text
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

// appendClock writes the time of day, or the date where it is not of today: in as
// many cells as the layout takes.
func appendClock(dst []byte, t, now time.Time, layout string) []byte {
	switch {
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return t.AppendFormat(dst, layout)
	case t.Year() != now.Year() && len(layout) > minuteWidth:
		return t.AppendFormat(dst, "Jan 2006")
	case t.Year() != now.Year():
		return t.AppendFormat(dst, "2006")
	case len(layout) > minuteWidth:
		return t.AppendFormat(dst, "_2 Jan")
	}
	return t.AppendFormat(dst, "_2Jan")
}

// times says how often an alert came.
func times(n int) string { return theme.GlyphTimes + draw.Short(float64(n)) }
