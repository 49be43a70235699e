// Package pane is what every part of the screen has in common: how it is
// placed, drawn and told what happens, and how it asks the screen for something.
package pane

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/desk"
	"tickdeck/ui/keymap"
)

// Env is what the views of one screen share. The screen changes it between
// frames; a view only reads it, and opens and closes overlays.
type Env struct {
	State    *model.State
	Theme    *theme.Theme
	Zone     *time.Location
	Now      time.Time   // of the last frame: the only clock a view may read
	Keys     keymap.Map  // which keys run which action
	Prefs    *desk.Prefs // rules, mutes, saved queries and watchlists of this person
	Relative bool        // times in lists are ages, not those of the clock

	// Watched are the symbols of the person's watchlists: they are shown also where
	// nothing has come of them. Muted are those that the person does not want to
	// see. Both are nil where there are none, in any order, and replaced whole.
	Watched, Muted []string

	// Inspected is the view that has the focus, or had it last of those that can tell
	// of what is under their cursors; nil before any.
	Inspected Inspected
	// Backtest opens the form for a new backtest with this filled in; nil where there
	// is none.
	Backtest func(Backtest)
	// OpenResult opens the page of what a job came to, Clone the form with what the
	// job asked for, Compare the page of several jobs beside each other, and
	// OpenSweep that of all jobs of a sweep. Each is nil where there is none.
	OpenResult func(id string)
	Clone      func(id string)
	Compare    func(ids []string)
	OpenSweep  func(id string)
	// MarkedJobs are the ids of the jobs that are marked in the list, in its order; nil
	// where none can be.
	MarkedJobs func() []string
	// Bars are those that are kept of symbols; nil where none are.
	Bars Bars

	detail     Detail
	detailOpen bool

	overlays []Overlay // the topmost last
	later    []tea.Cmd
}

// Later has a command carried out when the message at hand is done: for what is called
// where no command can be handed back, as OpenResult and its like.
func (e *Env) Later(cmd tea.Cmd) {
	if cmd != nil {
		e.later = append(e.later, cmd)
	}
}

// Due are the commands that were put off; they are handed out once.
func (e *Env) Due() tea.Cmd {
	due := e.later
	e.later = nil
	return tea.Batch(due...)
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

// Opened reports whether an overlay is still open, on top or below another.
func (e *Env) Opened(o Overlay) bool { return slices.Contains(e.overlays, o) }

// Top is the topmost overlay, or nil.
func (e *Env) Top() Overlay {
	if n := len(e.overlays); n > 0 {
		return e.overlays[n-1]
	}
	return nil
}

// Component is what views and overlays have in common.
type Component interface {
	// Resize says how much room there is.
	Resize(w, h int)
	// Update takes what is no action: FocusMsg and BlurMsg, the mouse (counted
	// from its own upper left cell), pastes, keys where text is typed, and the
	// Msg of each Reply to it. It never calls the Update of the screen.
	Update(tea.Msg) tea.Cmd
	// Lines returns exactly h lines of exactly w cells. The slice belongs to
	// the component and is good until the next call.
	Lines(focused bool) []string
	// Actions are what the keys do while it has the focus, in the order they
	// are shown.
	Actions() []keymap.Action
}

// View is a part of the screen. It draws its content only: the title and the
// lines around it belong to the screen, which knows its neighbours.
type View interface {
	Component
	// Head is what stands beside its title, as of the last call of Lines.
	Head() Head
	// Brief is the view's most important figure in a few words, for when it has
	// no room of its own.
	Brief() string
}

// Head is what a view says beside its title.
type Head struct {
	Title string // in place of its name; "" for that
	Scope string // what part of everything it shows; behind the title
	Note  string // how it stands; at the right
}

// Overlay lies over the views, in a box of its own, and takes the keys first.
type Overlay interface {
	Component
	// Want is the size it would like to have on a screen of w × h.
	Want(w, h int) (width, height int)
}

// Typing is implemented by a component that text can be typed into. While it
// says so, keys that are characters are brought to its Update, and mean nothing
// else but its own actions.
type Typing interface{ Typing() bool }

// RowHinter is implemented by a view that knows how many rows it could fill.
type RowHinter interface{ Rows() int }

// FocusMsg tells a view that the keys are for it from now on.
type FocusMsg struct{}

// BlurMsg tells a view that the keys are for another one from now on.
type BlurMsg struct{}

// Reply is the answer to a command. It reaches the view or overlay with that id,
// whatever has the focus meanwhile.
type Reply struct {
	To  string
	Msg tea.Msg
}

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

// Toast returns the command that shows a toast.
func Toast(l Level, text string) tea.Cmd {
	return func() tea.Msg { return ToastMsg{l, text} }
}

// AwayMsg tells every view that the person stops looking.
type AwayMsg struct{}

// BackMsg tells every view that the person looks again.
type BackMsg struct{}

// Worker is implemented by a view that has work to do when there is news. It does a
// part of it and reports whether there is more: it is asked again until there is not.
type Worker interface{ Work() (more bool) }

// Asker is implemented by a view or an overlay that wants something done which no key or
// answer of its own has brought up: what another view has asked of it, or what a frame
// has changed. The screen asks after every frame and every key.
type Asker interface {
	// Ask returns the command, once; nil for none.
	Ask() tea.Cmd
}
