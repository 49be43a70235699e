package ui

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/pane"
)

// workMsg lets the views go on with what they have to do.
type workMsg struct{}

// work lets each view do a part of what it has to do, and say what it wants done. What
// is left is done after what has been typed meanwhile.
func (a *App) work() tea.Cmd {
	more, asked := false, []tea.Cmd(nil)
	for i := range a.views {
		if w, ok := a.views[i].view.(pane.Worker); ok && w.Work() {
			more = true
		}
		if w, ok := a.views[i].component().(pane.Asker); ok {
			if cmd := w.Ask(); cmd != nil {
				asked = append(asked, cmd)
			}
		}
	}
	if more && !a.working {
		a.working = true
		asked = append(asked, func() tea.Msg { return workMsg{} })
	}
	return tea.Batch(asked...)
}

// looks tells the views whether the person looks at this terminal.
func (a *App) looks(msg tea.Msg) tea.Cmd {
	if _, a.reports.away = msg.(tea.BlurMsg); a.reports.away {
		return a.tell(pane.AwayMsg{})
	}
	a.reports.back()
	return a.tell(pane.BackMsg{})
}

// tell brings every view a message.
func (a *App) tell(msg tea.Msg) tea.Cmd {
	var all []tea.Cmd
	for i := range a.views {
		if v := a.views[i].view; v != nil {
			all = append(all, v.Update(msg))
		}
	}
	return tea.Batch(all...)
}
