package form

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
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

// Actions is part of pane.Component: the keys of the field that has the
// focus, then those of the form.
func (f *Form) Actions() []keymap.Action {
	if f.peek != nil {
		return f.peekKeys()
	}
	return keymap.Over(f.fieldKeys(f.focus), f.formKeys())
}

func (f *Form) fieldKeys(at field) []keymap.Action {
	switch at {
	case symbols:
		if _, rest := f.offered(); rest != "" {
			return f.suggestKeys()
		}
	case start, end:
		return f.dateKeys()
	case patterns:
		return f.listKeys()
	case submit:
		return []keymap.Action{f.on("button.submit", f.send)}
	}
	return nil
}

func (f *Form) formKeys() []keymap.Action {
	return []keymap.Action{
		f.on("form.submit", f.send),
		f.on("form.preview", noCmd(f.look)),
		f.on("form.close", noCmd(f.close)),
		f.on("form.next", f.move(1)),
		f.on("form.enter", f.move(1)),
		f.on("form.below", f.row(1)),
		f.on("form.previous", f.move(-1)),
		f.on("form.above", f.row(-1)),
	}
}

func (f *Form) suggestKeys() []keymap.Action {
	return []keymap.Action{
		f.on("symbols.accept", noCmd(f.accept)),
		f.on("symbols.another", noCmd(func() { f.pick++ })),
	}
}

func (f *Form) dateKeys() []keymap.Action {
	step := func(months, days int) func() tea.Cmd { return noCmd(func() { f.step(months, days) }) }
	return []keymap.Action{
		f.on("date.later", step(0, 1)),
		f.on("date.earlier", step(0, -1)),
		f.on("date.monthlater", step(1, 0)),
		f.on("date.monthearlier", step(-1, 0)),
	}
}

func (f *Form) listKeys() []keymap.Action {
	return []keymap.Action{
		f.on("patterns.choose", noCmd(func() { f.list.toggle(f.names()); f.texts[patterns].touched = true })),
		f.on("patterns.all", noCmd(func() { f.list.toggleAll(f.names()); f.texts[patterns].touched = true })),
		f.on("patterns.left", f.sideways(-1)),
		f.on("patterns.right", f.sideways(1)),
		f.on("patterns.up", f.below(-1)),
		f.on("patterns.down", f.below(1)),
	}
}

// names are the patterns that the filter leaves.
func (f *Form) names() []string {
	return f.list.filtered(f.env.State.Pattern.Words(), f.texts[patterns].text())
}

func (f *Form) sideways(by int) func() tea.Cmd {
	return noCmd(func() { f.list.cursor = max(0, min(f.list.cursor+by, len(f.names())-1)) })
}

// below moves a row in the list, and out of it at its ends.
func (f *Form) below(rows int) func() tea.Cmd {
	return noCmd(func() {
		n, cols := len(f.names()), f.plan().cols
		to := f.list.cursor + rows*cols
		switch {
		case to < 0 || n == 0 && rows < 0:
			f.to(f.focus - 1)
		case f.list.cursor/cols == max(0, n-1)/cols && rows > 0:
			f.to(f.focus + 1)
		default:
			f.list.cursor = min(to, n-1)
		}
	})
}

// row goes to the field above or below, and stops at the ends.
func (f *Form) row(by field) func() tea.Cmd {
	return noCmd(func() { f.to(max(symbols, min(f.focus+by, submit))) })
}

// move goes around the fields.
func (f *Form) move(by field) func() tea.Cmd {
	return noCmd(func() { f.to((f.focus + by + fields) % fields) })
}

// to gives the focus to a field.
func (f *Form) to(at field) {
	if at == f.focus {
		return
	}
	f.tidy(f.focus)
	f.focus, f.pick = at, 0
	if at != submit {
		f.texts[at].input.CursorEnd()
		f.texts[at].over = at != symbols && f.texts[at].text() != ""
	}
}

// look shows the draft that will be sent.
func (f *Form) look() {
	d, ok := f.ready()
	if !ok {
		return
	}
	f.peek = pane.NewReader(f.env, "What will be sent · "+short(d.JobID), func(p *pane.Page) {
		p.Text(f.env.Theme.Faint, fmt.Sprintf("%d bytes in one line · ctrl+s submits, esc back", len(d.JSON)))
		p.Gap()
		p.JSON(d.JSON)
	})
	f.peek.Resize(f.size.W, f.size.H)
}

// peekKeys are the reader's, but that esc leads back to the form.
func (f *Form) peekKeys() []keymap.Action {
	keys := []keymap.Action{
		f.on("preview.submit", f.send),
		f.on("preview.close", noCmd(func() { f.peek = nil })),
	}
	for _, a := range f.peek.Actions() {
		if !a.Takes("esc") {
			keys = append(keys, a)
		}
	}
	return keys
}
