package bars

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

const (
	maxRowBytes = 64 << 10  // of a row: what is longer is no market data
	maxRows     = 4_000_000 // of a file: 190 MB in memory, 40 years of minutes
	rowBytes    = 48        // of a usual row, to guess how many there are
)

var errLongRow = fmt.Errorf("a row is longer than %d KiB, or a quotation mark is not closed", maxRowBytes>>10)

// Read reads the bars of a symbol from CSV with a header, and checks them as
// Folder says. name is the file's, for errors; size its length in bytes, or 0
// if that is not known.
func Read(r io.Reader, symbol, name string, size int64) (Series, Report, error) {
	t := newTable(r, name)
	if err := t.header(); err != nil {
		return Series{}, Report{}, err
	}
	s := Series{Symbol: symbol, Bars: make([]Bar, 0, min(max(size, 0)/rowBytes, maxRows)+16)}
	for {
		row, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Series{}, Report{}, err
		}
		if len(s.Bars) == maxRows {
			return Series{}, Report{}, fmt.Errorf("%s has more than %d rows", name, maxRows)
		}
		if b, ok := t.bar(row); ok {
			s.Bars = append(s.Bars, b)
		}
	}
	if err := t.bad.orNil(); err != nil {
		return Series{}, Report{}, err
	}
	if len(s.Bars) == 0 {
		return Series{}, Report{}, fmt.Errorf("%s has no rows below its header", name)
	}
	if cap(s.Bars) > len(s.Bars)+len(s.Bars)/4 {
		s.Bars = slices.Clone(s.Bars)
	}
	return s, survey(name, s.Bars), nil
}

// table is a file on its way to bars.
type table struct {
	csv     *csv.Reader
	limit   *limit
	columns header
	last    int64 // the time of the row before, or math.MinInt64
	bad     RowsError
}

func newTable(r io.Reader, name string) *table {
	buffered := bufio.NewReaderSize(r, 64<<10)
	if mark, _ := buffered.Peek(3); string(mark) == "\ufeff" {
		_, _ = buffered.Discard(len(mark)) // cannot fail: they are there
	}
	t := &table{limit: &limit{r: buffered}, last: math.MinInt64, bad: RowsError{File: name}}
	t.csv = csv.NewReader(t.limit)
	t.csv.ReuseRecord, t.csv.FieldsPerRecord, t.csv.TrimLeadingSpace = true, -1, true
	return t
}

func (t *table) header() error {
	row, err := t.next()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s is empty", t.bad.File)
	}
	if err != nil {
		return err
	}
	t.columns, err = parseHeader(row)
	if err != nil {
		return fmt.Errorf("%s line %d: %w", t.bad.File, t.line(), err)
	}
	return nil
}

// next returns the next row, which is good until the next call, or io.EOF. Any
// other error ends the file, and tells of the bad rows before it as well.
func (t *table) next() ([]string, error) {
	row, err := t.csv.Read()
	t.limit.passed = t.csv.InputOffset()
	if err == nil || errors.Is(err, io.EOF) {
		return row, err
	}
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		t.bad.add(parse.Line, parse.Err.Error())
		return nil, &t.bad
	}
	if len(t.bad.Rows) > 0 {
		return nil, &t.bad
	}
	return nil, fmt.Errorf("%s after %d bytes: %w", t.bad.File, t.limit.passed, err)
}

// line is that of the row read last.
func (t *table) line() int {
	line, _ := t.csv.FieldPos(0)
	return line
}

// bar makes a row a bar. A row that cannot be one is noted.
func (t *table) bar(row []string) (Bar, bool) {
	b, fault := t.parse(row)
	if fault == "" {
		fault = t.order(b.Time)
	}
	if fault != "" {
		t.bad.add(t.line(), fault)
		return Bar{}, false
	}
	t.last = b.Time
	return b, true
}

func (t *table) order(at int64) string {
	if at > t.last {
		return ""
	}
	return fmt.Sprintf("its time %s is not after %s of the row before", stamp(at), stamp(t.last))
}

func (t *table) parse(row []string) (b Bar, fault string) {
	if fault = t.columns.widthFault(row); fault != "" {
		return b, fault
	}
	if b.Time, fault = t.columns.time(row); fault != "" {
		return b, fault
	}
	for i, to := range [...]*float64{&b.Open, &b.High, &b.Low, &b.Close, &b.Volume} {
		col := colOpen + i
		cell := strings.TrimSpace(row[t.columns.at[col]])
		if *to, fault = parseNumber(cell); fault != "" {
			return b, columnNames[col] + " " + fault
		}
	}
	return b, b.Fault()
}

// parseNumber takes decimals only, not Go's 0x1p-2 or 1_000.
func parseNumber(cell string) (v float64, fault string) {
	if cell == "" {
		return 0, "is empty"
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) || strings.ContainsAny(cell, "xX_") {
		return 0, quote(cell) + " is not a number"
	}
	return v, ""
}

// limit ends a stream in which a row does not end, so that no file can fill the
// memory with one.
type limit struct {
	r      io.Reader
	read   int64 // bytes handed out
	passed int64 // of which the rows are done with
}

func (l *limit) Read(p []byte) (int, error) {
	if l.read-l.passed > maxRowBytes {
		return 0, errLongRow
	}
	n, err := l.r.Read(p)
	l.read += int64(n)
	return n, err
}
