package form

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/pane"
)

// on makes an action of the form: whatever it does, what follows from the
// fields is worked out anew. The first word is the action's identity.
func (f *Form) on(_, shown, what string, do func() tea.Cmd, keys ...string) pane.Action {
	return pane.On(shown, what, func() tea.Cmd {
		cmd := do()
		f.changed()
		return cmd
	}, keys...)
}

// Actions is part of pane.Pane: the keys of the field that has the focus, then
// those of the form.
func (f *Form) Actions() []pane.Action {
	if f.preview != nil {
		return f.previewKeys()
	}
	return append(f.fieldKeys(f.here()), f.formKeys()...)
}

// AllActions are the keys of every field, each once, for the help screen and
// the docs.
func (f *Form) AllActions() []pane.Action {
	all := slices.Concat(f.suggestKeys(), f.dateKeys(), f.filterKeys(true), f.listKeys(), f.optionKeys(), f.foldKeys(), f.formKeys())
	var out []pane.Action
	for _, a := range all {
		if !slices.ContainsFunc(out, func(b pane.Action) bool { return b.Help() == a.Help() }) {
			out = append(out, a)
		}
	}
	return out
}

func (f *Form) fieldKeys(d *field) []pane.Action {
	switch d.kind {
	case symbolList:
		if _, rest := f.offered(); rest != "" {
			return f.suggestKeys()
		}
	case date:
		return f.dateKeys()
	case patternList:
		if f.list.inside {
			return f.listKeys()
		}
		return f.filterKeys(d.entry.text() != "")
	case option:
		return f.optionKeys()
	case fold:
		return f.foldKeys()
	case button:
		return []pane.Action{f.on("form.submit", "⏎", "submit", f.send, "enter", "space")}
	}
	return nil
}

func (f *Form) formKeys() []pane.Action {
	return []pane.Action{
		f.on("form.submit", "ctrl+s", "submit", f.send, "ctrl+s").Hinted(),
		f.on("form.preview", "ctrl+p", "preview", pane.Plain(f.showPreview), "ctrl+p").Hinted(),
		f.on("form.close", "esc", "close", pane.Plain(f.close), "esc").Hinted(),
		f.on("form.next", "tab", "next", f.step(1, true), "tab").Hinted(),
		f.on("form.enter", "⏎", "next field", f.step(1, true), "enter"),
		f.on("form.below", "↓", "field below", f.step(1, false), "down"),
		f.on("form.previous", "shift+tab", "field before", f.step(-1, true), "shift+tab"),
		f.on("form.above", "↑", "field above", f.step(-1, false), "up"),
	}
}

// suggestKeys leave Tab alone: after A, which is a symbol, it would make AAPL
// of it unasked.
func (f *Form) suggestKeys() []pane.Action {
	return []pane.Action{
		f.on("form.suggest.take", "→", "take it", pane.Plain(f.accept), "right").Hinted(),
		f.on("form.suggest.other", "ctrl+n", "suggest another", pane.Plain(func() { f.pick++ }), "ctrl+n"),
	}
}

func (f *Form) dateKeys() []pane.Action {
	by := func(months, days int) func() tea.Cmd { return pane.Plain(func() { f.moveDate(months, days) }) }
	return []pane.Action{
		f.on("form.date.later", "shift+↑", "a day later", by(0, 1), "shift+up", "ctrl+up").Hinted(),
		f.on("form.date.earlier", "shift+↓", "a day earlier", by(0, -1), "shift+down", "ctrl+down"),
		f.on("form.date.month_later", "PgUp", "a month later", by(1, 0), "pgup"),
		f.on("form.date.month_earlier", "PgDn", "a month earlier", by(-1, 0), "pgdown"),
	}
}

// filterKeys are those above the list. A space belongs to the filter, and ⏎
// chooses only what was looked for: who walks through the fields with it chooses
// nothing on the way.
func (f *Form) filterKeys(found bool) []pane.Action {
	keys := []pane.Action{
		f.on("form.list.enter", "↓", "into the list", f.below(1), "down").Hinted(),
		f.on("form.list.all", "ctrl+a", "all found", pane.Plain(f.tickAll), "ctrl+a"),
		f.on("form.above", "↑", "field above", f.below(-1), "up"),
	}
	if found {
		keys = append(keys, f.on("form.list.found", "⏎", "choose, then next field", f.chooseOrGoOn, "enter").Hinted())
	}
	return keys
}

func (f *Form) listKeys() []pane.Action {
	return []pane.Action{
		f.on("form.list.choose", "space", "choose", pane.Plain(f.tick), "space").Hinted(),
		f.on("form.list.found", "⏎", "choose, then next field", f.chooseOrGoOn, "enter"),
		f.on("form.list.all", "ctrl+a", "all found", pane.Plain(f.tickAll), "ctrl+a").Hinted(),
		f.on("form.list.left", "←", "left", f.beside(-1), "left"),
		f.on("form.list.right", "→", "right", f.beside(1), "right"),
		f.on("form.list.up", "↑", "up", f.below(-1), "up"),
		f.on("form.list.down", "↓", "down", f.below(1), "down"),
	}
}

func (f *Form) optionKeys() []pane.Action {
	return []pane.Action{
		f.on("form.option.next", "→", "change", f.turn(1), "right", "space").Hinted(),
		f.on("form.option.previous", "←", "change back", f.turn(-1), "left"),
	}
}

func (f *Form) foldKeys() []pane.Action {
	return []pane.Action{
		f.on("form.costs.open", "→", "open the costs", f.unfold(true), "right", "space").Hinted(),
		f.on("form.costs.fold", "←", "fold the costs", f.unfold(false), "left").Hinted(),
	}
}

// previewKeys are the reader's, but that esc leads back to the form.
func (f *Form) previewKeys() []pane.Action {
	back := pane.Plain(func() { f.preview = nil })
	keys := []pane.Action{
		f.on("form.submit", "ctrl+s", "submit", f.send, "ctrl+s").Hinted(),
		f.on("form.preview.close", "esc", "back to the form", back, "esc", "q", "enter", "ctrl+p").Hinted(),
	}
	for _, a := range f.preview.Actions() {
		if !slices.Contains(a.Keys(), "esc") {
			keys = append(keys, a)
		}
	}
	return keys
}
