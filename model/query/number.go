package query

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
)

// interval is the numbers from low to high, both among them. What is not known or
// not finite is in none.
type interval struct{ low, high float64 }

func (i interval) has(v float64) bool { return i.low <= v && v <= i.high }

// reader reads one number, duration or time.
type reader func(text string) (float64, error)

// errNotRead is that a text is not what it should be. The field says what that is.
var errNotRead = errors.New("cannot be read")

// interval is what an operator and a value make up. Equal is also the answer to
// !=, which asks for all that is outside.
func (read reader) interval(op Op, text string) (interval, error) {
	out := interval{-math.MaxFloat64, math.MaxFloat64}
	if low, high, ok := strings.Cut(text, ".."); ok {
		return read.between(op, low, high)
	}
	v, err := read(text)
	if err != nil {
		return out, err
	}
	switch op {
	case Less:
		out.high = math.Nextafter(v, math.Inf(-1))
	case AtMost:
		out.high = v
	case More:
		out.low = math.Nextafter(v, math.Inf(1))
	case AtLeast:
		out.low = v
	default:
		return interval{v, v}, nil
	}
	return out, nil
}

var errRangeOperator = errors.New("a range stands behind : alone, as in price:10..50")

func (read reader) between(op Op, low, high string) (out interval, err error) {
	out = interval{-math.MaxFloat64, math.MaxFloat64}
	if op != Equal && op != NotEqual {
		return out, errRangeOperator
	}
	if low == "" && high == "" {
		return out, errNotRead
	}
	if low != "" {
		if out.low, err = read(low); err != nil {
			return out, err
		}
	}
	if high != "" {
		if out.high, err = read(high); err != nil {
			return out, err
		}
	}
	if out.low > out.high {
		return out, errors.New("the smaller one comes first: " + quotedPlain(high) + ".." + quotedPlain(low))
	}
	return out, nil
}

func quotedPlain(s string) string { return strings.Trim(quoted(s), `"`) }

var factors = map[byte]string{'k': "e3", 'm': "e6", 'b': "e9"}

// number reads 12, -1.5, 1e6, 10k, 2.5m, 80%.
func number(text string) (float64, error) {
	if text == "" {
		return 0, errNotRead
	}
	for i := range len(text) - 1 { // no Inf, no 0x10, no 1_000
		if !strings.ContainsRune("0123456789.+-eE", rune(text[i])) {
			return 0, errNotRead
		}
	}
	last := text[len(text)-1] | 0x20
	if text[len(text)-1] == '%' {
		v, err := number(text[:len(text)-1])
		return v / 100, err
	}
	if exponent, ok := factors[last]; ok {
		text = text[:len(text)-1] + exponent
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, errNotRead
	}
	return v, nil
}

// fraction is a number of at most 1.
func fraction(text string) (float64, error) {
	v, err := number(text)
	if err == nil && (v < 0 || v > 1) {
		err = errors.New("a number from 0 to 1, or with a percent sign: 0.8, 80%")
	}
	return v, err
}

// unit is what a duration is counted in.
type unit struct {
	name    string
	seconds float64
}

var units = []unit{{"min", 60}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"w", 7 * 86400}}

// seconds reads 30s, 5m, 1.5h, 2h30m, 1d.
func seconds(text string) (sum float64, err error) {
	if text == "" {
		return 0, errNotRead
	}
	for text != "" {
		n := strings.IndexFunc(text, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
		if n <= 0 {
			return 0, errNotRead
		}
		v, err := number(text[:n])
		at := slices.IndexFunc(units, func(u unit) bool { return strings.HasPrefix(text[n:], u.name) })
		if err != nil || at < 0 {
			return 0, errNotRead
		}
		sum, text = sum+v*units[at].seconds, text[n+len(units[at].name):]
	}
	const most = 100 * 366 * 86400
	if sum > most {
		return 0, errors.New("at most 100 years")
	}
	return sum, nil
}
