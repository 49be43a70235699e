package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
)

// Columns are the columns of CSV and the names in JSON lines, in their order. Who reads
// such files counts on them: they are only ever added to.
func Columns() []string {
	return []string{
		"time", "symbol", "direction", "pattern", "timeframe", "confidence", "price", "volume", "bar_start", "bar_end",
		"arrived", "received", "source", "tier", "id", "channel", "simulated", "metadata",
	}
}

// csvWriter writes CSV as RFC 4180 has it, with a header.
type csvWriter struct {
	p     *Picture
	to    *csv.Writer
	cells []string
}

func newCSV(w io.Writer, p *Picture) (*csvWriter, error) {
	c := &csvWriter{p: p, to: csv.NewWriter(w)}
	c.to.UseCRLF = true
	return c, c.to.Write(Columns())
}

func (c *csvWriter) write(a *model.Alert) error {
	metadata, err := metadataText(a.Metadata)
	if err != nil {
		return err
	}
	c.cells = append(c.cells[:0],
		c.p.stamp(a.DisplayTime()), inert(a.Symbol), direction(a.Direction), inert(a.Pattern), inert(a.Timeframe),
		figure(a.Confidence), figure(a.Price), figure(a.Volume), c.p.stamp(a.BarTime), c.p.barEnd(a),
		c.p.stamp(a.Arrived), strconv.Itoa(a.Times()), inert(a.Source), inert(a.Tier), inert(a.ID), inert(c.p.channel(a)),
		strconv.FormatBool(a.Simulated), metadata,
	)
	return c.to.Write(c.cells)
}

func (c *csvWriter) end() error {
	c.to.Flush()
	return c.to.Error()
}

// inert is a text of a publisher that no spreadsheet takes for a formula: one that
// begins as a formula does has an apostrophe before it.
func inert(text string) string {
	if strings.IndexAny(text, "=+-@\t\r") == 0 {
		return "'" + text
	}
	return text
}

// figure is a number; "" where nobody sent one.
func figure(v float64) string {
	if !model.Known(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// direction is the word of a direction; "" where nobody sent one.
func direction(d model.Direction) string {
	if d == model.DirNone {
		return ""
	}
	return d.String()
}

// stamp is a time as ISO 8601 has it, to the millisecond; "" if it is not known.
func (p *Picture) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.zoned(t).Format("2006-01-02T15:04:05.000Z07:00")
}

// barEnd is when the bar ended, as far as that can be said.
func (p *Picture) barEnd(a *model.Alert) string {
	if model.BarLength(a.Timeframe) == 0 || a.BarTime.IsZero() && a.EventTime.IsZero() {
		return ""
	}
	return p.stamp(a.Close())
}

func (p *Picture) channel(a *model.Alert) string {
	if i := int(a.Channel); i >= 0 && i < len(p.Channels) {
		return model.Clean(p.Channels[i])
	}
	return ""
}
