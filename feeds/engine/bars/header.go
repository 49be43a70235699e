package bars

import (
	"fmt"
	"slices"
	"strings"
)

// The columns of a file. The first three are names for the time.
const (
	colTimestamp = iota
	colTime
	colDate
	colOpen
	colHigh
	colLow
	colClose
	colVolume
	columns
)

var columnNames = [columns]string{"timestamp", "time", "date", "open", "high", "low", "close", "volume"}

// header says where a file has its columns.
type header struct {
	at    [columns]int // -1 for a column that is not there
	width int          // how many columns the file has, ours or not
}

// parseHeader wants every column once, in any order and case, and one of
// timestamp, date and time. Other columns are ignored.
func parseHeader(row []string) (header, error) {
	h := header{width: len(row)}
	for i := range h.at {
		h.at[i] = -1
	}
	for i, cell := range row {
		col := slices.Index(columnNames[:], strings.ToLower(strings.TrimSpace(cell)))
		if col < 0 {
			continue
		}
		if h.at[col] >= 0 {
			return h, fmt.Errorf("the header names %s twice", columnNames[col])
		}
		h.at[col] = i
	}
	return h, h.missing(row)
}

func (h *header) missing(row []string) error {
	var names []string
	if max(h.at[colTimestamp], h.at[colDate], h.at[colTime]) < 0 {
		names = append(names, "date (or time, or timestamp)")
	}
	for col := colOpen; col < columns; col++ {
		if h.at[col] < 0 {
			names = append(names, columnNames[col])
		}
	}
	if names == nil {
		return nil
	}
	return fmt.Errorf("the header %s lacks %s", quote(strings.Join(row, ",")), strings.Join(names, ", "))
}

// time is the row's time in Unix seconds. A date and a time side by side are
// one time, as files of minutes often have it.
func (h *header) time(row []string) (at int64, fault string) {
	date, clock := h.at[colDate], h.at[colTime]
	switch {
	case h.at[colTimestamp] >= 0:
		return parseTime(strings.TrimSpace(row[h.at[colTimestamp]]))
	case date >= 0 && clock >= 0:
		return parseTime(strings.TrimSpace(row[date]) + "T" + strings.TrimSpace(row[clock]))
	}
	return parseTime(strings.TrimSpace(row[max(date, clock)]))
}

// widthFault wants a row to be as wide as the header: a comma too many within
// a number would shift the columns. Empty cells at the end do no harm.
func (h *header) widthFault(row []string) string {
	n := len(row)
	for n > h.width && strings.TrimSpace(row[n-1]) == "" {
		n--
	}
	if n == h.width || n < h.width && n > slices.Max(h.at[:]) {
		return ""
	}
	return fmt.Sprintf("it has %d columns, the header %d", n, h.width)
}
