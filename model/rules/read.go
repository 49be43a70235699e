package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// reading takes the values of one rule or mute from what a decoder of TOML or JSON
// made of it, and keeps the first thing that is wrong.
type reading struct {
	from  map[string]any
	place *Place
	known []string
}

// ReadRule takes a rule as a table was decoded. What cannot be read is in Place.Wrong:
// such a rule is listed, and does nothing.
func ReadRule(table map[string]any, place Place) Rule {
	r := Rule{Place: &place}
	t := reading{from: table, place: &place}
	t.text("name", &r.Name)
	t.text("when", &r.When)
	t.text("highlight", &r.Highlight)
	t.flag("pin", &r.Pin)
	t.flag("bell", &r.Bell)
	t.flag("notify", &r.Notify)
	t.text("run", &r.Run)
	t.text("post", &r.Post)
	t.flag("each", &r.Each)
	t.text("cool-down", &r.CoolDown)
	t.number("hourly", &r.Hourly)
	t.text("quiet", &r.Quiet)
	t.flag("market-hours", &r.MarketHours)
	t.flag("off", &r.Off)
	t.unknown("rule")
	return r
}

// ReadMute takes a mute as a table was decoded.
func ReadMute(table map[string]any, place Place) Mute {
	m := Mute{Place: &place}
	t := reading{from: table, place: &place}
	t.text("symbol", &m.Symbol)
	t.text("pattern", &m.Pattern)
	t.time("until", &m.Until)
	t.time("since", &m.Since)
	t.flag("lifted", &m.Lifted)
	t.unknown("mute")
	return m
}

func (t *reading) value(key string) (any, bool) {
	t.known = append(t.known, key)
	v, ok := t.from[key]
	return v, ok
}

func (t *reading) wrong(key, problem string) {
	if t.place.Wrong == nil {
		t.place.Wrong = wrong(t.place, key, fmt.Errorf("%s", problem))
	}
}

func (t *reading) text(key string, into *string) {
	if v, ok := t.value(key); ok {
		s, is := v.(string)
		if !is {
			t.wrong(key, "this wants a text: write it in quotes")
		}
		*into = s
	}
}

func (t *reading) flag(key string, into *bool) {
	if v, ok := t.value(key); ok {
		b, is := v.(bool)
		if !is {
			t.wrong(key, "write true or false, without quotes")
		}
		*into = b
	}
}

// number takes a whole one: TOML has it as int64, JSON as float64.
func (t *reading) number(key string, into *int) {
	v, ok := t.value(key)
	if !ok {
		return
	}
	switch n := v.(type) {
	case int64:
		*into = int(min(max(n, -1), MaxHourly+1))
	case float64:
		*into = int(min(max(n, -1), MaxHourly+1))
	default:
		t.wrong(key, "this wants a whole number, without quotes")
	}
}

// time takes TOML's own, or RFC 3339 as a text.
func (t *reading) time(key string, into *time.Time) {
	v, ok := t.value(key)
	if !ok {
		return
	}
	switch at := v.(type) {
	case time.Time:
		*into = at
		return
	case string:
		if parsed, err := time.Parse(time.RFC3339, at); err == nil {
			*into = parsed
			return
		}
	}
	t.wrong(key, "this wants a date and a time with its zone: write 2026-11-30T16:00:00-05:00")
}

func (t *reading) unknown(what string) {
	for _, key := range slices.Sorted(maps.Keys(t.from)) {
		if !slices.Contains(t.known, key) {
			t.wrong(key, fmt.Sprintf("no %s has this key: write one of %s", what, strings.Join(t.known, ", ")))
		}
	}
}
