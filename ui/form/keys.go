package form

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/keymap"
)

// on makes an action of the form: whatever it does, what follows from the
// fields is worked out anew.
func (f *Form) on(id string, do func() tea.Cmd) keymap.Action {
	return f.env.Keys.On(id, func() tea.Cmd {
		cmd := do()
		f.changed()
		return cmd
	})
}

// noCmd makes a command of what needs none.
func noCmd(do func()) func() tea.Cmd {
	return func() tea.Cmd {
		do()
		return nil
	}
}

// Actions is part of pane.Component: the keys of the field that has the focus,
// then those of the form.
func (f *Form) Actions() []keymap.Action {
	if f.preview != nil {
		return f.previewKeys()
	}
	return keymap.Over(f.fieldKeys(f.here()), f.formKeys())
}

func (f *Form) fieldKeys(d *field) []keymap.Action {
	switch d.kind {
	case symbolList:
		if _, rest := f.offered(); rest != "" {
			return f.suggestKeys()
		}
	case span:
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
		return []keymap.Action{f.on("button.submit", f.send)}
	}
	return nil
}

func (f *Form) formKeys() []keymap.Action {
	submit := f.on("form.submit", f.send)
	if len(f.axes) > 0 {
		submit.What += " " + wholeCount(f.sweep().Count())
	}
	return []keymap.Action{
		submit,
		f.on("form.preview", noCmd(f.showPreview)),
		f.on("form.presets", noCmd(f.showPresets)),
		f.on("form.close", noCmd(f.close)),
		f.on("form.next", f.step(1, true)),
		f.on("form.enter", f.step(1, true)),
		f.on("form.below", f.step(1, false)),
		f.on("form.previous", f.step(-1, true)),
		f.on("form.above", f.step(-1, false)),
	}
}

// suggestKeys leave Tab alone: after A, which is a symbol, it would make AAPL
// of it unasked.
func (f *Form) suggestKeys() []keymap.Action {
	return []keymap.Action{
		f.on("symbols.accept", noCmd(f.accept)),
		f.on("symbols.another", noCmd(func() { f.pick++ })),
	}
}

func (f *Form) dateKeys() []keymap.Action {
	by := func(months, days int) func() tea.Cmd { return noCmd(func() { f.moveDate(months, days) }) }
	return []keymap.Action{
		f.on("date.later", by(0, 1)),
		f.on("date.earlier", by(0, -1)),
		f.on("date.monthlater", by(1, 0)),
		f.on("date.monthearlier", by(-1, 0)),
	}
}

// filterKeys are those above the list. A space belongs to the filter, and ⏎
// chooses only what was looked for: who walks through the fields with it chooses
// nothing on the way.
func (f *Form) filterKeys(found bool) []keymap.Action {
	keys := []keymap.Action{
		f.on("filter.enter", f.below(1)),
		f.on("filter.all", noCmd(f.tickAll)),
		f.on("filter.leave", f.below(-1)),
	}
	if found {
		keys = append(keys, f.on("filter.choose", f.chooseOrGoOn))
	}
	return keys
}

func (f *Form) listKeys() []keymap.Action {
	return []keymap.Action{
		f.on("patterns.choose", noCmd(f.tick)),
		f.on("patterns.enter", f.chooseOrGoOn),
		f.on("patterns.all", noCmd(f.tickAll)),
		f.on("patterns.left", f.moveColumn(-1)),
		f.on("patterns.right", f.moveColumn(1)),
		f.on("patterns.up", f.below(-1)),
		f.on("patterns.down", f.below(1)),
	}
}

func (f *Form) optionKeys() []keymap.Action {
	return []keymap.Action{
		f.on("option.next", f.cycle(1)),
		f.on("option.previous", f.cycle(-1)),
		f.on("option.every", noCmd(f.sweepOptions)),
	}
}

func (f *Form) foldKeys() []keymap.Action {
	return []keymap.Action{
		f.on("costs.open", f.unfold(true)),
		f.on("costs.fold", f.unfold(false)),
	}
}

// previewKeys are the reader's, but that esc leads back to the form.
func (f *Form) previewKeys() []keymap.Action {
	back := noCmd(func() { f.preview = nil })
	keys := []keymap.Action{
		f.on("preview.submit", f.send),
		f.on("preview.close", back),
	}
	for _, a := range f.preview.Actions() {
		if !a.Takes("esc") {
			keys = append(keys, a)
		}
	}
	return keys
}
