package main

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// A cell is 9 × 20 units: whole numbers, so that edges fall on pixels.
const (
	cellW, cellH = 9, 20
	baseline     = 15
	margin       = 14
)

// paper is what the screen is drawn on.
type paper struct{ back, ink string }

// svg draws the screen. Lines and blocks are shapes, so that they join in
// every viewer whatever its fonts; only letters are text.
func (t *terminal) svg(light bool) []byte {
	p := paper{"#0d1117", "#c9d1d9"}
	if light {
		p = paper{"#ffffff", "#24292f"}
	}
	cols, rows := t.screen.Width(), t.screen.Height()
	w, h := cols*cellW+2*margin, rows*cellH+2*margin
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" rx="8" fill="%s"/>`+"\n", w, h, p.back)
	fmt.Fprintf(&b, `<g transform="translate(%d %d)" font-family="'JetBrains Mono','Cascadia Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="15" xml:space="preserve">`+"\n", margin, margin)
	for y := range rows {
		t.row(&b, p, y, cols)
	}
	b.WriteString("</g></svg>\n")
	return b.Bytes()
}

// stretch is cells of one style beside each other.
type stretch struct {
	text      string
	x, cells  int
	ink, back string
	bold      bool
	shape     string // the glyph, where it is drawn as a shape
}

func (t *terminal) row(b *bytes.Buffer, p paper, y, cols int) {
	var runs []stretch
	for x := 0; x < cols; {
		r := p.stretch(t.screen.CellAt(x, y), x)
		if n := len(runs); n > 0 && runs[n-1].joins(r) {
			runs[n-1].text += r.text
			runs[n-1].cells += r.cells
		} else {
			runs = append(runs, r)
		}
		x += r.cells
	}
	for _, r := range runs {
		r.draw(b, p, y)
	}
}

func (p paper) stretch(c *uv.Cell, x int) stretch {
	r := stretch{text: " ", x: x, cells: 1, ink: p.ink, back: p.back}
	if c == nil {
		return r
	}
	if c.Content != "" {
		r.text, r.cells = c.Content, max(1, c.Width)
	}
	r.ink, r.back = hex(c.Style.Fg, p.ink), hex(c.Style.Bg, p.back)
	if c.Style.Attrs&uv.AttrReverse != 0 {
		r.ink, r.back = r.back, r.ink
	}
	r.bold = c.Style.Attrs&uv.AttrBold != 0
	if shape(r.text, 1) != "" {
		r.shape = r.text
	}
	return r
}

func (r stretch) joins(o stretch) bool {
	return r.shape == o.shape && (r.shape == "" || repeats(r.shape)) && r.ink == o.ink && r.back == o.back && r.bold == o.bold
}

func (r stretch) draw(b *bytes.Buffer, p paper, y int) {
	if r.back != p.back {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", r.x*cellW, y*cellH, r.cells*cellW, cellH, r.back)
	}
	switch {
	case r.shape != "":
		fmt.Fprintf(b, `<g transform="translate(%d %d)" fill="%s" stroke="%s">%s</g>`+"\n", r.x*cellW, y*cellH, r.ink, r.ink, shape(r.shape, r.cells))
	case strings.TrimSpace(r.text) != "":
		weight := ""
		if r.bold {
			weight = ` font-weight="700"`
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" fill="%s"%s textLength="%d">%s</text>`+"\n",
			r.x*cellW, y*cellH+baseline, r.ink, weight, r.cells*cellW, html.EscapeString(r.text))
	}
}

func hex(c color.Color, otherwise string) string {
	if c == nil {
		return otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
