package form

import (
	"fmt"
	"strings"

	"tickdeck/model"
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
	_, differs := f.before(d)
	wrong := d.complaint() != nil
	if d.kind == fold {
		wrong, differs = f.foldedWrong(d.group) != nil, f.foldedDiffers(d.group)
	}
	if differs {
		c.line.Add(t.Warn, theme.GlyphDiffers)
	} else {
		c.line.Pad(t.Text, 1)
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
	if note := fmt.Sprintf("%d of %d", len(f.request.Symbols), model.MaxSymbols); c.plan.note > 0 && need > w && d.complaint() == nil && !d.entry.cut {
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
	case span:
		return "such as 1y or 2024"
	case barLength:
		return daily
	case walk:
		return "none"
	case patternList:
		return "type to find"
	}
	return "such as " + d.param.Format(d.param.Default)
}
