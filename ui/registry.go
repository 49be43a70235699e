package ui

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/pane"
)

// registration is one line of the registry: a view, or a dialog that is opened.
type registration struct {
	id     string
	title  string
	short  string       // the title where there is little room; "" if that is the same
	action string       // gives it the focus, or opens it; "" if it takes no keys
	view   pane.View    // nil for a dialog
	dialog pane.Overlay // one that is kept, and so can have replies
	open   func() tea.Cmd
	// visit says that a view is gone to and left again: Tab does not come to it.
	visit bool
	// detail says that a view shows what is under the cursor of another: it can be
	// opened beside the others.
	detail bool
}

// plain opens what needs no command.
func plain(open func()) func() tea.Cmd {
	return func() tea.Cmd {
		open()
		return nil
	}
}

// focusable reports whether Tab comes to it.
func (e *registration) focusable() bool { return e.view != nil && e.action != "" }

// component is what takes messages; nil for a dialog that is made when it opens.
func (e *registration) component() pane.Component {
	switch {
	case e.view != nil:
		return e.view
	case e.dialog != nil:
		return e.dialog
	}
	return nil
}

// find is the place of a view in the registry, or -1.
func (a *App) find(id string) int {
	for i := range a.views {
		if a.views[i].id == id {
			return i
		}
	}
	return -1
}

// target is what keys and pastes are for: the topmost overlay, else the view
// with the focus.
func (a *App) target() pane.Component {
	if top := a.env.Top(); top != nil {
		return top
	}
	return a.views[a.focus].view
}

func typing(c pane.Component) bool {
	t, ok := c.(pane.Typing)
	return ok && t.Typing()
}

// reply brings an answer to who asked.
func (a *App) reply(r pane.Reply) tea.Cmd {
	if i := a.find(r.To); i >= 0 {
		if c := a.views[i].component(); c != nil {
			return c.Update(r.Msg)
		}
	}
	return nil
}

// focusOn gives a view the keys.
func (a *App) focusOn(i int) tea.Cmd {
	if i == a.focus {
		return nil
	}
	if !a.views[a.focus].visit {
		a.home = a.focus
	}
	left := a.views[a.focus].view.Update(pane.BlurMsg{})
	a.focus = i
	a.inspect()
	a.resize()
	return tea.Batch(left, a.views[i].view.Update(pane.FocusMsg{}))
}

// inspect lets the detail follow the cursor of the view with the focus.
func (a *App) inspect() {
	if v, ok := a.views[a.focus].view.(pane.Inspected); ok {
		a.env.Inspected = v
	}
}

// goTo gives a view the focus and brings it a message. Overlays are gone: they
// were over where the person was.
func (a *App) goTo(m pane.GoMsg) tea.Cmd {
	i := a.home
	if m.To != "" {
		i = a.find(m.To)
	}
	if i < 0 || !a.views[i].focusable() {
		return nil
	}
	for a.env.Top() != nil {
		a.env.Close()
	}
	focus := a.focusOn(i)
	if m.Msg == nil {
		return focus
	}
	return tea.Batch(focus, a.views[i].view.Update(m.Msg))
}

// moveFocus goes that many views on, around them all.
func (a *App) moveFocus(by int) tea.Cmd {
	i := a.focus
	for {
		i = (i + by + len(a.views)) % len(a.views)
		if a.views[i].focusable() && !a.views[i].visit {
			return a.focusOn(i)
		}
	}
}
