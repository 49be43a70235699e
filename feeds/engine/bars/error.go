package bars

import (
	"fmt"
	"strings"
	"time"
)

// UnknownSymbolError is asked-for data of a symbol that there are no data for.
type UnknownSymbolError struct {
	Symbol string
	Known  []string // all symbols that there are, in order
}

func (e *UnknownSymbolError) Error() string {
	switch n := len(e.Known); n {
	case 0:
		return fmt.Sprintf("no data for %s: no symbols are known", e.Symbol)
	case 1:
		return fmt.Sprintf("no data for %s: only %s is known", e.Symbol, e.Known[0])
	default:
		return fmt.Sprintf("no data for %s: %d symbols are known, such as %s", e.Symbol, n, strings.Join(e.Known[:2], ", "))
	}
}

// RangeError is a range of days that holds no bar of a symbol.
type RangeError struct {
	Symbol      string
	From, To    time.Time // what was asked for; zero for no limit
	First, Last time.Time // the bars that there are; zero for none
}

func (e *RangeError) Error() string {
	from, to := date(e.From), date(e.To)
	switch {
	case !e.From.IsZero() && !e.To.IsZero() && to < from:
		return fmt.Sprintf("the range ends on %s, before it begins on %s", to, from)
	case e.First.IsZero():
		return e.Symbol + " has no bars"
	}
	has := fmt.Sprintf("%s has bars from %s to %s, none ", e.Symbol, date(e.First), date(e.Last))
	switch {
	case e.To.IsZero():
		return has + "from " + from + " on"
	case e.From.IsZero():
		return has + "up to " + to
	}
	return has + "between " + from + " and " + to
}

// BadRow is a row of a file that cannot be a bar, or does not follow the one
// before it.
type BadRow struct {
	Line  int // in the file, the header's being 1 where the file begins with it
	Fault string
}

// RowsError is a file with bad rows. None of its bars are used: a backtest over
// the rest would look right and be wrong.
type RowsError struct {
	File string
	Rows []BadRow // the first ones, at most MaxBadRows
	More int      // how many more there are
}

// MaxBadRows is how many bad rows of a file are named.
const MaxBadRows = 10

func (e *RowsError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	for i, r := range e.Rows {
		fmt.Fprintf(&b, "%s line %d: %s", [...]string{":", ";"}[min(i, 1)], r.Line, r.Fault)
	}
	if e.More > 0 {
		fmt.Fprintf(&b, "; and %d more bad rows", e.More)
	}
	return b.String()
}

// add notes a bad row, or counts it where enough are named.
func (e *RowsError) add(line int, fault string) {
	if len(e.Rows) == MaxBadRows {
		e.More++
		return
	}
	e.Rows = append(e.Rows, BadRow{Line: line, Fault: fault})
}

func (e *RowsError) orNil() error {
	if len(e.Rows) == 0 {
		return nil
	}
	return e
}

func date(t time.Time) string { return t.UTC().Format(time.DateOnly) }
