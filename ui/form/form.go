// Package form is the overlay in which a backtest is put together and sent. It
// talks to the workers through pane.Jobs only, and never waits for them.
package form

import (
	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the form by.
const ID = "form"

// Form is made once for a screen and kept: whatever was typed is there again
// when it is opened the next time.
type Form struct {
	env  *pane.Env
	jobs pane.Jobs

	size  pane.Size
	focus field
	texts [submit]entry // of patterns: the filter
	list  picker
	pick  int // which of the suggestions is offered
	peek  *pane.Reader

	request model.Request // as the fields say, as far as they can be read
	wrong   [fields]error // what is wrong with each
	post    post

	rev   uint64 // grows with every key, paste and answer
	cache pane.Cache[formKey]
}

// field names the rows that can have the focus, from top to bottom.
type field int

const (
	symbols field = iota
	start
	end
	patterns
	capital
	position
	submit // the button
	fields
)

// formKey is everything that the picture depends on: what the person did is in
// the revision, and the words seen only grow in number.
type formKey struct {
	size              pane.Size
	focused           bool
	theme             *theme.Theme
	rev               uint64
	symbols, patterns int
}

// New makes a form for one screen.
func New(env *pane.Env, jobs pane.Jobs) *Form {
	f := &Form{env: env, jobs: jobs, list: picker{chosen: map[string]bool{}}}
	for i := range f.texts {
		f.texts[i] = newEntry(limits[i], field(i) == symbols)
	}
	f.texts[capital].set("100,000")
	f.texts[position].set("0.1")
	f.check()
	return f
}

// limits are the most characters of each field: far more than anyone needs, and
// little enough that a paste by mistake costs nothing.
var limits = [submit]int{symbols: 1_000, start: 16, end: 16, patterns: 40, capital: 24, position: 16}

// Open lays the form over the screen.
func (f *Form) Open() {
	f.defaultDates()
	f.changed()
	f.env.Open(f)
}

// open reports whether the form can be seen: nothing is laid over it.
func (f *Form) open() bool { return f.env.Top() == pane.Overlay(f) }

func (f *Form) close() {
	f.peek = nil
	f.env.Close()
}

// changed works out anew what follows from the fields.
func (f *Form) changed() {
	f.rev++
	f.check()
}

// Resize is part of pane.Component.
func (f *Form) Resize(w, h int) {
	f.size = pane.Size{W: w, H: h}
	if f.peek != nil {
		f.peek.Resize(w, h)
	}
}

// Want is part of pane.Overlay.
func (f *Form) Want(w, h int) (width, height int) {
	switch {
	case h >= 30:
		return min(w, 76), 24
	case h >= 24:
		return min(w, 76), 22
	}
	return min(w, 76), h
}

// Typing is part of pane.Typing.
func (f *Form) Typing() bool { return f.peek == nil && f.focus != submit }

// Update is part of pane.Component. Beside keys and pastes it takes the answer to a
// submission, which may come when the form is closed.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case sentMsg:
		return f.landed(msg)
	case tea.PasteMsg:
		if f.open() {
			f.edit(func(e *entry) { e.paste(msg.Content) })
		}
	case tea.KeyPressMsg:
		f.edit(func(e *entry) { e.press(msg) })
	}
	return nil
}

// edit changes the text of the field that has the focus.
func (f *Form) edit(how func(*entry)) {
	if f.peek != nil || f.focus == submit {
		return
	}
	e := &f.texts[f.focus]
	before := e.text()
	how(e)
	if e.text() != before {
		f.pick, f.list.cursor = 0, 0
		e.touched = e.touched || f.focus != patterns
	}
	f.changed()
}

// Lines is part of pane.Component.
func (f *Form) Lines(focused bool) []string {
	if f.peek != nil && !f.tiny() {
		return f.peek.Lines(focused)
	}
	k := formKey{
		size: f.size, focused: focused, theme: f.env.Theme, rev: f.rev,
		symbols: len(f.env.State.Symbols.Words()), patterns: len(f.env.State.Pattern.Words()),
	}
	return f.cache.Lines(k, func(dst []string) []string { return f.draw(dst, focused) })
}
