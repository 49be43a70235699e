package alerts

import (
	"strconv"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
	"tickdeck/ui/tape"
)

// Subject is part of pane.Inspected.
func (p *Pane) Subject() pane.Subject {
	top := p.settle()
	s := p.subject(p.place.cursor)
	if p.place.cursor != nil && p.tape.Looked() {
		s.At = p.at(top + p.place.below)
	}
	return s
}

// at is a row's place among those that tell of something.
func (p *Pane) at(row int) pane.At {
	at := pane.At{Place: row + 1, Count: p.tape.Len()}
	if d := p.tape.Divider(); p.tape.Has(d) {
		at.Count--
		if p.tape.Place(d) < row {
			at.Place--
		}
	}
	return at
}

// Inspect is part of pane.Inspected.
func (p *Pane) Inspect(page *pane.Page) pane.Head {
	p.settle()
	return p.inspect(page, p.place.cursor)
}

// subject is what the detail of a row depends on.
func (p *Pane) subject(r *tape.Row) pane.Subject {
	switch {
	case r == nil:
		return pane.Subject{}
	case r.Divider != nil:
		return pane.Subject{Of: r, Rev: [4]uint64{uint64(r.Divider.Alerts)}}
	case r.Alert == nil:
		return pane.Subject{Of: r}
	}
	today := p.midnight()
	p.seen.read(&p.env.State.Feed, r.Alert.Symbol, today, p.tape.Stronger)
	known := p.env.State.EvidenceRev
	if p.env.Bars != nil {
		known += p.env.Bars.Rev() // neither ever falls
	}
	shown := uint64(today.Unix())<<2 | bit(p.raw)<<1 | bit(r.Whole())
	return pane.Subject{Of: r.Alert, Rev: [4]uint64{p.seen.rev, uint64(r.Alert.Times())<<32 | uint64(r.Count()), known, shown}}
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// midnight is when the day began.
func (p *Pane) midnight() time.Time {
	y, m, d := p.env.Now.In(p.env.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, p.env.Zone)
}

// inspect fills a page with a row of the list.
func (p *Pane) inspect(page *pane.Page, r *tape.Row) pane.Head {
	switch {
	case r == nil:
		page.Text(p.env.Theme.Faint, "Nothing is under the cursor.")
		return pane.Head{}
	case r.Gap != nil:
		gapFields(p.env, r.Gap)(page)
		return pane.Head{Title: "Without connection", Scope: span(r.Gap, p.env.Zone)}
	case r.Divider != nil:
		p.dividerFields(page, r.Divider)
		return pane.Head{Title: "You were here", Scope: r.Divider.At.In(p.env.Zone).Format("15:04")}
	}
	all := p.tape.AppendAlerts(nil, r)
	if len(all) == 0 || all[0] != r.Alert { // its candle has gone meanwhile
		all = []*model.Alert{r.Alert}
	}
	d := detail{p.env, page, r.Alert, all, &p.seen}
	d.fill(p.raw)
	return d.head()
}

func (p *Pane) dividerFields(page *pane.Page, d *tape.Divider) {
	page.Field("since then", several(d.Alerts, "alert")+" of "+several(d.Symbols(), "symbol"))
	if symbol, n := d.Most(); n > 1 {
		page.Field("most", draw.OrDash(symbol)+" "+times(n))
	}
	if b := d.Best; b != nil && model.Known(b.Confidence) {
		page.Field("best", draw.OrDash(b.Symbol)+" "+b.Pattern+" "+draw.Decimal(b.Confidence, 2))
	}
}

// head is what stands in the title of an alert.
func (d *detail) head() pane.Head {
	scope := draw.OrDash(d.a.Timeframe) + theme.Separator
	if length := model.BarLength(d.a.Timeframe); length > 0 && length < 24*time.Hour {
		scope += "bar closed "
	} else {
		scope += "found "
	}
	return pane.Head{Title: draw.OrDash(d.a.Symbol), Scope: scope + d.clock(d.a.Close(), "15:04")}
}

// clock writes a time, with the date where it is not of today.
func (d *detail) clock(t time.Time, layout string) string {
	if t.IsZero() {
		return draw.Dash
	}
	t, now := t.In(d.env.Zone), d.env.Now.In(d.env.Zone)
	switch {
	case t.Year() != now.Year():
		layout = "2006-01-02 " + layout
	case t.YearDay() != now.YearDay():
		layout = "2 Jan " + layout
	}
	return t.Format(layout)
}

// beside is clock for what stands beside another time, whose date is not said twice.
func (d *detail) beside(other, t time.Time, layout string) string {
	if other.In(d.env.Zone).Format(time.DateOnly) == t.In(d.env.Zone).Format(time.DateOnly) {
		return t.In(d.env.Zone).Format(layout)
	}
	return d.clock(t, layout)
}

// found names a detection: how it points where it is not like the first, and how
// well it is formed.
func (d *detail) found(a *model.Alert) string {
	text := a.Pattern
	if a.Direction != d.a.Direction {
		_, glyph := direction(&d.env.Theme.Styles, a.Direction)
		text = glyph + " " + text
	}
	if model.Known(a.Confidence) {
		text += " " + strconv.FormatFloat(a.Confidence, 'f', 2, 64)
	}
	return text
}
