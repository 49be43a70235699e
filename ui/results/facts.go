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

// fact is a name and a value below the graph.
type fact struct{ name, value string }

// figures are what else there is to know, in columns; of a walk-forward test the two
// periods first.
func (v *Page) figures(w int) (out []string) {
	out = v.periods(w)
	facts := v.factsOf()
	cols := max(1, min(3, w/36))
	rows := (len(facts) + cols - 1) / cols
	t, each := v.env.Theme, w/cols
	for y := range rows {
		var l draw.Line
		for x := range cols {
			i := x*rows + y
			if i >= len(facts) {
				continue
			}
			l.To(t.Text, x*each+1).Left(t.Faint, facts[i].name, 14).Left(t.Text, facts[i].value, each-15)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	if w >= 100 {
		out = append(out, v.sums("by symbol", v.report().BySymbol, w)...)
		out = append(out, v.sums("by pattern", v.report().ByPattern, w)...)
	}
	return out
}

func (v *Page) factsOf() (out []fact) {
	r := v.report()
	add := func(name, value string) {
		if value != "" && value != draw.Dash {
			out = append(out, fact{name, value})
		}
	}
	add("average win", verdict.Count(r.AverageWin))
	add("average loss", verdict.Count(r.AverageLoss))
	if model.Known(r.Expectancy) {
		add("expectancy", verdict.Money(r.Expectancy)+" a trade")
	}
	if best, ok := verdict.Best(r); ok {
		add("best trade", single(&best))
		worst, _ := verdict.Worst(r)
		add("worst trade", single(&worst))
	}
	add("longest held", longest(r.Ledger))
	add("signals", verdict.Count(r.Signals))
	add("traded", verdict.Count(r.Traded))
	add("skipped", verdict.Reasons(r.Skipped))
	set := settings(r)
	add("stop, target", joined(", ", set("stop_loss"), set("take_profit")))
	add("costs", joined(" + ", set("commission"), set("slippage")+" slippage"))
	if set("sizing") == "" || set("position_size") != "" {
		add("position", set("position_size"))
	}
	return out
}

func joined(with string, parts ...string) string {
	for _, p := range parts {
		if p == "" || strings.HasPrefix(p, " ") {
			return ""
		}
	}
	return strings.Join(parts, with)
}

// single is one trade in a few words: NVDA +4,017 11 Apr.
func single(t *model.Trade) string {
	when := ""
	if !t.Exit.IsZero() {
		when = t.Exit.Format("2 Jan")
	}
	return strings.Join(strings.Fields(t.Symbol+" "+verdict.Money(t.PnL)+" "+when), " ")
}

func longest(all []model.Trade) string {
	most, n := 0.0, 0
	for i := range all {
		switch bars := all[i].Bars; {
		case bars > most:
			most, n = bars, 1
		case bars == most:
			n++
		}
	}
	if most == 0 {
		return ""
	}
	return fmt.Sprintf("%s bars, %d of %d", verdict.Count(most), n, len(all))
}

// periods are the figures of a walk-forward test: of all days, and of each period.
func (v *Page) periods(w int) (out []string) {
	r, t := v.report(), v.env.Theme
	if r.InSample == nil || r.OutOfSample == nil {
		return nil
	}
	each := max(8, min(16, (w-18)/3))
	row := func(name string, cells ...string) {
		var l draw.Line
		l.Pad(t.Text, 1).Left(t.Faint, name, 15)
		for i, c := range cells {
			paint := t.Text
			if name == "" {
				paint = t.Faint
			} else if i == 2 {
				paint = t.Bright // what nobody looked at counts
			}
			l.Right(paint, c, each)
		}
		out = append(out, l.Exactly(t.Text, w))
	}
	row("", "ALL", "IN SAMPLE", "OUT OF SAMPLE"[:min(13, each)])
	in, after := export.Figures(r.InSample), export.Figures(r.OutOfSample)
	for i, f := range export.Figures(r) {
		row(f.Name, f.Value, in[i].Value, after[i].Value)
	}
	return append(out, (&draw.Line{}).To(t.Text, w).String())
}

// sums are what symbols or patterns made, beside each other, the most first, with bars as
// long as leaves room for all of them.
func (v *Page) sums(name string, all []model.Tally, w int) []string {
	var lines []string
	for _, cells := range [...]int{16, 10, 6, 3} {
		var whole bool
		if lines, whole = v.sumsWith(name, all, w, cells); whole {
			break
		}
	}
	return lines
}

func (v *Page) sumsWith(name string, all []model.Tally, w, cells int) (lines []string, whole bool) {
	t, top := v.env.Theme, largest(all)
	var l draw.Line
	l.Pad(t.Text, 1).Left(t.Faint, name, 14)
	shown := 0
	for _, x := range verdict.ByGain(all) {
		if !model.Known(x.PnL) || x.Trades == 0 {
			continue
		}
		text, money := x.Name+" ", verdict.Money(x.PnL)+" "+contribution(x.PnL, top, cells)
		if l.Width()+draw.Width(text)+draw.Width(money)+3 > w {
			return []string{l.Add(t.Faint, theme.GlyphMore).Exactly(t.Text, w)}, false
		}
		shown++
		l.Add(t.Text, text).Add(gain(&t.Styles, x.PnL), money).Pad(t.Text, 3)
	}
	if shown == 0 {
		return nil, true
	}
	return []string{l.Exactly(t.Text, w)}, true
}
