package prefs

import (
	"maps"
	"slices"
	"time"

	"tickdeck/model/rules"
)

// Prefs are one person's preferences. What is in them is not changed, but replaced.
type Prefs struct {
	Changed    time.Time           `json:"changed,omitzero"`     // when the person changed something last; of two the later is in force
	Queries    map[string]string   `json:"queries,omitempty"`    // text by name
	Watchlists map[string][]string `json:"watchlists,omitempty"` // symbols by name
	Rules      []rules.Rule        `json:"rules,omitempty"`
	Mutes      []rules.Mute        `json:"mutes,omitempty"`
	Columns    []Column            `json:"columns,omitempty"` // of the list of alerts, from the left; none for those that it has by itself
	Forms      map[string]Form     `json:"forms,omitempty"`   // presets of the form for a backtest, by name
}

// Form is a preset: what its fields say, as somebody typed it, by their names.
type Form map[string]string

// QueryNames are the names of the saved queries, in the order in which they are
// switched.
func (p *Prefs) QueryNames() []string { return slices.Sorted(maps.Keys(p.Queries)) }

// FormNames are the names of the presets.
func (p *Prefs) FormNames() []string { return slices.Sorted(maps.Keys(p.Forms)) }

// ListNames are the names of the watchlists.
func (p *Prefs) ListNames() []string { return slices.Sorted(maps.Keys(p.Watchlists)) }

// Over lays what a person has changed over what is configured: of rules, queries and
// lists of one name, and of mutes of one thing, the upper is in force. Rules keep the
// place of those below them; new ones come behind.
func (p *Prefs) Over(base *Prefs) Prefs {
	out := Prefs{
		Changed: p.Changed, Queries: maps.Clone(base.Queries), Watchlists: maps.Clone(base.Watchlists),
	}
	if out.Queries == nil {
		out.Queries = map[string]string{}
	}
	if out.Watchlists == nil {
		out.Watchlists = map[string][]string{}
	}
	maps.Copy(out.Queries, p.Queries)
	maps.Copy(out.Watchlists, p.Watchlists)
	if out.Forms = maps.Clone(base.Forms); out.Forms == nil {
		out.Forms = map[string]Form{}
	}
	maps.Copy(out.Forms, p.Forms)
	out.Rules = over(base.Rules, p.Rules, func(r *rules.Rule) string { return r.Name })
	out.Mutes = over(base.Mutes, p.Mutes, (*rules.Mute).Key)
	if out.Columns = p.Columns; len(out.Columns) == 0 {
		out.Columns = base.Columns
	}
	return out
}

func over[T any](base, upper []T, key func(*T) string) []T {
	out := slices.Clone(base)
	places := map[string]int{}
	for i := range out {
		if _, twice := places[key(&out[i])]; !twice {
			places[key(&out[i])] = i
		}
	}
	for _, v := range upper {
		if i, ok := places[key(&v)]; ok {
			out[i] = v
			continue
		}
		out = append(out, v)
	}
	return out
}

// Without is what is in p under names, and about things, that are not in known.
func (p *Prefs) Without(known *Prefs) Prefs {
	out := Prefs{Changed: p.Changed, Queries: maps.Clone(p.Queries), Watchlists: maps.Clone(p.Watchlists), Forms: maps.Clone(p.Forms)}
	for name := range known.Forms {
		delete(out.Forms, name)
	}
	for name := range known.Queries {
		delete(out.Queries, name)
	}
	for name := range known.Watchlists {
		delete(out.Watchlists, name)
	}
	out.Rules = without(p.Rules, known.Rules, func(r *rules.Rule) string { return r.Name })
	out.Mutes = without(p.Mutes, known.Mutes, (*rules.Mute).Key)
	if len(known.Columns) == 0 { // they are one thing: whose are known has replaced them
		out.Columns = p.Columns
	}
	return out
}

func without[T any](from, known []T, key func(*T) string) (out []T) {
	keys := map[string]bool{}
	for i := range known {
		keys[key(&known[i])] = true
	}
	for i := range from {
		if !keys[key(&from[i])] {
			out = append(out, from[i])
		}
	}
	return out
}
