package form

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/pane"
)

// readTimeout is how long a record, or a file, is waited for.
const readTimeout = 10 * time.Second

// recordMsg brings all that is kept of a job.
type recordMsg struct {
	id     string
	record model.Record
	err    error
}

// fileMsg brings a file of symbols.
type fileMsg struct {
	path, text string
	err        error
}

// fileText is a file as it was read.
type fileText struct {
	text string
	err  error
	done bool
}

// mostFile is the largest file of symbols that is read, in bytes.
const mostFile = 256 << 10

// Clone lays the form over the screen with what a job asked for. That is read first.
func (f *Form) Clone(id string) {
	f.cloning = id
	f.reading = append(f.reading, f.readRecord(id))
	f.Open()
}

func (f *Form) readRecord(id string) tea.Cmd {
	jobs := f.jobs
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), readTimeout)
		defer cancel()
		r, err := jobs.Record(ctx, id)
		return pane.Reply{To: ID, Msg: recordMsg{id, r, err}}
	}
}

// Ask is part of pane.Asker.
func (f *Form) Ask() tea.Cmd {
	f.reading = append(f.reading, f.readFiles()...)
	f.reading = append(f.reading, f.offerUnsent())
	all := f.reading
	f.reading = nil
	return tea.Batch(all...)
}

// readFiles reads the files that the symbols name, when the field is left.
func (f *Form) readFiles() (all []tea.Cmd) {
	if f.texts == nil || f.names == nil || f.focus == symbols {
		return nil
	}
	for _, path := range f.names.files {
		if _, known := f.files[path]; known {
			continue
		}
		f.files[path] = fileText{}
		texts := f.texts
		all = append(all, func() tea.Msg {
			ctx, cancel := context.WithTimeout(context.Background(), readTimeout)
			defer cancel()
			text, err := texts.ReadText(ctx, path, mostFile)
			return pane.Reply{To: ID, Msg: fileMsg{path, text, err}}
		})
	}
	return all
}

func (f *Form) onFile(msg fileMsg) {
	f.files[msg.path] = fileText{msg.text, msg.err, true}
	f.names = nil
	f.changed()
}

// onRecord fills the form in with what the job asked for, and says what of that cannot
// be shown.
func (f *Form) onRecord(msg recordMsg) tea.Cmd {
	if f.cloning != msg.id {
		return nil // another one is meant by now
	}
	f.cloning = ""
	f.changed()
	r := msg.record
	switch {
	case msg.err != nil:
		return pane.Toast(pane.Failure, f.id(msg.id)+" cannot be cloned: "+oneLine(msg.err))
	case r.Request == nil:
		return pane.Toast(pane.Warning, f.id(msg.id)+" cannot be cloned: its request is not kept, or cannot be read")
	}
	is, next := f.content(), origin{f.id(msg.id), asked(r.Request, f.today)}
	fill := func() tea.Msg { return pane.Reply{To: ID, Msg: clonedMsg{next, notUnderstood(&r)}} }
	if len(is) == 0 || is.same(f.putIn) {
		return f.onCloned(clonedMsg{next, notUnderstood(&r)})
	}
	f.askToReplace(next.from, fill)
	return nil
}

// clonedMsg is the answer yes to the question whether to replace what was typed.
type clonedMsg struct {
	origin  origin
	unknown []string
}

func (f *Form) onCloned(msg clonedMsg) tea.Cmd {
	f.fillFrom(msg.origin)
	if len(msg.unknown) == 0 {
		return nil
	}
	return pane.Toast(pane.Warning, model.CleanLine(fmt.Sprintf("%s asked for %s as well, which means nothing here", msg.origin.from, strings.Join(msg.unknown, ", "))))
}

// fillFrom makes the form say what an origin says, and marks what is changed from then
// on.
func (f *Form) fillFrom(o origin) {
	f.submission.batch = batch{}
	f.origin, f.typedAt = o, time.Time{}
	f.put(o.was)
	f.putIn = f.content()
	f.changed()
}

// askToReplace asks before what the person has typed is gone.
func (f *Form) askToReplace(by string, yes tea.Cmd) {
	f.env.Open(pane.NewConfirm(f.env, pane.Question{
		Title: "Replace what is in the form", Yes: "replace it",
		Text: "The form has " + words(f.chosen()) + ". Replace that by " + by + "?",
	}, yes))
}

// opening is what the title says while a record is read.
func (f *Form) opening() string {
	if f.cloning == "" {
		return ""
	}
	return "reading " + f.id(f.cloning) + theme.GlyphMore
}
