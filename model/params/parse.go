package params

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// figure is a number as people write it: 100000, 100,000, 100k, $1.5m, 10%.
var figure = regexp.MustCompile(`^\$?((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)\s*([kKmM%]?)$`)

// powers are what a suffix multiplies by, as powers of ten: shifting the point
// in the text keeps 7% exactly 0.07.
var powers = map[string]string{"": "", "k": "e3", "m": "e6", "%": "e-2"}

func parseFigure(from string) (v float64, suffix string, ok bool) {
	m := figure.FindStringSubmatch(from)
	if m == nil {
		return 0, "", false
	}
	suffix = strings.ToLower(m[2])
	v, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "")+powers[suffix], 64)
	return v, suffix, err == nil
}

// Parse reads a value as people write it, and checks its range. What is wrong is
// said in words for the one who types, the parameter by its title.
func (p Parameter) Parse(from string) (Value, error) {
	from = strings.TrimSpace(from)
	switch {
	case from == "":
		return Value{}, fmt.Errorf("give %s a value, such as %s", strings.ToLower(p.Title), p.Format(p.example()))
	case p.Type == Switch, p.Type == Choice:
		return p.parseOption(from)
	case p.Zero != "" && strings.EqualFold(from, p.Zero):
		return NumberOf(0), nil
	}
	return p.parseNumber(from)
}

func (p Parameter) parseOption(from string) (Value, error) {
	for _, o := range p.Options {
		if strings.EqualFold(from, o.Title) || strings.EqualFold(from, o.Value.String()) {
			return o.Value, nil
		}
	}
	return Value{}, fmt.Errorf("%.24q is not known: %s", from, either(p.options(Option.title)))
}

func (p Parameter) parseNumber(from string) (Value, error) {
	v, suffix, ok := parseFigure(from)
	fraction := p.Unit == Percent || p.Unit == Plain
	if !ok || fraction != (suffix == "%") && suffix != "" || p.Type == Whole && v != math.Trunc(v) {
		return Value{}, fmt.Errorf("%.24q is not %s", from, p.wanted())
	}
	value := NumberOf(v)
	switch {
	case fraction && suffix == "" && v > 1 && v <= 100: // 2 of 200% is written so rarely that it is a slip
		return value, fmt.Errorf("above 1: write %s for a percentage", percent(v/100))
	case !p.holds(value):
		return value, fmt.Errorf("%s must be %s", p.Title, p.span(p.write))
	}
	return value, nil
}

// wanted says what a number could have been, and how it is written.
func (p Parameter) wanted() string {
	switch p.Unit {
	case Money:
		return "an amount: write 100k or 100,000"
	case Bars, Count:
		return "a whole number: write 10"
	}
	return "a fraction: write 0.1 or 10%"
}

// example is a value that says something: not 0.
func (p Parameter) example() Value {
	if p.Type == Number && p.Default.Number() == 0 {
		switch p.Unit {
		case Money:
			return NumberOf(1)
		case Percent:
			return NumberOf(0.01)
		}
		return NumberOf(p.Max / 2)
	}
	return p.Default
}
