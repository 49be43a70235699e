package form

import (
	"fmt"
	"slices"
	"strings"

	"tickdeck/model"
)

// check reads every field and notes what is wrong with it.
func (f *Form) check() {
	r, wrong := &f.request, &f.wrong
	r.Symbols = model.SplitSymbols(f.texts[symbols].text())
	wrong[symbols] = model.CheckSymbols(r.Symbols)
	r.Start, wrong[start] = model.ParseDate(f.texts[start].text())
	r.End, wrong[end] = model.ParseDate(f.texts[end].text())
	if wrong[start] == nil && wrong[end] == nil {
		wrong[end] = model.CheckDates(r.Start, r.End)
	}
	r.Patterns = f.list.picked(f.env.State.Pattern.Words())
	wrong[patterns] = model.CheckPatterns(r.Patterns)
	r.Capital, wrong[capital] = parseCapital(f.texts[capital].text())
	r.Position, wrong[position] = parsePosition(f.texts[position].text())
}

// complain returns what may be said of a field: nothing before the person has
// typed into it or left it. The end speaks for both dates.
func (f *Form) complain(at field) error {
	if at == submit || !f.texts[at].touched && !(at == end && f.texts[start].touched) {
		return nil
	}
	return f.wrong[at]
}

// remark is what stands at the right of a field: how the form understood it.
func (f *Form) remark(at field) string {
	r := &f.request
	switch {
	case at == patterns:
		return fmt.Sprintf("%d of %d", len(r.Patterns), len(f.list.options(f.env.State.Pattern.Words())))
	case at == symbols && len(r.Symbols) > 0:
		return fmt.Sprintf("%d of %d", len(r.Symbols), model.MaxSymbols)
	case at == submit || f.wrong[at] != nil:
		return ""
	case at == start:
		return r.Start.Format("Mon")
	case at == end && f.wrong[start] != nil:
		return r.End.Format("Mon")
	case at == end:
		return fmt.Sprintf("%s, %d days", r.End.Format("Mon"), int(r.End.Sub(r.Start).Hours()/24))
	case at == capital && f.texts[capital].text() != grouped(r.Capital):
		return "= " + grouped(r.Capital)
	case at == position:
		return percent(r.Position) + " of equity"
	}
	return ""
}

// firstWrong returns the topmost field that is wrong, or submit.
func (f *Form) firstWrong() field {
	i := slices.IndexFunc(f.wrong[:], func(err error) bool { return err != nil })
	if i < 0 {
		return submit
	}
	return field(i)
}

// tidy makes of a field that is left what the form understood.
func (f *Form) tidy(at field) {
	if at == submit {
		return
	}
	e := &f.texts[at]
	e.touched = true
	switch at {
	case symbols:
		if text := strings.Join(model.SplitSymbols(e.text()), ", "); text != e.text() && len([]rune(text)) <= e.limit {
			cut := e.cut
			e.set(text)
			e.cut = cut
		}
	case patterns:
		e.set("")
		f.list.cursor = 0
	}
}

// sameRequest reports whether two requests ask for the same.
func sameRequest(a, b model.Request) bool {
	return slices.Equal(a.Symbols, b.Symbols) && slices.Equal(a.Patterns, b.Patterns) &&
		a.Start.Equal(b.Start) && a.End.Equal(b.End) && a.Capital == b.Capital && a.Position == b.Position
}
