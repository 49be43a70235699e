package ui

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/model/rules"
	"tickdeck/ui/pane"
)

// outcomeMsg is what became of a command or a webhook of a rule.
type outcomeMsg struct{ rules.Outcome }

// listen waits for the next one. It ends with the screen.
func (a *App) listen() tea.Cmd {
	calls, ctx := a.opt.Calls, a.opt.Context
	if calls == nil || ctx == nil {
		return nil
	}
	return func() tea.Msg {
		o, err := calls.Outcome(ctx)
		if err != nil {
			return nil
		}
		return outcomeMsg{o}
	}
}

// heard says what is wrong with one, and waits for the next.
func (a *App) heard(msg outcomeMsg) tea.Cmd {
	if s, wrong := a.env.Prefs.Heard(msg.Outcome); wrong {
		return tea.Batch(pane.Said(s), a.listen())
	}
	return a.listen()
}
