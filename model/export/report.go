package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/verdict"
)

// ReportFormat is how a result is written.
type ReportFormat uint8

// The formats of a result.
const (
	ReportMarkdown ReportFormat = iota
	ReportTrades
	ReportJSON
)

// ReportFormats are all there are, in the order in which they are offered.
func ReportFormats() []ReportFormat {
	return []ReportFormat{ReportMarkdown, ReportTrades, ReportJSON}
}

// String is the format for people.
func (f ReportFormat) String() string { return [...]string{"Markdown", "CSV", "JSON"}[f] }

// Extension is how the name of a file of it ends.
func (f ReportFormat) Extension() string { return [...]string{".md", ".csv", ".json"}[f] }

// Report is a result that is to be written. It may be read by any goroutine.
type Report struct {
	Record *model.Record // with a report
	Graph  []string      // of the equity, in plain text; nil for none
}

// WriteReport writes a result.
func WriteReport(w io.Writer, f ReportFormat, r *Report) error {
	switch f {
	case ReportMarkdown:
		return r.markdown(w)
	case ReportTrades:
		return r.trades(w)
	case ReportJSON:
		_, err := w.Write(r.Record.Report.JSON)
		return err
	}
	return fmt.Errorf("no format %d", f)
}

// TradeColumns are the columns of the trades as CSV, in their order. They are only ever
// added to.
func TradeColumns() []string {
	return []string{
		"symbol", "side", "patterns", "confidence", "entry", "exit", "entry_price", "exit_price", "quantity", "bars", "return", "pnl", "costs", "why",
	}
}

func (r *Report) trades(w io.Writer) error {
	to := csv.NewWriter(w)
	to.UseCRLF = true
	if err := to.Write(TradeColumns()); err != nil {
		return err
	}
	for i := range r.Record.Report.Ledger {
		t := &r.Record.Report.Ledger[i]
		err := to.Write([]string{
			inert(t.Symbol), Side(t.Direction), inert(strings.Join(t.Patterns, ", ")), figure(t.Confidence), Moment(t.Entry), Moment(t.Exit),
			figure(t.EntryPrice), figure(t.ExitPrice), figure(t.Quantity), figure(t.Bars), figure(t.Return), figure(t.PnL), figure(t.Costs), inert(t.Why),
		})
		if err != nil {
			return err
		}
	}
	to.Flush()
	return to.Error()
}

// Side is which way a trade was; "" where nobody said.
func Side(d model.Direction) string {
	switch d {
	case model.DirBull:
		return "long"
	case model.DirBear:
		return "short"
	}
	return ""
}

// Moment is a day, or the minute of a bar that is shorter; "" if it is not known.
func Moment(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Hour() == 0 && t.Minute() == 0:
		return t.Format(time.DateOnly)
	}
	return t.UTC().Format("2006-01-02T15:04Z")
}

// page collects the lines of a report.
type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// table writes rows of which the first is the header. Columns from the second on hold
// numbers.
func (p *page) table(rows [][]string) {
	for i, row := range rows {
		p.line("| %s |", strings.Join(row, " | "))
		if i == 0 {
			p.line("| ---%s |", strings.Repeat(" | ---:", len(row)-1))
		}
	}
	p.line("")
}

func (r *Report) markdown(w io.Writer) error {
	var p page
	r.heading(&p)
	r.figures(&p)
	if len(r.Graph) > 0 {
		p.line("## Equity\n\n```text\n%s\n```\n", strings.Join(r.Graph, "\n"))
	}
	tallies(&p, "Symbols", "symbol", r.Record.Report.BySymbol)
	tallies(&p, "Patterns", "pattern", r.Record.Report.ByPattern)
	r.months(&p)
	r.parameters(&p)
	_, err := io.WriteString(w, p.String())
	return err
}

func (r *Report) heading(p *page) {
	job, report := &r.Record.Job, r.Record.Report
	p.line("# Backtest %s\n", literal(job.ID))
	p.line("%s%s%s\n", literal(strings.Join(job.Symbols, " ")), dot(Dates(r.Record)), dot(literal(report.Source)))
	p.line("**%s**\n", literal(verdict.Line(report)))
	if report.Simulated {
		p.line("- Simulated: these prices are made up.")
	}
	doubts := verdict.Doubts(report, r.Record.Ignored)
	for _, d := range doubts {
		p.line("- %s", literal(d.Text))
	}
	if len(doubts) > 0 || report.Simulated {
		p.line("")
	}
}

func dot(text string) string {
	if text == "" {
		return ""
	}
	return " · " + text
}

// Dates are the days of a result: those of its bars, or those that were asked for.
func Dates(r *model.Record) string {
	from, to := r.Job.Start, r.Job.End
	if r.Report != nil && !r.Report.First.IsZero() && !r.Report.Last.IsZero() {
		from, to = r.Report.First.Format(time.DateOnly), r.Report.Last.Format(time.DateOnly)
	}
	if from == "" && to == "" {
		return ""
	}
	return from + " → " + to
}

// Figure is one of a result, for people.
type Figure struct{ Name, Value string }

// Figures are those of a result that stand below the verdict, the most telling first.
func Figures(r *model.Report) []Figure {
	return []Figure{
		{"return", verdict.Percent(r.ROI, 1)},
		{"buy and hold", verdict.Percent(r.HeldROI, 1)},
		{"CAGR", verdict.Percent(r.CAGR, 1)},
		{"Sharpe ratio", verdict.Decimal(r.Sharpe)},
		{"Sortino ratio", verdict.Decimal(r.Sortino)},
		{"Calmar ratio", verdict.Decimal(r.Calmar)},
		{"max drawdown", verdict.Share(r.MaxDrawdown, 1)},
		{"trades", verdict.Count(r.Trades)},
		{"won", verdict.Share(r.WinRate, 0)},
		{"profit factor", verdict.Decimal(r.ProfitFactor)},
		{"expectancy", verdict.Money(r.Expectancy)},
		{"average win", verdict.Money(r.AverageWin)},
		{"average loss", verdict.Count(r.AverageLoss)},
		{"final balance", verdict.Count(r.FinalBalance)},
		{"in the market", verdict.Share(r.Exposure, 0)},
	}
}

func (r *Report) figures(p *page) {
	report := r.Record.Report
	rows := [][]string{{"", "all"}}
	for _, f := range Figures(report) {
		rows = append(rows, []string{f.Name, f.Value})
	}
	for _, period := range [...]struct {
		name string
		of   *model.Report
	}{{"in sample", report.InSample}, {"out of sample", report.OutOfSample}} {
		if period.of == nil {
			continue
		}
		rows[0] = append(rows[0], period.name)
		for i, f := range Figures(period.of) {
			rows[i+1] = append(rows[i+1], f.Value)
		}
	}
	p.line("## Figures\n")
	p.table(rows)
}

func tallies(p *page, title, name string, all []model.Tally) {
	if len(all) == 0 {
		return
	}
	rows := [][]string{{name, "signals", "trades", "won", "P&L"}}
	for _, t := range verdict.ByGain(all) {
		rows = append(rows, []string{literal(t.Name), verdict.Count(t.Signals), verdict.Count(t.Trades), verdict.Share(t.WinRate, 0), verdict.Money(t.PnL)})
	}
	p.line("## %s\n", title)
	p.table(rows)
}

func (r *Report) months(p *page) {
	months, _, _ := verdict.Months(r.Record.Report)
	if len(months) == 0 {
		return
	}
	rows := [][]string{{"year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "year"}}
	for _, m := range months {
		if name := strconv.Itoa(m.Year); rows[len(rows)-1][0] != name {
			row := make([]string, 14)
			row[0], row[13] = name, verdict.Percent(verdict.Year(months, m.Year), 1)
			rows = append(rows, row)
		}
		rows[len(rows)-1][m.Month] = verdict.Percent(m.Return, 1)
	}
	p.line("## Months\n")
	p.table(rows)
}

func (r *Report) parameters(p *page) {
	if len(r.Record.Report.Parameters) == 0 {
		return
	}
	rows := [][]string{{"parameter", "value"}}
	for _, s := range r.Record.Report.Parameters {
		rows = append(rows, []string{literal(s.Name), literal(s.Value)})
	}
	p.line("## Parameters\n")
	p.table(rows)
}
