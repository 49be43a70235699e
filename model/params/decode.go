package params

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// mostWhole is the most that a whole number may be on every machine.
const mostWhole = 1e9

// Decode reads a value as programs write it: 0.05, true, "long". The range is
// not checked.
func (p Parameter) Decode(from string) (Value, error) {
	from = strings.TrimSpace(from)
	switch p.Type {
	case Switch:
		switch strings.ToLower(from) {
		case "true":
			return SwitchOf(true), nil
		case "false":
			return SwitchOf(false), nil
		}
		return Value{}, fmt.Errorf("%s: %.24q is neither true nor false", p.Name, from)
	case Choice:
		return TextOf(strings.ToLower(from)), nil
	}
	v, err := strconv.ParseFloat(from, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return Value{}, fmt.Errorf("%s: %.24q is not a number", p.Name, from)
	}
	if p.Type == Whole && (v != math.Trunc(v) || math.Abs(v) > mostWhole) {
		return Value{}, fmt.Errorf("%s: %.24q is not a whole number", p.Name, from)
	}
	return NumberOf(v + 0), nil // −0 becomes 0
}
