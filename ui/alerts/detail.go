package alerts

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// detail is an alert in full, on a page.
type detail struct {
	env  *pane.Env
	page *pane.Page
	a    *model.Alert
	all  []*model.Alert // of its candle, it first
	seen *seen
}

// detailLabel is the room for the names of fields, in cells.
const detailLabel = 11

// fill writes everything there is of the alert, or the JSON it came in.
func (d *detail) fill(raw bool) {
	d.page.Label(detailLabel)
	d.headline()
	d.meaning()
	d.page.Gap()
	if raw {
		d.json()
		return
	}
	above, rest := d.page, pane.NewPage(d.env, d.page.Width())
	rest.Label(detailLabel)
	d.page = rest
	d.figures()
	d.way()
	d.others()
	d.kept()
	before(d.env, rest, d.a)
	d.metadata()
	d.page = above
	d.prices(len(rest.Lines()))
	above.Join(rest)
}

// headline is what was found, the strongest first, with all else on the candle.
func (d *detail) headline() {
	t := d.env.Theme
	paint, glyph := direction(&t.Styles, d.a.Direction)
	var rest []string
	for _, a := range d.all[1:] {
		rest = append(rest, d.found(a))
	}
	others := strings.Join(rest, ", ")
	const and = "  and "
	inline := false
	d.page.Row(func(l *draw.Line) {
		left := func(paint theme.Paint, text string) {
			l.Left(paint, text, min(draw.Width(text), d.page.Width()-l.Width()))
		}
		left(paint, glyph+" ")
		left(t.Bright, d.found(d.a))
		if inline = others != "" && l.Width()+len(and)+draw.Width(others) <= d.page.Width(); inline {
			left(t.Faint, and)
			left(t.Text, others)
		}
	})
	if others != "" && !inline {
		d.page.Text(t.Text, "and "+others)
	}
}

// meaning is what the pattern is.
func (d *detail) meaning() {
	text := "TA-Lib defines no pattern of that name."
	if known := model.KnownPattern(d.a.Pattern); known != nil {
		text = meaningful(known.Definition)
	}
	d.page.Text(d.env.Theme.Faint, text)
}

// mostSentences of a definition are shown.
const mostSentences = 2

// meaningful are the first sentences of a definition, without those on the number that
// TA-Lib gives.
func meaningful(text string) string {
	var kept []string
	for _, s := range strings.SplitAfter(text, ". ") {
		if !strings.HasPrefix(s, "The value ") && len(kept) < mostSentences {
			kept = append(kept, s)
		}
	}
	text = strings.TrimSpace(strings.Join(kept, ""))
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

// json is the message as it came.
func (d *detail) json() {
	raw, kept := d.a.Raw()
	if !kept {
		d.page.Text(d.env.Theme.Faint, "Not kept any more: the JSON of the newest alerts takes all the room there is for it.")
		return
	}
	d.page.JSON(raw)
}

// fact is a name and a value.
type fact struct{ name, value string }

// figures are the numbers that every alert can have, as many beside each other as
// have room.
func (d *detail) figures() {
	d.row(fact{"price", draw.Price(d.a.Price)}, fact{"volume", volume(d.a.Volume)}, fact{"tier", draw.OrDash(d.a.Tier)})
	d.page.Field("says", meant(d.a))
	if d.a.Simulated {
		d.page.Painted("market", d.env.Theme.Warn, "simulated: these prices are made up")
	}
}

// row writes facts beside each other, the name of the first among the names of fields.
func (d *detail) row(facts ...fact) {
	t := d.env.Theme
	for len(facts) > 0 {
		n := 1
		for w := detailLabel + draw.Width(facts[0].value); n < len(facts); n++ {
			w += 3 + draw.Width(facts[n].name) + 1 + draw.Width(facts[n].value)
			if w > d.page.Width() {
				break
			}
		}
		now := facts[:n]
		facts = facts[n:]
		d.page.Row(func(l *draw.Line) {
			l.Left(t.Faint, now[0].name, min(detailLabel, d.page.Width()))
			l.Left(t.Text, now[0].value, min(draw.Width(now[0].value), d.page.Width()-l.Width()))
			for _, f := range now[1:] {
				l.Pad(t.Text, 3).Add(t.Faint, f.name).Pad(t.Text, 1).Add(t.Text, f.value)
			}
		})
	}
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

func volume(v float64) string {
	if v < 0 || v >= 1e15 || !model.Known(v) {
		return draw.Decimal(v, 0)
	}
	return draw.Count(uint64(v + 0.5))
}

// way is when it happened, and how it came.
func (d *detail) way() {
	const precise = "15:04:05.000"
	if bar := d.a.BarTime; !bar.IsZero() {
		text := d.clock(bar, "15:04")
		if length := model.BarLength(d.a.Timeframe); length > 0 && length < 24*time.Hour {
			text += " to " + d.beside(bar, bar.Add(length), "15:04")
		}
		d.page.Field("bar", text+" "+bar.In(d.env.Zone).Format("MST"))
	}
	d.page.Field("arrived", d.clock(d.a.Arrived, precise)+", "+d.delay(precise))
	times := "once"
	if n := d.a.Times(); n > 1 {
		times = several(n, "time")
	}
	d.page.Field("from", draw.OrDash(d.a.Source)+" on "+channel(d.env, int(d.a.Channel))+", "+times)
	if d.a.ID != "" {
		d.page.Field("id", d.a.ID)
	}
}

// delay says how long the alert was on its way, or how far the publisher's clock
// is ahead.
func (d *detail) delay(layout string) string {
	switch late := d.a.Arrived.Sub(d.a.EventTime); {
	case d.a.EventTime.IsZero():
		return "no time was sent"
	case late < 0:
		return "before it was sent: the publisher's clock is ahead by " + draw.Delay(-late)
	case late == 0:
		return "at once"
	default:
		return draw.Delay(late) + " after " + d.beside(d.a.Arrived, d.a.EventTime, layout)
	}
}

func channel(env *pane.Env, i int) string {
	if i < len(env.State.Channels) {
		return pane.ChannelName(env.State.Channels[i].Name)
	}
	return draw.Dash
}

// metadata are the values without a field of their own, under the names that the
// publisher gave them.
func (d *detail) metadata() {
	m := d.a.Metadata
	if m == nil {
		return
	}
	d.page.Gap()
	d.page.Labels(m.Names)
	cells := 0
	for _, v := range m.Numbers {
		if model.Known(v) {
			cells = max(cells, len(plain(v)))
		}
	}
	for i, name := range m.Names {
		if model.Known(m.Numbers[i]) {
			d.page.Figure(name, d.env.Theme.Text, plain(m.Numbers[i]), cells, nil)
		} else {
			d.page.Field(name, m.Text(name))
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
