package alerts

import (
	"strconv"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// newDetail shows every field of an alert and the JSON it came in.
func newDetail(env *pane.Env, a *model.Alert) *pane.Pager {
	return pane.NewPager(env, "Alert"+theme.Separator+a.Symbol+" "+a.Pattern, alertFields(env, a)).
		Following(func() uint64 { return uint64(a.Times()) + env.State.EvidenceRev }) // neither ever falls
}

// figureWidth is the least room for a number, so that their ends stand below each
// other.
const figureWidth = 10

// alertFields are the lines of an alert's detail.
func alertFields(env *pane.Env, a *model.Alert) func(*pane.Page) {
	raw, kept := a.Raw() // it may be let go of while the view is open
	return func(p *pane.Page) {
		headline(env.Theme, p, a)
		p.Gap()
		figures(env.Theme, p, a)
		p.Gap()
		before(env.Theme, p, env.State.Evidence, a)
		p.Gap()
		p.Field("bar", moment(a.BarTime, env.Zone))
		p.Field("happened", moment(a.EventTime, env.Zone))
		p.Field("arrived", moment(a.Arrived, env.Zone))
		p.Field("delay", delay(a))
		p.Field("channel", channel(env, int(a.Channel)))
		p.Field("source", draw.OrDash(a.Source))
		if a.ID != "" {
			p.Field("id", a.ID)
		}
		p.Field("tier", draw.OrDash(a.Tier))
		p.Field("received", strconv.Itoa(a.Times())+theme.GlyphTimes)
		if a.Simulated {
			p.Painted("market", env.Theme.Warn, "simulated: these prices are made up")
		}
		metadata(env.Theme, p, a.Metadata)
		p.Gap()
		p.Heading("As it came")
		if !kept {
			p.Text(env.Theme.Faint, "Not kept any more: the JSON of the newest alerts takes all the room there is for it.")
			return
		}
		p.JSON(raw)
	}
}

// headline says what was found, and where.
func headline(t *theme.Theme, p *pane.Page, a *model.Alert) {
	paint, glyph := direction(&t.Styles, a.Direction)
	p.Row(func(l *draw.Line) {
		left := func(paint theme.Paint, text string) {
			l.Left(paint, text, min(draw.Width(text), p.Width()-l.Width()))
		}
		left(t.Title, a.Symbol)
		left(paint, "  "+glyph+" ")
		left(t.Bright, a.Pattern)
		left(t.Faint, "  "+draw.OrDash(a.Timeframe))
	})
	p.Text(t.Faint, meant(a))
}

// meant is the direction in words.
func meant(a *model.Alert) string {
	switch word := a.Direction.String(); {
	case a.Direction == model.DirNone && a.RawDirection == "":
		return "no direction was sent"
	case a.RawDirection != "" && a.RawDirection != word:
		return word + ", sent as " + a.RawDirection
	default:
		return word
	}
}

// figures are the numbers that every alert can have.
func figures(t *theme.Theme, p *pane.Page, a *model.Alert) {
	price, volume := draw.Price(a.Price), volume(a.Volume)
	cells := max(figureWidth, draw.Width(price), draw.Width(volume))
	p.Figure("confidence", t.Text, draw.Decimal(a.Confidence, 2), cells, func(l *draw.Line) {
		if model.Known(a.Confidence) {
			l.Pad(t.Text, 1).Gauge(t.Fill, t.Track, a.Confidence, 12)
		}
	})
	p.Figure("price", t.Text, price, cells, nil)
	p.Figure("volume", t.Text, volume, cells, nil)
}

func volume(v float64) string {
	if v < 0 || v >= 1e15 || !model.Known(v) {
		return draw.Decimal(v, 0)
	}
	return draw.Count(uint64(v + 0.5))
}

// metadata are the values without a field of their own, under the names that the
// publisher gave them.
func metadata(t *theme.Theme, p *pane.Page, m *model.Metadata) {
	if m == nil {
		return
	}
	p.Gap()
	p.Heading("Metadata")
	p.Labels(m.Names)
	cells := figureWidth
	for _, v := range m.Numbers {
		cells = max(cells, len(plain(v)))
	}
	for i, name := range m.Names {
		if model.Known(m.Numbers[i]) {
			p.Figure(name, t.Text, plain(m.Numbers[i]), cells, nil)
		} else {
			p.Field(name, m.Text(name))
		}
	}
}

// plain writes a number as it came.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// gapFields are what is known of a time without a connection.
func gapFields(env *pane.Env, g *model.Gap) func(*pane.Page) {
	return func(p *pane.Page) {
		p.Painted("length", env.Theme.Warn, draw.Length(g.Length()))
		p.Field("from", moment(g.From, env.Zone))
		p.Field("to", moment(g.To, env.Zone))
		p.Field("why", draw.OrDash(g.Reason))
		p.Gap()
		p.Text(env.Theme.Faint, "It begins with the newest message that came before and ends when the channels were subscribed to again. Nobody can count what was published meanwhile: a server keeps nothing for who is away.")
	}
}

func moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return draw.Dash
	}
	return t.In(zone).Format("2006-01-02 15:04:05.000 MST")
}

// delay says how long the alert was on its way, or how far the publisher's clock
// is ahead.
func delay(a *model.Alert) string {
	switch d := a.Arrived.Sub(a.EventTime); {
	case a.EventTime.IsZero():
		return draw.Dash
	case d < 0:
		return "none: the publisher's clock is ahead by " + draw.Delay(-d)
	default:
		return draw.Delay(d)
	}
}

func channel(env *pane.Env, i int) string {
	if i < len(env.State.Channels) {
		return model.Clean(env.State.Channels[i].Name)
	}
	return draw.Dash
}
