package jobs

import (
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/ui/draw"
)

// result are the figures, in two columns where there is room for them.
func (d detail) result(r *model.Result) {
	d.page.Gap()
	d.page.Heading("Result")
	if r.Simulated {
		d.page.Painted("market", d.env.Theme.Warn, "simulated: these prices are made up")
	}
	all := figures(r)
	if d.page.Width() < 4*labelWidth {
		for _, f := range all {
			d.page.Field(f.name, f.value)
		}
	} else {
		half := (len(all) + 1) / 2
		for i := range half {
			d.pair(all[i], all[half:], i)
		}
	}
}

// pair draws a figure, and beside it the one of the second column, if there is one.
func (d detail) pair(f figure, second []figure, i int) {
	t, half := d.env.Theme, d.page.Width()/2
	d.page.Row(func(l *draw.Line) {
		l.Left(t.Faint, f.name, labelWidth).Left(t.Text, f.value, half-labelWidth)
		if i < len(second) {
			l.Left(t.Faint, second[i].name, labelWidth).Left(t.Text, second[i].value, d.page.Width()-half-labelWidth)
		}
	})
}

// labelWidth is the room for the name of a figure, in cells: that of a page.
const labelWidth = 14

type figure struct{ name, value string }

// figures are those of a result in the order of their weight.
func figures(r *model.Result) []figure {
	return []figure{
		{"return", signed(r.ROI)},
		{"buy and hold", signed(r.HeldROI)},
		{"CAGR", signed(r.CAGR)},
		{"Sharpe ratio", decimal(r.Sharpe, 2)},
		{"Sortino ratio", decimal(r.Sortino, 2)},
		{"max drawdown", share(r.MaxDrawdown, 1)},
		{"final balance", number(r.FinalBalance, 2)},
		{"days", number(r.DurationDays, 0)},
		{"trades", number(r.Trades, 0)},
		{"won", number(r.WinningTrades, 0)},
		{"win rate", share(r.WinRate, 1)},
		{"profit factor", decimal(r.ProfitFactor, 2)},
		{"expectancy", each(r.Expectancy)},
		{"computed in", seconds(r.Seconds)},
	}
}

func each(expectancy float64) string {
	if !model.Known(expectancy) {
		return draw.Dash
	}
	return number(expectancy, 2) + " a trade"
}

func seconds(v float64) string {
	if !model.Known(v) {
		return draw.Dash
	}
	return decimal(v, 1) + " s"
}

func listed(words []string) string { return draw.OrDash(strings.Join(words, ", ")) }

func (d detail) moment(t time.Time) string {
	if t.IsZero() {
		return draw.Dash
	}
	return t.In(d.env.Zone).Format("2006-01-02 15:04:05 MST")
}
