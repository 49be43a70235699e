package pane

import (
	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// Page collects the lines of something to read: fields, headings, JSON. All
// text put on it is made clean here once more, since raw messages pass through.
type Page struct {
	theme *theme.Theme
	width int
	label int // cells for a field's name
	lines []string

	Room int // lines that show at once; 0 where that is not known
}

// NewPage starts an empty page.
func NewPage(env *Env, width int) *Page {
	return &Page{theme: env.Theme, width: max(1, width), label: labelWidth}
}

// Inset are as many lines as have room inside a border, with a blank at each side, so
// that text does not touch it.
func Inset(t *theme.Theme, lines []string, inner Size) []string {
	out := make([]string, 0, max(0, inner.H))
	for _, line := range lines[:min(len(lines), max(0, inner.H))] {
		l := newLine()
		if inner.W < 3 {
			out = append(out, l.To(t.Text, inner.W).String())
			continue
		}
		out = append(out, l.Raw(" "+line+" ", inner.W).String())
	}
	return out
}

// labelWidth is the room for a field's name, if the page is not told otherwise.
const labelWidth = 14

// Labels makes room for these names of fields that follow, as far as the page is
// wide enough.
func (p *Page) Labels(names []string) {
	p.label = labelWidth
	for _, name := range names {
		p.label = max(p.label, draw.Width(name)+2)
	}
	p.label = min(p.label, max(labelWidth, p.width/2))
}

// Label is the room for the names of the fields that follow, in cells.
func (p *Page) Label(cells int) { p.label = min(cells, max(1, p.width-1)) }

// Lines are those collected so far, each exactly as wide as the page.
func (p *Page) Lines() []string { return p.lines }

// Join adds the lines of another page of the same width.
func (p *Page) Join(o *Page) { p.lines = append(p.lines, o.lines...) }

// Width is how many cells a line has.
func (p *Page) Width() int { return p.width }

func (p *Page) add(l *draw.Line) {
	p.lines = append(p.lines, l.To(p.theme.Text, p.width).String())
}

// Gap adds an empty line.
func (p *Page) Gap() { p.add(&draw.Line{}) }

// Heading adds a title.
func (p *Page) Heading(text string) {
	var l draw.Line
	p.add(l.Left(p.theme.Title, text, p.width))
}

// Field adds a name and a value, which is wrapped if it is long.
func (p *Page) Field(name, value string) { p.Painted(name, p.theme.Text, value) }

// Painted is Field with a paint of its own.
func (p *Page) Painted(name string, paint theme.Paint, value string) {
	room := max(1, p.width-p.label)
	for i, part := range wrap(model.CleanLine(value), room) {
		var l draw.Line
		if i > 0 {
			name = ""
		}
		l.Left(p.theme.Faint, name, min(p.label, p.width))
		p.add(l.Left(paint, part, p.width-l.Width()))
	}
}

// Figure adds a name and a number at the right end of so many cells. more, if
// there is any, draws what stands behind it.
func (p *Page) Figure(name string, paint theme.Paint, value string, cells int, more func(*draw.Line)) {
	l := newLine().Left(p.theme.Faint, name, min(p.label, p.width))
	l.Right(paint, value, min(cells, p.width-l.Width()))
	if more != nil {
		more(l)
	}
	p.lines = append(p.lines, l.Exactly(p.theme.Text, p.width))
}

// Text adds a paragraph, wrapped.
func (p *Page) Text(paint theme.Paint, text string) {
	for _, part := range wrap(model.CleanLine(text), max(1, p.width)) {
		var l draw.Line
		p.add(l.Left(paint, part, p.width))
	}
}

// Row adds a line that the caller has drawn.
func (p *Page) Row(draw func(*draw.Line)) {
	l := newLine()
	draw(l)
	p.add(l)
}

func newLine() *draw.Line { return &draw.Line{} }
