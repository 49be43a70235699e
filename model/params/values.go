package params

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
)

// Values are what a request says of its parameters. What it does not say has
// its default. The zero value says nothing. It is never changed in place, so
// copies may be shared.
type Values struct{ set []setting }

type setting struct {
	name  string
	value Value
}

// place is a name's place in the table; unknown names come behind all others.
func place(name string) int {
	if i := slices.IndexFunc(table[:], func(p Parameter) bool { return p.Name == name }); i >= 0 {
		return i
	}
	return len(table)
}

func inOrder(a, b setting) int {
	return cmp.Or(cmp.Compare(place(a.name), place(b.name)), cmp.Compare(a.name, b.name))
}

// With returns the values with one of them said, or said anew. It takes any:
// Validate tells what is wrong.
func (v Values) With(name string, value Value) Values {
	s := setting{name, value}
	i, found := slices.BinarySearchFunc(v.set, s, inOrder)
	out := slices.Clone(v.set)
	if found {
		out[i] = s
		return Values{out}
	}
	return Values{slices.Insert(out, i, s)}
}

// Lookup returns what was said of a parameter, and whether anything was.
func (v Values) Lookup(name string) (Value, bool) {
	for _, s := range v.set {
		if s.name == name {
			return s.value, true
		}
	}
	return Value{}, false
}

// Of is the value in force: what was said, else the default.
func (v Values) Of(name string) Value {
	if value, said := v.Lookup(name); said {
		return value
	}
	p, _ := Lookup(name)
	return p.Default
}

// Written yields what a request holds, in the order of the table: all that was
// said, and what every request has.
func (v Values) Written() iter.Seq2[string, Value] {
	for _, p := range table {
		if p.Always {
			v = v.With(p.Name, v.Of(p.Name))
		}
	}
	return func(yield func(string, Value) bool) {
		for _, s := range v.set {
			if !yield(s.name, s.value) {
				return
			}
		}
	}
}

// Equal reports whether the same is said.
func (v Values) Equal(o Values) bool { return slices.Equal(v.set, o.set) }

// Validate returns everything that is wrong, each in words that say what to do.
func (v Values) Validate() error {
	var all []error
	for _, s := range v.set {
		p, known := Lookup(s.name)
		if !known {
			all = append(all, fmt.Errorf("no parameter is called %.24q", s.name))
			continue
		}
		all = append(all, p.Check(s.value))
	}
	return errors.Join(all...)
}
