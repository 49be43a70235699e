package desk

import (
	"maps"
	"slices"
)

// ListsOf are the watchlists that a symbol is on, by name, each with where it comes from
// where that is not this person's screen.
func (p *Prefs) ListsOf(symbol string) (out []string) {
	for _, name := range slices.Sorted(maps.Keys(p.all.Watchlists)) {
		if !p.lists.has(name, symbol) {
			continue
		}
		if from := p.Origin(name); from != "" {
			name += " (" + from + ")"
		}
		out = append(out, name)
	}
	return out
}

// Origin is where a watchlist comes from: "" for what was changed on a screen.
func (p *Prefs) Origin(list string) string {
	if _, own := p.own.Watchlists[list]; own {
		return ""
	}
	if _, configured := p.opt.Configured.Watchlists[list]; configured {
		return "config.toml"
	}
	return "Redis"
}
