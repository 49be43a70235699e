package pane

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/ui/desk"
)

// Said is the command that tells what a desk has to say; nil for nothing.
func Said(s desk.Say) tea.Cmd {
	level := map[desk.Level]Level{desk.Info: Info, desk.Warning: Warning, desk.Failure: Failure}[s.Level]
	if s.Text == "" {
		return nil
	}
	return Toast(level, s.Text)
}

// Do is the command that carries out what a desk asks of the screen.
func Do(e desk.Effects) tea.Cmd {
	var all []tea.Cmd
	if e.Sequence != "" {
		all = append(all, tea.Raw(e.Sequence))
	}
	for _, s := range e.Say {
		all = append(all, Said(s))
	}
	return tea.Batch(all...)
}

// Later is the command that does something of a desk's that takes its time; nil for
// nothing.
func Later(do func() desk.Say) tea.Cmd {
	if do == nil {
		return nil
	}
	return func() tea.Msg {
		if cmd := Said(do()); cmd != nil {
			return cmd()
		}
		return nil
	}
}

// Keep keeps the preferences as they are now, and says what is done: done is told at
// once, trouble when it is there.
func Keep(env *Env, done string) tea.Cmd {
	later := Later(env.Prefs.Keeper())
	if done == "" {
		return later
	}
	return tea.Sequence(Toast(Info, done), later)
}
