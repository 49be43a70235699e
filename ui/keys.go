package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/keymap"
	"tickdeck/ui/pane"
)

// globalKeys work wherever the focus is: those of the registry, and the screen's
// own.
func (a *App) globalKeys() []keymap.Action {
	keys := a.env.Keys
	var dialogs, views []keymap.Action
	for i := range a.views {
		switch e := &a.views[i]; {
		case e.focusable():
			views = append(views, keys.On(e.action, func() tea.Cmd { return a.focusOn(i) }))
		case e.open != nil:
			dialogs = append(dialogs, keys.On(e.action, e.open))
		}
	}
	around := []keymap.Action{
		keys.On("app.next", func() tea.Cmd { return a.moveFocus(1) }),
		keys.On("app.previous", func() tea.Cmd { return a.moveFocus(-1) }),
	}
	return slices.Concat(dialogs, around, views, []keymap.Action{
		keys.On("app.result", a.openEnded),
		keys.On("app.theme", a.nextTheme),
		keys.On("app.times", a.otherTimes),
		keys.On("app.mouse", a.otherMouse),
		keys.Plain("app.help", a.toggleHelp),
		keys.On("app.trouble", a.goToTrouble),
		keys.On("app.hide", a.hideTrouble),
		keys.On("app.suspend", a.suspend),
		keys.On("app.quit", func() tea.Cmd { return tea.Quit }),
		keys.On("app.end", func() tea.Cmd { return tea.Quit }),
	})
}

// suspend gives the terminal back to the shell until that brings the deck to the
// foreground again. Here the person stops looking.
func (a *App) suspend() tea.Cmd {
	a.suspended = true
	return tea.Sequence(a.tell(pane.AwayMsg{}), tea.Suspend)
}

// resumed notes that the person looks again.
func (a *App) resumed() tea.Cmd {
	if !a.suspended {
		return nil
	}
	a.suspended = false
	return a.tell(pane.BackMsg{})
}

func (a *App) nextTheme() tea.Cmd {
	names := theme.Names()
	for i, name := range names {
		if name == a.env.Theme.Name {
			a.applyTheme(names[(i+1)%len(names)])
			break
		}
	}
	return pane.Toast(pane.Info, "theme: "+a.env.Theme.Name)
}

// otherTimes writes the times in lists the other way: of the clock, or how long ago.
func (a *App) otherTimes() tea.Cmd {
	a.env.Relative = !a.env.Relative
	if a.env.Relative {
		return pane.Toast(pane.Info, "times: how long ago")
	}
	return pane.Toast(pane.Info, "times: of the clock")
}
