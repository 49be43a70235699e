package compare

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model/export"
	"tickdeck/ui/pane"
)

// wroteMsg is how a writing ended.
type wroteMsg struct {
	asked, path string
	err         error
}

// write asks where to write the table.
func (v *Sweep) write() tea.Cmd {
	v.settle()
	switch {
	case v.exports == nil:
		return pane.Toast(pane.Warning, "there is no folder here to write to")
	case len(v.now.rows) == 0:
		return pane.Toast(pane.Info, "there is no table to write")
	}
	path := v.failed
	if path == "" {
		path = v.exports.Propose("tickdeck-" + pane.FileName(v.now.id) + ".csv")
	}
	v.env.Open(pane.NewExportDialog(v.env, pane.Export{
		Title: "Write the sweep to a file", What: func() string { return strconv.Itoa(len(v.now.rows)) + " jobs" + ", in the order of the table" },
		Formats: []pane.ExportFormat{{Name: "CSV", Use: "the table, for a spreadsheet", Extension: ".csv"}},
		Path:    path, Write: func(path string, _ int) tea.Cmd { return v.writeTo(path) },
	}))
	return nil
}

func (v *Sweep) writeTo(path string) tea.Cmd {
	v.settle()
	to, table := v.exports, v.now.table()
	return func() tea.Msg {
		at, err := to.WriteTable(context.Background(), path, table)
		return pane.Reply{To: SweepID, Msg: wroteMsg{path, at, err}}
	}
}

func (v *Sweep) wrote(m wroteMsg) tea.Cmd {
	v.failed = ""
	if m.err != nil {
		v.failed = m.asked
		return pane.Toast(pane.Failure, "nothing was written: "+m.err.Error())
	}
	return pane.Toast(pane.Success, "written to "+m.path)
}

// table is the sweep for a spreadsheet: parameters as they are sent, fractions, and
// which job above traded alike.
func (p *picture) table() *export.Table {
	t := &export.Table{Columns: []string{"job", "status"}}
	for i := range p.axes {
		t.Columns = append(t.Columns, export.Text(p.axes[i].Parameter.Name))
	}
	t.Columns = append(t.Columns, "return", "sharpe", "max_drawdown", "trades", "profit_factor", "same_trades_as")
	for _, r := range p.rows {
		cells := []string{export.Text(r.job.ID), r.job.Phase.String()}
		for i := range p.axes {
			cells = append(cells, export.Text(p.axes[i].Values[r.at[i]].String()))
		}
		for _, f := range r.of {
			cells = append(cells, export.Number(f))
		}
		twin := ""
		if r.twin != nil {
			twin = export.Text(r.twin.job.ID)
		}
		t.Rows = append(t.Rows, append(cells, twin))
	}
	return t
}
