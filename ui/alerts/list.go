package alerts

import (
	"bytes"
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
	"tickdeck/ui/tape"
)

// rows is how many rows have room below the query and the header.
func (p *Pane) rows() int { return max(1, p.size.H-1-p.filter.Height()) }

// Lines is part of pane.Component.
func (p *Pane) Lines(focused bool) []string {
	top := p.settle()
	k := key{
		size: p.size, feed: p.env.State.Feed.Rev, tape: p.tape.Rev(), notes: p.notes.rev, place: p.place, filter: p.filter.Rev(),
		waiting: p.tape.Waiting(), focused: focused, theme: p.env.Theme, clock: p.env.Clock(), fresh: p.fresh(top),
		perMinute: p.perMinute(), prefs: p.env.Prefs.Rev(), picked: p.picked(), link: p.env.State.Link.Up, refused: p.env.State.Refused(), writing: p.export.percent(),
	}
	if p.tape.Unfolded() {
		k.second = p.env.Now.Unix() // ages grow
	}
	return p.cache.Lines(k, func(dst []string) []string { return p.draw(dst, top, focused) })
}

// fresh is how many of the rows that show are still bold because they are new.
func (p *Pane) fresh(top int) (n int) {
	p.visible(top, func(r *tape.Row) {
		if r.Alert != nil && p.env.Now.Sub(r.Alert.Arrived) < freshFor {
			n++
		}
	})
	return n
}

// visible calls do with the rows that show, from the top.
func (p *Pane) visible(top int, do func(*tape.Row)) {
	first := p.tape.At(top)
	if first == nil {
		return
	}
	left := p.rows()
	p.tape.Below(first, func(r *tape.Row) bool {
		do(r)
		left--
		return left > 0
	})
}

func (p *Pane) draw(dst []string, top int, focused bool) []string {
	p.head = pane.Head{Scope: p.scopes(), Note: p.note()}
	p.today = p.dayOf(top)
	p.cols = p.lay(top)
	lines := p.filter.Lines(dst, p.size.W)
	lines = append(lines, p.cols.header(&p.line, p.env.Theme, p.tape.Order()))
	if rows, _ := p.tape.Matching(); rows == 0 && !p.tape.Behind() && (p.filter.Query() != nil || p.tape.Len() == 0) {
		lines = append(lines, p.empty()...)
	}
	p.lined.Begin()
	p.lined.Blank(len(lines))
	var above *tape.Row
	p.visible(top, func(r *tape.Row) {
		p.lined.Show(len(lines)+1, r)
		lines = append(lines, p.row(r, above, focused && r == p.place.cursor && !p.filter.Typing()))
		above = r
	})
	return draw.Fill(lines[:min(len(lines), p.size.H)], p.size.W, p.size.H)
}

func (p *Pane) row(r, above *tape.Row, selected bool) string {
	s := &p.env.Theme.Styles
	if selected {
		s = &p.env.Theme.Selected
	}
	switch {
	case r.Gap != nil:
		return p.gap(s, r.Gap)
	case r.Divider != nil:
		return p.divider(s, r.Divider)
	}
	return p.alert(s, r, above != nil && above.Alert != nil && p.sameTime(above, r))
}

// sameTime reports whether two rows show the same time.
func (p *Pane) sameTime(a, b *tape.Row) bool {
	var x, y [16]byte
	return bytes.Equal(p.appendTime(x[:0], a), p.appendTime(y[:0], b))
}

// needs is how much room the rows that show would take.
func (p *Pane) needs(top int) (n needs) {
	n.single = p.tape.Unfolded()
	p.visible(top, func(r *tape.Row) {
		if a := r.Alert; a != nil {
			n.symbol = max(n.symbol, draw.Width(a.Symbol))
			n.frame = max(n.frame, draw.Width(a.Timeframe))
			n.price = max(n.price, len(draw.AppendPrice(p.line.Scratch(), a.Price)))
			n.dir = max(n.dir, sidesWidth(r.Sides()))
		}
	})
	return n
}

// sidesWidth is how many cells the sum of a row takes.
func sidesWidth(s tape.Sides) (n int) {
	both := s.Bull > 0 && s.Bear > 0
	for _, k := range [...]int{s.Bull, s.Bear} {
		if k > 0 {
			n += side{n: k}.width(!both)
		}
	}
	return n
}

func (p *Pane) empty() []string {
	s := p.env.Theme
	say := func(text string) string {
		p.line.Reset()
		return p.line.Left(s.Faint, "  "+text, p.cols.width).String()
	}
	switch {
	case p.filter.Query() != nil && p.tape.Candles() > 0:
		return []string{say(""), say(fmt.Sprintf("None of the %s matches: esc shows all.", several(p.tape.Candles(), "candle")))}
	case !p.env.State.Link.Up:
		return []string{say(""), say("No alerts yet: waiting for the connection.")}
	}
	if name, why := p.refused(); why != "" {
		p.line.Reset()
		bad := p.line.Left(s.Bad, "  The server refuses "+pane.ChannelName(name)+": "+why, p.cols.width).String()
		return []string{say(""), bad, say("No alert can come from there: ask for the right to subscribe to it.")}
	}
	return []string{say(""), say("Listening. Alerts show here as soon as a pattern is detected.")}
}

// refused is the first channel of alerts that the server refuses, and why.
func (p *Pane) refused() (name, why string) {
	for _, c := range p.env.State.Channels {
		if c.Kind == model.KindPatterns && c.Refused != "" {
			return c.Name, c.Refused
		}
	}
	return "", ""
}

// note says how the pane stands and how much comes in.
func (p *Pane) note() string {
	rows, alerts := p.tape.Matching()
	held := p.export.note() + p.held(rows, alerts)
	l := p.env.State.Link
	switch {
	case !l.Up && p.tape.Candles() == 0:
		return "" // the list says it
	case !l.Up:
		return fmt.Sprintf("no connection since %s"+theme.Separator+"%s", l.Since.In(p.env.Zone).Format(time.TimeOnly), held)
	case p.tape.Held():
		return fmt.Sprintf(theme.GlyphArrowU+" %s newer"+theme.Separator+"f follows"+theme.Separator+"%s", draw.Count(uint64(p.tape.Waiting())), held)
	}
	rate := draw.Count(uint64(p.perMinute())) + "/min" + theme.Separator
	if by := p.tape.Order(); by.By != tape.ByTime {
		return sortedBy(by) + theme.Separator + rate + held
	}
	if p.place.follow {
		return "following" + theme.Separator + rate + held
	}
	return rate + held
}

// held is how much of the feed the list has.
func (p *Pane) held(rows, alerts int) string {
	switch {
	case p.filter.Query() != nil:
		n, all, what := rows, p.tape.Candles(), "candle"
		if p.tape.Unfolded() {
			n, all, what = alerts, p.tape.Alerts(), "alert"
		}
		switch {
		case !p.tape.Looked(): // the list goes on to the oldest
			return draw.Count(uint64(n)) + "+ of " + draw.Count(uint64(all)) + "+ " + what + "s"
		case p.tape.Behind(): // what was not compared yet may match as well
			return draw.Count(uint64(n)) + "+ of " + several(all, what)
		}
		return fmt.Sprintf("%s of %s", draw.Count(uint64(n)), several(all, what))
	case !p.tape.Looked():
		return several(p.env.State.Feed.Len(), "alert")
	case p.tape.Unfolded() || rows == alerts:
		return several(alerts, "alert")
	}
	return fmt.Sprintf("%s in %s", draw.Count(uint64(alerts)), several(rows, "candle"))
}

// sortedBy says by what the rows are sorted.
func sortedBy(o tape.Order) string {
	name := [...]string{
		"time", "symbol", "direction", "pattern", "timeframe", "confidence", "price", "volume", "source", "tier", "arrival", "latency", "channel", o.Field,
	}[o.By]
	if o.Reverse {
		return "by " + name + ", turned round"
	}
	return "by " + name
}

// perMinute is how many messages came on the pattern channels in the last minute.
func (p *Pane) perMinute() (n float64) {
	const minute = int(time.Minute / time.Second)
	for _, c := range p.env.State.Channels {
		if c.Kind != model.KindPatterns || c.ChannelTrend == nil {
			continue
		}
		for _, v := range c.Count[len(c.Count)-minute:] {
			if model.Known(v) {
				n += v
			}
		}
	}
	return n
}

// Brief is part of pane.View: the newest alert, and how many come.
func (p *Pane) Brief() string {
	f := &p.env.State.Feed
	e, ok := f.At(f.Next() - 1)
	if !ok || e.Alert == nil {
		return "none yet"
	}
	_, glyph := direction(&p.env.Theme.Styles, e.Alert.Direction)
	return fmt.Sprintf("%s %s %s %s ago"+theme.Separator+"%s/min", glyph, e.Alert.Symbol, e.Alert.Pattern,
		draw.Span(max(0, p.env.Now.Sub(e.Alert.DisplayTime()))), draw.Count(uint64(p.perMinute())))
}
