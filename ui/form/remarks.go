package form

import (
	"fmt"
	"slices"
	"strings"

	"tickdeck/model/sweep"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// remarks are what stands behind a field's value, the most wanted first.
func (f *Form) remarks(at int) []string {
	d := &f.fields[at]
	out, was := f.meaning(d, at == f.focus), f.wasRemark(d)
	switch {
	case was == "":
		return out
	case d.kind == symbolList, d.kind == span, d.kind == patternList, d.kind == number && f.swept(d):
		return append(out[:min(1, len(out)):min(1, len(out))], was)
	}
	return append([]string{was}, out...)
}

// swept reports whether a field says several values.
func (f *Form) swept(d *field) bool {
	return slices.ContainsFunc(f.axes, func(a sweep.Axis) bool { return a.Parameter.Name == d.param.Name })
}

// meaning is how a field was understood, and what else it takes.
func (f *Form) meaning(d *field, focused bool) []string {
	switch d.kind {
	case symbolList:
		if len(f.request.Symbols) == 0 {
			return []string{f.symbolHint()}
		}
		return []string{draw.Count(uint64(len(f.request.Symbols))), "or " + f.symbolHint()}
	case span:
		return f.dateRemarks()
	case barLength:
		return []string{lengths}
	case patternList:
		return f.patternRemarks(focused)
	case walk:
		return f.walkRemarks(d)
	case number:
		return d.numberRemarks()
	case option:
		return d.optionRemarks()
	}
	return nil
}

func (f *Form) patternRemarks(focused bool) []string {
	n, all := len(f.request.Patterns), len(f.list.options(f.env.State.Patterns))
	switch found := len(f.found()); {
	case focused && f.list.inside:
		return []string{fmt.Sprintf("%d of %d", n, all), "space chooses"}
	case focused && found < all:
		return []string{fmt.Sprintf("%d of %d match", found, all), fmt.Sprintf("%d chosen", n)}
	case focused:
		return []string{fmt.Sprintf("%d of %d", n, all), theme.GlyphArrowD + " then space chooses"}
	}
	return []string{fmt.Sprintf("%d of %d", n, all)}
}

func (d *field) numberRemarks() (out []string) {
	all, err := d.values()
	p := d.param
	if err == nil && len(all) > 1 {
		text := fmt.Sprintf("%s values", draw.Count(uint64(len(all))))
		if brief := strings.ReplaceAll(p.FormatMany(all), ",", ""); strings.Contains(d.entry.text(), "..") && len(brief) <= 16 {
			text += ": " + sharedUnit(brief)
		}
		return []string{text}
	}
	if err == nil && p.Format(all[0]) != strings.TrimSpace(d.entry.text()) {
		out = append(out, "= "+p.Format(all[0]))
	}
	if p.Note != "" {
		out = append(out, p.Note)
	}
	if err == nil && all[0] == p.Default {
		out = append(out, "default")
	} else {
		out = append(out, "default "+p.Format(p.Default))
	}
	if p.Zero != "" {
		out = append(out, "0 = "+p.Zero)
	}
	return out
}

// sharedUnit writes 2% 4% 6% as 2 4 6%.
func sharedUnit(text string) string {
	for w := range strings.FieldsSeq(text) {
		if !strings.HasSuffix(w, "%") {
			return text
		}
	}
	return strings.ReplaceAll(text, "% ", " ")
}

func (d *field) optionRemarks() (out []string) {
	p := d.param
	if d.every {
		return []string{fmt.Sprintf("%d values", len(p.Options))}
	}
	if p.Note != "" {
		out = append(out, p.Note)
	} else {
		titles := make([]string, len(p.Options))
		for i, o := range p.Options {
			titles[i] = o.Title
		}
		out = append(out, strings.Join(titles, ", "))
	}
	switch v, _ := d.value(); {
	case v != p.Default:
		out = append(out, "default "+p.Format(p.Default))
	case p.Note != "":
		out = append(out, "default")
	}
	return out
}
