package ui

import (
	"slices"

	"tickdeck/theme"
	"tickdeck/ui/keymap"
)

// namedKeys are the bindings with their keys as the set of glyphs writes them.
func namedKeys(keys keymap.Map, g theme.Glyphs) keymap.Map {
	if !g.ASCII() {
		return keys
	}
	groups := slices.Clone(keys.Groups())
	for i := range groups {
		groups[i].Bindings = slices.Clone(groups[i].Bindings)
		for k := range groups[i].Bindings {
			b := &groups[i].Bindings[k]
			b.Shown = g.KeyName(b.Shown)
		}
	}
	return keymap.New(groups...)
}
