package params

import (
	"fmt"
	"math/big"
	"strings"
)

// MaxValues is the most that a list or a range of one parameter may be.
const MaxValues = 5_000

// The longest texts that are read, in bytes. A range is counted with all its digits.
const (
	maxManyText = 4 << 10
	maxRange    = 100
)

// rangeMark stands between the ends of a range: 2%..10%:2%.
const rangeMark = ".."

// ParseMany reads one value or several, as people write them: 5%, 10%, 15% is a list,
// 2%..10%:2% a range with its step, and both may be mixed. The values stand in the order
// in which they are written, each once.
func (p Parameter) ParseMany(from string) ([]Value, error) {
	if len(from) > maxManyText {
		return nil, fmt.Errorf("a list of %s characters is too long", grouped(float64(len(from))))
	}
	var out []Value
	seen := map[Value]bool{}
	for _, part := range p.parts(from) {
		values, err := p.parsePart(part)
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			if !seen[v] {
				seen[v], out = true, append(out, v)
			}
		}
		if len(out) > MaxValues {
			return nil, tooMany(from, int64(len(out)))
		}
	}
	return out, nil
}

// parts are what commas part. A comma within a number belongs to it: 100,000 is one
// value, and so is each of 100,000, 200,000.
func (p Parameter) parts(from string) (out []string) {
	for _, part := range strings.FieldsFunc(from, func(r rune) bool { return r == ';' || r == '\n' }) {
		begin := 0
		for i := range len(part) {
			if part[i] == ',' && !p.inNumber(part, i) {
				out, begin = append(out, part[begin:i]), i+1
			}
		}
		out = append(out, part[begin:])
	}
	for len(out) > 1 && strings.TrimSpace(out[len(out)-1]) == "" { // a comma that the next value is to follow
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return []string{from}
	}
	return out
}

// inNumber reports whether the comma at i parts thousands: three digits follow, and no
// more, and digits stand before it.
func (p Parameter) inNumber(text string, i int) bool {
	if p.Unit != Money && p.Unit != Bars && p.Unit != Count && p.Unit != Percent {
		return false
	}
	digits := 0
	for j := i + 1; j < len(text) && isDigit(text[j]); j++ {
		digits++
	}
	return digits == 3 && i > 0 && isDigit(text[i-1])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func (p Parameter) parsePart(part string) ([]Value, error) {
	first, rest, ranged := strings.Cut(part, rangeMark)
	if !ranged || p.Type == Switch || p.Type == Choice {
		v, err := p.Parse(part)
		return []Value{v}, err
	}
	last, step, stepped := strings.Cut(rest, ":")
	first, last, step = strings.TrimSpace(first), strings.TrimSpace(last), strings.TrimSpace(step)
	if !stepped && p.Type == Whole {
		step = "1"
	}
	switch {
	case len(part) > maxRange:
		return nil, fmt.Errorf("%.24q is too long for a range", part)
	case first == "" || last == "":
		return nil, fmt.Errorf("%.24q has no end on one side: write %s", strings.TrimSpace(part), p.ExampleRange())
	case step == "":
		return nil, fmt.Errorf("a range wants a step: write %s", p.ExampleRange())
	case strings.HasPrefix(step, "-") || strings.HasPrefix(step, "−"):
		return nil, fmt.Errorf("a step below 0 never comes to the end: write %s", p.ExampleRange())
	}
	for _, end := range []string{first, last} {
		if _, err := p.Parse(end); err != nil {
			return nil, err
		}
	}
	return p.expand(part, first, last, step)
}

// ExampleRange is a range as it can be written for the parameter.
func (p Parameter) ExampleRange() string {
	switch p.Unit {
	case Percent:
		return "2%..10%:2%"
	case Money:
		return "50k..200k:50k"
	case Bars, Count:
		return "5..20:5"
	}
	return "0.2..0.8:0.2"
}

// expand works the values of a range out. It counts with the digits that were written,
// not with what a float makes of them: 0.02..0.10:0.02 has 0.06, and ends with 0.1.
func (p Parameter) expand(part, first, last, step string) ([]Value, error) {
	from, to := p.exact(first), p.exact(last)
	by, suffix, ok := exactFigure(step)
	switch {
	case !ok || !p.suffixFits(suffix):
		return nil, fmt.Errorf("the step %.24q is not %s", step, p.wanted())
	case by.Sign() <= 0:
		return nil, fmt.Errorf("a step of 0 never comes to the end: write %s", p.ExampleRange())
	case from.Cmp(to) > 0:
		return nil, fmt.Errorf("%s lies above %s: write the lesser first", first, last)
	}
	n := new(big.Rat).Quo(new(big.Rat).Sub(to, from), by)
	count := new(big.Int).Quo(n.Num(), n.Denom())
	if count.Add(count, big.NewInt(1)); !count.IsInt64() || count.Int64() > MaxValues {
		return nil, tooManyOf(part, count)
	}
	out := make([]Value, 0, count.Int64())
	for at := from; at.Cmp(to) <= 0; at = new(big.Rat).Add(at, by) {
		v, _ := at.Float64()
		if !p.holds(NumberOf(v)) {
			return nil, fmt.Errorf("%s of %.24q is not %s", p.write(v), strings.TrimSpace(part), p.wanted())
		}
		out = append(out, NumberOf(v))
	}
	return out, nil
}

// exact is a number that Parse has taken, to the last digit.
func (p Parameter) exact(text string) *big.Rat {
	if v, _, ok := exactFigure(text); ok {
		return v
	}
	return new(big.Rat) // what 0 stands for, in words
}

// exactFigure is parseFigure without a float.
func exactFigure(from string) (v *big.Rat, suffix string, ok bool) {
	m := figure.FindStringSubmatch(from)
	if m == nil {
		return nil, "", false
	}
	suffix = strings.ToLower(m[2])
	v, ok = new(big.Rat).SetString(strings.ReplaceAll(m[1], ",", "") + powers[suffix])
	return v, suffix, ok
}

// suffixFits reports whether numbers of the parameter are written with it.
func (p Parameter) suffixFits(suffix string) bool {
	fraction := p.Unit == Percent || p.Unit == Plain
	return suffix == "" || fraction == (suffix == "%")
}

func tooMany(text string, n int64) error { return tooManyOf(text, big.NewInt(n)) }

func tooManyOf(text string, n *big.Int) error {
	count := "more than 1e15"
	if n.IsInt64() && n.Int64() < 1e15 {
		count = grouped(float64(n.Int64()))
	}
	return fmt.Errorf("%.24q is %s values: at most %s", strings.TrimSpace(text), count, grouped(MaxValues))
}

// FormatMany writes several values for people, as ParseMany reads them.
func (p Parameter) FormatMany(values []Value) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = p.Format(v)
	}
	return strings.Join(out, ", ")
}
