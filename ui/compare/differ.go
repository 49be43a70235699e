package compare

import (
	"strings"

	"tickdeck/model"
	"tickdeck/model/params"
	"tickdeck/theme"
)

// difference is something in which the requests differ: what each column says of it,
// "" where that is not known.
type difference struct {
	name  string
	words []string
}

// differences are what differs between the requests, and how many parameters are the
// same in all.
func (v *Compare) differences() (out []difference, same int) {
	add := func(name string, of func(*column) string) bool {
		d := difference{name: name, words: make([]string, len(v.all))}
		for i, c := range v.all {
			d.words[i] = of(c)
		}
		if differs(d.words) {
			out = append(out, d)
			return true
		}
		return false
	}
	add("symbols", func(c *column) string { return strings.Join(v.asked(c).Symbols, " ") })
	add("patterns", func(c *column) string { return strings.Join(v.asked(c).Patterns, ", ") })
	add("first day", func(c *column) string { return v.day(c, false) })
	add("last day", func(c *column) string { return v.day(c, true) })
	add("timeframe", func(c *column) string { return v.timeframe(c) })
	for _, p := range params.All() {
		if !add(p.Name, func(c *column) string { return setting(c, p) }) {
			same++
		}
	}
	return out, same
}

// differs reports whether any two that are known differ.
func differs(words []string) bool {
	known := ""
	for _, w := range words {
		if w != "" && known != "" && w != known {
			return true
		}
		if w != "" {
			known = w
		}
	}
	return false
}

// asked is what a column's job asked for, as far as that is known.
func (v *Compare) asked(c *column) model.Request {
	if c.record.Request != nil {
		return *c.record.Request
	}
	if j, ok := v.job(c); ok {
		return model.Request{Symbols: j.Symbols, Patterns: j.Patterns}
	}
	return model.Request{}
}

// day is the first day that a job is to be of, or the last one.
func (v *Compare) day(c *column, last bool) string {
	if r := c.record.Request; r != nil {
		day := r.Start
		if last {
			day = r.End
		}
		if !day.IsZero() {
			return day.Format(model.DateLayout)
		}
	}
	j, _ := v.job(c)
	if last {
		return j.End
	}
	return j.Start
}

// timeframe is that of the bars: "daily" for days, "" if it is not known.
func (v *Compare) timeframe(c *column) string {
	switch r := c.record.Request; {
	case r == nil:
		return ""
	case r.Timeframe == "":
		return "daily"
	default:
		return r.Timeframe
	}
}

// setting is what was in force of a parameter, by the request or else by the result.
func setting(c *column, p params.Parameter) string {
	if c.record.Request != nil {
		return p.Format(c.record.Request.Parameters.Of(p.Name))
	}
	if c.record.Report == nil {
		return ""
	}
	for _, s := range c.record.Report.Parameters {
		if s.Name == p.Name {
			if value, err := p.Decode(s.Value); err == nil {
				return p.Format(value)
			}
			return s.Value
		}
	}
	return ""
}

// common is what all columns say, or "" where they do not agree.
func (v *Compare) common(of func(*column) string) string {
	text := ""
	for i, c := range v.all {
		if i == 0 {
			text = of(c)
		}
		if of(c) != text {
			return ""
		}
	}
	return text
}

// scope is what is the same of all.
func (v *Compare) scope() string {
	var parts []string
	if text := v.common(func(c *column) string { return symbolsOf(v.asked(c).Symbols) }); text != "" {
		parts = append(parts, text)
	}
	days := v.common(func(c *column) string { return daysOf(v.day(c, false), v.day(c, true)) })
	timeframe := v.common(v.timeframe)
	if text := strings.TrimSpace(timeframe + " " + days); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, theme.Separator)
}
