package results

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/export"
	"tickdeck/model/verdict"
	"tickdeck/ui/pane"
)

func (v *Page) clone() tea.Cmd {
	if v.env.Clone == nil {
		return pane.Toast(pane.Info, "there is no form here to open it in")
	}
	v.env.Clone(v.id)
	return nil
}

// compare asks for the jobs that are marked and this one beside each other.
func (v *Page) compare() tea.Cmd {
	ids := []string{v.id}
	if v.env.MarkedJobs != nil {
		for _, id := range v.env.MarkedJobs() {
			if id != v.id {
				ids = append(ids, id)
			}
		}
	}
	if v.env.Compare == nil || len(ids) < 2 {
		return pane.Toast(pane.Info, "nothing to compare it with: mark others in the list of jobs first")
	}
	v.env.Compare(ids)
	return nil
}

func (v *Page) copyVerdict() tea.Cmd {
	r := v.report()
	if r == nil {
		return pane.Toast(pane.Info, "there is no result to copy")
	}
	text := v.id + "  " + verdict.Line(r)
	return func() tea.Msg { return pane.Copied(text, "copied: "+text, "S writes it to a file") }
}

// exporting is how a result was written last.
type exporting struct {
	format export.ReportFormat
	failed string // the path of a writing that failed: it is offered again
}

// wroteMsg is how a writing ended.
type wroteMsg struct {
	asked, path string
	err         error
}

// graphCells is the width of the graph in a report.
const graphCells = 78

// write asks in which format and where to write the result.
func (v *Page) write() tea.Cmd {
	switch {
	case v.exports == nil:
		return pane.Toast(pane.Warning, "there is no folder here to write to")
	case v.report() == nil:
		return pane.Toast(pane.Info, "there is no result to write")
	}
	all := export.ReportFormats()
	path := v.export.failed
	if path == "" {
		path = v.exports.Propose("tickdeck-" + pane.FileName(v.id) + v.export.format.Extension())
	}
	ask := pane.Export{
		Title: "Write the result to a file", What: func() string { return "the result of " + v.id },
		Chosen: slices.Index(all, v.export.format), Path: path,
		Write: func(path string, chosen int) tea.Cmd { return v.writeTo(path, all[chosen]) },
	}
	for _, f := range all {
		ask.Formats = append(ask.Formats, pane.ExportFormat{
			Name: f.String(), Extension: f.Extension(),
			Use: [...]string{"a report to read, with the graph", "the trades, for a spreadsheet", "all of it, as it was sent"}[f],
		})
	}
	v.env.Open(pane.NewExportDialog(v.env, ask))
	return nil
}

func (v *Page) writeTo(path string, f export.ReportFormat) tea.Cmd {
	v.export.format = f
	to, report := v.exports, &export.Report{Record: v.record()}
	if c := v.facts.equity; len(c.equity) > 1 {
		report.Graph = newPlot(c.equity, c.held, c.fall, c.days, graphCells-gutter, 14, 0, -1).text()
	}
	return func() tea.Msg {
		at, err := to.WriteReport(context.Background(), path, f, report)
		return pane.Reply{To: ID, Msg: wroteMsg{path, at, err}}
	}
}

func (v *Page) wrote(m wroteMsg) tea.Cmd {
	v.export.failed = ""
	if m.err != nil {
		v.export.failed = m.asked
		return pane.Toast(pane.Failure, "nothing was written: "+m.err.Error())
	}
	return pane.Toast(pane.Success, "written to "+m.path)
}
