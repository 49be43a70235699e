package alerts

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/prefs"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// picker is the dialog in which the columns of the list are chosen. The list shows
// them so while it is open.
type picker struct {
	p      *Pane
	size   pane.Size
	items  []choice
	usual  bool // nothing is chosen: the list has its columns by itself
	rev    uint64
	scroll pane.Scroll
	lined  pane.Lined[int]
	keys   []keymap.Action
}

// choice is a column that can be shown.
type choice struct {
	prefs.Column
	on bool
}

// wanted are the columns that the list is to have; none for those it has by itself.
func (p *Pane) wanted() []prefs.Column {
	if p.picker != nil {
		if p.env.Opened(p.picker) {
			return p.picker.wanted()
		}
		p.picker = nil // the person was led elsewhere
	}
	return p.env.Prefs.Columns()
}

// picked grows with every change of the dialog, and changes as it opens and closes.
func (p *Pane) picked() uint64 {
	if p.picker == nil || !p.env.Opened(p.picker) {
		return 0
	}
	return p.picker.rev
}

// pick opens the dialog.
func (p *Pane) pick() {
	d := &picker{p: p, rev: 1}
	d.set(p.env.Prefs.Columns(), len(p.env.Prefs.Own().Columns) == 0)
	k := p.env.Keys
	d.keys = append([]keymap.Action{
		k.Plain("columns.show", d.turn),
		k.Plain("columns.up", func() { d.carry(-1) }),
		k.Plain("columns.down", func() { d.carry(1) }),
		k.Plain("columns.narrower", func() { d.widen(-1) }),
		k.Plain("columns.wider", func() { d.widen(1) }),
		k.Plain("columns.fit", d.fit),
		k.Plain("columns.usual", d.reset),
		k.On("columns.keep", d.keep),
		k.Plain("columns.leave", d.close),
	}, pane.Moves(k, d.move, d.rows)...)
	p.picker = d
	p.env.Open(d)
}

// set lists these columns, and behind them those that there are as well.
func (d *picker) set(columns []prefs.Column, usual bool) {
	d.usual, d.items = usual, d.items[:0]
	if len(columns) == 0 {
		columns = usualNames(d.p.tape.Unfolded())
	}
	for _, c := range columns {
		d.items = append(d.items, choice{c, true})
	}
	for _, name := range append(prefs.ColumnNames(), d.sent()...) {
		if !slices.ContainsFunc(d.items, func(c choice) bool { return c.Name == name }) {
			d.items = append(d.items, choice{prefs.Column{Name: name}, false})
		}
	}
	d.rev++
}

// Of so many of the newest alerts the metadata are offered, and so many names of it.
const (
	sentBy   = 600
	mostSent = 30
)

// sent are the columns of what publishers sent beside what every alert can have.
func (d *picker) sent() (names []string) {
	d.p.tape.Recent(sentBy, func(a *model.Alert) bool {
		if a.Metadata != nil {
			for _, of := range a.Metadata.Names {
				c := prefs.Column{Name: prefs.ColumnMetadata + of}
				if back, err := prefs.ParseColumn(c.String()); err == nil && back == c && !slices.Contains(names, c.Name) {
					names = append(names, c.Name)
				}
			}
		}
		return len(names) < mostSent
	})
	slices.Sort(names)
	return names
}

// wanted are the columns as they stand in the dialog.
func (d *picker) wanted() (out []prefs.Column) {
	if d.usual {
		return d.p.env.Prefs.ConfiguredColumns()
	}
	for _, c := range d.items {
		if c.on {
			out = append(out, c.Column)
		}
	}
	return out
}

// changed notes that the columns are chosen from now on.
func (d *picker) changed() {
	d.usual = false
	d.rev++
}

func (d *picker) rows() int { return max(1, d.size.Inner().H-pickerRest) }

func (d *picker) move(by int) {
	d.scroll.Cursor += by
	d.scroll.Clamp(len(d.items), d.rows())
}

// turn shows the column under the cursor, or hides it. One has to stay.
func (d *picker) turn() {
	c := &d.items[d.scroll.Cursor]
	if c.on && d.shown() == 1 {
		return
	}
	c.on = !c.on
	d.changed()
}

func (d *picker) shown() (n int) {
	for _, c := range d.items {
		if c.on {
			n++
		}
	}
	return n
}

// carry moves the column under the cursor in the order of them.
func (d *picker) carry(by int) {
	at := d.scroll.Cursor
	to := at + by
	if to < 0 || to >= len(d.items) {
		return
	}
	d.items[at], d.items[to] = d.items[to], d.items[at]
	d.move(by)
	d.changed()
}

// widen changes the width of the column under the cursor, from what it is now.
func (d *picker) widen(by int) {
	c := &d.items[d.scroll.Cursor]
	width := c.Width
	if width == 0 {
		width = d.width(c.Name)
	}
	c.Width = max(prefs.LeastColumn, min(width+by, prefs.MostColumn))
	d.changed()
}

// width is how wide a column is on the list; where it is not there as wide as its name.
func (d *picker) width(name string) int {
	if c := d.there(name); c != nil {
		return c.width
	}
	cell, _ := cellOf(prefs.Column{Name: name})
	return len(cell.head())
}

// there is a column as the list has it; nil where it does not show.
func (d *picker) there(name string) *cell {
	want, ok := cellOf(prefs.Column{Name: name})
	for i := range d.p.cols.cells {
		if c := &d.p.cols.cells[i]; ok && c.is == want.is && c.of == want.of {
			return c
		}
	}
	return nil
}

// fit makes the column under the cursor as wide as what is in it.
func (d *picker) fit() {
	d.items[d.scroll.Cursor].Width = 0
	d.changed()
}

// reset lets the list have the columns that it has if nobody chooses any.
func (d *picker) reset() {
	d.set(d.p.env.Prefs.ConfiguredColumns(), true)
	d.move(0)
}

// keep ends the dialog, and keeps what was chosen with the preferences.
func (d *picker) keep() tea.Cmd {
	env := d.p.env
	var own []prefs.Column
	if !d.usual {
		own = d.wanted()
	}
	if len(env.Prefs.ConfiguredColumns()) == 0 && slices.Equal(own, usualNames(d.p.tape.Unfolded())) {
		own = nil // so narrow lists choose for themselves
	}
	d.close()
	if slices.Equal(own, env.Prefs.Own().Columns) {
		return nil
	}
	env.Prefs.SetColumns(own)
	return pane.Keep(env, "The list keeps these columns.")
}

func (d *picker) close() {
	d.p.picker = nil
	d.p.env.Close()
}

// Resize is part of pane.Component.
func (d *picker) Resize(w, h int) {
	d.size = pane.Size{W: w, H: h}
	d.move(0)
}

// Actions is part of pane.Component.
func (d *picker) Actions() []keymap.Action { return d.keys }

// Update is part of pane.Component.
func (d *picker) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(tea.MouseMsg); ok {
		pane.Mouse(msg, d.move, d.click)
	}
	return nil
}

// click puts the cursor on a column, and turns the one that it is on.
func (d *picker) click(_, y int) {
	at, ok := d.lined.At(y)
	if ok && at == d.scroll.Cursor {
		d.turn()
	}
	if ok {
		d.scroll.Cursor = at
	}
}
