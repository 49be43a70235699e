package results

import (
	"fmt"
	"strings"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// widths of the columns; 0 for those that have no room.
func (v *Page) widths(w int) (c [columns]int) {
	day := 10
	for _, t := range v.report().Ledger[:min(1, len(v.report().Ledger))] {
		day = max(day, draw.Width(export.Moment(t.Entry)))
	}
	c = [columns]int{bySymbol: 7, byPattern: 18, bySide: 7, byEntry: day, byExit: day, byBars: 5, byReturn: 7, byPnL: 9, byWhy: 15, byConfidence: 5}
	total := func() (n int) {
		n = 2
		for _, x := range c {
			if x > 0 {
				n += x + 1
			}
		}
		return n
	}
	for _, t := range v.report().Ledger {
		c[bySymbol] = max(c[bySymbol], min(12, draw.Width(t.Symbol)))
	}
	const leastPattern = 12
	for _, drop := range [...]column{byConfidence, byExit, byBars, byWhy, byEntry, bySide, byReturn} {
		over := total() - w
		if over <= c[byPattern]-leastPattern { // names can be cut a little
			break
		}
		c[drop] = 0
	}
	if c[byPattern] > 0 {
		c[byPattern] = max(6, min(40, c[byPattern]+w-total()))
	}
	return c
}

// trades is the table of the trades, the query above it and what shows below it.
func (v *Page) trades(w, h int) []string {
	lines := v.query.Lines(nil, w)
	v.parts.rows += len(lines) + 1
	s := &v.scroll[tabTrades]
	window := max(1, h-len(lines)-2)
	s.Clamp(len(v.facts.trades), window)
	c := v.widths(w)
	lines = append(lines, v.tradeHeader(c, w))
	for i := s.Top; i < min(len(v.facts.trades), s.Top+window); i++ {
		p := &v.env.Theme.Styles
		if i == s.Cursor && !v.query.Typing() {
			p = &v.env.Theme.Selected
		}
		lines = append(lines, tradeRow(p, c, v.facts.trades[i], w))
	}
	if len(v.facts.trades) == 0 {
		var l draw.Line
		lines = append(lines, l.Left(v.env.Theme.Faint, " No trade matches.", w).Exactly(v.env.Theme.Text, w))
	}
	v.parts.note = more(s.Top, len(v.facts.trades), window)
	lines = draw.Fill(lines, w, max(len(lines), h-1))
	return append(lines[:min(len(lines), h-1)], v.tradesNote(w))
}

func (v *Page) tradeHeader(c [columns]int, w int) string {
	t := v.env.Theme
	var l draw.Line
	l.Pad(t.Text, 1)
	for i := range columns {
		paint := t.Faint
		if i == v.order.column {
			paint = t.Title
		}
		title := i.String()
		if draw.Width(title) > c[i] {
			title, _, _ = strings.Cut(title, " ")
		}
		if i.number() {
			l.Right(paint, title, c[i])
		} else {
			l.Left(paint, title, c[i])
		}
		l.Pad(t.Text, btoi(c[i] > 0))
	}
	return l.Exactly(t.Text, w)
}

func tradeRow(s *theme.Styles, c [columns]int, t *model.Trade, w int) string {
	var l draw.Line
	l.Add(s.Text, s.Mark)
	left := func(col column, p theme.Paint, text string) { l.Left(p, text, c[col]).Pad(s.Text, btoi(c[col] > 0)) }
	right := func(col column, p theme.Paint, text string) {
		l.Right(p, text, c[col]).Pad(s.Text, btoi(c[col] > 0))
	}
	left(bySymbol, s.Text, t.Symbol)
	left(byPattern, s.Text, named(t.Patterns))
	side, paint := draw.Dash, s.Faint
	switch t.Direction {
	case model.DirBull:
		side, paint = theme.GlyphBull+" long", s.Bull
	case model.DirBear:
		side, paint = theme.GlyphBear+" short", s.Bear
	}
	left(bySide, paint, side)
	left(byEntry, s.Text, draw.OrDash(export.Moment(t.Entry)))
	left(byExit, s.Text, draw.OrDash(export.Moment(t.Exit)))
	right(byBars, s.Text, verdict.Count(t.Bars))
	right(byReturn, gain(s, t.Return), verdict.Percent(t.Return, 1))
	right(byPnL, gain(s, t.PnL), verdict.Money(t.PnL))
	left(byWhy, s.Text, draw.OrDash(verdict.Spaced(t.Why)))
	right(byConfidence, s.Text, draw.Decimal(t.Confidence, 2))
	return l.Exactly(s.Text, w)
}

// named is the strongest pattern, and how many agreed with it.
func named(patterns []string) string {
	switch len(patterns) {
	case 0:
		return draw.Dash
	case 1:
		return patterns[0]
	}
	return fmt.Sprintf("%s +%d", patterns[0], len(patterns)-1)
}

func (v *Page) tradesNote(w int) string {
	t, r := v.env.Theme, v.report()
	arrow := theme.GlyphArrowD
	if v.order.least {
		arrow = theme.GlyphArrowU
	}
	note := fmt.Sprintf(" %s of %s, by %s %s", draw.Count(uint64(len(v.facts.trades))), draw.Count(uint64(len(r.Ledger))), v.order.column.word(), arrow)
	if r.Omitted > 0 {
		note += fmt.Sprintf("%s%s omitted by the publisher", theme.Separator, draw.Count(uint64(r.Omitted)))
	}
	if q := v.query.Query(); q != nil {
		sum := 0.0
		for _, x := range v.facts.trades {
			sum += x.PnL
		}
		note += theme.Separator + "P&L of these " + verdict.Money(sum)
	}
	var l draw.Line
	return l.Left(t.Faint, note, w).Exactly(t.Text, w)
}
