package form

import (
	"maps"
	"slices"
	"strings"

	"tickdeck/model"
)

// picker chooses several from a list of names that a typed filter narrows.
type picker struct {
	chosen map[string]bool
	inside bool // the keys move in the list; else they are typed into the filter
	cursor int  // among those the filter leaves
	top    int  // first row that shows
	all    []string
	seen   int // words that were seen when all was made
	left   []string
	filter string // that made left
}

// options are the standard patterns, behind them those seen beside, and then all
// others that there are.
func (p *picker) options(seen []string) []string {
	if p.all != nil && p.seen == len(seen) {
		return p.all
	}
	p.all = slices.Clone(model.StandardPatterns())
	others := slices.Sorted(maps.Keys(p.chosen)) // a job may have asked for one that nobody has heard of since
	for _, s := range slices.Concat(seen, model.MorePatterns(), others) {
		if !slices.Contains(p.all, s) {
			p.all = append(p.all, s)
		}
	}
	p.seen, p.left = len(seen), nil
	return p.all
}

// filtered are the options that hold the filter, blanks and case aside.
func (p *picker) filtered(seen []string, filter string) []string {
	all := p.options(seen)
	if p.left != nil && p.filter == filter {
		return p.left
	}
	p.left, p.filter = make([]string, 0, len(all)), filter
	want := plain(filter)
	for _, s := range all {
		if strings.Contains(plain(s), want) {
			p.left = append(p.left, s)
		}
	}
	return p.left
}

// begins reports whether a text begins so, case aside.
func begins(s, with string) bool {
	return len(s) >= len(with) && strings.EqualFold(s[:len(with)], with)
}

func plain(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }

// picked are the chosen ones in the order of the list.
func (p *picker) picked(seen []string) []string {
	var out []string
	for _, s := range p.options(seen) {
		if p.chosen[s] {
			out = append(out, s)
		}
	}
	return out
}

// choose takes a name in, written as it is known here if it is known.
func (p *picker) choose(name string) {
	for _, known := range slices.Concat(model.StandardPatterns(), model.MorePatterns()) {
		if plain(known) == plain(name) {
			name = known
		}
	}
	p.chosen[name] = true
	p.all = nil
}

// toggle turns one choice around.
func (p *picker) toggle(names []string) {
	if p.cursor < len(names) {
		p.chosen[names[p.cursor]] = !p.chosen[names[p.cursor]]
	}
}

// toggleAll chooses all of the names, or none if all are chosen.
func (p *picker) toggleAll(names []string) {
	missing := slices.ContainsFunc(names, func(s string) bool { return !p.chosen[s] })
	for _, s := range names {
		p.chosen[s] = missing
	}
}
