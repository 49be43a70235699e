package alerts

import (
	"slices"
	"strings"

	"tickdeck/model/prefs"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/tape"
)

// column is what a list can show of an alert.
type column struct {
	name string // in preferences
	head string
	what string      // in the dialog
	by   tape.Column // that it is sorted by
	kind align
	gap  int // blanks before it, where it stands behind another
	most int // cells that it takes where its width depends on what is in it; 0 where it does not
}

// align is where in its column something stands.
type align uint8

const (
	left align = iota
	right
	silent // it has no name, and cannot be sorted by
)

// The columns, in the order in which the dialog offers them.
const (
	colTime = iota
	colSymbol
	colDir
	colPattern
	colFrame
	colConf
	colBar
	colPrice
	colVolume
	colSource
	colTier
	colAgo
	colArrived
	colLatency
	colChannel
	colTimes
	colMetadata
)

var allColumns = [...]column{
	colTime:     {prefs.ColumnTime, "TIME", "when the bar ended", tape.ByTime, left, 2, 0},
	colSymbol:   {prefs.ColumnSymbol, "SYMBOL", "", tape.BySymbol, left, 2, 0},
	colDir:      {prefs.ColumnDir, "DIR", "direction, as a sum", tape.ByDirection, left, 1, 0},
	colPattern:  {prefs.ColumnPattern, "PATTERN", "the strongest first", tape.ByPattern, left, 1, 0},
	colFrame:    {prefs.ColumnFrame, "TF", "timeframe", tape.ByTimeframe, right, 2, 0},
	colConf:     {prefs.ColumnConf, "CONF", "confidence", tape.ByConfidence, right, 2, 0},
	colBar:      {prefs.ColumnBar, "", "confidence as a bar", tape.ByConfidence, silent, 1, 0},
	colPrice:    {prefs.ColumnPrice, "PRICE", "", tape.ByPrice, right, 2, 0},
	colVolume:   {prefs.ColumnVolume, "VOLUME", "", tape.ByVolume, right, 2, 0},
	colSource:   {prefs.ColumnSource, "SOURCE", "who found it", tape.BySource, left, 2, 16},
	colTier:     {prefs.ColumnTier, "TIER", "class of detections", tape.ByTier, left, 2, 12},
	colAgo:      {prefs.ColumnAgo, "AGO", "since it happened", tape.ByTime, right, 1, 0},
	colArrived:  {prefs.ColumnArrived, "ARRIVED", "when it came here", tape.ByArrival, right, 2, 0},
	colLatency:  {prefs.ColumnLatency, "LATENCY", "on its way", tape.ByLatency, right, 2, 0},
	colChannel:  {prefs.ColumnChannel, "CHANNEL", "it came on", tape.ByChannel, left, 2, 20},
	colTimes:    {prefs.ColumnTimes, "", "how often it came", tape.ByTime, silent, 1, 0},
	colMetadata: {prefs.ColumnMetadata, "", "what else was sent", tape.ByMetadata, right, 2, 16},
}

// cell is a column as it stands in a list.
type cell struct {
	is    int // one of allColumns
	of    string
	kind  align
	gap   int // blanks before it
	width int
}

// columns are those that rows show, from the left, as wide as they are.
type columns struct {
	cells []cell
	width int
	whole bool // a row stands for a candle
}

// cellOf is the cell of a column that a person wants, as wide as that says.
func cellOf(c prefs.Column) (cell, bool) {
	if of, ok := strings.CutPrefix(c.Name, prefs.ColumnMetadata); ok {
		return cell{is: colMetadata, of: of, kind: right, width: c.Width}, true
	}
	i := slices.IndexFunc(allColumns[:colMetadata], func(k column) bool { return k.name == c.Name })
	if i < 0 {
		return cell{}, false
	}
	return cell{is: i, kind: allColumns[i].kind, width: c.Width}, true
}

// head is the name above it.
func (c *cell) head() string {
	if c.is == colMetadata {
		return strings.ToUpper(c.of)
	}
	return allColumns[c.is].head
}

// order is the order by a column, from the first to the last.
func (c *cell) order() tape.Order { return tape.Order{By: allColumns[c.is].by, Field: c.of} }

// header names the columns. The one that the rows are sorted by has a paint of its
// own.
func (c *columns) header(l *draw.Line, t *theme.Theme, by tape.Order) string {
	p := t.Faint
	l.Reset()
	end := marksWidth
	for i := range c.cells {
		cell := &c.cells[i]
		l.To(p, end)
		end += cell.gap + cell.width
		paint := p
		if o := cell.order(); by.By != tape.ByTime && o.By == by.By && o.Field == by.Field {
			paint = t.Focus
		}
		switch name := cell.head(); {
		case cell.is == colPattern && c.whole && cell.width > patternCommon:
			l.Pad(p, cell.gap).Left(paint, "PATTERN, STRONGEST FIRST", cell.width)
		case cell.is == colBar:
			l.Pad(p, cell.gap+cell.width)
		case cell.kind == left:
			l.Pad(p, cell.gap).Left(paint, name, cell.width)
		case cell.kind == right && draw.Width(name) > cell.width: // cut, but not joined with the one before
			l.Pad(p, cell.gap).Right(paint, name, cell.width)
		case cell.kind == right:
			l.Right(paint, name, cell.gap+cell.width)
		}
	}
	return l.Exactly(p, c.width)
}

// at is the order by the column in a cell of the header.
func (c *columns) at(x int) (by tape.Order, ok bool) {
	end := marksWidth
	for i := range c.cells {
		cell := &c.cells[i]
		if x < end+cell.gap && cell.kind == left && i > 0 { // the blanks before it are those behind another
			return by, ok
		}
		if by, ok = cell.order(), cell.is != colTimes; x < end+cell.gap+cell.width {
			return by, ok
		}
		end += cell.gap + cell.width
	}
	return tape.Order{}, false
}

// orders are those by the columns that the list has, whether they have room or not.
func (p *Pane) orders() []tape.Order {
	wanted := p.wanted()
	if len(wanted) == 0 {
		wanted = usualNames(false)
	}
	all := []tape.Order{{By: tape.ByTime}} // the way back, also where the time does not show
	for _, c := range wanted {
		if cell, ok := cellOf(c); ok && !slices.Contains(all, cell.order()) {
			all = append(all, cell.order())
		}
	}
	return all
}
