package form

import (
	"slices"

	"charm.land/bubbles/v2/textinput"

	"tickdeck/model/params"
	"tickdeck/ui/pane"
)

// field is a row that can have the focus.
type field struct {
	kind    kind
	group   string           // the heading that it stands under
	title   string           // two words at most
	param   params.Parameter // of a number or an option
	entry   entry            // what is typed; of the patterns: the filter
	option  int              // which of the parameter's options is chosen
	every   bool             // all of the options, in turn
	touched bool             // changed or left: what is wrong may be said
	wrong   error            // what is wrong with it
	first   string           // what it says in a new form
}

// kind is what a field is made of.
type kind uint8

const (
	symbolList  kind = iota
	span             // the days
	barLength        // the timeframe
	patternList      // ticked in a list with a filter
	walk             // the days of a walk-forward test
	number           // a parameter that is typed
	option           // a parameter that is one of several
	fold             // the heading of a group that can be hidden
	button           // submits
)

// The fields that every form begins with; those of the parameters follow, and
// the last one is the button.
const (
	symbols = iota
	dates
	timeframe
	patterns
	firstParam
)

// The most characters of each kind of field: far more than anyone needs, and
// little enough that a paste by mistake costs nothing.
const (
	mostSymbols = 1_000
	mostFilter  = 40
	mostDays    = 48
	mostFigures = 200
	mostLength  = 12
)

// firstDays are those of a new form: a year, up to yesterday.
const firstDays = "1y"

// newFields makes the rows in the order in which they stand.
func newFields() []field {
	editor := pane.NewEditor()
	typed := func(k kind, title string, most int, first string) field {
		d := field{kind: k, group: string(params.GroupWhat), title: title, entry: newEntry(editor, most, k == symbolList)}
		d.entry.set(first)
		return d
	}
	out := []field{
		typed(symbolList, "Symbols", mostSymbols, ""),
		typed(span, "Dates", mostDays, firstDays),
		typed(barLength, "Timeframe", mostLength, daily),
		typed(patternList, "Patterns", mostFilter, ""),
	}
	group := params.GroupHidden
	for _, p := range params.All() {
		if p.Group == params.GroupHidden {
			continue
		}
		if p.Group != group && folds(string(p.Group)) {
			out = append(out, field{kind: fold, group: string(p.Group), title: string(p.Group)})
		}
		if p.Group != group && p.Group == params.GroupMore {
			d := typed(walk, "Walk-forward", mostDays, "")
			d.group = string(p.Group)
			out = append(out, d)
		}
		group = p.Group
		out = append(out, newParam(p, editor))
	}
	out = append(out, field{kind: button, title: "Submit"})
	for i := range out {
		out[i].first = out[i].text()
	}
	out[patterns].first = ""
	return out
}

// folds reports whether a group is one line where there is no room for all of it.
func folds(group string) bool {
	return group == string(params.GroupCosts) || group == string(params.GroupMore)
}

func newParam(p params.Parameter, editor *textinput.Model) field {
	d := field{kind: number, group: string(p.Group), title: p.Title, param: p}
	if len(p.Options) > 0 {
		d.kind = option
		d.option = slices.IndexFunc(p.Options, func(o params.Option) bool { return o.Value == p.Default })
		return d
	}
	d.entry = newEntry(editor, mostFigures, false)
	d.entry.set(p.Format(p.Default))
	return d
}

// editable reports whether text is typed into the field.
func (d *field) editable() bool { return d.kind <= number }

// typedList reports whether the text goes on where it was, instead of being replaced by
// the first key.
func (d *field) typedList() bool { return d.kind == symbolList }

// values are what an option or a number says: more than one make a sweep.
func (d *field) values() ([]params.Value, error) {
	switch {
	case d.kind == option && d.every:
		var all []params.Value
		for _, o := range d.param.Options {
			all = append(all, o.Value)
		}
		return all, nil
	case d.kind == option:
		return []params.Value{d.param.Options[d.option].Value}, nil
	}
	return d.param.ParseMany(d.entry.text())
}

// value is the first of them.
func (d *field) value() (params.Value, error) {
	if d.kind != number && d.kind != option {
		return params.Value{}, nil
	}
	all, err := d.values()
	if err != nil || len(all) == 0 {
		return params.Value{}, err
	}
	return all[0], nil
}

// text is what the field shows while it does not have the focus.
func (d *field) text() string {
	switch {
	case d.kind == fold, d.kind == button:
		return ""
	case d.kind == option && d.every:
		all, _ := d.values()
		return d.param.FormatMany(all)
	case d.kind == option:
		return d.param.Options[d.option].Title
	}
	return d.entry.text()
}

// cycle goes to the option before or after, round the ends.
func (d *field) cycle(by int) {
	n := len(d.param.Options)
	d.option, d.every, d.touched = (d.option+by+n)%n, false, true
}

// choose takes the next option whose title or name on the wire begins so,
// case aside.
func (d *field) choose(begin string) {
	n := len(d.param.Options)
	for i := range n {
		at := (d.option + 1 + i) % n
		if o := d.param.Options[at]; begins(o.Title, begin) || begins(o.Value.String(), begin) {
			d.option, d.every, d.touched = at, false, true
			return
		}
	}
}

// say puts a text into a field that is not the patterns', as text tells it.
func (d *field) say(text string) {
	if d.kind != option {
		d.entry.set(text)
		return
	}
	values, err := d.param.ParseMany(text)
	if err != nil {
		return
	}
	d.every = len(values) > 1
	for i, o := range d.param.Options {
		if o.Value == values[0] {
			d.option = i
		}
	}
}
