// Package export writes alerts for other programs and for people: as CSV, as JSON lines
// and as a table of Markdown; and the result of a backtest. What the columns mean is in
// docs/export.md.
//
// It opens no file, reads no clock, and knows neither screen nor Redis.
package export

import (
	"fmt"
	"io"
	"time"

	"tickdeck/model"
)

// Format is how alerts are written.
type Format uint8

// The formats.
const (
	CSV Format = iota
	JSONLines
	Markdown
)

// Formats are all there are, in the order in which they are offered.
func Formats() []Format { return []Format{CSV, JSONLines, Markdown} }

// String is the format for people.
func (f Format) String() string { return [...]string{"CSV", "JSON lines", "Markdown"}[f] }

// Extension is how the name of a file of it ends.
func (f Format) Extension() string { return [...]string{".csv", ".jsonl", ".md"}[f] }

// Picture is what is to be written: what a filter shows of the feed at a moment. It may
// be read by any goroutine.
type Picture struct {
	Feed     model.History
	Match    func(*model.Alert) bool // all if nil
	Zone     *time.Location          // of the times; UTC if nil
	Channels []string                // their names, by model.Alert.Channel
}

// Each calls do with the alerts that match, the oldest first, and step with how many of
// the feed's items are done before each of them; an error of either ends it. gone is how
// many items the feed has let go of since the picture was made.
func (p *Picture) Each(do func(*model.Alert) error, step func(done int) error) (gone int, err error) {
	for seq := p.Feed.First(); seq < p.Feed.Next(); seq++ {
		if err := step(int(seq - p.Feed.First())); err != nil {
			return gone, err
		}
		switch e, ok := p.Feed.At(seq); {
		case !ok:
			gone++
		case e.Alert != nil && (p.Match == nil || p.Match(e.Alert)):
			if err := do(e.Alert); err != nil {
				return gone, err
			}
		}
	}
	return gone, nil
}

// zoned is a time in the picture's zone.
func (p *Picture) zoned(t time.Time) time.Time {
	if p.Zone == nil {
		return t.UTC()
	}
	return t.In(p.Zone)
}

// encoder writes one alert after another.
type encoder interface {
	write(*model.Alert) error
	end() error
}

// Write writes the alerts of a picture; step is that of Each.
func Write(w io.Writer, f Format, p *Picture, step func(done int) error) (out Written, err error) {
	e, err := f.encoder(w, p)
	if err != nil {
		return out, err
	}
	out.Gone, err = p.Each(func(a *model.Alert) error {
		out.Alerts++
		return e.write(a)
	}, step)
	if err != nil {
		return out, err
	}
	return out, e.end()
}

// Written is what came of it.
type Written struct {
	Alerts int
	Gone   int // items that the feed let go of before they could be looked at
}

func (f Format) encoder(w io.Writer, p *Picture) (encoder, error) {
	switch f {
	case CSV:
		return newCSV(w, p)
	case JSONLines:
		return newJSON(w, p), nil
	case Markdown:
		return newTable(w, p)
	}
	return nil, fmt.Errorf("no format %d", f)
}
