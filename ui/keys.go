package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"tickdeck/theme"
	"tickdeck/ui/pane"
)

// globalKeys work wherever the focus is, unless an overlay is open.
func (a *App) globalKeys() []pane.Action {
	return []pane.Action{
		pane.On("n", "new backtest", a.openForm, "n").Hinted(),
		pane.On("tab", "next pane", pane.Plain(func() { a.turn(1) }), "tab", "right", "l").Hinted(),
		pane.On("⇧tab", "previous pane", pane.Plain(func() { a.turn(-1) }), "shift+tab", "left", "h"),
		pane.On("1", "alerts", pane.Plain(func() { a.focusOn(paneAlerts) }), "1"),
		pane.On("2", "jobs", pane.Plain(func() { a.focusOn(paneJobs) }), "2"),
		pane.On("3", "channels", pane.Plain(func() { a.focusOn(paneChannels) }), "3"),
		pane.On("u", "undecodable", pane.Plain(a.openRejects), "u"),
		pane.On("T", "next theme", a.nextTheme, "T"),
		pane.On("?", "help", pane.Plain(a.openHelp), "?").Hinted(),
		pane.On("ctrl+z", "suspend", func() tea.Cmd { return tea.Suspend }, "ctrl+z"),
		pane.On("q", "quit", func() tea.Cmd { return tea.Quit }, "q", "ctrl+c").Hinted(),
	}
}

func (a *App) turn(by int) {
	a.focusOn((a.focus + paneID(by) + paneCount) % paneCount)
}

func (a *App) focusOn(id paneID) {
	a.focus = id
	a.place()
}

// openForm opens it on the spot: what is typed ahead is typed into it.
func (a *App) openForm() tea.Cmd {
	_, cmd := a.Update(a.form.Open()())
	return cmd
}

func (a *App) openRejects() { a.env.Open(newRejects(a.env)) }

func (a *App) nextTheme() tea.Cmd {
	names := theme.Names()
	for i, name := range names {
		if name == a.env.Theme.Name {
			a.dress(names[(i+1)%len(names)])
			break
		}
	}
	return pane.Toast(pane.Info, "theme: "+a.env.Theme.Name)
}

func (id paneID) title() string {
	return [...]string{"Alerts", "Jobs", "Channels", "Redis"}[id]
}

func (id paneID) digit() string { return fmt.Sprint(int(id) + 1) }
