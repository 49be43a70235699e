package ui

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/model/prefs"
	"tickdeck/ui/pane"
)

// newsMsg is what is new of the person's preferences elsewhere.
type newsMsg struct{ prefs.News }

// follow waits for the next news. It ends with the screen.
func (a *App) follow() tea.Cmd {
	elsewhere, ctx := a.opt.Elsewhere, a.opt.Context
	if elsewhere == nil || ctx == nil {
		return nil
	}
	return func() tea.Msg {
		n, err := elsewhere.News(ctx)
		if err != nil {
			return nil
		}
		return newsMsg{n}
	}
}

// followed puts news in force, says what they are, and waits for the next.
func (a *App) followed(msg newsMsg) tea.Cmd {
	say, keep := a.env.Prefs.Follow(msg.News)
	return tea.Batch(pane.Said(say), pane.Later(keep), a.follow())
}
