package ui

import "tickdeck/theme"

// parts are what the last screen was made of. The most frequent screen is the
// one before once more: that is seen by looking at the parts, which are the very
// same strings then, and nothing is put together anew.
type parts struct {
	all     []string
	n       int // taken so far of the screen that is being drawn
	changed bool
	buf     []byte
	glyphs  theme.Glyphs // the set that it is drawn with
	last    string
}

func (p *parts) begin() { p.n, p.changed = 0, false }

// add takes the parts of the next row.
func (p *parts) add(row []string) {
	if p.n > 0 {
		p.put("\n")
	}
	for _, part := range row {
		p.put(part)
	}
}

func (p *parts) put(part string) {
	switch {
	case p.n == len(p.all):
		p.all = append(p.all, part)
		p.changed = true
	case p.all[p.n] != part:
		p.all[p.n] = part
		p.changed = true
	}
	p.n++
}

// text is the screen that was added.
func (p *parts) text() string {
	if !p.changed && p.n == len(p.all) {
		return p.last
	}
	p.all = p.all[:p.n]
	p.buf = p.buf[:0]
	for _, part := range p.all {
		p.buf = p.glyphs.Append(p.buf, part)
	}
	p.last = string(p.buf)
	return p.last
}
