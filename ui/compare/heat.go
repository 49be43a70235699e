package compare

import (
	"fmt"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// heat is a map over two parameters: a row for each value of one, a column for each of
// the other.
type heat struct {
	cells     [][]*row // by y, then x; nil where there is none
	low, high float64  // of what it shows
	label     int      // cells of the values of y
	value     int      // cells of a figure
	fromX     int      // the first column and row that show, and how many do
	fromY     int
	countX    int
	countY    int
}

// mapped reports whether there is anything to draw a map of.
func (v *Sweep) mapped() bool { return len(v.now.axes) > 1 && len(v.now.rows) > 0 }

// gather puts the rows where they belong: those that have of all other parameters what
// the row under the cursor has, or the best.
func (v *Sweep) gather() *heat {
	p, f, at := v.now, &figures[v.figure], v.row()
	m := &heat{low: model.None(), high: model.None(), cells: make([][]*row, len(p.axes[v.y].Values))}
	for i := range m.cells {
		m.cells[i] = make([]*row, len(p.axes[v.x].Values))
	}
	for _, r := range p.rows {
		if !v.best && !v.alongside(r, at) {
			continue
		}
		cell := &m.cells[r.at[v.y]][r.at[v.x]]
		if *cell == nil || f.better(r.of[v.figure], (*cell).of[v.figure]) {
			*cell = r
		}
	}
	m.span(v.figure)
	m.value = max(draw.Width(f.write(m.low)), draw.Width(f.write(m.high))) // none between them is wider
	m.measure(v)
	return m
}

// span finds the lowest and the highest of what it shows.
func (m *heat) span(figure int) {
	for _, cells := range m.cells {
		for _, r := range cells {
			if r == nil || !model.Known(r.of[figure]) {
				continue
			}
			if !(m.low <= r.of[figure]) {
				m.low = r.of[figure]
			}
			if !(m.high >= r.of[figure]) {
				m.high = r.of[figure]
			}
		}
	}
}

// alongside reports whether two rows differ in the parameters of the map alone.
func (v *Sweep) alongside(a, b *row) bool {
	for i := range a.at {
		if i != v.x && i != v.y && a.at[i] != b.at[i] {
			return false
		}
	}
	return true
}

func (m *heat) measure(v *Sweep) {
	x, y := &v.now.axes[v.x], &v.now.axes[v.y]
	m.value = max(m.value, leastValue)
	for _, value := range x.Values {
		m.value = max(m.value, draw.Width(x.Parameter.Format(value)))
	}
	m.label = max(draw.Width(figures[v.figure].head), draw.Width(y.Parameter.Name)+2)
	for _, value := range y.Values {
		m.label = max(m.label, draw.Width(y.Parameter.Format(value)))
	}
	m.value, m.label = min(m.value, mostValue), min(m.label, mostLabel)
}

const (
	leastValue = 4
	mostLabel  = 18
)

// cell is how wide a value of x is: a blank, the figure, the sign of the cursor, and a
// blank to the next.
func (m *heat) cell() int { return m.value + 3 }

// least is the width below which there is no map: with two columns.
func (m *heat) least() int { return m.label + 1 + 2*m.cell() }

// columns is how many fit into a width.
func (m *heat) columns(w int) int { return max(1, min(len(m.cells[0]), (w-m.label)/m.cell())) }

// headRows are those above the values of a map.
const headRows = 2

// fit chooses what shows in w × h cells: the values around the cursor's.
func (m *heat) fit(at *row, x, y, w, h int) {
	m.countX = m.columns(w)
	m.countY = max(1, min(len(m.cells), h-headRows))
	m.fromX = window(at.at[x], m.countX, len(m.cells[0]))
	m.fromY = window(at.at[y], m.countY, len(m.cells))
}

// window is where n that show begin, with one of all in their middle.
func window(at, n, all int) int { return max(0, min(at-n/2, all-n)) }

// heatLines draw the map in lines of w cells, at most h.
func (v *Sweep) heatLines(m *heat, w, h int) []string {
	at := v.row()
	m.fit(at, v.x, v.y, w, h)
	t, x, y := v.env.Theme, &v.now.axes[v.x], &v.now.axes[v.y]
	l := (&draw.Line{}).Left(t.Focus, figures[v.figure].head, m.label).Pad(t.Text, 2)
	across := x.Parameter.Name + " " + theme.GlyphTo + part(m.fromX, m.countX, len(m.cells[0]))
	if down := part(m.fromY, m.countY, len(m.cells)); down != "" {
		across += theme.Separator + theme.GlyphArrowD + down
	}
	l.Left(t.Faint, across, w-l.Width())
	lines := []string{l.Exactly(t.Text, w)}
	l = (&draw.Line{}).Left(t.Faint, y.Parameter.Name+" "+theme.GlyphArrowD, m.label+1)
	for i := range m.countX {
		l.Pad(t.Text, 1).Right(t.Faint, x.Parameter.Format(x.Values[m.fromX+i]), m.value).Pad(t.Text, 2)
	}
	lines = append(lines, l.Exactly(t.Text, w))
	for i := range m.countY {
		lines = append(lines, v.heatLine(m, m.fromY+i, at, w))
	}
	return lines[:max(0, min(h, len(lines)))]
}

// part says which values show where not all do.
func part(from, n, all int) string {
	if n == all {
		return ""
	}
	return fmt.Sprintf(" %d%s%d of %d", from+1, draw.Dash, from+n, all)
}

func (v *Sweep) heatLine(m *heat, i int, at *row, w int) string {
	t, y, f := v.env.Theme, &v.now.axes[v.y], &figures[v.figure]
	l := (&draw.Line{}).Right(t.Faint, y.Parameter.Format(y.Values[i]), m.label).Pad(t.Text, 1)
	for _, r := range m.cells[i][m.fromX : m.fromX+m.countX] {
		switch {
		case r == nil:
			l.Pad(t.Text, 1).Right(t.Faint, draw.Dash, m.value).Pad(t.Text, 1)
		case !r.known:
			l.Pad(t.Text, 1).Right(t.Faint, theme.GlyphMore, m.value)
			pointer(l, &t.Styles, r == at)
		default:
			s := v.ground(m, r)
			paint := f.paint(s, r.of[v.figure])
			switch {
			case r == at:
				paint = s.Bright
			case r.of[v.figure] > 0:
				paint = s.Text
			}
			l.Pad(s.Text, 1).Right(paint, f.write(r.of[v.figure]), m.value)
			pointer(l, s, r == at)
		}
		l.Pad(t.Text, 1)
	}
	return l.Exactly(t.Text, w)
}

// pointer is the cell behind a figure: the sign of the cursor, which is the same in the
// table.
func pointer(l *draw.Line, s *theme.Styles, here bool) {
	if here {
		l.Add(s.Bright, theme.GlyphBack)
		return
	}
	l.Pad(s.Text, 1)
}

// ground is that of a figure: the better, the brighter.
func (v *Sweep) ground(m *heat, r *row) *theme.Styles {
	t, value := v.env.Theme, r.of[v.figure]
	if !model.Known(value) || !(m.high > m.low) {
		return &t.Heat[0]
	}
	step := int((value - m.low) / (m.high - m.low) * theme.HeatSteps)
	step = max(0, min(step, theme.HeatSteps-1))
	if figures[v.figure].low {
		step = theme.HeatSteps - 1 - step
	}
	return &t.Heat[step]
}
