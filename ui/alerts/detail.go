package alerts

import (
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// newDetail shows every field of an alert and the JSON it came in.
func newDetail(env *pane.Env, a *model.Alert) *pane.Reader {
	return pane.NewReader(env, "Alert · "+a.Symbol+" "+a.Pattern, Fields(env, a)).
		Following(func() uint64 { return uint64(a.Times()) })
}

// Fields are the lines of an alert's detail view.
func Fields(env *pane.Env, a *model.Alert) func(*pane.Page) {
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
		p.Field("happened", moment(a.At, env.Zone))
		p.Field("arrived", moment(a.Arrived, env.Zone)+late(a))
		p.Field("channel", channel(env, a.Channel))
		p.Field("received", fmt.Sprintf("%d×", a.Times()))
		p.Gap()
		p.Heading("As it came")
		p.JSON(a.Raw)
	}
}

func said(a *model.Alert) string {
	if a.Said == "" || a.Said == a.Direction.String() {
		return ""
	}
	return " (sent as " + a.Said + ")"
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
	switch d := a.Arrived.Sub(a.At); {
	case a.At.IsZero():
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
