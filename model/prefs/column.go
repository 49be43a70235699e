package prefs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Column is a column of the list of alerts, as a person wants it.
type Column struct {
	Name  string // one of ColumnNames, or metadata. and what a publisher calls it
	Width int    // in cells; 0 for as wide as what is in it
}

// The columns that the list of alerts can have.
const (
	ColumnTime    = "time"
	ColumnSymbol  = "symbol"
	ColumnDir     = "dir"
	ColumnPattern = "pattern"
	ColumnFrame   = "tf"
	ColumnConf    = "conf"
	ColumnBar     = "bar"
	ColumnPrice   = "price"
	ColumnVolume  = "volume"
	ColumnSource  = "source"
	ColumnTier    = "tier"
	ColumnAgo     = "ago"
	ColumnArrived = "arrived"
	ColumnLatency = "latency"
	ColumnChannel = "channel"
	ColumnTimes   = "times"

	// ColumnMetadata goes before the name of a value that a publisher sent beside those
	// that every alert can have.
	ColumnMetadata = "metadata."
)

// ColumnNames are those with a name of their own, in their usual order.
func ColumnNames() []string {
	return []string{
		ColumnTime, ColumnSymbol, ColumnDir, ColumnPattern, ColumnFrame, ColumnConf, ColumnBar, ColumnPrice, ColumnVolume,
		ColumnSource, ColumnTier, ColumnAgo, ColumnArrived, ColumnLatency, ColumnChannel, ColumnTimes,
	}
}

// columnAlso are other names of columns, as queries have them.
var columnAlso = map[string]string{
	"direction": ColumnDir, "timeframe": ColumnFrame, "confidence": ColumnConf, "age": ColumnAgo,
}

// The widths that a column can be given.
const (
	LeastColumn = 2
	MostColumn  = 60
)

// maxColumns are read.
const maxColumns = 40

// ParseColumn reads the name of a column, with its width behind a colon where it has
// one. With an error it may still be known which column is meant.
func ParseColumn(text string) (c Column, err error) {
	text = strings.TrimSpace(text)
	c.Name = columnName(text)
	if name, width, ok := cutLast(text, ":"); ok && !knownColumn(c.Name) || isNumber(width) {
		c.Name = columnName(name)
		c.Width, err = strconv.Atoi(strings.TrimSpace(width))
		if err != nil || c.Width < LeastColumn || c.Width > MostColumn {
			c.Width, err = 0, fmt.Errorf("the width of %s is a whole number from %d to %d", c.Name, LeastColumn, MostColumn)
		}
	}
	if knownColumn(c.Name) {
		return c, err
	}
	return Column{}, unknownColumn(c.Name)
}

func unknownColumn(name string) error {
	if name == "" || name == ColumnMetadata {
		return errors.New("a column has no name")
	}
	return fmt.Errorf("there is no column %s: write one of %s, or %s and the name of a value", name, strings.Join(ColumnNames(), ", "), ColumnMetadata)
}

// columnName is how a column is called: publishers may mean the case of their names.
func columnName(text string) string {
	text = strings.TrimSpace(text)
	if n := len(ColumnMetadata); len(text) >= n && strings.EqualFold(text[:n], ColumnMetadata) {
		return ColumnMetadata + text[n:]
	}
	name := strings.ToLower(text)
	if other, ok := columnAlso[name]; ok {
		return other
	}
	return name
}

func knownColumn(name string) bool {
	rest, of := strings.CutPrefix(name, ColumnMetadata)
	return of && rest != "" || slices.Contains(ColumnNames(), name)
}

func cutLast(text, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(text, sep); i >= 0 {
		return text[:i], text[i+len(sep):], true
	}
	return text, "", false
}

func isNumber(text string) bool {
	_, err := strconv.Atoi(strings.TrimSpace(text))
	return err == nil
}

// String is the column as ParseColumn reads it.
func (c Column) String() string {
	if c.Width == 0 {
		return c.Name
	}
	return c.Name + ":" + strconv.Itoa(c.Width)
}

// MarshalText is part of encoding.TextMarshaler: TOML and JSON have columns as texts.
func (c Column) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// columns reads the list of them. One that is wrong leaves the others alone.
func (r *reader) columns(v any) (out []Column) {
	var items []any
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		for s := range strings.SplitSeq(v, ",") {
			items = append(items, s)
		}
	case []any:
		items = v
	default:
		r.wrong("columns", 0, "", `this wants a list of columns: write ["time", "symbol", "pattern:24"]`)
		return nil
	}
	for i, item := range items {
		if i == maxColumns {
			r.wrong("columns", 0, "", "there are more than %d: those behind it are left out", maxColumns)
			break
		}
		if c, ok := r.column(item, out); ok {
			out = append(out, c)
		}
	}
	return out
}

func (r *reader) column(item any, before []Column) (c Column, ok bool) {
	text, is := item.(string)
	if !is {
		r.wrong("columns", 0, "", "%v is no name of a column: write it in quotes", item)
		return c, false
	}
	c, err := ParseColumn(text)
	if err != nil {
		r.wrong("columns", 0, "", "%s", err.Error())
	}
	if slices.ContainsFunc(before, func(o Column) bool { return o.Name == c.Name }) {
		r.wrong("columns", 0, "", "%s is there twice: the second is left out", c.Name)
		return c, false
	}
	return c, c.Name != ""
}
