package results

import (
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// openTrade shows the trade under the cursor in full.
func (v *Page) openTrade() {
	at := v.scroll[tabTrades].Cursor
	if v.tab != tabTrades || at < 0 || at >= len(v.facts.trades) {
		return
	}
	t := v.facts.trades[at]
	timeframe := v.report().Timeframe
	v.env.Open(pane.NewPager(v.env, "Trade"+theme.Separator+t.Symbol, func(p *pane.Page) { v.trade(p, t, timeframe) }))
}

func (v *Page) trade(p *pane.Page, t *model.Trade, timeframe string) {
	s := &v.env.Theme.Styles
	side := draw.OrDash(export.Side(t.Direction))
	p.Painted("side", sidePaint(s, t.Direction), side)
	p.Field("patterns", draw.OrDash(strings.Join(t.Patterns, ", ")))
	p.Field("confidence", draw.Decimal(t.Confidence, 2))
	p.Field("entry", draw.OrDash(export.Moment(t.Entry))+" at "+draw.Price(t.EntryPrice))
	p.Field("exit", draw.OrDash(export.Moment(t.Exit))+" at "+draw.Price(t.ExitPrice)+", "+draw.OrDash(verdict.Spaced(t.Why)))
	p.Field("held", verdict.Count(t.Bars)+" bars")
	p.Field("quantity", draw.Decimal(t.Quantity, 2))
	p.Painted("P&L", gain(s, t.PnL), verdict.Money(t.PnL)+", "+verdict.Percent(t.Return, 1))
	p.Field("costs", draw.Price(t.Costs))
	v.prices(p, t, timeframe)
}

func sidePaint(s *theme.Styles, d model.Direction) theme.Paint {
	switch d {
	case model.DirBull:
		return s.Bull
	case model.DirBear:
		return s.Bear
	}
	return s.Text
}

// The bars around a trade, and the rows of their graph.
const (
	barsAround = 10
	mostBars   = 500
	priceRows  = 10
)

// prices are the closes around a trade, where bars of that time are kept, with the entry
// and the exit marked.
func (v *Page) prices(p *pane.Page, t *model.Trade, timeframe string) {
	if v.env.Bars == nil || t.Entry.IsZero() || t.Exit.IsZero() {
		return
	}
	if timeframe == "" {
		timeframe = "1d"
	}
	length := model.BarLength(timeframe)
	all, _ := v.env.Bars.Bars(t.Symbol, timeframe, t.Exit.Add(time.Duration(barsAround)*max(length, time.Minute)), mostBars)
	from, entry, exit := -1, -1, -1
	for i, b := range all {
		if entry < 0 && !b.Time.Before(t.Entry) {
			entry = i
			from = max(0, i-barsAround)
		}
		if !b.Time.After(t.Exit) {
			exit = i
		}
	}
	if entry < 0 || exit < entry || all[0].Time.After(t.Entry) {
		return
	}
	all, entry, exit = all[from:], entry-from, exit-from
	closes := make([]float64, len(all))
	for i, b := range all {
		closes[i] = b.Close/all[0].Close - 1
	}
	cols := max(10, p.Width()-gutter-1)
	graph := newPlot(closes, nil, nil, nil, cols, priceRows, 0, -1)
	for _, m := range [...]struct {
		at   int
		rune rune
	}{{entry, one(theme.GlyphBull)}, {exit, one(theme.GlyphBear)}} {
		x := columnOf(m.at, cols, len(closes))
		graph.upper.put(x, graph.axis.row(closes[m.at]), m.rune, inkMark)
	}
	p.Gap()
	p.Text(v.env.Theme.Faint, "closes around it, in percent of the first: "+theme.GlyphBull+" entry, "+theme.GlyphBear+" exit")
	for y := range graph.axis.rows {
		p.Row(func(l *draw.Line) {
			v.axisLine(l, graph.axis.label(y))
			graph.upper.row(l, &v.env.Theme.Styles, y)
		})
	}
}
