package verdict

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tickdeck/model"
)

const (
	minus = "−"
	dash  = "–"
)

// Percent writes a fraction with its sign: +4.8%, −2.7%, 0.0%.
func Percent(v float64, digits int) string {
	if !model.Known(v) {
		return dash
	}
	return signed(v, strconv.FormatFloat(math.Abs(v)*100, 'f', digits, 64)) + "%"
}

// Share writes a fraction that has no sign: 49%, 4.1%.
func Share(v float64, digits int) string {
	if !model.Known(v) {
		return dash
	}
	return strings.TrimPrefix(Percent(v, digits), "+")
}

// Money writes an amount won or lost, without cents: +11,570, −6,811.
func Money(v float64) string {
	if !model.Known(v) {
		return dash
	}
	return signed(v, grouped(math.Abs(v)))
}

// Count writes a number of things: 1,204.
func Count(v float64) string {
	if !model.Known(v) {
		return dash
	}
	return strings.TrimPrefix(signed(v, grouped(math.Abs(v))), "+")
}

// Decimal writes a ratio: 0.64, −0.34.
func Decimal(v float64) string {
	if !model.Known(v) {
		return dash
	}
	return strings.TrimPrefix(signed(v, strconv.FormatFloat(math.Abs(v), 'f', 2, 64)), "+")
}

// signed puts the sign before a text; what is written as 0 has none.
func signed(v float64, text string) string {
	switch {
	case strings.Trim(text, "0.") == "":
		return text
	case v < 0:
		return minus + text
	}
	return "+" + text
}

func grouped(v float64) string {
	if v >= 1e15 {
		return strconv.FormatFloat(v, 'e', 2, 64)
	}
	text := strconv.FormatFloat(v, 'f', 0, 64)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// word is a small number in letters.
func word(n int) string {
	if n < 11 {
		return [...]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}[n]
	}
	return strconv.Itoa(n)
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[n:]
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "…") {
		text += "."
	}
	return text
}

// Reasons writes why signals were skipped: 58 weak, 4 held, 1 late.
func Reasons(all []model.Reason) string {
	parts := make([]string, len(all))
	for i, r := range all {
		parts[i] = Count(r.Count) + " " + Reason(r.Name)
	}
	return strings.Join(parts, ", ")
}

// Reason is why a signal was skipped, in a word or two. What is not known here is as its
// publisher calls it.
func Reason(name string) string {
	switch name {
	case "confidence":
		return "weak"
	case "direction":
		return "wrong way"
	case "slots":
		return "no slot"
	case "volatility":
		return "no range"
	case "volume":
		return "no volume"
	case "funds":
		return "no cash"
	}
	return Spaced(name)
}

// Spaced is a name of a program for people: take_profit as take profit.
func Spaced(name string) string { return strings.ReplaceAll(name, "_", " ") }

// Span writes when a fall took place: 23 Jul → 19 Sep, with years where there are
// several.
func Span(from, to time.Time) string {
	switch {
	case from.IsZero() || to.IsZero():
		return ""
	case from.Year() != to.Year():
		return from.Format("2 Jan 2006") + " → " + to.Format("2 Jan 2006")
	}
	return from.Format("2 Jan") + " → " + to.Format("2 Jan")
}

// Line is the verdict in one line: −2.7% (hold −7.4%: +4.7)  Sharpe −0.34  max DD 6.0%
// 19 Feb → 29 Jul  15 trades  PF 0.63.
func Line(r *model.Report) string {
	hold := " (hold " + Percent(r.HeldROI, 1)
	if better := Better(r); model.Known(better) {
		hold += ": " + strings.TrimSuffix(Percent(better, 1), "%")
	}
	fall := "max DD " + Share(r.MaxDrawdown, 1)
	if when := Span(r.Fall.Peak, r.Fall.Trough); when != "" {
		fall += " " + when
	}
	return strings.Join([]string{
		Percent(r.ROI, 1) + hold + ")", "Sharpe " + Decimal(r.Sharpe), fall, Trades(r), "PF " + Decimal(r.ProfitFactor),
	}, "  ")
}

// Trades is how many there were: 1 trade, 15 trades, – trades.
func Trades(r *model.Report) string {
	n := trades(r)
	if n == 1 {
		return "1 trade"
	}
	return fmt.Sprintf("%s trades", Count(n))
}
