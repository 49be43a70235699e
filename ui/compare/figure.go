package compare

import (
	"math"
	"strings"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// figure is one of a result that backtests are compared by.
type figure struct {
	head   string // of a column
	name   string // in a sentence
	of     func(*model.Result) float64
	unit   string  // behind the number
	scale  float64 // by which it is multiplied to be written
	digits int
	signed bool // shows that it is above 0
	low    bool // the lowest is the best
	cells  int  // of a column, with the blanks before it
}

// The figures in the order of their columns.
const (
	byReturn = iota
	bySharpe
	byDrawdown
	byTrades
	byFactor
	figureCount
)

var figures = [figureCount]figure{
	{head: "RETURN", name: "return", of: func(r *model.Result) float64 { return r.ROI }, unit: "%", scale: 100, digits: 1, signed: true, cells: 9},
	{head: "SHARPE", name: "Sharpe", of: func(r *model.Result) float64 { return r.Sharpe }, scale: 1, digits: 2, cells: 8},
	{head: "MAX DD", name: "max drawdown", of: func(r *model.Result) float64 { return r.MaxDrawdown }, unit: "%", scale: 100, digits: 1, low: true, cells: 8},
	{head: "TRADES", name: "trades", of: func(r *model.Result) float64 { return r.Trades }, scale: 1, cells: 8},
	{head: "PF", name: "profit factor", of: func(r *model.Result) float64 { return r.ProfitFactor }, scale: 1, digits: 2, cells: 7},
}

// rounded is a value as it is written: what is shown adds up.
func (f *figure) rounded(v float64) float64 {
	power := math.Pow(10, float64(f.digits))
	return math.Round(v*f.scale*power) / power
}

// write writes a value: +9.5%, 1.33, −0.34, –.
func (f *figure) write(v float64) string {
	if !model.Known(v) {
		return draw.Dash
	}
	v = f.rounded(v)
	text := decimal(v, f.digits) + f.unit
	if f.signed && v > 0 {
		text = "+" + text
	}
	return text
}

// change is how much a value differs from another, as both are written; "=" if it
// does not.
func (f *figure) change(v, from float64) string {
	if !model.Known(v) || !model.Known(from) {
		return ""
	}
	d := f.rounded(v) - f.rounded(from)
	text := decimal(d, f.digits)
	switch {
	case strings.Trim(text, "0.") == "":
		return "="
	case d > 0:
		return "+" + text
	}
	return text
}

// better reports whether one value is better than another; what is not known is the
// worst.
func (f *figure) better(a, b float64) bool {
	switch {
	case !model.Known(a):
		return false
	case !model.Known(b):
		return true
	case f.low:
		return a < b
	}
	return a > b
}

// paint is that of a value: a gain and a loss have theirs.
func (f *figure) paint(s *theme.Styles, v float64) theme.Paint {
	switch {
	case !model.Known(v):
		return s.Faint
	case f.low || f.rounded(v) == 0 || !f.signed && v > 0:
		return s.Text
	case v < 0:
		return s.Bear
	}
	return s.Bull
}

// decimal writes a number with its sign and with thousands parted: 1,204, −0.34. What
// is rounded to 0 has no sign.
func decimal(v float64, digits int) string {
	text := draw.Decimal(math.Abs(v), digits)
	whole, rest, parted := strings.Cut(text, ".")
	if math.Abs(v) < 1e15 && len(whole) > 3 {
		whole = draw.Count(uint64(math.Abs(v)))
		if text = whole; parted {
			text += "." + rest
		}
	}
	if v < 0 && strings.Trim(text, "0.") != "" {
		return theme.GlyphMinus + text
	}
	return text
}
