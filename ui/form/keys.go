package form

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/pane"
)

// on makes an action of the form: whatever it does, what follows from the
// fields is worked out anew.
func (f *Form) on(shown, what string, do func() tea.Cmd, keys ...string) pane.Action {
	return pane.On(shown, what, func() tea.Cmd {
		cmd := do()
		f.changed()
		return cmd
	}, keys...)
}

// Actions is part of pane.Pane: the keys of the field that has the focus, then
// those of the form.
func (f *Form) Actions() []pane.Action {
	if f.peek != nil {
		return f.peekKeys()
	}
	return append(f.fieldKeys(f.focus), f.formKeys()...)
}

// AllActions are the keys of every field, each once, for the help screen and
// the docs.
func (f *Form) AllActions() []pane.Action {
	out := append(f.suggestKeys(), f.dateKeys()...)
	out = append(out, f.listKeys()...)
	return append(out, f.formKeys()...)
}

func (f *Form) fieldKeys(at field) []pane.Action {
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
		return []pane.Action{f.on("⏎", "submit", f.send, "enter", "space")}
	}
	return nil
}

func (f *Form) formKeys() []pane.Action {
	return []pane.Action{
		f.on("ctrl+s", "submit", f.send, "ctrl+s").Hinted(),
		f.on("ctrl+p", "preview", pane.Plain(f.look), "ctrl+p").Hinted(),
		f.on("esc", "close", pane.Plain(f.close), "esc").Hinted(),
		f.on("tab", "next", f.move(1), "tab").Hinted(),
		f.on("⏎", "next field", f.move(1), "enter"),
		f.on("↓", "field below", f.row(1), "down"),
		f.on("shift+tab", "field before", f.move(-1), "shift+tab"),
		f.on("↑", "field above", f.row(-1), "up"),
	}
}

// suggestKeys leave Tab alone: after A, which is a symbol, it would make AAPL
// of it unasked.
func (f *Form) suggestKeys() []pane.Action {
	return []pane.Action{
		f.on("→", "take it", pane.Plain(f.accept), "right").Hinted(),
		f.on("ctrl+n", "suggest another", pane.Plain(func() { f.pick++ }), "ctrl+n"),
	}
}

func (f *Form) dateKeys() []pane.Action {
	step := func(months, days int) func() tea.Cmd { return pane.Plain(func() { f.step(months, days) }) }
	return []pane.Action{
		f.on("shift+↑", "a day later", step(0, 1), "shift+up", "ctrl+up").Hinted(),
		f.on("shift+↓", "a day earlier", step(0, -1), "shift+down", "ctrl+down"),
		f.on("PgUp", "a month later", step(1, 0), "pgup"),
		f.on("PgDn", "a month earlier", step(-1, 0), "pgdown"),
	}
}

func (f *Form) listKeys() []pane.Action {
	return []pane.Action{
		f.on("space", "choose", pane.Plain(func() { f.list.toggle(f.names()); f.texts[patterns].touched = true }), "space").Hinted(),
		f.on("ctrl+a", "all", pane.Plain(func() { f.list.toggleAll(f.names()); f.texts[patterns].touched = true }), "ctrl+a").Hinted(),
		f.on("←", "left", f.beside(-1), "left"),
		f.on("→", "right", f.beside(1), "right"),
		f.on("↑", "up", f.below(-1), "up"),
		f.on("↓", "down", f.below(1), "down"),
	}
}

// names are the patterns that the filter leaves.
func (f *Form) names() []string {
	return f.list.filtered(f.env.State.Pattern.Words(), f.texts[patterns].text())
}

func (f *Form) beside(by int) func() tea.Cmd {
	return pane.Plain(func() { f.list.cursor = max(0, min(f.list.cursor+by, len(f.names())-1)) })
}

// below moves a row in the list, and out of it at its ends.
func (f *Form) below(rows int) func() tea.Cmd {
	return pane.Plain(func() {
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
	return pane.Plain(func() { f.to(max(symbols, min(f.focus+by, submit))) })
}

// move goes around the fields.
func (f *Form) move(by field) func() tea.Cmd {
	return pane.Plain(func() { f.to((f.focus + by + fields) % fields) })
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
	f.peek.Place(f.size.W, f.size.H)
}

// peekKeys are the reader's, but that esc leads back to the form.
func (f *Form) peekKeys() []pane.Action {
	keys := []pane.Action{
		f.on("ctrl+s", "submit", f.send, "ctrl+s").Hinted(),
		f.on("esc", "back to the form", pane.Plain(func() { f.peek = nil }), "esc", "q", "enter", "ctrl+p").Hinted(),
	}
	for _, a := range f.peek.Actions() {
		if !slices.Contains(a.Keys(), "esc") {
			keys = append(keys, a)
		}
	}
	return keys
}
