package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tickdeck/model"
)

// record is an alert under names of our own. What nobody said is null.
type record struct {
	Time       *string         `json:"time"`
	Symbol     *string         `json:"symbol"`
	Direction  *string         `json:"direction"`
	Pattern    *string         `json:"pattern"`
	Timeframe  *string         `json:"timeframe"`
	Confidence *float64        `json:"confidence"`
	Price      *float64        `json:"price"`
	Volume     *float64        `json:"volume"`
	BarStart   *string         `json:"bar_start"`
	BarEnd     *string         `json:"bar_end"`
	Arrived    *string         `json:"arrived"`
	Received   int             `json:"received"`
	Source     *string         `json:"source"`
	Tier       *string         `json:"tier"`
	ID         *string         `json:"id"`
	Channel    *string         `json:"channel"`
	Simulated  bool            `json:"simulated"`
	Metadata   json.RawMessage `json:"metadata"`
	Raw        json.RawMessage `json:"raw"`
}

func (p *Picture) record(a *model.Alert) (record, error) {
	metadata, err := metadataText(a.Metadata)
	if err != nil {
		return record{}, err
	}
	r := record{
		Time: said(p.stamp(a.DisplayTime())), Symbol: said(a.Symbol), Direction: said(direction(a.Direction)),
		Pattern: said(a.Pattern), Timeframe: said(a.Timeframe), Confidence: known(a.Confidence), Price: known(a.Price),
		Volume: known(a.Volume), BarStart: said(p.stamp(a.BarTime)), BarEnd: said(p.barEnd(a)), Arrived: said(p.stamp(a.Arrived)),
		Received: a.Times(), Source: said(a.Source), Tier: said(a.Tier), ID: said(a.ID), Channel: said(p.channel(a)),
		Simulated: a.Simulated,
	}
	if metadata != "" {
		r.Metadata = json.RawMessage(metadata)
	}
	if raw, ok := a.Raw(); ok {
		r.Raw = json.RawMessage(Raw(raw))
	}
	return r, nil
}

func said(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func known(v float64) *float64 {
	if !model.Known(v) {
		return nil
	}
	return &v
}

// jsonWriter writes an object a line.
type jsonWriter struct {
	p  *Picture
	to *json.Encoder
}

func newJSON(w io.Writer, p *Picture) *jsonWriter {
	j := &jsonWriter{p: p, to: json.NewEncoder(w)}
	j.to.SetEscapeHTML(false)
	return j
}

func (j *jsonWriter) write(a *model.Alert) error {
	r, err := j.p.record(a)
	if err != nil {
		return err
	}
	return j.to.Encode(r)
}

func (j *jsonWriter) end() error { return nil }

// Line is an alert as one line of JSON: as it came, or under our names where that is
// not kept any more.
func (p *Picture) Line(a *model.Alert) (string, error) {
	if raw, ok := a.Raw(); ok {
		return Raw(raw), nil
	}
	var b bytes.Buffer
	err := newJSON(&b, p).write(a)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// metadataText is what else a publisher sent, as an object of JSON; "" if nothing was.
func metadataText(m *model.Metadata) (string, error) {
	if m == nil || len(m.Names) == 0 {
		return "", nil
	}
	fields := make(map[string]any, len(m.Names))
	for i, name := range m.Names {
		if model.Known(m.Numbers[i]) {
			fields[name] = m.Numbers[i]
		} else {
			fields[name] = m.Text(name)
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(fields)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// Raw is a message as it came, as one line of JSON that is safe to print: what moves or
// hides text in a terminal is escaped, which changes nothing of what it says. A message
// that is no JSON becomes a text of JSON.
func Raw(message string) string {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(message)); err != nil {
		b.Reset()
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		_ = e.Encode(message) // a text can always be written, and a buffer never fails
		b.Truncate(b.Len() - 1)
	}
	return escaped(b.String())
}

// escaped writes each character that is not clean as JSON can. Outside of texts JSON has
// none of them.
func escaped(text string) string {
	if model.CleanLine(text) == text {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		one := string(r)
		switch _, n := utf8.DecodeRuneInString(text[i:]); {
		case r == utf8.RuneError && n == 1:
			b.WriteString(`\ufffd`) // bytes that are no text
		case model.CleanLine(one) == one:
			b.WriteString(one)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
