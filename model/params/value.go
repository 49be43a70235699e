package params

import (
	"strconv"
	"strings"
)

// Value is a number, a switch or a text. Values of the same content are equal.
type Value struct {
	kind   kind
	number float64
	text   string
}

type kind uint8

const (
	nothing kind = iota
	number
	toggle
	text
)

// NumberOf is a number, whole or not.
func NumberOf(v float64) Value { return Value{kind: number, number: v} }

// TextOf is the value of a choice.
func TextOf(v string) Value { return Value{kind: text, text: v} }

// SwitchOf is true or false.
func SwitchOf(on bool) Value {
	v := Value{kind: toggle}
	if on {
		v.number = 1
	}
	return v
}

// Number is the number; 0 for another kind of value.
func (v Value) Number() float64 {
	if v.kind != number {
		return 0
	}
	return v.number
}

// On is whether it is the switch true.
func (v Value) On() bool { return v.kind == toggle && v.number != 0 }

// Text is the text; "" for another kind of value.
func (v Value) Text() string { return v.text }

// Any is the value as a float64, a bool or a string, for an encoder; nil for the
// zero Value.
func (v Value) Any() any {
	switch v.kind {
	case number:
		return v.number
	case toggle:
		return v.On()
	case text:
		return v.text
	}
	return nil
}

// String is the value as programs write it: 0.05, true, both.
func (v Value) String() string {
	switch v.kind {
	case number:
		return plain(v.number)
	case toggle:
		return strconv.FormatBool(v.On())
	}
	return v.text
}

// plain writes a number with as many digits as it needs: 0.0005, 1e12.
func plain(v float64) string {
	if v >= 1e-6 && v < 1e9 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strings.Replace(strconv.FormatFloat(v, 'g', -1, 64), "e+", "e", 1)
}
