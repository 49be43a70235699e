package params

import (
	"math"
	"strconv"
	"strings"
)

// Format writes a value for people: 100,000, 5%, ends the trade.
func (p Parameter) Format(v Value) string {
	if i := p.option(v); i >= 0 {
		return p.Options[i].Title
	}
	if v.kind != number {
		return v.String()
	}
	return p.write(v.number)
}

// write is Format for a number.
func (p Parameter) write(v float64) string {
	switch p.Unit {
	case Percent:
		return percent(v)
	case Money, Bars, Count:
		return grouped(v)
	}
	return plain(v)
}

// Range is what the values may be, for people.
func (p Parameter) Range() string {
	if p.Type == Switch || p.Type == Choice {
		return either(p.options(Option.title))
	}
	switch {
	case p.Max < maxMoney:
		return p.span(p.write)
	case p.AboveMin:
		return "above " + p.write(p.Min)
	}
	return p.write(p.Min) + " or more"
}

// percent writes a fraction as a percentage with the digits that it needs.
func percent(v float64) string {
	if v == 0 {
		return "0"
	}
	text := strconv.FormatFloat(v*100, 'g', 6, 64)
	if strings.ContainsRune(text, 'e') {
		return text + "%"
	}
	whole, rest, _ := strings.Cut(text, ".")
	if rest != "" {
		rest = "." + rest
	}
	return thousands(whole) + rest + "%"
}

// grouped writes an amount with its thousands parted, and cents where there are
// any.
func grouped(v float64) string {
	if v >= 1e15 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	whole, cents, _ := strings.Cut(strconv.FormatFloat(v, 'f', 2, 64), ".")
	if v == math.Trunc(v) || cents == "00" {
		return thousands(whole)
	}
	return thousands(whole) + "." + cents
}

func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
