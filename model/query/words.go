package query

import (
	"slices"
	"strings"

	"tickdeck/model"
)

// choice is one of the words that a field knows; of a flag: yes or no.
func (c *compiler[T]) choice(f *Field[T], t *term) (func(T) bool, *Error) {
	options := f.Options
	if f.Kind == Flag {
		options = []Option{{"yes", []string{"true", "on"}}, {"no", []string{"false", "off"}}}
	}
	var wanted uint64
	for _, v := range t.values {
		i, message := option(options, v.text(), f.Example)
		if message != "" {
			return nil, &Error{v.from, v.to, message}
		}
		wanted |= 1 << i
	}
	is := f.Is
	if f.Kind == Choice {
		return func(v T) bool { return is(v, wanted) }, nil
	}
	switch wanted {
	case 0b10:
		return func(v T) bool { return !is(v, 1) }, nil
	case 0b11:
		return func(T) bool { return true }, nil
	}
	return func(v T) bool { return is(v, 1) }, nil
}

// option is the place of the one that a text means: a word for it, or the beginning
// of words for one alone. The message says what to write if it means none.
func option(options []Option, text, example string) (at int, message string) {
	text = strings.ToLower(text)
	var begun, names []string
	for i, o := range options {
		words := append([]string{o.Name}, o.Also...)
		if slices.Contains(words, text) {
			return i, ""
		}
		names = append(names, o.Name)
		if text != "" && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, text) }) {
			at, begun = i, append(begun, o.Name)
		}
	}
	switch len(begun) {
	case 1:
		return at, ""
	case 0:
		return 0, "one of " + strings.Join(names, ", ") + ": " + example
	}
	return 0, strings.Join(begun, " or ") + "?"
}

// member asks whether it is on one of the lists that are named.
func (c *compiler[T]) member(f *Field[T], t *term) func(T) bool {
	in := f.In
	lists := []string{""}
	if len(t.values) > 0 {
		lists = nil
	}
	for _, v := range t.values {
		lists = append(lists, v.text())
	}
	return func(v T) bool {
		for _, list := range lists {
			if in(v, list) {
				return true
			}
		}
		return false
	}
}

// open is a value under a name that the publisher chose. One that can be read as a
// number is compared as one and as a text.
func (c *compiler[T]) open(f *Field[T], t *term, name string) (func(T) bool, *Error) {
	if name == "" {
		if t.op > NotEqual {
			return nil, &Error{t.from, t.to, "of which name? " + f.Example}
		}
		return c.texts(f, t), nil
	}
	op := max(t.op, Equal)
	if op == NotEqual {
		op = Equal
	}
	var in []interval
	var globs []*glob
	for _, v := range t.values {
		i, err := reader(number).interval(op, v.text())
		if err == nil {
			in = append(in, i)
		} else if op > NotEqual {
			return nil, &Error{v.from, v.to, "a number: " + f.Example}
		}
		globs = append(globs, c.foldings.newGlob(v.parts, false, false))
	}
	numbers := between(func(v T) float64 { return f.NumberOf(v, name) }, in, true)
	if op > NotEqual {
		return numbers, nil
	}
	match := newMatcher(globs)
	return func(v T) bool {
		text := f.TextOf(v, name)
		return text != "" && match(text) || numbers(v)
	}, nil
}

// has asks whether fields were sent.
func (c *compiler[T]) has(t *term) (func(T) bool, *Error) {
	var tests []func(T) bool
	for i := range t.values {
		v := &t.values[i]
		f, rest := c.schema.find(v.text())
		if f == nil {
			return nil, &Error{v.from, v.to, c.schema.unknownField(v.text())}
		}
		sent := f.sent(rest)
		if sent == nil {
			return nil, &Error{v.from, v.to, f.Name + " is always there: it can be asked for itself, as in " + f.Example}
		}
		c.uses[f.Name] = true
		tests = append(tests, sent)
	}
	return anyTest(tests), nil
}

// sent reports whether there is a value; nil for fields that are not sent.
func (f *Field[T]) sent(name string) func(T) bool {
	switch {
	case f.Sent != nil:
		return f.Sent
	case f.Kind == Open && name != "":
		return func(v T) bool { return f.TextOf(v, name) != "" || model.Known(f.NumberOf(v, name)) }
	case f.Kind == Open:
		return func(v T) bool { return len(f.Texts(v)) > 0 }
	case f.Text != nil || f.Texts != nil:
		return f.anyText(func(s string) bool { return s != "" })
	case f.Number != nil:
		return func(v T) bool { return model.Known(f.Number(v)) }
	case f.Time != nil:
		return func(v T) bool { return !f.Time(v).IsZero() }
	}
	return nil
}
