// Package pane is what every part of the screen has in common: how it is
// placed, drawn and given keys, and how it asks the screen for something.
package pane

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
)

// Env is what the panes of one screen share. The screen changes it between
// frames; a pane only reads it, and opens and closes overlays.
type Env struct {
	State *model.State
	Theme *theme.Theme
	Zone  *time.Location
	Now   time.Time // of the last frame: the only clock a pane may read

	overlays []Overlay // the topmost last
}

// Open lays an overlay over what is there. It does so at once, not by a message:
// keys typed ahead are for what they open.
func (e *Env) Open(o Overlay) { e.overlays = append(e.overlays, o) }

// Close takes the topmost overlay away.
func (e *Env) Close() {
	if n := len(e.overlays); n > 0 {
		e.overlays[n-1] = nil
		e.overlays = e.overlays[:n-1]
	}
}

// Top is the topmost overlay, or nil.
func (e *Env) Top() Overlay {
	if n := len(e.overlays); n > 0 {
		return e.overlays[n-1]
	}
	return nil
}

// Pane is a rectangle of the screen.
type Pane interface {
	// Place says how large the pane is, border included.
	Place(w, h int)
	// Lines returns exactly h lines of exactly w cells. The slice belongs to
	// the pane and is good until the next call.
	Lines(focused bool) []string
	// Actions are the keys the pane takes while it has the focus, in the order
	// they are shown.
	Actions() []Action
}

// Action is a key and what it does. Help, hints and docs are made from it.
type Action struct {
	key.Binding
	Do    func() tea.Cmd
	Hint  bool // worth a place in the key hints at the bottom
	Moves bool // the same in every list: help says it once
}

// On makes an action. keys are what the terminal sends; shown is how it is
// written for people.
func On(shown, what string, do func() tea.Cmd, keys ...string) Action {
	return Action{Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, what)), Do: do}
}

// Hinted puts the action among the key hints.
func (a Action) Hinted() Action {
	a.Hint = true
	return a
}

// Plain wraps a function that needs no command.
func Plain(do func()) func() tea.Cmd {
	return func() tea.Cmd {
		do()
		return nil
	}
}

// Press runs the first action that the key matches.
func Press(actions []Action, k tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	for _, a := range actions {
		if key.Matches(k, a.Binding) {
			return a.Do(), true
		}
	}
	return nil, false
}

// Overlay is a pane that lies over the others and takes the keys first.
type Overlay interface {
	Pane
	// Want is the size it would like to have on a screen of w × h.
	Want(w, h int) (width, height int)
}

// Typing is an overlay that text is typed into: it sees every message that is
// not an action of its own, pastes included, and the global keys are off.
type Typing interface {
	Overlay
	Type(tea.Msg) tea.Cmd
}

// OpenMsg asks the screen to lay an overlay over what is there.
type OpenMsg struct{ Overlay }

// Level says how a toast is meant.
type Level uint8

// The levels of a toast.
const (
	Info Level = iota
	Success
	Warning
	Failure
)

// ToastMsg asks the screen to say something for a while at the bottom.
type ToastMsg struct {
	Level Level
	Text  string
}

// Open returns the command that opens an overlay.
func Open(o Overlay) tea.Cmd { return func() tea.Msg { return OpenMsg{o} } }

// Toast returns the command that shows a toast.
func Toast(l Level, text string) tea.Cmd {
	return func() tea.Msg { return ToastMsg{l, text} }
}
