package export

import (
	"io"
	"strings"

	"tickdeck/model"
)

// table writes a table of Markdown, of what a person reads first.
type table struct {
	p  *Picture
	to io.Writer
	b  []byte
}

func newTable(w io.Writer, p *Picture) (*table, error) {
	_, err := io.WriteString(w, "| time | symbol | direction | pattern | timeframe | confidence | price |\n"+
		"| --- | --- | --- | --- | --- | ---: | ---: |\n")
	return &table{p: p, to: w}, err
}

func (t *table) write(a *model.Alert) error {
	t.b = t.b[:0]
	for _, cell := range [...]string{
		t.p.stamp(a.DisplayTime()), literal(a.Symbol), direction(a.Direction), literal(a.Pattern), literal(a.Timeframe),
		figure(a.Confidence), figure(a.Price),
	} {
		t.b = append(append(append(t.b, "| "...), cell...), ' ')
	}
	_, err := t.to.Write(append(t.b, "|\n"...))
	return err
}

func (t *table) end() error { return nil }

// literal is a text that means nothing in Markdown and in HTML.
func literal(text string) string {
	if !strings.ContainsAny(text, special) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// special are the characters that are something else in Markdown.
const special = "\\|`*_~<>[]&$"
