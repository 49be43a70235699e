package export

import (
	"encoding/csv"
	"io"
)

// Table is a list of anything that is to be written as CSV. It may be read by any
// goroutine.
type Table struct {
	Columns []string
	Rows    [][]string // of what Text and Number make
}

// Text is a cell with what somebody else may have written: no spreadsheet takes it for a
// formula.
func Text(s string) string { return inert(s) }

// Number is a cell with a number; empty where nobody said.
func Number(v float64) string { return figure(v) }

// WriteTable writes a table as CSV.
func WriteTable(w io.Writer, t *Table) error {
	to := csv.NewWriter(w)
	to.UseCRLF = true
	if err := to.Write(t.Columns); err != nil {
		return err
	}
	return to.WriteAll(t.Rows)
}
