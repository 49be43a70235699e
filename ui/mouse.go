package ui

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/layout"
	"tickdeck/ui/pane"
)

// otherMouse gives the mouse to the terminal, which selects text with it, or takes it
// back.
func (a *App) otherMouse() tea.Cmd {
	a.mouse = !a.mouse
	if a.mouse {
		return pane.Toast(pane.Info, "mouse: clicks and the wheel are for the deck")
	}
	return pane.Toast(pane.Info, "mouse: left to the terminal, to select text")
}

// handleMouse tells the view under the pointer, counted from the upper left cell of its
// content, and then gives a click the focus it asks for: what was clicked is where it
// was drawn before that. The terminal sends nothing of the mouse unless View asks for
// it.
func (a *App) handleMouse(msg tea.MouseMsg) tea.Cmd {
	m := msg.Mouse()
	if top := a.env.Top(); top != nil {
		if r := a.overlayRect(top); contains(r, m.X, m.Y) {
			return top.Update(movedBy(msg, r))
		}
		return nil
	}
	_, click := msg.(tea.MouseClickMsg)
	if i := m.Y - a.plan.BriefsY; click && i >= 0 && i < len(a.plan.Briefs) {
		if to := a.find(a.plan.Briefs[i]); a.views[to].focusable() {
			return a.focusOn(to)
		}
		return nil
	}
	for _, p := range a.places {
		if !contains(p.Rect, m.X, m.Y) {
			continue
		}
		told := p.view.Update(movedBy(msg, p.Rect))
		if click && a.views[p.index].focusable() {
			return tea.Batch(told, a.focusOn(p.index))
		}
		return told
	}
	return nil
}

func contains(r layout.Rect, x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// movedBy is the message as it is seen from inside a place.
func movedBy(msg tea.MouseMsg, r layout.Rect) tea.Msg {
	m := msg.Mouse()
	m.X, m.Y = m.X-r.X, m.Y-r.Y
	switch msg.(type) {
	case tea.MouseClickMsg:
		return tea.MouseClickMsg(m)
	case tea.MouseReleaseMsg:
		return tea.MouseReleaseMsg(m)
	case tea.MouseWheelMsg:
		return tea.MouseWheelMsg(m)
	}
	return tea.MouseMotionMsg(m)
}
