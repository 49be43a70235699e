package alerts

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/export"
	"tickdeck/theme"
	"tickdeck/ui/pane"
)

// dialog asks how and where to write the list.
func (x *exporter) dialog(path string) *pane.ExportDialog {
	all := export.Formats()
	ask := pane.Export{
		Title: "Write the list to a file", What: x.what, Chosen: slices.Index(all, x.format), Path: path,
		Write: func(path string, chosen int) tea.Cmd { return x.write(path, all[chosen]) },
	}
	for _, f := range all {
		ask.Formats = append(ask.Formats, pane.ExportFormat{Name: f.String(), Use: use(f), Extension: f.Extension()})
	}
	return pane.NewExportDialog(x.p.env, ask)
}

// use is what a format is for.
func use(f export.Format) string {
	return [...]string{"for a spreadsheet", "for programs, with the JSON as it came", "a table to read"}[f]
}

// what says what will be written.
func (x *exporter) what() string {
	p := x.p
	what := "every alert that is held"
	if q := p.filter.Query(); q != nil {
		what = "every alert that matches " + q.Text()
	}
	if p.tape.Looked() && !p.tape.Behind() {
		_, n := p.tape.Matching()
		what = several(n, "alert") + theme.Separator + what
	}
	return what
}
