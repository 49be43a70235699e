package alerts

import (
	"strconv"
	"strings"

	"tickdeck/model/prefs"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// The rows of the dialog beside those of columns, and what it leaves of a screen: the
// list behind it is where the columns show.
const (
	pickerRest  = 4
	pickerWidth = 58
	pickerLeast = 12
	pickerSpare = 12
)

// Want is part of pane.Overlay.
func (d *picker) Want(w, h int) (int, int) {
	return min(w, pickerWidth), min(h, max(pickerLeast, min(len(d.items)+pickerRest+2, h-pickerSpare)))
}

// Lines is part of pane.Component.
func (d *picker) Lines(bool) []string {
	t, in := d.p.env.Theme, d.size.Inner()
	lines := make([]string, 0, in.H)
	add := func(fill func(*draw.Line)) {
		l := (&draw.Line{}).Pad(t.Text, min(1, in.W))
		fill(l)
		lines = append(lines, l.Exactly(t.Text, in.W))
	}
	add(func(l *draw.Line) { l.Left(t.Faint, "  "+d.what(), in.W-2) })
	d.lined.Begin()
	for i := d.scroll.Top; i < min(len(d.items), d.scroll.Top+d.rows()); i++ {
		d.lined.Blank(len(lines) + 1)
		add(func(l *draw.Line) { d.row(l, i, in.W-1) })
		d.lined.Show(len(lines)+1, i)
	}
	for len(lines) < in.H-2 {
		add(func(*draw.Line) {})
	}
	add(func(l *draw.Line) { d.hints(l, "columns.show", "columns.down", "columns.wider", "columns.fit") })
	add(func(l *draw.Line) { d.hints(l, "columns.keep", "columns.leave", "columns.usual") })
	return draw.Frame(nil, t, draw.Box{Title: "Columns of the list", Focused: true}, lines[:min(len(lines), in.H)], d.size.W, d.size.H)
}

// what says whose columns these are.
func (d *picker) what() string {
	switch {
	case !d.usual:
		return "from the left; what has no room goes from the end"
	case len(d.p.env.Prefs.ConfiguredColumns()) > 0:
		return "as config.toml has them"
	}
	return "as the list has them by itself"
}

// row draws one column: whether it shows, its name, what it is, and its width.
func (d *picker) row(l *draw.Line, i, w int) {
	c, s := &d.items[i], &d.p.env.Theme.Styles
	if i == d.scroll.Cursor {
		s = &d.p.env.Theme.Selected
	}
	mark, name := theme.GlyphDown, s.Faint
	if c.on {
		mark, name = theme.GlyphDone, s.Text
	}
	width, paint := "", s.Faint
	switch there := d.there(c.Name); {
	case !c.on:
	case there == nil:
		width, paint = "no room", s.Warn
	case c.Width > 0:
		width, paint = strconv.Itoa(c.Width)+" wide", s.Text
	default:
		width = "fits: " + strconv.Itoa(there.width)
	}
	what := ""
	if cell, ok := cellOf(c.Column); ok {
		what = allColumns[cell.is].what
	}
	const side = 11
	l.Add(s.Focus, s.Mark).Add(s.Focus, mark).Pad(s.Text, 1)
	room := max(4, w-l.Width()-side)
	n := max(10, min(draw.Width(strings.TrimPrefix(c.Name, prefs.ColumnMetadata)), room-2))
	if strings.HasPrefix(c.Name, prefs.ColumnMetadata) {
		n = room
	}
	l.Left(name, c.Name, min(n, room)).Left(s.Faint, " "+what, room-n).Right(paint, width, side).Pad(s.Text, 1)
}

// hints are what some keys do, as far as there is room.
func (d *picker) hints(l *draw.Line, ids ...string) {
	t, w := d.p.env.Theme, d.size.Inner().W
	l.Pad(t.Text, 2)
	for _, id := range ids {
		for _, a := range d.keys {
			shown := a.Shown
			if a.ID == "columns.down" {
				shown = d.p.env.Keys.Binding("columns.up").Shown + " " + shown
			}
			if a.ID == "columns.wider" {
				shown = d.p.env.Keys.Binding("columns.narrower").Shown + " " + shown
			}
			if a.ID == id && w-l.Width() > draw.Width(shown+a.What)+2 {
				l.Add(t.Key, shown).Add(t.Faint, " "+a.What+"  ")
			}
		}
	}
}
