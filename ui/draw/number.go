package draw

import (
	"math"
	"strconv"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
)

// Dash stands for what is not known.
const Dash = theme.GlyphNone

// Count writes a whole number with thousands parted: 12,043.
func Count(n uint64) string {
	s := strconv.FormatUint(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Short writes a number in at most five cells: 950, 12.3k, 4.56M.
func Short(v float64) string {
	switch {
	case !model.Known(v):
		return Dash
	case v == 0:
		return "0"
	case v > 0 && v < 0.05:
		return "<0.1" // 0.0 would say that there is nothing
	case v < 1:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return scaled(v, 1000, "", "k", "M", "G", "T", "P", "E")
}

// Bytes writes an amount of memory or traffic in at most six cells: 3.10 MB as 3.1M.
func Bytes(v float64) string {
	if !model.Known(v) {
		return Dash
	}
	return scaled(v, 1024, "B", "K", "M", "G", "T")
}

func scaled(v, step float64, units ...string) string {
	i := 0
	for v >= step*0.9995 && i < len(units)-1 {
		v /= step
		i++
	}
	digits := 0
	if i > 0 && v < 99.95 {
		digits = 1
	}
	return strconv.FormatFloat(v, 'f', digits, 64) + units[i]
}

// Fraction writes 0.642 as 64%, and with a digit as 64.2%.
func Fraction(v float64, digits int) string {
	if !model.Known(v) {
		return Dash
	}
	return strconv.FormatFloat(v*100, 'f', digits, 64) + "%"
}

// Change writes a return with its sign: 0.048 as +4.8%, −0.027 as −2.7%. What is
// rounded to 0 has none.
func Change(v float64, digits int) string {
	text := Fraction(math.Abs(v), digits)
	switch {
	case !model.Known(v) || strings.Trim(text, "0.%") == "":
		return text
	case v < 0:
		return theme.GlyphMinus + text
	}
	return "+" + text
}

// OrDash is a text, or the dash for one that nobody said.
func OrDash(text string) string {
	if text == "" {
		return Dash
	}
	return text
}

// Decimal writes a number with that many digits behind the point.
func Decimal(v float64, digits int) string { return string(AppendDecimal(nil, v, digits)) }

// AppendDecimal is Decimal onto dst.
func AppendDecimal(dst []byte, v float64, digits int) []byte {
	if !model.Known(v) {
		return append(dst, Dash...)
	}
	return strconv.AppendFloat(dst, v, 'f', digits, 64)
}

// Price writes a price with the digits that its size asks for.
func Price(v float64) string { return string(AppendPrice(nil, v)) }

// AppendPrice is Price onto dst.
func AppendPrice(dst []byte, v float64) []byte {
	v += 0 // −0 is 0
	switch {
	case !model.Known(v):
		return append(dst, Dash...)
	case v >= 1e9 || v <= -1e9:
		return strconv.AppendFloat(dst, v, 'e', 2, 64)
	case v < 0.01 && v > -0.01 && v != 0:
		return strconv.AppendFloat(dst, v, 'g', 4, 64)
	case v < 1 && v > -1 && v != 0:
		return strconv.AppendFloat(dst, v, 'f', 4, 64)
	}
	return strconv.AppendFloat(dst, v, 'f', 2, 64)
}

// Delay writes a latency in at most six cells: 340µs, 1.2ms, 48ms, 3.1s.
func Delay(d time.Duration) string {
	switch {
	case d <= 0:
		return Dash
	case d < time.Microsecond:
		return "<1" + theme.GlyphMicro + "s"
	case d < time.Millisecond:
		return strconv.FormatInt(d.Microseconds(), 10) + theme.GlyphMicro + "s"
	case d < 10*time.Millisecond:
		return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', 1, 64) + "ms"
	case d < time.Second:
		return strconv.FormatInt(d.Milliseconds(), 10) + "ms"
	case d < 100*time.Second:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + "s"
	}
	return Span(d)
}

// AppendAgo writes how long something is past onto dst, in at most four cells:
// now, 45s, 12m, 3h, 9d, 30w, 3y.
func AppendAgo(dst []byte, d time.Duration) []byte {
	switch {
	case d <= -time.Second:
		return appendSpan(append(dst, '+'), min(-d, 99*year))
	case d < time.Second:
		return append(dst, "now"...)
	}
	return appendSpan(dst, d)
}

const (
	day  = 24 * time.Hour
	year = 365 * day
)

// Span writes a length of time to its largest unit: 45s, 12m, 3h, 9d, 30w, 3y.
func Span(d time.Duration) string { return string(appendSpan(nil, d)) }

func appendSpan(dst []byte, d time.Duration) []byte {
	unit, letter := day, byte('d')
	switch {
	case d < time.Minute:
		unit, letter = time.Second, 's'
	case d < time.Hour:
		unit, letter = time.Minute, 'm'
	case d < 48*time.Hour:
		unit, letter = time.Hour, 'h'
	case d < 100*day:
	case d < 2*year:
		unit, letter = 7*day, 'w'
	default:
		unit, letter = year, 'y'
	}
	return append(strconv.AppendInt(dst, int64(d/unit), 10), letter)
}

// Clock writes a running time: 0:09, 12:30, 1:02:03.
func Clock(d time.Duration) string {
	s := int(d / time.Second)
	two := func(n int) string { return strconv.Itoa(n/10%10) + strconv.Itoa(n%10) }
	if s < 3600 {
		return strconv.Itoa(s/60) + ":" + two(s%60)
	}
	return strconv.Itoa(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
}
