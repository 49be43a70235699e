package results

import (
	"cmp"
	"slices"
	"strings"

	"tickdeck/model"
	"tickdeck/model/export"
	"tickdeck/model/query"
	"tickdeck/model/verdict"
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
