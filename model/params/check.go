package params

import (
	"fmt"
	"math"
	"strings"
)

// Check returns what is wrong with a value, by the parameter's name on the wire
// and in the way programs write values.
func (p Parameter) Check(v Value) error {
	if p.holds(v) {
		return nil
	}
	switch p.Type {
	case Switch:
		return fmt.Errorf("%s must be true or false", p.Name)
	case Choice:
		return fmt.Errorf("%s %.24q is not known: %s", p.Name, v.String(), either(p.options(Option.wire)))
	}
	return fmt.Errorf("%s must be %s: it is %s", p.Name, p.span(plain), p.kind())
}

// holds reports whether a value is of the right type and in the range.
func (p Parameter) holds(v Value) bool {
	if p.Type == Switch || p.Type == Choice {
		return p.option(v) >= 0
	}
	n := v.number
	return v.kind == number && (p.Type != Whole || n == math.Trunc(n)) &&
		n <= p.Max && (n > p.Min || n == p.Min && !p.AboveMin)
}

// option is the place of a value among the options, or -1.
func (p Parameter) option(v Value) int {
	for i, o := range p.Options {
		if o.Value == v {
			return i
		}
	}
	return -1
}

func (o Option) wire() string  { return o.Value.String() }
func (o Option) title() string { return o.Title }

func (p Parameter) options(as func(Option) string) []string {
	out := make([]string, len(p.Options))
	for i, o := range p.Options {
		out[i] = as(o)
	}
	return out
}

// either joins words: long, short or both.
func either(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// span writes the range of a number.
func (p Parameter) span(write func(float64) string) string {
	if p.AboveMin {
		return "above " + write(p.Min) + ", at most " + write(p.Max)
	}
	return "from " + write(p.Min) + " to " + write(p.Max)
}

// kind says what a number is, with an example where it could be mistaken.
func (p Parameter) kind() string {
	switch {
	case p.Unit == Money:
		return "money"
	case p.Unit == Bars:
		return "a number of bars"
	case p.Unit == Count:
		return "a whole number"
	case p.Unit == Percent && p.Default.Number() > 0:
		return "a fraction, " + plain(p.Default.Number()) + " for " + percent(p.Default.Number())
	}
	return "a fraction, 0.8 for 80%"
}
