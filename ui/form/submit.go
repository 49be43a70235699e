package form

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/model/sweep"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// submitTimeout is how long an answer is waited for, and longer by perJob for each job
// of a sweep.
const (
	submitTimeout = 5 * time.Second
	perJob        = 2 * time.Millisecond
)

// submission is how far the request has come.
type submission struct {
	batch   batch // of the last try
	sending bool
	attempt uint64      // tells the answer that is waited for from any other
	trouble string      // why the last try failed: see failure
	failed  sweep.Sweep // what was tried

	outline batch // of what the fields say now, shown beside them
}

// sentMsg is the answer to a submission.
type sentMsg struct {
	attempt uint64
	batch   batch
	receipt model.Receipt
	err     error
}

// sendMsg is the answer yes to the question whether a sweep is to be sent.
type sendMsg struct{ first model.Draft }

// sweep is what the fields ask for: a request, with what it takes in turn.
func (f *Form) sweep() sweep.Sweep { return sweep.Sweep{Base: f.request, Axes: f.axes} }

// current reports whether the last try still says what the fields say.
func (f *Form) current() bool {
	return f.submission.batch.made() && sameSweep(f.submission.batch.of, f.sweep())
}

// ready returns what the fields ask for, with its first draft. As long as they stay the
// same it is the same: what was looked at is what is sent, and what is sent again is
// the same job. If a field is wrong, it gets the focus.
func (f *Form) ready() (batch, bool) {
	f.leave()
	for i := range f.fields {
		f.fields[i].touched = true
	}
	f.check()
	if bad := f.firstWrong(); bad != f.submit() {
		f.to(bad)
		return batch{}, false
	}
	if f.current() {
		return f.submission.batch, true
	}
	b, err := f.drafted()
	if err != nil {
		f.fail(err)
		return b, false
	}
	f.submission.batch, f.submission.trouble = b, ""
	return b, true
}

// drafted returns what is shown beside the fields, if it is theirs, else a new one.
func (f *Form) drafted() (batch, error) {
	if o := f.submission.outline; o.made() && sameSweep(o.of, f.sweep()) {
		return o, nil
	}
	return newBatch(f.jobs, f.sweep())
}

// outline keeps a draft at hand where there is room to show it. That of a try
// that failed is left alone: who takes a change back sends the same job again.
func (f *Form) outline() {
	if f.plan().side == 0 || f.firstWrong() != f.submit() || f.current() {
		return
	}
	b, err := f.drafted()
	if err != nil {
		b = batch{} // said when it is to be sent
	}
	f.submission.outline = b
}

// shownDraft is the draft of what the fields say, the first of a sweep, if there is one.
func (f *Form) shownDraft() (model.Draft, bool) {
	switch o := &f.submission.outline; {
	case f.current():
		return f.submission.batch.first(), true
	case o.made() && sameSweep(o.of, f.sweep()):
		return o.first(), true
	}
	return model.Draft{}, false
}

// send submits what the fields say, unless something is on its way. Much of a sweep, or
// more than anybody knows, is sent after a question.
func (f *Form) send() tea.Cmd {
	if f.submission.sending {
		return nil
	}
	b, ok := f.ready()
	f.preview = nil
	if !ok {
		return nil
	}
	long := f.work() > askedAbove.Seconds()
	if len(f.axes) > 0 && (long || !model.Known(f.work())) {
		jobs, rest := f.estimate()
		first := b.first()
		f.env.Open(pane.NewConfirm(f.env, pane.Question{
			Title: "Submit a sweep", Yes: "submit " + draw.Count(uint64(b.jobs())), Text: jobs + rest + ". Submit them all?",
		}, func() tea.Msg { return pane.Reply{To: ID, Msg: sendMsg{first}} }))
		return nil
	}
	return f.sendBatch(b)
}

// onSend goes on after the question, if it was about what the form still says.
func (f *Form) onSend(msg sendMsg) tea.Cmd {
	if f.submission.sending || f.submission.batch.first() != msg.first {
		return nil
	}
	return f.sendBatch(f.submission.batch)
}

func (f *Form) sendBatch(b batch) tea.Cmd {
	f.submission.sending, f.submission.trouble = true, ""
	f.submission.attempt++
	if f.open() {
		f.to(f.submit())
	}
	f.changed()
	jobs, attempt := f.jobs, f.submission.attempt
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), submitTimeout+time.Duration(b.jobs())*perJob)
		defer cancel()
		whole, err := b.complete(jobs)
		if err != nil {
			return pane.Reply{To: ID, Msg: sentMsg{attempt, b, model.Receipt{}, err}}
		}
		r, err := submitBatch(ctx, jobs, whole)
		return pane.Reply{To: ID, Msg: sentMsg{attempt, whole, r, err}}
	}
}

func submitBatch(ctx context.Context, jobs pane.Jobs, b batch) (model.Receipt, error) {
	if len(b.drafts) == 1 {
		return jobs.Submit(ctx, b.drafts[0])
	}
	return jobs.SubmitAll(ctx, b.drafts)
}

// onSent takes the answer, and takes it once.
func (f *Form) onSent(msg sentMsg) tea.Cmd {
	if !f.submission.sending || msg.attempt != f.submission.attempt {
		return nil
	}
	f.submission.sending = false
	defer f.changed()
	if msg.err != nil {
		return f.failed(msg)
	}
	f.unsent = nil
	toast := tea.Batch(pane.Toast(f.receipt(msg)), msg.batch.followed())
	if f.submission.batch.first() != msg.batch.first() || !sameSweep(msg.batch.of, f.sweep()) {
		if f.submission.batch.first() == msg.batch.first() {
			f.submission.batch = batch{}
		}
		return toast // what was changed meanwhile is the next request, which is still typed
	}
	f.startOver()
	if f.open() {
		f.close()
	}
	return toast
}

// startOver is the form after a submission: what was typed is there for the next
// one, which will be a job of its own.
func (f *Form) startOver() {
	f.submission.batch, f.submission.outline = batch{}, batch{}
	f.origin, f.putIn = origin{}, f.content() // which its job keeps: a clone may replace it unasked
	f.to(symbols)
	f.fields[patterns].entry.set("")
	f.list.cursor = 0
}

func (f *Form) fail(why error) {
	f.submission.trouble, f.submission.failed = oneLine(why), f.sweep()
}

// failure is why the last try of what the fields say failed; "" once they say
// something else, or what is wrong with that could not be seen.
func (f *Form) failure() string {
	if f.submission.trouble == "" || !sameSweep(f.submission.failed, f.sweep()) {
		return ""
	}
	return f.submission.trouble
}

// failed keeps what was tried: the next try sends the very same jobs.
func (f *Form) failed(msg sentMsg) tea.Cmd {
	f.submission.trouble, f.submission.failed = oneLine(msg.err), msg.batch.of
	if f.submission.batch.first() == msg.batch.first() {
		f.submission.batch = msg.batch
	}
	f.unsent = &unsent{batch: msg.batch, at: f.env.Now}
	if f.open() && f.failure() != "" {
		f.preview = nil
		return nil
	}
	return pane.Toast(pane.Failure, fmt.Sprintf("%s was not submitted: %s. The form kept everything", f.called(&msg.batch), f.submission.trouble))
}

func (f *Form) receipt(msg sentMsg) (pane.Level, string) {
	id := f.called(&msg.batch)
	switch n := msg.receipt.Listeners; n {
	case 0:
		what := "it waits"
		if len(msg.batch.drafts) > 1 {
			what = "they wait"
		}
		return pane.Warning, id + " submitted, but 0 workers are listening: " + what + " in Redis until one starts"
	case 1:
		return pane.Success, id + " submitted" + theme.Separator + "1 worker is listening"
	default:
		return pane.Success, fmt.Sprintf("%s submitted"+theme.Separator+"%d workers are listening", id, n)
	}
}

// called is what tells a batch from the others, safe to show.
func (f *Form) called(b *batch) string {
	if n := b.jobs(); n > 1 {
		return count(n, "job") + " of " + model.Clean(b.id)
	}
	return f.id(b.first().JobID)
}

// idWidth is the room for a job's id in a sentence, in cells.
const idWidth = 16

// id is what tells a job from the others, safe to show.
func (f *Form) id(id string) string { return model.Clean(f.env.State.Jobs.ShortID(id, idWidth)) }

// oneLine makes one safe line of an error.
func oneLine(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("no answer within %d s, it may have arrived or not", int(submitTimeout.Seconds()))
	}
	return model.Clean(strings.Join(strings.Fields(err.Error()), " "))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return draw.Count(uint64(n)) + " " + what + "s"
}
