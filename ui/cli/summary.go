package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// writeSummary prints what a backtest came to, for people.
func writeSummary(out io.Writer, r model.Report) error {
	w := bufio.NewWriter(out)
	if notes := warnings(r); len(notes) > 0 {
		fmt.Fprintf(w, "%s\n\n", strings.Join(notes, "\n"))
	}
	if r.InSample != nil && r.OutOfSample != nil {
		sideBySide(w, r)
	} else {
		for _, f := range figures(r) {
			fmt.Fprintf(w, "%-13s  %12s\n", f.name, f.value)
		}
	}
	tallies(w, "SYMBOL", r.BySymbol)
	tallies(w, "PATTERN", r.ByPattern)
	if shared(r) {
		fmt.Fprintln(w, "\nA trade counts for each pattern that agreed to it: the sums exceed the totals.")
	}
	return w.Flush()
}

// shared reports whether the trades of the patterns are more than there were.
func shared(r model.Report) bool {
	sum := 0.0
	for _, t := range r.ByPattern {
		sum += t.Trades
	}
	return sum > r.Trades
}

type figure struct{ name, value string }

func figures(r model.Report) []figure {
	return []figure{
		{"from", day(r.First)},
		{"to", day(r.Last)},
		{"return", signed(r.ROI)},
		{"buy and hold", signed(r.HeldROI)},
		{"CAGR", signed(r.CAGR)},
		{"Sharpe", draw.Decimal(r.Sharpe, 2)},
		{"Sortino", draw.Decimal(r.Sortino, 2)},
		{"Calmar", draw.Decimal(r.Calmar, 2)},
		{"max drawdown", draw.Fraction(r.MaxDrawdown, 1)},
		{"trades", draw.Decimal(r.Trades, 0)},
		{"win rate", draw.Fraction(r.WinRate, 1)},
		{"profit factor", draw.Decimal(r.ProfitFactor, 2)},
		{"expectancy", draw.Decimal(r.Expectancy, 2)},
		{"final balance", draw.Decimal(r.FinalBalance, 2)},
	}
}

// sideBySide prints the figures of a walk-forward test: those of all days, and those
// of the two periods.
func sideBySide(w io.Writer, r model.Report) {
	fmt.Fprintf(w, "%-13s  %12s  %12s  %13s\n", "", "ALL", "IN SAMPLE", "OUT OF SAMPLE")
	in, out := figures(*r.InSample), figures(*r.OutOfSample)
	for i, f := range figures(r) {
		fmt.Fprintf(w, "%-13s  %12s  %12s  %13s\n", f.name, f.value, in[i].value, out[i].value)
	}
}

// tallies prints a table of what each symbol, or each pattern, came to.
func tallies(w io.Writer, title string, all []model.Tally) {
	if len(all) == 0 {
		return
	}
	width := len(title)
	for _, t := range all {
		width = max(width, draw.Width(model.CleanLine(t.Name)))
	}
	row := func(name string, cells ...any) {
		fmt.Fprintf(w, "%s%*s  %6s  %8s  %12s  %13s  %10s\n", append([]any{name, width - draw.Width(name), ""}, cells...)...)
	}
	fmt.Fprintln(w)
	row(title, "TRADES", "WIN RATE", "P&L", "PROFIT FACTOR", "EXPECTANCY")
	for _, t := range all {
		row(model.CleanLine(t.Name), draw.Decimal(t.Trades, 0), draw.Fraction(t.WinRate, 1), draw.Decimal(t.PnL, 2),
			draw.Decimal(t.ProfitFactor, 2), draw.Decimal(t.Expectancy, 2))
	}
}

// warnings are what must be known before the figures are believed.
func warnings(r model.Report) (out []string) {
	if r.Simulated {
		out = append(out, "simulated: these prices are made up")
	}
	if r.Ruined {
		out = append(out, "ruined: all was lost, and trading ended")
	}
	for _, text := range r.Warnings {
		out = append(out, model.CleanLine(text))
	}
	return out
}

// signed writes a fraction as percent, with its sign.
func signed(v float64) string {
	if model.Known(v) && v >= 0 {
		return "+" + draw.Fraction(v, 1)
	}
	return draw.Fraction(v, 1)
}

func day(t time.Time) string {
	if t.IsZero() {
		return draw.Dash
	}
	return t.Format(time.DateOnly)
}
