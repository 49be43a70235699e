package prefs

import (
	"slices"
	"time"

	"tickdeck/model/rules"
)

// Part is what stands in one of Tables, and nothing else.
func (p *Prefs) Part(table string) Prefs {
	switch table {
	case "queries":
		return Prefs{Queries: p.Queries}
	case "watchlists":
		return Prefs{Watchlists: p.Watchlists}
	case "rules":
		return Prefs{Rules: p.Rules}
	case "mutes":
		return Prefs{Mutes: p.Mutes}
	case "columns":
		return Prefs{Columns: p.Columns}
	case "forms":
		return Prefs{Forms: p.Forms}
	}
	return Prefs{}
}

// WithPart is p with what from has in one of Tables.
func (p Prefs) WithPart(table string, from *Prefs) Prefs {
	switch table {
	case "queries":
		p.Queries = from.Queries
	case "watchlists":
		p.Watchlists = from.Watchlists
	case "rules":
		p.Rules = from.Rules
	case "mutes":
		p.Mutes = from.Mutes
	case "columns":
		p.Columns = from.Columns
	case "forms":
		p.Forms = from.Forms
	}
	return p
}

// Empty reports whether nothing is set.
func (p *Prefs) Empty() bool {
	return len(p.Queries)+len(p.Watchlists)+len(p.Rules)+len(p.Mutes)+len(p.Columns)+len(p.Forms) == 0
}

// Portable is what may leave the machine: without the commands and webhooks of rules,
// and with times that read the same everywhere.
func (p Prefs) Portable() Prefs {
	p.Changed = p.Changed.UTC()
	p.Rules, p.Mutes = slices.Clone(p.Rules), slices.Clone(p.Mutes)
	for i := range p.Rules {
		p.Rules[i].Run, p.Rules[i].Post, p.Rules[i].Place = "", "", nil
	}
	for i := range p.Mutes {
		m := &p.Mutes[i]
		m.Until, m.Since, m.Place = m.Until.UTC(), m.Since.UTC(), nil
	}
	return p
}

// WithCalls gives the rules of a Portable the commands and webhooks that rules of the
// same name have on this machine.
func (p Prefs) WithCalls(here *Prefs) Prefs {
	p.Rules = slices.Clone(p.Rules)
	for i := range p.Rules {
		r := &p.Rules[i]
		if j := slices.IndexFunc(here.Rules, func(o rules.Rule) bool { return o.Name == r.Name }); j >= 0 {
			r.Run, r.Post = here.Rules[j].Run, here.Rules[j].Post
		}
	}
	return p
}

// News is what became known of the same person's preferences elsewhere.
type News struct {
	From    time.Time           // Changed of the preferences that Own was worked out from
	Own     *Prefs              // to take their place; nil if nothing does
	Older   *Prefs              // as it would be if what lost against ours had won; nil if nothing lost
	Changes []Change            // what differs, by table
	Lists   map[string][]string // watchlists that are everyone's
	Listed  bool                // Lists is to take the place of those known before
	Problem string              // what is wrong, in words; "" if nothing is
}

// Change is what happened to one of Tables.
type Change struct {
	Table    string
	By       string    // the machine that changed it; "" if it is not known
	At       time.Time // when it did
	Conflict bool      // it was changed here as well since both were the same
	Ours     bool      // what was set here is the newer, and in force
}
