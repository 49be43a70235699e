package results

import (
	"math"
	"strings"

	"tickdeck/model"
	"tickdeck/model/verdict"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// largest is the greatest amount of money among tallies.
func largest(all []model.Tally) (top float64) {
	for _, t := range all {
		if model.Known(t.PnL) {
			top = max(top, math.Abs(t.PnL))
		}
	}
	return top
}

// contribution is a bar of at most w cells, to half a cell.
func contribution(pnl, top float64, w int) string {
	if !model.Known(pnl) || top == 0 || pnl == 0 {
		return ""
	}
	return bar(math.Abs(pnl)/top, w)
}

// bar is a fraction of w cells, at least half of one.
func bar(fraction float64, w int) string {
	halves := max(1, int(math.Round(fraction*float64(2*w))))
	return strings.Repeat(theme.GlyphFill, halves/2) + [...]string{"", theme.GlyphHalf}[halves%2]
}

// The room of the columns of a table of tallies.
const (
	countCells = 9
	wonCells   = 6
	moneyCells = 11
)

// contributed is the head of the bars.
const contributed = "CONTRIBUTION"

// tallyColumns are those that have room.
type tallyColumns struct {
	name, skipped, bar int
	signals            bool // they were counted
}

func (v *Page) tallyColumns(all []model.Tally, w int) tallyColumns {
	c := tallyColumns{name: 7}
	for i := range all {
		c.name = max(c.name, min(24, draw.Width(all[i].Name)))
		c.signals = c.signals || model.Known(all[i].Signals)
	}
	used := 1 + c.name + countCells + wonCells + moneyCells + 1
	if c.signals {
		used += countCells
	}
	rest := w - used
	least := len(contributed) + 2 // of the bars
	if c.signals && rest >= 22+least {
		c.skipped = min(34, rest-least-2)
		rest -= c.skipped + 2
	}
	if rest >= least {
		c.bar = min(24, rest-2)
	}
	return c
}

// tallies is a table of symbols or patterns, sorted by what each contributed.
func (v *Page) tallies(title string, all []model.Tally, w int) []string {
	c, t := v.tallyColumns(all, w), v.env.Theme
	var l draw.Line
	l.Pad(t.Text, 1).Left(t.Faint, title, c.name)
	if c.signals {
		l.Right(t.Faint, "SIGNALS", countCells).Right(t.Faint, "TRADED", countCells)
	} else {
		l.Right(t.Faint, "TRADES", countCells)
	}
	if c.skipped > 0 {
		l.Pad(t.Text, 2).Left(t.Faint, "SKIPPED, WHY", c.skipped)
	}
	l.Right(t.Faint, "WON", wonCells).Right(t.Faint, "P&L", moneyCells)
	if c.bar > 0 {
		l.Pad(t.Text, 2).Left(t.Faint, contributed, c.bar)
	}
	out := []string{l.Exactly(t.Text, w)}
	top := largest(all)
	for _, x := range verdict.ByGain(all) {
		out = append(out, tallyRow(&t.Styles, c, &x, top, w, t.Text))
	}
	sum := v.sum()
	return append(out, tallyRow(&t.Styles, c, &sum, 0, w, t.Faint))
}

// sum is the row of all.
func (v *Page) sum() model.Tally {
	r := v.report()
	return model.Tally{Name: "all", Signals: r.Signals, Traded: r.Traded, Skipped: r.Skipped, Trades: r.Trades, PnL: verdict.Profit(r), WinRate: r.WinRate}
}

func tallyRow(s *theme.Styles, c tallyColumns, x *model.Tally, top float64, w int, name theme.Paint) string {
	var l draw.Line
	l.Pad(s.Text, 1).Left(name, x.Name, c.name)
	count := func(n float64) {
		paint := s.Text
		if n == 0 || !model.Known(n) {
			paint = s.Faint
		}
		l.Right(paint, verdict.Count(n), countCells)
	}
	if c.signals {
		count(x.Signals)
		count(x.Traded)
	} else {
		count(x.Trades)
	}
	if c.skipped > 0 {
		l.Pad(s.Text, 2).Left(s.Faint, verdict.Reasons(x.Skipped), c.skipped)
	}
	won, pnl := x.WinRate, x.PnL
	if x.Trades == 0 { // there is nothing to sum up
		won, pnl = model.None(), model.None()
	}
	l.Right(s.Text, verdict.Share(won, 0), wonCells).Right(gain(s, pnl), verdict.Money(pnl), moneyCells)
	if c.bar > 0 {
		l.Pad(s.Text, 2).Left(gain(s, pnl), contribution(pnl, top, c.bar), c.bar)
	}
	return l.Exactly(s.Text, w)
}
