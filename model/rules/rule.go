package rules

import (
	"slices"
	"strconv"
	"strings"
)

// Rule is a rule as a person writes it. Limits are kept as they were typed, so that
// what is wrong with one can be shown and mended.
type Rule struct {
	Name      string `json:"name" toml:"name"`
	When      string `json:"when" toml:"when"`                               // a query; see docs/query.md
	Highlight string `json:"highlight,omitempty" toml:"highlight,omitempty"` // one of Styles
	Pin       bool   `json:"pin,omitempty" toml:"pin,omitempty"`
	Bell      bool   `json:"bell,omitempty" toml:"bell,omitempty"`
	Notify    bool   `json:"notify,omitempty" toml:"notify,omitempty"` // on the desktop
	Run       string `json:"run,omitempty" toml:"run,omitempty"`       // a command of the shell
	Post      string `json:"post,omitempty" toml:"post,omitempty"`     // the URL of a webhook
	Each      bool   `json:"each,omitempty" toml:"each,omitempty"`     // run and post for every alert of a burst

	CoolDown    string `json:"cool-down,omitempty" toml:"cool-down,omitempty"` // for each symbol, such as 5m
	Hourly      int    `json:"hourly,omitempty" toml:"hourly,omitempty"`       // fires at most so often in an hour; 0 for no limit
	Quiet       string `json:"quiet,omitempty" toml:"quiet,omitempty"`         // hours of the day, such as 22:00-07:00
	MarketHours bool   `json:"market-hours,omitempty" toml:"market-hours,omitempty"`
	Off         bool   `json:"off,omitempty" toml:"off,omitempty"`

	Place *Place `json:"-" toml:"-"` // nil if it was made on the screen
}

// Place is where a rule or a mute was read.
type Place struct {
	File  string         // "" for none
	Lines map[string]int // of its keys, and of its beginning under ""
	Wrong *Error         // what could not be read of it; nil if all could
}

// Line is that of a key, or of the beginning; 0 if it is not known.
func (p *Place) Line(key string) int {
	if p == nil {
		return 0
	}
	if n := p.Lines[key]; n > 0 {
		return n
	}
	return p.Lines[""]
}

// Styles are what a highlight can be: meanings of the theme, the first is usual.
func Styles() []string {
	return []string{"bright", "good", "warn", "bad", "bull", "bear", "even", "focus", "faint"}
}

// Rings reports whether it makes itself heard where the person sits.
func (r *Rule) Rings() bool { return r.Bell || r.Notify }

// Calls reports whether something outside is started by it.
func (r *Rule) Calls() bool { return r.Run != "" || r.Post != "" }

// Shows reports whether it changes how alerts are listed.
func (r *Rule) Shows() bool { return r.Pin || r.Highlight != "" }

// Does is what it does on the spot, in words: pin, bell, notify, highlight warn.
func (r *Rule) Does() string {
	var out []string
	add := func(yes bool, word string) {
		if yes {
			out = append(out, word)
		}
	}
	add(r.Pin, "pin")
	add(r.Bell, "bell")
	add(r.Notify, "notify")
	switch r.Highlight {
	case "":
	case Styles()[0]:
		out = append(out, "highlight")
	default:
		out = append(out, "highlight "+r.Highlight)
	}
	return strings.Join(out, ", ")
}

// SetDoes reads what Does writes.
func (r *Rule) SetDoes(text string) *Error {
	r.Pin, r.Bell, r.Notify, r.Highlight = false, false, false, ""
	return eachWord(text, func(word string) string {
		switch name, style, _ := strings.Cut(word, " "); name {
		case "pin":
			r.Pin = true
		case "bell":
			r.Bell = true
		case "notify":
			r.Notify = true
		case "highlight":
			if style = strings.TrimSpace(style); style == "" {
				style = Styles()[0]
			}
			if r.Highlight = style; !slices.Contains(Styles(), style) {
				return quoted(style) + " is no style: write one of " + strings.Join(Styles(), ", ")
			}
		default:
			return quoted(word) + " is nothing that a rule does: write pin, bell, notify or highlight"
		}
		return ""
	})
}

// Limits are when it does nothing, in words: 1 a symbol/5m, 10 an hour, quiet
// 22:00-07:00, market hours, each.
func (r *Rule) Limits() string {
	var out []string
	if r.CoolDown != "" {
		out = append(out, "1 a symbol/"+r.CoolDown)
	}
	if r.Hourly > 0 {
		out = append(out, strconv.Itoa(r.Hourly)+" an hour")
	}
	if r.Quiet != "" {
		out = append(out, "quiet "+r.Quiet)
	}
	if r.MarketHours {
		out = append(out, "market hours")
	}
	if r.Each {
		out = append(out, "each")
	}
	return strings.Join(out, ", ")
}

// SetLimits reads what Limits writes.
func (r *Rule) SetLimits(text string) *Error {
	r.CoolDown, r.Hourly, r.Quiet, r.MarketHours, r.Each = "", 0, "", false, false
	return eachWord(text, func(word string) string {
		cool, isCool := strings.CutPrefix(word, "1 a symbol/")
		quiet, isQuiet := strings.CutPrefix(word, "quiet ")
		hourly, isHourly := strings.CutSuffix(word, " an hour")
		var err error
		switch {
		case isCool:
			r.CoolDown = strings.TrimSpace(cool)
			_, err = ParseSpan(r.CoolDown)
		case isQuiet:
			r.Quiet = strings.TrimSpace(quiet)
			_, err = parseHours(r.Quiet)
		case isHourly:
			r.Hourly, err = parseHourly(strings.TrimSpace(hourly))
		case word == "market hours":
			r.MarketHours = true
		case word == "each":
			r.Each = true
		default:
			return quoted(word) + " is no limit: write 1 a symbol/5m, 10 an hour, quiet 22:00-07:00, market hours or each"
		}
		if err != nil {
			return err.Error()
		}
		return ""
	})
}

// eachWord hands over what stands between the commas of a text, in lower case, until
// something is wrong with one.
func eachWord(text string, take func(word string) (problem string)) *Error {
	at := 0
	for part := range strings.SplitSeq(text, ",") {
		word := strings.ToLower(strings.Join(strings.Fields(part), " "))
		if word != "" {
			if problem := take(word); problem != "" {
				from := at + strings.Index(part, strings.TrimSpace(part))
				return &Error{From: from, To: at + len(strings.TrimRight(part, " ")), Message: problem}
			}
		}
		at += len(part) + 1
	}
	return nil
}
