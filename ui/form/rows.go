package form

import (
	"strings"

	"tickdeck/model/params"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// row draws the line of one field.
func (f *Form) row(c *canvas, at int) string {
	d := &f.fields[at]
	f.label(c, at)
	switch d.kind {
	case fold:
		f.folded(c, at)
	case symbolList:
		f.symbolRow(c, at)
	default:
		f.value(c, at, c.value)
		f.note(c, at)
	}
	return c.done(c.main)
}

// label draws the mark and the name: the cursor's place and what is wrong are
// seen without colour too.
func (f *Form) label(c *canvas, at int) {
	t, d := c.t, &f.fields[at]
	c.line.Pad(t.Text, 1)
	wrong := d.complaint() != nil
	if d.kind == fold {
		wrong = f.foldedWrong() != nil
	}
	switch {
	case at == f.focus:
		c.line.Add(t.Key, theme.GlyphFocus+" ").Left(t.Key, d.title, c.label)
	case wrong:
		c.line.Add(t.Bad, theme.GlyphFailed+" ").Left(t.Text, d.title, c.label)
	case d.kind == fold:
		c.groupName(d.title)
	default:
		c.line.Pad(t.Text, 2).Left(t.Faint, d.title, c.label)
	}
}

// value draws what a field holds, or edits it.
func (f *Form) value(c *canvas, at, w int) {
	d := &f.fields[at]
	switch focused := at == f.focus; {
	case d.kind == option:
		c.option(d.text(), focused, w)
	case d.kind == patternList && (!focused || c.side > 0):
		c.text(named(f.request.Patterns, w-1), "none chosen", w)
	case focused && !f.list.inside:
		c.input(&d.entry, f.completion(at), w-1)
		c.line.Pad(c.t.Text, 1)
	default:
		c.text(d.text(), placeholder(d), w)
	}
}

// symbolRow gives the symbols all the room that their count leaves: one knows
// most of them by sight.
func (f *Form) symbolRow(c *canvas, at int) {
	d := &f.fields[at]
	w, need := c.value, draw.Width(d.text())+2
	if note := f.remarks(at)[0]; c.plan.note > 0 && need > w && d.complaint() == nil && !d.entry.cut {
		w = min(need, c.main-after-c.line.Width()-draw.Width(note)-1)
		f.value(c, at, w)
		c.line.To(c.t.Text, c.main-after-draw.Width(note)).Add(c.t.Faint, note)
		return
	}
	f.value(c, at, w)
	f.note(c, at)
}

// note draws how the form understood a field, or what is wrong with it.
func (f *Form) note(c *canvas, at int) {
	d := &f.fields[at]
	if d.entry.cut {
		c.line.Left(c.t.Warn, "! only the first "+draw.Count(uint64(d.entry.limit))+" were taken", c.plan.note)
		return
	}
	if err := d.complaint(); err != nil {
		c.line.Left(c.t.Bad, theme.GlyphFailed+" "+err.Error(), c.plan.note)
		return
	}
	if d.kind == symbolList && len(f.request.Symbols) == 0 {
		return
	}
	text, room := "", c.plan.note
	for _, part := range f.remarks(at) {
		if text != "" {
			part = ", " + part
		}
		if draw.Width(text+part) <= room {
			text += part
		}
	}
	c.line.Left(c.t.Faint, text, draw.Width(text))
}

// folded draws what the costs are in one line.
func (f *Form) folded(c *canvas, at int) {
	key := theme.GlyphArrowR + " opens"
	if f.unfolded {
		key = theme.GlyphArrowL + " folds"
	}
	room := c.main - after - c.line.Width() - draw.Width(key) - 2
	paint, text := c.t.Faint, f.costs(room)
	if err := f.foldedWrong(); err != nil {
		paint, text = c.t.Bad, theme.GlyphFailed+" "+err.Error()
	}
	if f.unfolded {
		text = ""
	}
	c.line.Left(paint, text, room).To(c.t.Text, c.main-after-draw.Width(key))
	if at == f.focus {
		c.line.Add(c.t.Key, key[:len(theme.GlyphArrowR)]).Add(c.t.Faint, key[len(theme.GlyphArrowR):])
		return
	}
	c.line.Add(c.t.Faint, key)
}

// costs is what trading costs, as far as it is not free.
func (f *Form) costs(room int) string {
	var parts []string
	changed := false
	for i := range f.fields {
		d := &f.fields[i]
		if d.group != string(params.GroupCosts) || d.kind == fold {
			continue
		}
		v, _ := d.value()
		changed = changed || v != d.param.Default
		if v.Number() != 0 {
			parts = append(parts, strings.ToLower(d.title)+" "+d.param.Format(v))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	text := strings.Join(parts, ", ")
	if all := text + ", all defaults"; !changed && draw.Width(all) <= room {
		return all
	}
	return text
}

// foldedWrong is what is wrong with the costs while they cannot be seen.
func (f *Form) foldedWrong() error {
	for i := range f.fields {
		d := &f.fields[i]
		if d.group == string(params.GroupCosts) && !f.unfolded && d.complaint() != nil {
			return d.complaint()
		}
	}
	return nil
}

// named lists names as far as there is room: Engulfing, Hammer, +4.
func named(names []string, w int) string {
	all := strings.Join(names, ", ")
	for n := len(names) - 1; n > 0 && draw.Width(all) > w; n-- {
		all = strings.Join(names[:n], ", ") + ", +" + draw.Count(uint64(len(names)-n))
	}
	return all
}

// completion is the text shown faintly behind the cursor.
func (f *Form) completion(at int) string {
	d := &f.fields[at]
	if d.entry.text() == "" {
		return placeholder(d)
	}
	if d.kind != symbolList {
		return ""
	}
	_, rest := f.offered()
	return rest
}

// placeholder is what an empty field says.
func placeholder(d *field) string {
	switch d.kind {
	case symbolList:
		return "such as AAPL, MSFT"
	case date:
		return "YYYY-MM-DD"
	case patternList:
		return "type to find"
	}
	return "such as " + d.param.Format(d.param.Default)
}
