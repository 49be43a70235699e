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
	touched bool             // changed or left: what is wrong may be said
	wrong   error            // what is wrong with it
}

// kind is what a field is made of.
type kind uint8

const (
	symbolList kind = iota
	date
	patternList // ticked in a list with a filter
	number      // a parameter that is typed
	option      // a parameter that is one of several
	fold        // the heading of a group that can be hidden
	button      // submits
)

// The fields that every form begins with; those of the parameters follow, and
// the last one is the button.
const (
	symbols = iota
	start
	end
	patterns
	firstParam
)

// The most characters of each kind of field: far more than anyone needs, and
// little enough that a paste by mistake costs nothing.
const (
	mostSymbols = 1_000
	mostFilter  = 40
	mostFigure  = 24
)

// newFields makes the rows in the order in which they stand.
func newFields() []field {
	editor := pane.NewEditor()
	out := []field{
		{kind: symbolList, group: string(params.GroupWhat), title: "Symbols", entry: newEntry(editor, mostSymbols, true)},
		{kind: date, group: string(params.GroupWhat), title: "Start", entry: newEntry(editor, mostFigure, false)},
		{kind: date, group: string(params.GroupWhat), title: "End", entry: newEntry(editor, mostFigure, false)},
		{kind: patternList, group: string(params.GroupWhat), title: "Patterns", entry: newEntry(editor, mostFilter, false)},
	}
	folded := false
	for _, p := range params.All() {
		if p.Group == params.GroupCosts && !folded {
			out, folded = append(out, field{kind: fold, group: string(p.Group), title: string(p.Group)}), true
		}
		if p.Group != params.GroupHidden {
			out = append(out, newParam(p, editor))
		}
	}
	return append(out, field{kind: button, title: "Submit"})
}

func newParam(p params.Parameter, editor *textinput.Model) field {
	d := field{kind: number, group: string(p.Group), title: p.Title, param: p}
	if len(p.Options) > 0 {
		d.kind = option
		d.option = slices.IndexFunc(p.Options, func(o params.Option) bool { return o.Value == p.Default })
		return d
	}
	d.entry = newEntry(editor, mostFigure, false)
	d.entry.set(p.Format(p.Default))
	return d
}

// editable reports whether text is editable into the field.
func (d *field) editable() bool { return d.kind <= number }

// value is what an option or a number says.
func (d *field) value() (params.Value, error) {
	if d.kind == option {
		return d.param.Options[d.option].Value, nil
	}
	return d.param.Parse(d.entry.text())
}

// text is what the field shows while it does not have the focus.
func (d *field) text() string {
	if d.kind == option {
		return d.param.Options[d.option].Title
	}
	return d.entry.text()
}

// cycle goes to the option before or after, round the ends.
func (d *field) cycle(by int) {
	n := len(d.param.Options)
	d.option, d.touched = (d.option+by+n)%n, true
}

// choose takes the next option whose title or name on the wire begins so,
// case aside.
func (d *field) choose(begin string) {
	n := len(d.param.Options)
	for i := range n {
		at := (d.option + 1 + i) % n
		if o := d.param.Options[at]; begins(o.Title, begin) || begins(o.Value.String(), begin) {
			d.option, d.touched = at, true
			return
		}
	}
}
