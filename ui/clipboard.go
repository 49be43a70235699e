package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tickdeck/ui/pane"
)

// multiplexer is what runs between the program and the terminal, as far as the
// environment tells.
type multiplexer uint8

const (
	noMultiplexer multiplexer = iota
	tmux
	gnuScreen
)

func multiplexerOf(environ []string) multiplexer {
	found := noMultiplexer
	for _, e := range environ {
		switch name, value, _ := strings.Cut(e, "="); {
		case value == "":
		case name == "TMUX":
			return tmux
		case name == "STY":
			found = gnuScreen
		}
	}
	return found
}

// screenLimit is the longest string that GNU screen passes on.
const screenLimit = 768

// clipboard is what puts a text on the clipboard of the terminal (OSC 52), wherever that
// is: it goes through SSH as all output does. tmux takes it itself with set-clipboard on,
// and passes it on with allow-passthrough on if it is wrapped; nobody can ask which is
// set, and setting the clipboard twice does no harm.
func clipboard(text string, through multiplexer) string {
	seq := ansi.SetSystemClipboard(text)
	switch through {
	case tmux:
		return seq + ansi.TmuxPassthrough(seq)
	case gnuScreen:
		return ansi.ScreenPassthrough(seq, screenLimit)
	}
	return seq
}

// copyOut puts a text on the clipboard and says so.
func (a *App) copyOut(m pane.CopyMsg) tea.Cmd {
	a.toast = newToast(pane.ToastMsg{Level: pane.Success, Text: m.Said}, a.env.Now)
	return tea.Raw(clipboard(m.Text, a.through))
}
