package form

import (
	"fmt"
	"slices"
	"strings"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/theme"
)

// check reads every field and notes what is wrong with it.
func (f *Form) check() {
	r, d := &f.request, f.fields
	r.Symbols = model.SplitSymbols(d[symbols].entry.text())
	d[symbols].wrong = model.SharedLimits().CheckSymbols(r.Symbols)
	r.Start, d[start].wrong = model.ParseDate(d[start].entry.text())
	r.End, d[end].wrong = model.ParseDate(d[end].entry.text())
	if d[start].wrong == nil && d[end].wrong == nil {
		d[f.lastEditedDate].wrong = model.SharedLimits().CheckDates(r.Start, r.End)
	}
	r.Patterns = f.list.picked(f.env.State.Patterns)
	d[patterns].wrong = model.CheckPatterns(r.Patterns)
	r.Parameters = f.checkParams()
}

// checkParams reads all that are on the form, those at their default as well:
// what was looked at is what is asked for, whatever a worker's defaults are. What
// does not count keeps its text and is not asked for.
func (f *Form) checkParams() (out params.Values) {
	for i := firstParam; i < len(f.fields); i++ {
		d := &f.fields[i]
		if d.kind != number && d.kind != option {
			continue
		}
		if !f.counts(d) {
			d.wrong = nil
			continue
		}
		var v params.Value
		if v, d.wrong = d.value(); d.wrong == nil {
			out = out.With(d.param.Name, v)
		}
	}
	return out
}

// complaint is what may be said of a field: nothing before the person has typed
// into it or left it.
func (d *field) complaint() error {
	if !d.touched {
		return nil
	}
	return d.wrong
}

// firstWrong returns the topmost field that is wrong, or the button.
func (f *Form) firstWrong() int {
	i := slices.IndexFunc(f.fields, func(d field) bool { return d.wrong != nil })
	if i < 0 {
		return f.submit()
	}
	return i
}

// remarks are what stands behind a field's value, the most wanted first.
func (f *Form) remarks(at int) []string {
	r := &f.request
	switch d := &f.fields[at]; d.kind {
	case symbolList:
		return []string{fmt.Sprintf("%d of %d", len(r.Symbols), model.MaxSymbols)}
	case date:
		return f.dateRemarks(at)
	case patternList:
		return f.patternRemarks(at == f.focus)
	case number:
		return d.numberRemarks()
	case option:
		return d.optionRemarks()
	}
	return nil
}

func (f *Form) dateRemarks(at int) []string {
	r := &f.request
	switch {
	case f.fields[at].wrong != nil:
		return nil
	case at == start:
		return []string{r.Start.Format("Mon")}
	case f.fields[start].wrong != nil:
		return []string{r.End.Format("Mon")}
	}
	return []string{r.End.Format("Mon"), fmt.Sprintf("%d days", int(r.End.Sub(r.Start).Hours()/24))}
}

func (f *Form) patternRemarks(focused bool) []string {
	n, all := len(f.request.Patterns), len(f.list.options(f.env.State.Patterns))
	switch found := len(f.names()); {
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
	v, err := d.value()
	p := d.param
	if err == nil && p.Format(v) != strings.TrimSpace(d.entry.text()) {
		out = append(out, "= "+p.Format(v))
	}
	if p.Note != "" {
		out = append(out, p.Note)
	}
	if err == nil && v == p.Default {
		out = append(out, "default")
	} else {
		out = append(out, "default "+p.Format(p.Default))
	}
	if p.Zero != "" {
		out = append(out, "0 = "+p.Zero)
	}
	return out
}

func (d *field) optionRemarks() (out []string) {
	p := d.param
	if p.Note != "" {
		out = append(out, p.Note)
	} else {
		for _, o := range p.Options {
			out = append(out, o.Title)
		}
	}
	switch v, _ := d.value(); {
	case v != p.Default:
		out = append(out, "default "+p.Format(p.Default))
	case p.Note != "":
		out = append(out, "default")
	}
	return out
}

// sameRequest reports whether two requests ask for the same.
func sameRequest(a, b model.Request) bool {
	return slices.Equal(a.Symbols, b.Symbols) && slices.Equal(a.Patterns, b.Patterns) &&
		a.Start.Equal(b.Start) && a.End.Equal(b.End) && a.Parameters.Equal(b.Parameters)
}
