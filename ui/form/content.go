package form

import (
	"maps"
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// content is what the fields say, each by its name and as text: as it is kept, and as a
// preset holds it. What a new form says anyway is left out.
type content map[string]string

// The names of the fields that are no parameters.
const (
	nameSymbols   = "symbols"
	nameDates     = "dates"
	nameTimeframe = "timeframe"
	namePatterns  = "patterns"
	nameWalk      = "walk_forward"
)

// name is what a content has the field by; "" for one that says nothing.
func (d *field) name() string {
	switch d.kind {
	case symbolList:
		return nameSymbols
	case span:
		return nameDates
	case barLength:
		return nameTimeframe
	case patternList:
		return namePatterns
	case walk:
		return nameWalk
	}
	return d.param.Name
}

// says is what a field says now.
func (f *Form) says(d *field) string {
	if d.kind == patternList {
		return strings.Join(f.list.picked(f.env.State.Patterns), ", ")
	}
	return d.text()
}

// content is what the form says now.
func (f *Form) content() content {
	c := content{}
	for i := range f.fields {
		d := &f.fields[i]
		if text := f.says(d); d.name() != "" && text != d.first {
			c[d.name()] = text
		}
	}
	return c
}

// put makes the form say this, and nothing else.
func (f *Form) put(c content) {
	for i := range f.fields {
		d := &f.fields[i]
		if d.name() == "" {
			continue
		}
		text, said := c[d.name()]
		if !said {
			text = d.first
		}
		d.touched, d.wrong = false, nil
		if d.kind == patternList {
			d.entry.set("")
			f.list = picker{chosen: map[string]bool{}}
			for name := range strings.SplitSeq(text, ",") {
				if name = strings.TrimSpace(name); name != "" {
					f.list.choose(name)
				}
			}
			continue
		}
		d.say(text)
		d.entry.selected = i == f.focus && !d.typedList() && d.editable()
	}
	f.names = nil
	f.submission.trouble = ""
	f.changed()
}

// asked is what a request says, as somebody would have typed it.
func asked(r *model.Request, today time.Time) content {
	c := content{
		nameSymbols:  strings.Join(r.Symbols, ", "),
		nameDates:    shortDays(model.Period{Start: r.Start, End: r.End}, today),
		namePatterns: strings.Join(r.Patterns, ", "),
	}
	if r.Timeframe != "" {
		c[nameTimeframe] = r.Timeframe
	}
	if !r.Samples.IsZero() {
		c[nameWalk] = shortDays(r.Samples.In, today) + ", " + shortDays(r.Samples.Out, today)
	}
	for _, p := range params.All() {
		if value, said := r.Parameters.Lookup(p.Name); said {
			c[p.Name] = typedValue(p, value)
		}
	}
	if r.Parameters.Of(params.AllowShort) == params.SwitchOf(false) {
		p, _ := params.Lookup(params.Direction)
		c[params.Direction] = typedValue(p, params.TextOf(params.DirectionLong))
	}
	delete(c, params.AllowShort)
	return c
}

// typedValue writes a value so that it is read back as it is, rounded or not.
func typedValue(p params.Parameter, v params.Value) string {
	text := p.Format(v)
	if back, err := p.Parse(text); err == nil && back == v {
		return text
	}
	return v.String()
}

// daysOf writes a period as it is typed.
func daysOf(p model.Period) string {
	return p.Start.Format(model.DateLayout) + ".." + p.End.Format(model.DateLayout)
}

// shortDays writes a period of whole months or a year without its days, if that is read
// back as the same.
func shortDays(p model.Period, today time.Time) string {
	year, month := p.Start.Format("2006"), p.Start.Format("2006-01")
	for _, text := range []string{year, month, month + ".." + p.End.Format("2006-01")} {
		if back, err := model.ParseSpan(text, today); err == nil && back == p {
			return text
		}
	}
	return daysOf(p)
}

// same reports whether two contents say the same.
func (c content) same(o content) bool { return maps.Equal(c, o) }
