// Package form is the overlay in which a backtest is put together and sent. It
// talks to the workers through pane.Jobs only, and never waits for them. What it
// asks for beside symbols, dates and patterns is what package params describes.
package form

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/sweep"
	"tickdeck/theme"
	"tickdeck/ui/pane"
)

// ID is what the screen knows the form by.
const ID = "form"

// Form is made once for a screen and kept: whatever was typed is there again
// when it is opened the next time.
type Form struct {
	env    *pane.Env
	jobs   pane.Jobs
	drafts pane.Drafts
	texts  pane.Texts

	size     pane.Size
	fields   []field
	focus    int
	unfolded map[string]bool // groups that are shown where they are folded by default
	list     picker
	filled   pane.Backtest // what was filled in last
	pick     int           // which of the suggestions is offered
	preview  *pane.Pager

	today   time.Time // from which spans count back
	names   *names    // what the symbols mean
	files   map[string]fileText
	rates   rates
	reading []tea.Cmd // to be run
	cloning string    // the job whose record is read
	origin  origin
	putIn   content // what was filled in, as the form says it

	request    model.Request // as the fields say, as far as they can be read
	axes       []sweep.Axis  // what of it takes several values
	submission submission

	unsent              *unsent
	handed              string    // what is kept, but for its time
	typedAt             time.Time // when what the form begins with was typed
	restored, restoring bool

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
	jobs              uint64 // they tell how long it takes
	up                bool
}

// New makes a form for one screen. Drafts and texts may be nil.
func New(env *pane.Env, jobs pane.Jobs, drafts pane.Drafts, texts pane.Texts) *Form {
	f := &Form{
		env: env, jobs: jobs, drafts: drafts, texts: texts, fields: newFields(),
		unfolded: map[string]bool{}, files: map[string]fileText{}, list: picker{chosen: map[string]bool{}},
	}
	f.check()
	return f
}

// Open lays the form over the screen.
func (f *Form) Open() {
	f.setToday()
	if !f.submission.batch.made() { // lists and files are read anew
		f.names, f.files = nil, map[string]fileText{}
	}
	f.restore()
	f.changed()
	f.env.Open(f)
	f.askUnsent()
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
	f.keep()
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

// Update is part of pane.Component. Beside keys and pastes it takes answers, which may
// come when the form is closed.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case sentMsg:
		return f.onSent(msg)
	case sendMsg:
		return f.onSend(msg)
	case unsentMsg:
		return f.onUnsent(msg)
	case recordMsg:
		return f.onRecord(msg)
	case clonedMsg:
		return f.onCloned(msg)
	case deletedMsg:
		return f.onDeleted(msg)
	case fileMsg:
		f.onFile(msg)
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
		f.typedAt = time.Time{}
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
		jobs: f.env.State.Jobs.Rev, up: f.env.State.Link.Up,
	}
	return f.cache.Lines(k, f.draw)
}
