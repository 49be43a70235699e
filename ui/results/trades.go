package results

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/query"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// column is one of the table of trades.
type column int

const (
	bySymbol column = iota
	byPattern
	bySide
	byEntry
	byExit
	byBars
	byReturn
	byPnL
	byWhy
	byConfidence
	columns
)

func (c column) String() string {
	return [...]string{"SYMBOL", "PATTERN", "SIDE", "ENTRY", "EXIT", "BARS", "RETURN", "P&L", "WHY IT ENDED", "CONF"}[c]
}

// word is the column in a sentence.
func (c column) word() string {
	return [...]string{"symbol", "pattern", "side", "entry", "exit", "bars", "return", "P&L", "why it ended", "confidence"}[c]
}

// number reports whether what is in it stands at its right end.
func (c column) number() bool {
	return c == byBars || c == byReturn || c == byPnL || c == byConfidence
}

// order is by what the trades are sorted: the most first, or the least.
type order struct {
	column column
	least  bool
}

func (v *Page) sortBy(by int) {
	if v.tab != tabTrades {
		return
	}
	v.order = order{column: (v.order.column + column(by) + columns) % columns}
	v.order.least = !v.order.column.number() // words from A on
	v.ask()
}

func (v *Page) turn() {
	if v.tab == tabTrades {
		v.order.least = !v.order.least
		v.ask()
	}
}

// ask takes the trades that the query matches, in the order that is wanted.
func (v *Page) ask() {
	v.rev++
	r := v.report()
	v.facts.trades = nil
	if r == nil {
		return
	}
	q, clock := v.query.Query(), v.query.Clock()
	for i := range r.Ledger {
		if t := &r.Ledger[i]; q == nil || q.Match(query.Trade{Trade: t, Clock: clock}) {
			v.facts.trades = append(v.facts.trades, t)
		}
	}
	slices.SortStableFunc(v.facts.trades, v.order.compare)
}

// compare puts what is not known last, whichever way round.
func (o order) compare(a, b *model.Trade) int {
	sign := -1
	if o.least {
		sign = 1
	}
	figures := func(x, y float64) int {
		switch kx, ky := model.Known(x), model.Known(y); {
		case kx && ky:
			return sign * cmp.Compare(x, y)
		case kx:
			return -1
		case ky:
			return 1
		}
		return 0
	}
	switch o.column {
	case bySymbol:
		return sign * strings.Compare(a.Symbol, b.Symbol)
	case byPattern:
		return sign * strings.Compare(first(a.Patterns), first(b.Patterns))
	case bySide:
		return sign * cmp.Compare(a.Direction, b.Direction)
	case byEntry:
		return sign * a.Entry.Compare(b.Entry)
	case byExit:
		return sign * a.Exit.Compare(b.Exit)
	case byBars:
		return figures(a.Bars, b.Bars)
	case byReturn:
		return figures(a.Return, b.Return)
	case byWhy:
		return sign * strings.Compare(a.Why, b.Why)
	case byConfidence:
		return figures(a.Confidence, b.Confidence)
	}
	return figures(a.PnL, b.PnL)
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// filter lets a query be typed.
func (v *Page) filter() {
	if v.has(tabTrades) {
		v.tab = tabTrades
		v.query.Begin()
	}
}

// values are those of a field among the trades, for what is offered.
func (v *Page) values(field, rest string) (out []query.Count) {
	r := v.report()
	q, err := query.Parse(v.query.Schema(), rest, v.query.Clock())
	if r == nil {
		return nil
	}
	counts := map[string]int{}
	for i := range r.Ledger {
		t := &r.Ledger[i]
		if err == nil && !q.Match(query.Trade{Trade: t, Clock: v.query.Clock()}) {
			continue
		}
		for _, value := range valuesOf(field, t) {
			counts[value]++
		}
	}
	for value, n := range counts {
		out = append(out, query.Count{Value: value, Left: n})
	}
	slices.SortFunc(out, func(a, b query.Count) int {
		return cmp.Or(cmp.Compare(b.Left, a.Left), strings.Compare(a.Value, b.Value))
	})
	return out
}

func valuesOf(field string, t *model.Trade) []string {
	switch field {
	case "symbol":
		return []string{t.Symbol}
	case "pattern":
		return t.Patterns
	case "why":
		return []string{verdict.Spaced(t.Why)}
	case "side":
		if side := export.Side(t.Direction); side != "" {
			return []string{side}
		}
	}
	return nil
}

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
