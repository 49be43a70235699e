package form

import (
	"strings"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// folded draws what the fields of a group say in one line.
func (f *Form) folded(c *canvas, at int) {
	d := &f.fields[at]
	key := theme.GlyphArrowR + " opens"
	if f.unfolded[d.group] {
		key = theme.GlyphArrowL + " folds"
	}
	room := c.main - after - c.line.Width() - draw.Width(key) - 2
	paint, text := c.t.Faint, f.gist(d.group, room)
	if err := f.foldedWrong(d.group); err != nil {
		paint, text = c.t.Bad, theme.GlyphFailed+" "+err.Error()
	}
	if f.unfolded[d.group] {
		text = ""
	}
	c.line.Left(paint, text, room).To(c.t.Text, c.main-after-draw.Width(key))
	if at == f.focus {
		c.line.Add(c.t.Key, key[:len(theme.GlyphArrowR)]).Add(c.t.Faint, key[len(theme.GlyphArrowR):])
		return
	}
	c.line.Add(c.t.Faint, key)
}

// inGroup yields the fields of a group that say something.
func (f *Form) inGroup(group string, take func(*field)) {
	for i := range f.fields {
		if d := &f.fields[i]; d.group == group && d.name() != "" && f.counts(d) {
			take(d)
		}
	}
}

// gist is what the fields of a group say in short: of the costs what is not free, of the
// others what is not as at first.
func (f *Form) gist(group string, room int) string {
	var parts []string
	costs, changed := group == string(params.GroupCosts), false
	f.inGroup(group, func(d *field) {
		differs := f.says(d) != d.first
		changed = changed || differs
		v, _ := d.value()
		if costs && v.Number() != 0 || !costs && differs {
			parts = append(parts, strings.ToLower(d.title)+" "+f.inShort(d))
		}
	})
	switch {
	case len(parts) == 0 && costs:
		return "none"
	case len(parts) == 0:
		return "walk-forward, neutral, gaps, seed: all defaults"
	}
	text := strings.Join(parts, ", ")
	if all := text + ", all defaults"; !changed && draw.Width(all) <= room {
		return all
	}
	return text
}

// inShort is what a field says, in few characters.
func (f *Form) inShort(d *field) string {
	if d.kind == walk && !f.request.Samples.IsZero() {
		return "from " + f.request.Samples.Out.Start.Format(model.DateLayout)
	}
	if all, err := d.values(); d.kind == number && err == nil {
		return sharedUnit(d.param.FormatMany(all))
	}
	return d.text()
}

// foldedWrong is what is wrong with a group while it cannot be seen.
func (f *Form) foldedWrong(group string) (wrong error) {
	if f.unfolded[group] {
		return nil
	}
	f.inGroup(group, func(d *field) {
		if wrong == nil {
			wrong = d.complaint()
		}
	})
	return wrong
}

// foldedDiffers reports whether something of a group that cannot be seen differs from
// where the form was filled in from.
func (f *Form) foldedDiffers(group string) (yes bool) {
	f.inGroup(group, func(d *field) {
		_, differs := f.before(d)
		yes = yes || differs && !f.unfolded[group]
	})
	return yes
}
