// Package keymap says which keys run which action. An action has an identity,
// such as alerts.follow; help, hints and docs/keys.md are made from the one
// table of bindings. It knows no view: those look their bindings up by id.
package keymap

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
)

// Binding is what is known of an action wherever it is taken.
type Binding struct {
	ID     string   // context and action, such as "alerts.follow"
	Keys   []string // as the terminal sends them
	Shown  string   // as they are written for people
	What   string   // what the action does, in a few words
	Hinted bool     // worth a place among the hints at the bottom
	Inside bool     // a global one that works inside dialogs as well
}

// Action is a binding and what it does in the place that takes it.
type Action struct {
	Binding
	Do func() tea.Cmd
}

// Group are the bindings of one context, in the order they are shown. No two of
// them share a key.
type Group struct {
	Name     string // where the keys work, for people
	Bindings []Binding
}

// Map is the table of all bindings. It does not change once it is made.
type Map struct {
	groups []Group
	byID   map[string]*Binding // in groups
}

// New makes a map of these groups. Of two bindings with one id the later is kept.
func New(groups ...Group) Map {
	m := Map{groups: groups, byID: map[string]*Binding{}}
	for _, g := range groups {
		for i := range g.Bindings {
			m.byID[g.Bindings[i].ID] = &g.Bindings[i]
		}
	}
	return m
}

// Groups are the bindings by context. The caller does not change them.
func (m Map) Groups() []Group { return m.groups }

// Binding returns the binding of an action. One that has none has no keys: it
// cannot be pressed.
func (m Map) Binding(id string) Binding {
	if b, ok := m.byID[id]; ok {
		return *b
	}
	return Binding{ID: id}
}

// On makes an action of a binding and of what it does.
func (m Map) On(id string, do func() tea.Cmd) Action {
	return Action{Binding: m.Binding(id), Do: do}
}

// Plain is On for what needs no command.
func (m Map) Plain(id string, do func()) Action {
	return m.On(id, func() tea.Cmd {
		do()
		return nil
	})
}

// written are the keys whose names for people are not those of the terminal.
var written = strings.NewReplacer("enter", theme.GlyphEnter, "left", theme.GlyphArrowL, "right", theme.GlyphArrowR,
	"up", theme.GlyphArrowU, "down", theme.GlyphArrowD, "pgup", "PgUp", "pgdown", "PgDn", "home", "Home", "end", "End")

// Also are the keys that are not in Shown, as they are written for people.
func (b Binding) Also() []string {
	shown := strings.Split(strings.ReplaceAll(b.Shown, theme.GlyphShift, "shift+"), "/")
	var also []string
	for _, k := range b.Keys {
		if name := written.Replace(k); !slices.Contains(shown, name) {
			also = append(also, name)
		}
	}
	return also
}

// Takes reports whether one of the keys is this one.
func (b Binding) Takes(key string) bool { return slices.Contains(b.Keys, key) }

// Press runs the first action that takes the key.
func Press(actions []Action, k tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	key := k.String()
	for _, a := range actions {
		if a.Takes(key) {
			return a.Do(), true
		}
	}
	return nil, false
}

// Over are the upper actions and those of the lower ones that they leave a key:
// what is special to a field hides what the form does with the same keys.
func Over(upper, lower []Action) []Action {
	out := slices.Clone(upper)
	for _, a := range lower {
		hidden := func(key string) bool {
			return slices.ContainsFunc(upper, func(u Action) bool { return u.Takes(key) })
		}
		if left := slices.DeleteFunc(slices.Clone(a.Keys), hidden); len(left) > 0 {
			a.Keys = left
			out = append(out, a)
		}
	}
	return out
}
