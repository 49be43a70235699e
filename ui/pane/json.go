package pane

import (
	"bytes"
	"encoding/json"
	"strings"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// jsonLines is the most lines of one message that are shown.
const jsonLines = 5_000

// JSON adds a raw message: indented and painted if it is JSON, else as it came.
func (p *Page) JSON(raw string) {
	indented, ok := Indented(raw)
	n := 0
	for line := range strings.Lines(indented) {
		if n++; n > jsonLines {
			p.Text(p.theme.Warn, theme.GlyphMore+" the rest is left out")
			return
		}
		line = strings.TrimRight(line, "\r\n")
		if ok {
			p.jsonLine(model.CleanLine(line))
		} else {
			p.Text(p.theme.Text, line)
		}
	}
}

// Indented is a message with a line for each value; ok is false where it is no JSON.
func Indented(raw string) (text string, ok bool) {
	var b bytes.Buffer
	if json.Indent(&b, []byte(raw), "", "  ") != nil {
		return raw, false
	}
	return b.String(), true
}

// jsonLine adds a line of indented JSON, which has a name and a value at most.
func (p *Page) jsonLine(line string) {
	name := nameEnd(line)
	value := p.valuePaint(strings.TrimLeft(line[name:], ": "))
	for _, part := range wrap(line, max(1, p.width)) {
		var l draw.Line
		cut := min(name, len(part))
		name = 0
		l.Left(p.theme.Key, part[:cut], min(draw.Width(part[:cut]), p.width))
		p.add(l.Left(value, part[cut:], p.width-l.Width()))
	}
}

// nameEnd is where the name at the beginning of a line ends, quotes included; 0
// where there is none.
func nameEnd(line string) int {
	from := len(line) - len(strings.TrimLeft(line, " "))
	if !strings.HasPrefix(line[from:], `"`) {
		return 0
	}
	for i := from + 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '"':
			if strings.HasPrefix(line[i+1:], ":") {
				return i + 1
			}
			return 0 // a text in a list
		}
	}
	return 0
}

// valuePaint is how a value is painted by how it begins.
func (p *Page) valuePaint(value string) theme.Paint {
	switch {
	case value == "" || strings.ContainsAny(value[:1], "{}[]"):
		return p.theme.Faint
	case value[0] == '"':
		return p.theme.Text
	}
	return p.theme.Bright // a number, true, false, null
}
