package wire

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/valyala/fastjson"

	"tickdeck/model"
)

// number reads a number or a text that holds one. What is not finite is None.
func number(v *fastjson.Value) float64 {
	if v == nil {
		return model.None()
	}
	switch v.Type() {
	case fastjson.TypeNumber:
		f, err := v.Float64()
		return finite(f, err)
	case fastjson.TypeString:
		return numberIn(string(v.GetStringBytes()))
	}
	return model.None()
}

// numberIn reads a number from a text.
func numberIn(s string) float64 {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxWordLen || s[0] > '9' {
		return model.None()
	}
	return finite(strconv.ParseFloat(s, 64))
}

func finite(f float64, err error) float64 {
	if err != nil || !model.Known(f) {
		return model.None()
	}
	return f
}

func notNegative(f float64) float64 {
	if f < 0 {
		return model.None()
	}
	return f
}

// roundingError is how far above 1 a sum of fractions may land.
const roundingError = 1e-4

// ratio makes a fraction of a fraction or of a percentage.
func ratio(f float64) float64 {
	switch {
	case f > 1 && f <= 1+roundingError:
		return 1
	case f > 1:
		return percent(f)
	}
	return within(f)
}

// percent makes a fraction of a percentage.
func percent(f float64) float64 { return within(f / 100) }

func within(f float64) float64 {
	if f >= 0 && f <= 1 {
		return f + 0 // −0 becomes 0
	}
	return model.None()
}

// when reads a point in time in the zone of this machine; zero if there is none.
func when(v *fastjson.Value) time.Time {
	if v == nil {
		return time.Time{}
	}
	switch v.Type() {
	case fastjson.TypeNumber:
		return unix(number(v))
	case fastjson.TypeString:
		return TimeIn(string(v.GetStringBytes()))
	}
	return time.Time{}
}

// TimeIn reads a number since 1970 or ISO 8601. Without a zone it is UTC.
func TimeIn(s string) time.Time {
	s = strings.TrimSpace(s)
	if f := numberIn(s); model.Known(f) {
		return unix(f)
	}
	if len(s) > maxWordLen {
		return time.Time{}
	}
	for _, layout := range [...]string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", time.DateOnly,
	} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return t.Local()
		}
	}
	return time.Time{}
}

// unix reads seconds, milliseconds, microseconds or nanoseconds since 1970,
// told apart by size: each reaches from 1973 to the year 5138. It is exact to
// the microsecond. Before 1970 there was no Redis.
func unix(f float64) time.Time {
	switch {
	case !(f > 0) || f >= 1e20:
		return time.Time{}
	case f >= 1e17:
		f /= 1e9
	case f >= 1e14:
		f /= 1e6
	case f >= 1e11:
		f /= 1e3
	}
	whole, part := math.Modf(f)
	return time.Unix(int64(whole), int64(math.Round(part*1e6))*1000)
}

// day is the day in a date or an ISO 8601 time as YYYY-MM-DD; "" if it is none.
func day(s string) string {
	s = s[:min(len(s), len(model.DateLayout))]
	if _, err := time.Parse(model.DateLayout, s); err != nil {
		return ""
	}
	return s
}

// splitList reads a list parted by commas.
func splitList(s string) (out []string) {
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" && len(out) < maxList {
			out = append(out, part)
		}
	}
	return out
}
