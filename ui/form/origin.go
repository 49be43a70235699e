package form

import (
	"fmt"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/ui/draw"
)

// origin is what the form was filled in from, so that what differs can be marked.
type origin struct {
	from string  // for people: the id of a job, or the name of a preset; "" for none
	was  content // what it said
}

// before is what a field said in the origin, and whether it says something else now.
func (f *Form) before(d *field) (was string, differs bool) {
	name := d.name()
	if f.origin.from == "" || name == "" || !f.counts(d) {
		return "", false
	}
	was, said := f.origin.was[name]
	if !said {
		was = d.first
	}
	return was, !d.means(was, f.says(d))
}

// means reports whether two texts say the same in a field: 0.05 is 5%.
func (d *field) means(a, b string) bool {
	if a == b {
		return true
	}
	switch d.kind {
	case number:
		x, wrong := d.param.ParseMany(a)
		y, too := d.param.ParseMany(b)
		return wrong == nil && too == nil && fmt.Sprint(x) == fmt.Sprint(y)
	case symbolList:
		return fmt.Sprint(model.SplitSymbols(a)) == fmt.Sprint(model.SplitSymbols(b))
	}
	return false
}

// changes counts the fields that differ from the origin.
func (f *Form) changes() (n int) {
	for i := range f.fields {
		if _, differs := f.before(&f.fields[i]); differs {
			n++
		}
	}
	return n
}

// fromWhere stands behind the title of the page: from bt_fb48, 2 changes.
func (f *Form) fromWhere() string {
	if f.origin.from == "" {
		return ""
	}
	switch n := f.changes(); n {
	case 0:
		return "from " + f.origin.from + ", unchanged"
	default:
		return "from " + f.origin.from + ", " + count(n, "change")
	}
}

// wasRemark tells what a field said in the origin.
func (f *Form) wasRemark(d *field) string {
	was, differs := f.before(d)
	switch {
	case !differs:
		return ""
	case was == "":
		return "was empty"
	case d.kind == symbolList || d.kind == patternList:
		return "was " + named(split(was), 24)
	case d.kind == number:
		values, err := d.param.ParseMany(was)
		if err == nil && len(values) > 3 {
			return "was " + draw.Count(uint64(len(values))) + " values"
		} else if err == nil {
			return "was " + d.param.FormatMany(values)
		}
	}
	return "was " + was
}

// notUnderstood names what a request said and this form has no field for.
func notUnderstood(r *model.Record) []string {
	out := append([]string(nil), r.Ignored...)
	for name := range r.Request.Parameters.Written() {
		if _, known := params.Lookup(name); !known {
			out = append(out, name)
		}
	}
	return out
}
