// Package form is the overlay in which a backtest is put together and sent. It
// talks to the workers through pane.Jobs only, and never waits for them. What it
// asks for beside symbols, dates and patterns is what package params describes.
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

	size           pane.Size
	fields         []field
	focus          int
	unfolded       bool // the costs are shown where they are folded by default
	lastEditedDate int  // the date that was changed last: it answers for both
	list           picker
	filled         pane.Backtest // what was filled in last
	pick           int           // which of the suggestions is offered
	preview        *pane.Pager

	request    model.Request // as the fields say, as far as they can be read
	submission submission

	rev   uint64 // grows with every key, paste and answer
	cache pane.Cache[formKey]
}

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
	f := &Form{env: env, jobs: jobs, fields: newFields(), lastEditedDate: end, list: picker{chosen: map[string]bool{}}}
	f.check()
	return f
}

// Open lays the form over the screen.
func (f *Form) Open() {
	f.defaultDates()
	f.changed()
	f.env.Open(f)
}

// open reports whether the form can be seen: nothing is laid over it.
func (f *Form) open() bool { return f.env.Top() == pane.Overlay(f) }

func (f *Form) close() {
	f.preview = nil
	f.env.Close()
}

// changed works out anew what follows from the fields.
func (f *Form) changed() {
	f.rev++
	f.check()
	f.outline()
}

// Resize is part of pane.Component.
func (f *Form) Resize(w, h int) {
	if size := (pane.Size{W: w, H: h}); size != f.size {
		f.size = size
		f.outline()
	}
	if f.preview != nil {
		f.preview.Resize(w, h)
	}
}

// Want is part of pane.Overlay: a form is a page of its own.
func (f *Form) Want(w, h int) (width, height int) { return w, h }

// Typing is part of pane.Typing.
func (f *Form) Typing() bool {
	return f.preview == nil && f.here().editable()
}

// Update is part of pane.Component. Beside keys and pastes it takes the answers to a
// question and to a submission, which may come when the form is closed.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case sentMsg:
		return f.onSent(msg)
	case fillMsg:
		f.fill(msg.with)
	case tea.PasteMsg:
		if f.open() {
			f.edit(func(e *entry) { e.paste(msg.Content) })
		}
	case tea.KeyPressMsg:
		f.handleKey(msg)
	}
	return nil
}

// handleKey takes a key that is no action: text for the field that has the focus.
func (f *Form) handleKey(k tea.KeyPressMsg) {
	d := f.here()
	if f.preview == nil && d.kind == option && k.Text != "" {
		d.choose(k.Text)
		f.changed()
		return
	}
	f.edit(func(e *entry) { e.handleKey(k) })
}

// edit changes the text of the field that has the focus.
func (f *Form) edit(how func(*entry)) {
	d := f.here()
	if f.preview != nil || !d.editable() {
		return
	}
	before := d.entry.text()
	how(&d.entry)
	f.list.inside = false // what is typed in the list goes on with the filter
	if d.entry.text() != before {
		f.pick, f.list.cursor = 0, 0
		d.touched = d.touched || d.kind != patternList
		if d.kind == date {
			f.lastEditedDate = f.focus
		}
	}
	f.changed()
}

// Lines is part of pane.Component.
func (f *Form) Lines(focused bool) []string {
	if f.preview != nil && !f.tiny() {
		return f.preview.Lines(focused)
	}
	k := formKey{
		size: f.size, focused: focused, theme: f.env.Theme, rev: f.rev,
		symbols: len(f.env.State.Symbols), patterns: len(f.env.State.Patterns),
	}
	return f.cache.Lines(k, f.draw)
}
