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
func newDetail(env *pane.Env, a *model.Alert) *pane.Reader {
	return pane.NewReader(env, "Alert"+theme.Separator+a.Symbol+" "+a.Pattern, Fields(env, a)).
		Following(func() uint64 { return uint64(a.Times()) })
}

// Fields are the lines of an alert's detail view.
func Fields(env *pane.Env, a *model.Alert) func(*pane.Page) {
	raw, kept := a.Raw() // it may be let go of while the view is open
	return func(p *pane.Page) {
		p.Field("symbol", a.Symbol)
		p.Field("pattern", a.Pattern)
		paint, glyph := direction(&env.Theme.Styles, a.Direction)
		p.Painted("direction", paint, glyph+" "+a.Direction.String()+said(a))
		p.Field("timeframe", dashed(a.Timeframe))
		p.Field("confidence", draw.Fraction(a.Confidence, 1))
		p.Field("price", draw.Price(a.Price))
		p.Field("volume", draw.Decimal(a.Volume, 0))
		p.Field("source", dashed(a.Source))
		p.Field("tier", dashed(a.Tier))
		p.Field("bar", moment(a.BarTime, env.Zone))
		p.Field("happened", moment(a.EventTime, env.Zone))
		p.Field("arrived", moment(a.Arrived, env.Zone)+late(a))
		p.Field("channel", channel(env, int(a.Channel)))
		p.Field("received", strconv.Itoa(a.Times())+theme.GlyphTimes)
		metadata(p, a.Metadata)
		p.Gap()
		p.Heading("As it came")
		if !kept {
			p.Text(env.Theme.Faint, "Not kept any more: the JSON of the newest alerts takes all the room there is for it.")
			return
		}
		p.JSON(raw)
	}
}

// metadata are the values without a field of their own, under their names.
func metadata(p *pane.Page, m *model.Metadata) {
	if m == nil {
		return
	}
	p.Gap()
	p.Heading("Metadata")
	for i, name := range m.Names {
		value := m.Text(name)
		if model.Known(m.Numbers[i]) {
			value = strconv.FormatFloat(m.Numbers[i], 'f', -1, 64)
		}
		p.Field(name, value)
	}
}

func said(a *model.Alert) string {
	if a.RawDirection == "" || a.RawDirection == a.Direction.String() {
		return ""
	}
	return " (sent as " + a.RawDirection + ")"
}

func moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return draw.Dash
	}
	return t.In(zone).Format("2006-01-02 15:04:05.000 MST")
}

// late says how long the alert was on its way, or how far the publisher's clock
// is ahead.
func late(a *model.Alert) string {
	switch d := a.Arrived.Sub(a.EventTime); {
	case a.EventTime.IsZero():
		return ""
	case d < 0:
		return ", publisher's clock ahead by " + draw.Delay(-d)
	default:
		return ", after " + draw.Delay(d)
	}
}

func channel(env *pane.Env, i int) string {
	if i < len(env.State.Channels) {
		return model.Clean(env.State.Channels[i].Name)
	}
	return draw.Dash
}
