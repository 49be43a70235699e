package form

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
	"tickdeck/ui/pane"
)

// submitTimeout is how long an answer is waited for.
const submitTimeout = 5 * time.Second

// submission is how far the request has come.
type submission struct {
	draft   model.Draft
	of      model.Request // what the draft says
	drafted bool
	sending bool
	attempt uint64        // tells the answer that is waited for from any other
	trouble string        // why the last try failed: see failure
	failed  model.Request // what was tried

	outline   model.Draft // of what the fields say now, shown beside them
	outlineOf model.Request
}

// sentMsg is the answer to a submission.
type sentMsg struct {
	attempt uint64
	draft   model.Draft
	receipt model.Receipt
	err     error
}

// current reports whether the draft still says what the fields say.
func (f *Form) current() bool { return f.submission.drafted && sameRequest(f.submission.of, f.request) }

// ready returns the draft of what the fields say. As long as they stay the same
// it is the same draft: what was looked at is what is sent, and what is sent
// again is the same job. If a field is wrong, it gets the focus.
func (f *Form) ready() (model.Draft, bool) {
	f.leave()
	for i := range f.fields {
		f.fields[i].touched = true
	}
	f.check()
	if bad := f.firstWrong(); bad != f.submit() {
		f.to(bad)
		return model.Draft{}, false
	}
	if f.current() {
		return f.submission.draft, true
	}
	d, err := f.drafted()
	if err != nil {
		f.fail(err)
		return d, false
	}
	f.submission.draft, f.submission.of, f.submission.drafted, f.submission.trouble = d, f.request, true, ""
	return d, true
}

// drafted returns the draft that is shown beside the fields, if it is theirs,
// else a new one.
func (f *Form) drafted() (model.Draft, error) {
	if f.submission.outline.JobID != "" && sameRequest(f.submission.outlineOf, f.request) {
		return f.submission.outline, nil
	}
	return f.jobs.Draft(f.request)
}

// outline keeps a draft at hand where there is room to show it. That of a try
// that failed is left alone: who takes a change back sends the same job again.
func (f *Form) outline() {
	if f.plan().side == 0 || f.firstWrong() != f.submit() || f.current() {
		return
	}
	d, err := f.drafted()
	if err != nil {
		d = model.Draft{} // said when it is to be sent
	}
	f.submission.outline, f.submission.outlineOf = d, f.request
}

// shownDraft is the draft of what the fields say, if there is one.
func (f *Form) shownDraft() (model.Draft, bool) {
	switch {
	case f.current():
		return f.submission.draft, true
	case f.submission.outline.JobID != "" && sameRequest(f.submission.outlineOf, f.request):
		return f.submission.outline, true
	}
	return model.Draft{}, false
}

// send submits the draft, unless one is on its way.
func (f *Form) send() tea.Cmd {
	if f.submission.sending {
		return nil
	}
	d, ok := f.ready()
	f.preview = nil
	if !ok {
		return nil
	}
	f.submission.sending, f.submission.trouble = true, ""
	f.submission.attempt++
	f.to(f.submit())
	jobs, attempt := f.jobs, f.submission.attempt
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), submitTimeout)
		defer cancel()
		r, err := jobs.Submit(ctx, d)
		return pane.Reply{To: ID, Msg: sentMsg{attempt, d, r, err}}
	}
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
	toast := pane.Toast(f.receipt(msg))
	if f.submission.draft != msg.draft || f.open() && !f.current() {
		f.submission.drafted = f.submission.draft != msg.draft
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
	f.submission.drafted, f.submission.outline = false, model.Draft{}
	f.to(symbols)
	f.fields[patterns].entry.set("")
	f.list.cursor = 0
}

func (f *Form) fail(why error) {
	f.submission.trouble, f.submission.failed = oneLine(why), f.request
}

// failure is why the last try of what the fields say failed; "" once they say
// something else, or what is wrong with that could not be seen.
func (f *Form) failure() string {
	if !sameRequest(f.submission.failed, f.request) {
		return ""
	}
	return f.submission.trouble
}

// failed keeps the draft: the next try sends the very same job.
func (f *Form) failed(msg sentMsg) tea.Cmd {
	f.fail(msg.err)
	if f.open() {
		f.preview = nil
		return nil
	}
	return pane.Toast(pane.Failure, fmt.Sprintf("%s was not submitted: %s. The form kept everything", f.id(msg.draft.JobID), f.submission.trouble))
}

func (f *Form) receipt(msg sentMsg) (pane.Level, string) {
	id := f.id(msg.receipt.JobID)
	switch n := msg.receipt.Listeners; n {
	case 0:
		return pane.Warning, id + " submitted, but 0 workers are listening: it waits in Redis until one starts"
	case 1:
		return pane.Success, id + " submitted" + theme.Separator + "1 worker is listening"
	default:
		return pane.Success, fmt.Sprintf("%s submitted"+theme.Separator+"%d workers are listening", id, n)
	}
}

// showPreview lays the draft that will be sent over the form.
func (f *Form) showPreview() {
	d, ok := f.ready()
	if !ok {
		return
	}
	f.preview = pane.NewPager(f.env, "What will be sent"+theme.Separator+f.id(d.JobID), func(p *pane.Page) {
		p.Text(f.env.Theme.Faint, fmt.Sprintf("%d bytes in one line"+theme.Separator+"ctrl+s submits, esc back", len(d.JSON)))
		p.Gap()
		p.JSON(d.JSON)
	})
	f.preview.Resize(f.size.W, f.size.H)
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

// summary is what the button would send, or what stands in its way.
func (f *Form) summary(t *theme.Theme) (p paint, text string) {
	switch {
	case f.failure() == "" || f.submission.sending:
	case f.focus != f.submit():
		return t.Bad, theme.GlyphFailed + " " + f.failure()
	case f.current():
		return t.Text, "ctrl+s sends this job again"
	default:
		return t.Text, "Nothing is lost"
	}
	var missing []string
	p, text = t.Faint, "still to be filled in: "
	for i := range f.fields {
		if d := &f.fields[i]; d.wrong != nil {
			missing = append(missing, d.title)
			if d.touched {
				p, text = t.Warn, "not yet right: "
			}
		}
	}
	if len(missing) > 0 {
		return p, text + strings.Join(missing, ", ")
	}
	r := &f.request
	return p, count(len(r.Symbols), "symbol") + ", " + count(int(r.End.Sub(r.Start).Hours()/24), "day") + ", " + count(len(r.Patterns), "pattern")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return draw.Count(uint64(n)) + " " + what + "s"
}
