package pane

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// ownList is the watchlist that a key puts symbols on.
const ownList = "desk"

// Watch puts a symbol on the person's watchlist, or takes it off.
func Watch(env *Env, symbol string) tea.Cmd {
	list := slices.Clone(env.Prefs.Lists()[ownList])
	said := symbol + " is on the watchlist " + ownList + ": watch:" + ownList + " shows it."
	if env.Prefs.Watch(ownList, symbol) {
		list = slices.DeleteFunc(list, func(s string) bool { return strings.EqualFold(s, symbol) })
		said = symbol + " is off the watchlist " + ownList + "."
	} else {
		list = append(list, symbol)
	}
	env.Prefs.SetList(ownList, list)
	return Keep(env, said)
}
