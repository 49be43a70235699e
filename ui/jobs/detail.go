package jobs

import (
	"fmt"
	"strings"
	"time"

	"github.com/guptarohit/asciigraph"

	"tickdeck/model"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// newDetail shows everything that is known of a job.
func newDetail(env *pane.Env, id string) *pane.Reader {
	return pane.NewReader(env, "Job · "+id, func(p *pane.Page) {
		if j, ok := env.State.Jobs.Job(id); ok {
			fields(env, p, j)
		} else {
			p.Text(env.Theme.Faint, "This job is not kept any more.")
		}
	}).Following(func() uint64 { return env.State.Jobs.Rev + uint64(env.Now.Unix()) })
}

func fields(env *pane.Env, p *pane.Page, j model.Job) {
	paint, word := status(&env.Theme.Styles, &j, env.Now)
	p.Painted("status", paint, word)
	if j.Error != "" {
		p.Painted("error", env.Theme.Bad, j.Error)
	}
	p.Field("progress", draw.Fraction(j.Progress, 1)+worked(j))
	p.Field("symbols", list(j.Symbols))
	p.Field("patterns", list(j.Patterns))
	p.Field("dates", dates(&j))
	p.Field("user", list([]string{j.User}))
	p.Field("submitted", moment(j.Created, env.Zone))
	p.Field("started", moment(j.Started, env.Zone))
	p.Field("finished", moment(j.Finished, env.Zone))
	p.Field("elapsed", elapsed(&j, env.Now))
	if !j.Phase.Terminal() {
		p.Field("remaining", remaining(&j, env.Now))
	}
	if j.Result != nil {
		p.Gap()
		result(env, p, j.Result)
	}
}

func worked(j model.Job) string {
	if j.Total == 0 {
		return ""
	}
	text := fmt.Sprintf(" · %d of %d symbols", j.Done, j.Total)
	if j.Current != "" && !j.Phase.Terminal() {
		text += " · now " + j.Current
	}
	return text
}

func list(words []string) string {
	if text := strings.Join(words, ", "); text != "" {
		return text
	}
	return draw.Dash
}

func moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return draw.Dash
	}
	return t.In(zone).Format("2006-01-02 15:04:05 MST")
}

func result(env *pane.Env, p *pane.Page, r *model.Result) {
	p.Heading("Result")
	if r.Simulated {
		p.Painted("market", env.Theme.Warn, "simulated: these prices are made up")
	}
	for _, f := range [...]struct{ name, value string }{
		{"return", signed(r.ROI)},
		{"CAGR", signed(r.CAGR)},
		{"Sharpe", draw.Decimal(r.Sharpe, 2)},
		{"Sortino", draw.Decimal(r.Sortino, 2)},
		{"max drawdown", draw.Fraction(r.MaxDrawdown, 1)},
		{"trades", draw.Decimal(r.Trades, 0)},
		{"won", draw.Decimal(r.WinningTrades, 0)},
		{"win rate", draw.Fraction(r.WinRate, 1)},
		{"profit factor", draw.Decimal(r.ProfitFactor, 2)},
		{"expectancy", draw.Decimal(r.Expectancy, 2)},
		{"balance", draw.Decimal(r.FinalBalance, 2)},
		{"days", draw.Decimal(r.DurationDays, 0)},
		{"took", took(r.Seconds)},
	} {
		p.Field(f.name, f.value)
	}
	if len(r.Equity) > 1 {
		p.Gap()
		p.Heading("Equity")
		graph := asciigraph.Plot(r.Equity, asciigraph.Height(8), asciigraph.Width(max(10, p.Width()-14)), asciigraph.Precision(0))
		for line := range strings.SplitSeq(graph, "\n") {
			p.Row(func(l *draw.Line) { l.Left(env.Theme.Spark, line, p.Width()) })
		}
	}
}

func took(seconds float64) string {
	if !model.Known(seconds) {
		return draw.Dash
	}
	return draw.Decimal(seconds, 1) + " s"
}
