package prefs

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tickdeck/model/rules"
)

// Tables are the keys under which preferences stand.
func Tables() []string {
	return []string{"queries", "watchlists", "rules", "mutes", "columns", "forms"}
}

// Source is where tables were read: the file, and the line of a key. Both may be
// missing.
type Source struct {
	File string
	// Line of a key of the table with that number; key "" is its beginning.
	Lines func(table string, i int, key string) int
}

// Read takes preferences as TOML or JSON were decoded into maps. What cannot be read
// is left out and told, or, where it is a rule or a mute, kept to be shown with what is
// wrong: the rest works.
func Read(from map[string]any, at Source) (p Prefs, problems []*rules.Error) {
	r := reader{at: at}
	p.Changed = r.changed(from["changed"])
	p.Queries = r.queries(from["queries"])
	p.Watchlists = r.watchlists(from["watchlists"])
	p.Columns = r.columns(from["columns"])
	p.Forms = r.forms(from["forms"])
	each(&r, from["rules"], "rules", rules.MaxRules, func(t map[string]any, place rules.Place) {
		p.Rules = append(p.Rules, rules.ReadRule(t, place))
	})
	each(&r, from["mutes"], "mutes", maxMutes, func(t map[string]any, place rules.Place) {
		m := rules.ReadMute(t, place)
		if err := m.Check(); err != nil {
			r.problems = append(r.problems, err)
			return
		}
		p.Mutes = append(p.Mutes, m)
	})
	return p, r.problems
}

// The most that is read.
const (
	maxMutes   = 1_000
	maxQueries = 200
	maxLists   = 200
	maxSymbols = 5_000
	maxForms   = 200
	maxFields  = 100   // of a form
	maxField   = 2_000 // bytes of what one says
)

type reader struct {
	at       Source
	problems []*rules.Error
}

func (r *reader) wrong(table string, i int, key, problem string, args ...any) {
	name := table
	if key != "" {
		name += "." + key
	}
	e := &rules.Error{Key: name, Message: fmt.Sprintf(problem, args...), File: r.at.File}
	if r.at.Lines != nil {
		e.Line = r.at.Lines(table, i, key)
	}
	r.problems = append(r.problems, e)
}

func (r *reader) changed(v any) time.Time {
	switch at := v.(type) {
	case nil:
	case time.Time:
		return at
	case string:
		if t, err := time.Parse(time.RFC3339Nano, at); err == nil {
			return t
		}
		r.wrong("changed", 0, "", "this is no date and time")
	default:
		r.wrong("changed", 0, "", "this is no date and time")
	}
	return time.Time{}
}

// table is what stands under a name, in the order of its keys.
func (r *reader) table(name string, v any, most int, take func(key string, v any)) {
	t, ok := v.(map[string]any)
	if v != nil && !ok {
		r.wrong(name, 0, "", "this is a table: write [%s] on a line of its own, and names below", name)
	}
	for i, key := range slices.Sorted(maps.Keys(t)) {
		if i == most {
			r.wrong(name, 0, key, "there are more than %d: this and those behind it are left out", most)
			return
		}
		take(key, t[key])
	}
}

func (r *reader) queries(v any) (out map[string]string) {
	r.table("queries", v, maxQueries, func(key string, v any) {
		text, ok := v.(string)
		if !ok {
			r.wrong("queries", 0, key, "this wants a query: write it in quotes")
			return
		}
		if out == nil {
			out = map[string]string{}
		}
		out[key] = text
	})
	return out
}

func (r *reader) watchlists(v any) (out map[string][]string) {
	r.table("watchlists", v, maxLists, func(key string, v any) {
		symbols, ok := texts(v)
		if !ok || len(symbols) > maxSymbols {
			r.wrong("watchlists", 0, key, `this wants a list of at most %d symbols: write ["AAPL", "MSFT"]`, maxSymbols)
			return
		}
		if out == nil {
			out = map[string][]string{}
		}
		out[key] = symbols
	})
	return out
}

// texts takes a list of texts, or one text with commas.
func texts(v any) (out []string, ok bool) {
	switch v := v.(type) {
	case string:
		for s := range strings.SplitSeq(v, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
		return out, true
	case []any:
		for _, item := range v {
			s, is := item.(string)
			if !is {
				return nil, false
			}
			out = append(out, s)
		}
		return out, true
	}
	return nil, false
}

// each hands over the tables of a list.
func each(r *reader, v any, name string, most int, take func(map[string]any, rules.Place)) {
	list, ok := tables(v)
	if !ok {
		r.wrong(name, 0, "", "this is a list of tables: write [[%s]] above each", name)
		return
	}
	for i, t := range list {
		place := rules.Place{File: r.at.File, Lines: map[string]int{}}
		if r.at.Lines != nil {
			place.Lines[""] = r.at.Lines(name, i, "")
			for key := range t {
				place.Lines[key] = r.at.Lines(name, i, key)
			}
		}
		if i == most {
			r.wrong(name, i, "", "there are more than %d: this and those behind it are left out", most)
			return
		}
		take(t, place)
	}
}

func tables(v any) (out []map[string]any, ok bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case []map[string]any:
		return v, true
	case []any:
		for _, item := range v {
			t, is := item.(map[string]any)
			if !is {
				return nil, false
			}
			out = append(out, t)
		}
		return out, true
	}
	return nil, false
}
