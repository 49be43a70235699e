package query

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
)

// compiler makes of an expression what can be matched. It writes the first names
// of the fields into the terms.
type compiler[T any] struct {
	schema   *Schema[T]
	foldings foldings
	times    times
	uses     map[string]bool
	moves    bool
}

func (c *compiler[T]) node(e *expr) (n node[T], err *Error) {
	n.kind, n.not = e.kind, e.not
	if e.kind == oneTerm {
		n.test, err = c.term(&e.term)
		return n, err
	}
	for i := range e.parts {
		part, err := c.node(&e.parts[i])
		if err != nil {
			return n, err
		}
		n.parts = append(n.parts, part)
	}
	return n, nil
}

func (c *compiler[T]) term(t *term) (test func(T) bool, err *Error) {
	if t.op == Anywhere {
		return c.anywhere(t)
	}
	f, rest := c.schema.find(t.field)
	if f == nil {
		return nil, &Error{t.from, t.from + len(t.field), c.schema.unknownField(t.field)}
	}
	t.field = f.Name
	c.uses[f.Name] = true
	c.moves = c.moves || f.Moves
	if rest != "" {
		t.field += "." + rest
	}
	if err := c.check(f, t); err != nil {
		return nil, err
	}
	test, err = c.field(f, t, rest)
	if err == nil && t.op == NotEqual && !f.Kind.numeric() {
		test = other(test, f.sent(rest))
	}
	return test, err
}

// other is what is sent and is not that. A comparison never matches what was not sent.
func other[T any](test, sent func(T) bool) func(T) bool {
	if sent == nil {
		return func(v T) bool { return !test(v) }
	}
	return func(v T) bool { return sent(v) && !test(v) }
}

// check refuses operators and values that the kind of the field does not have.
func (c *compiler[T]) check(f *Field[T], t *term) *Error {
	alone := f.Kind == Flag || f.Kind == Member
	switch {
	case t.op > NotEqual && !f.Kind.numeric() && f.Kind != Open:
		return &Error{t.from, t.to, fmt.Sprintf("%s is not compared by size: %s", f.Name, f.Example)}
	case len(t.values) == 0 && !alone:
		return &Error{t.from, t.to, f.wanted()}
	case len(t.values) > 1 && t.op > NotEqual:
		return &Error{t.values[1].from, t.to, "one value alone behind " + t.op.String() + ", and no comma within a number: 1000, or 1k"}
	}
	return nil
}

func (k Kind) numeric() bool { return k == Number || k == Fraction || k == Age || k == Time }

// wanted says what is to be written.
func (f *Field[T]) wanted() string {
	switch f.Kind {
	case Number, Fraction:
		return "a number: " + f.Example
	case Age:
		return "a duration: " + f.Example
	case Time:
		return "a time: " + f.Example
	case Choice:
		return "one of " + strings.Join(f.names(), ", ") + ": " + f.Example
	case Flag:
		return "yes or no: " + f.Example
	}
	return "something belongs behind it: " + f.Example
}

func (f *Field[T]) names() (out []string) {
	for _, o := range f.Options {
		out = append(out, o.Name)
	}
	return out
}

func (c *compiler[T]) field(f *Field[T], t *term, rest string) (func(T) bool, *Error) {
	switch f.Kind {
	case Number, Fraction, Age, Time:
		return c.numbers(f, t)
	case Choice, Flag:
		return c.choice(f, t)
	case Member:
		return c.member(f, t), nil
	case Open:
		return c.open(f, t, rest)
	case has:
		return c.has(t)
	}
	return c.texts(f, t), nil
}

// texts compares with the texts of a field.
func (c *compiler[T]) texts(f *Field[T], t *term) func(T) bool {
	var globs []*glob
	me := false
	for _, v := range t.values {
		if f.Me != nil && strings.EqualFold(v.text(), "me") {
			me = true
			continue
		}
		globs = append(globs, c.foldings.newGlob(v.parts, f.Kind == Name, f.Kind == Words))
		if f.Spelt != nil && len(v.parts) == 1 {
			for _, more := range f.Spelt(v.text()) {
				globs = append(globs, c.foldings.newGlob([]string{more}, f.Kind == Name, f.Kind == Words))
			}
		}
	}
	test := f.anyText(newMatcher(globs))
	if me {
		return func(v T) bool { own := f.Me(v); return own != "" && f.Text(v) == own || test(v) }
	}
	return test
}

// anyText reports whether one of the texts of a field matches.
func (f *Field[T]) anyText(match func(string) bool) func(T) bool {
	if one := f.Text; one != nil {
		return func(v T) bool { return match(one(v)) }
	}
	more := f.Texts
	return func(v T) bool { return slices.ContainsFunc(more(v), match) }
}

// anywhere looks for words in every field that they may be in.
func (c *compiler[T]) anywhere(t *term) (func(T) bool, *Error) {
	c.uses[""] = true
	var plains, names []*glob
	for _, v := range t.values {
		if v.text() == "" {
			return nil, &Error{v.from, v.to, `something belongs between the quotes: "free text"`}
		}
		g := c.foldings.newGlob(v.parts, false, true)
		plains = append(plains, g)
		if name := c.foldings.newGlob(v.parts, true, true); !name.empty() {
			g = name // it finds what the other one does, and more
		}
		names = append(names, g)
	}
	if len(t.values) == 0 {
		return nil, &Error{t.from, t.to, "something belongs beside the comma: AAPL,MSFT"}
	}
	plain, name := newMatcher(plains), newMatcher(names)
	var tests []func(T) bool
	for i := range c.schema.fields {
		switch f := &c.schema.fields[i]; {
		case f.Free && f.Kind == Name:
			tests = append(tests, f.anyText(name))
		case f.Free:
			tests = append(tests, f.anyText(plain))
		}
	}
	return anyTest(tests), nil
}

// anyTest reports whether one of the tests holds.
func anyTest[T any](tests []func(T) bool) func(T) bool {
	return func(v T) bool {
		for _, test := range tests {
			if test(v) {
				return true
			}
		}
		return false
	}
}

func (c *compiler[T]) numbers(f *Field[T], t *term) (func(T) bool, *Error) {
	op := t.op
	if op == Is {
		op = max(f.Colon, Equal)
	}
	read := map[Kind]reader{Number: number, Fraction: fraction, Age: seconds, Time: c.times.moment}[f.Kind]
	var in, ago []interval
	for _, v := range t.values {
		each := op
		if t.op == Is && strings.Contains(v.text(), "..") {
			each = Equal
		}
		if past, err := reader(before).interval(each, v.text()); err == nil && f.Now != nil {
			ago = append(ago, past)
			continue
		}
		i, err := read.interval(each, v.text())
		switch {
		case err == errNotRead: //nolint:errorlint // it is ours, and nobody wraps it
			return nil, &Error{v.from, v.to, f.wanted()}
		case err != nil:
			return nil, &Error{v.from, v.to, err.Error()}
		}
		in = append(in, i)
	}
	c.moves = c.moves || len(ago) > 0
	return f.between(in, ago, op != NotEqual), nil
}

// before is a duration ago, in microseconds.
func before(text string) (float64, error) {
	s, err := seconds(text)
	return -s * 1e6, err
}

// between compares with what is fixed, and with what is so long ago.
func (f *Field[T]) between(in, ago []interval, wanted bool) func(T) bool {
	if f.Kind != Time {
		return between(f.Number, in, wanted)
	}
	fixed := between(func(v T) float64 { return known(f.Time(v)) }, in, wanted)
	if len(ago) == 0 {
		return fixed
	}
	moving := between(func(v T) float64 { return known(f.Time(v)) - micros(f.Now(v)) }, ago, wanted)
	if wanted {
		return func(v T) bool { return fixed(v) || moving(v) }
	}
	return func(v T) bool { return fixed(v) && moving(v) }
}

// known is a moment as a number, or None.
func known(t time.Time) float64 {
	if t.IsZero() {
		return model.None()
	}
	return micros(t)
}

// between reports whether a number that is known is in one of the intervals, or
// with wanted false in none.
func between[T any](number func(T) float64, in []interval, wanted bool) func(T) bool {
	if len(in) == 1 && wanted {
		one := in[0]
		return func(v T) bool { return one.has(number(v)) }
	}
	return func(v T) bool {
		n := number(v)
		for _, i := range in {
			if i.has(n) {
				return wanted
			}
		}
		return !wanted && model.Known(n)
	}
}
