package form

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/pane"
)

// submitTimeout is how long an answer is waited for.
const submitTimeout = 5 * time.Second

// post is how far the request has come.
type post struct {
	draft   model.Draft
	of      model.Request // what the draft says
	drafted bool
	sending bool
	flight  uint64 // tells the answer that is waited for from any other
	trouble string // why the last try failed
}

// sentMsg is the answer to a submission.
type sentMsg struct {
	flight  uint64
	draft   model.Draft
	receipt model.Receipt
	err     error
}

// current reports whether the draft still says what the fields say.
func (f *Form) current() bool { return f.post.drafted && sameRequest(f.post.of, f.request) }

// ready returns the draft of what the fields say. As long as they stay the same
// it is the same draft: what was looked at is what is sent, and what is sent
// again is the same job. If a field is wrong, it gets the focus.
func (f *Form) ready() (model.Draft, bool) {
	f.tidy(f.focus)
	for i := range f.texts {
		f.texts[i].touched = true
	}
	f.check()
	if bad := f.firstWrong(); bad != submit {
		f.to(bad)
		return model.Draft{}, false
	}
	if f.current() {
		return f.post.draft, true
	}
	d, err := f.jobs.Draft(f.request)
	if err != nil {
		f.post.trouble = words(err)
		return d, false
	}
	f.post.draft, f.post.of, f.post.drafted, f.post.trouble = d, f.request, true, ""
	return d, true
}

// send submits the draft, unless one is on its way.
func (f *Form) send() tea.Cmd {
	if f.post.sending {
		return nil
	}
	d, ok := f.ready()
	f.peek = nil
	if !ok {
		return nil
	}
	f.post.sending, f.post.trouble = true, ""
	f.post.flight++
	f.focus = submit
	jobs, flight := f.jobs, f.post.flight
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), submitTimeout)
		defer cancel()
		r, err := jobs.Submit(ctx, d)
		return pane.Reply{To: ID, Msg: sentMsg{flight, d, r, err}}
	}
}

// landed takes the answer, and takes it once.
func (f *Form) landed(msg sentMsg) tea.Cmd {
	if !f.post.sending || msg.flight != f.post.flight {
		return nil
	}
	f.post.sending = false
	defer f.changed()
	if msg.err != nil {
		return f.failed(msg)
	}
	toast := pane.Toast(receipt(msg))
	if f.post.draft != msg.draft || f.open() && !f.current() {
		f.post.drafted = f.post.draft != msg.draft
		return toast // what was changed meanwhile is the next request, which is still typed
	}
	f.post.drafted, f.focus = false, symbols
	if f.open() {
		f.close()
	}
	return toast
}

// failed keeps the draft: the next try sends the very same job.
func (f *Form) failed(msg sentMsg) tea.Cmd {
	f.post.trouble = words(msg.err)
	if f.open() {
		f.peek = nil
		return nil
	}
	return pane.Toast(pane.Failure, fmt.Sprintf("%s was not submitted: %s. The form kept everything", short(msg.draft.JobID), f.post.trouble))
}

func receipt(msg sentMsg) (pane.Level, string) {
	id := short(msg.receipt.JobID)
	switch n := msg.receipt.Listeners; n {
	case 0:
		return pane.Warning, id + " submitted, but 0 workers are listening: it waits in Redis until one starts"
	case 1:
		return pane.Success, id + " submitted · 1 worker is listening"
	default:
		return pane.Success, fmt.Sprintf("%s submitted · %d workers are listening", id, n)
	}
}

// short is the part of a job id that people use.
func short(id string) string {
	const most = 7 // bt_ and four digits
	if id = model.Clean(id); len([]rune(id)) <= most+3 {
		return id
	}
	return string([]rune(id)[:most]) + "…"
}

// words makes one safe line of an error.
func words(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("no answer within %d s, it may have arrived or not", int(submitTimeout.Seconds()))
	}
	return model.Clean(strings.Join(strings.Fields(err.Error()), " "))
}
