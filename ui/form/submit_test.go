package form

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tickdeck/ui/pane"
)

func (r *rig) toast(level pane.Level, text string) {
	r.t.Helper()
	if len(r.toasts) != 1 || r.toasts[0] != (pane.ToastMsg{Level: level, Text: text}) {
		r.t.Errorf("toasts: %+v, want %q", r.toasts, text)
	}
	r.toasts = nil
}

func TestASubmissionIsSentOnceAndClosesTheForm(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.press("enter")
	r.sees("[ sending… ]")
	r.press("enter", "ctrl+s", "space")
	r.settle()
	if len(r.jobs.sent) != 1 || r.form.open() {
		t.Fatalf("sent %d times, open %v", len(r.jobs.sent), r.form.open())
	}
	r.toast(pane.Success, "bt_0001 submitted · 3 workers are listening")
	if len(r.follows) != 1 || r.follows[0].ID != r.jobs.sent[0].JobID {
		t.Errorf("it says to follow %v", r.follows)
	}
	r.reopen()
	r.sees("AAPL, MSFT")
	r.press("ctrl+s")
	r.settle()
	if len(r.jobs.sent) != 2 || r.jobs.sent[0] == r.jobs.sent[1] {
		t.Errorf("the next job is not a new one: %v", r.jobs.sent)
	}
}

func TestNoListenersAreAWarning(t *testing.T) {
	r := newRig(t)
	r.jobs.listeners = 0
	r.fill()
	r.press("ctrl+s")
	r.settle()
	r.toast(pane.Warning, "bt_0001 submitted, but 0 workers are listening: it waits in Redis until one starts")
	r.jobs.listeners = 1
	r.reopen()
	r.press("ctrl+s")
	r.settle()
	r.toast(pane.Success, "bt_0002 submitted · 1 worker is listening")
}

func TestSubmitGoesToTheFirstFieldThatIsWrong(t *testing.T) {
	r := newRig(t)
	r.press("aapl", "tab", "tab", "tab", "tab", "ctrl+u", "ctrl+s")
	r.on("Patterns")
	if r.jobs.drafts != 0 {
		t.Errorf("%d drafts", r.jobs.drafts)
	}
	r.sees("✗ choose at least one pattern")
	r.sees("not yet right: Patterns, Capital")
	r.press("tab")
	r.sees("✗ give capital a value, such as 100,000")
}

func TestAFailureKeepsEveryFieldAndTheRetryIsTheSameJob(t *testing.T) {
	r := newRig(t)
	r.jobs.err = errors.New("could not submit: no Redis at\nlocalhost:6379\x1b[2J")
	r.fill()
	before := r.form.request
	r.press("ctrl+s")
	r.settle()
	if !r.form.open() || !sameRequest(before, r.form.request) || len(r.toasts) != 0 {
		t.Fatalf("open %v, toasts %v", r.form.open(), r.toasts)
	}
	r.sees("✗ could not submit: no Redis at localhost:6379␛[2J.")
	r.sees("ctrl+s sends this")
	r.jobs.err = nil
	r.press("ctrl+s")
	r.misses("could not submit")
	r.settle()
	if len(r.jobs.sent) != 2 || r.jobs.sent[0] != r.jobs.sent[1] {
		t.Errorf("sent: %v", r.jobs.sent)
	}
}

func TestAChangeAfterAFailureIsANewJob(t *testing.T) {
	r := newRig(t)
	r.jobs.err = context.DeadlineExceeded
	r.fill()
	r.press("ctrl+s")
	r.settle()
	r.sees("no answer within 5 s, it may have arrived or not")
	r.goTo("Position")
	r.press("0.2")
	r.misses("this job again")
	r.press("shift+tab")
	r.goTo("Submit")
	r.misses("no answer within")
	r.press("ctrl+s")
	r.settle()
	if r.jobs.sent[0].JobID == r.jobs.sent[1].JobID || !strings.Contains(r.jobs.sent[1].JSON, "0.2") {
		t.Errorf("sent: %v", r.jobs.sent)
	}
}

func TestAFailureHidesNothingThatIsWrongNow(t *testing.T) {
	r := newRig(t)
	r.jobs.err = errors.New("could not submit: no Redis")
	r.fill()
	r.press("ctrl+s")
	r.settle()
	r.goTo("Dates")
	r.sees("✗ could not submit: no Redis")
	r.misses("not submitted: could not submit")
	r.press("hammer", "tab")
	r.sees("not yet right: Dates")
	r.goTo("Submit")
	r.misses("no Redis")
}

func TestAFailureOfAClosedFormIsAToast(t *testing.T) {
	r := newRig(t)
	r.jobs.err = errors.New("could not submit: READONLY")
	r.fill()
	r.press("ctrl+s", "esc")
	r.settle()
	r.toast(pane.Failure, "bt_0001 was not submitted: could not submit: READONLY. The form kept everything")
	r.reopen()
	r.sees("READONLY")
	r.sees("AAPL, MSFT")
}

func TestASuccessOfAClosedFormClosesNothingElse(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.press("ctrl+s", "esc")
	other := pane.NewConfirm(r.env, pane.Question{}, nil)
	r.env.Open(other)
	r.settle()
	r.toast(pane.Success, "bt_0001 submitted · 3 workers are listening")
	if r.env.Top() != pane.Overlay(other) {
		t.Error("it closed what is not its own")
	}
}

func TestWhatIsTypedWhileSendingIsTheNextRequest(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.press("ctrl+s")
	r.goTo("Position")
	r.press("0.3", "ctrl+p", "esc")
	looked := r.form.submission.batch.first()
	r.settle()
	if !r.form.open() || len(r.toasts) != 1 {
		t.Fatalf("open %v, toasts %v", r.form.open(), r.toasts)
	}
	r.press("ctrl+s")
	r.settle()
	if r.jobs.sent[1] != looked || r.form.open() {
		t.Errorf("sent %v, looked at %v", r.jobs.sent[1], looked)
	}
}

func TestAnAnswerCountsOnce(t *testing.T) {
	r := newRig(t)
	r.fill()
	r.press("ctrl+s")
	msg := r.pending[0]().(pane.Reply).Msg
	r.do(r.form.Update(msg))
	r.do(r.form.Update(msg))
	if len(r.toasts) != 1 {
		t.Errorf("toasts: %v", r.toasts)
	}
}

func TestADraftThatCannotBeMadeIsSaid(t *testing.T) {
	r := newRig(t)
	r.jobs.draftErr = errors.New("write the request: no")
	r.fill()
	r.press("ctrl+s")
	r.sees("✗ write the request: no")
	if r.form.submission.sending {
		t.Error("something is on its way")
	}
}

func TestThePreviewIsExactlyWhatIsSent(t *testing.T) {
	r := newRig(t)
	r.form.Resize(76, 60)
	r.fill()
	r.press("ctrl+p")
	r.sees("What will be sent · bt_0001")
	shown := jsonOn(t, r.screen())
	r.paste("junk")
	r.press("junk", "esc")
	r.sees("New backtest")
	r.press("ctrl+p", "ctrl+s")
	r.settle()
	if len(r.jobs.sent) != 1 || r.jobs.sent[0].JSON != shown || r.jobs.drafts != 1 {
		t.Errorf("sent  %v\nshown %s", r.jobs.sent, shown)
	}
}

// jsonOn is the JSON on a screen, without its indentation.
func jsonOn(t *testing.T, screen string) string {
	t.Helper()
	text := strings.ReplaceAll(screen, "│", "")
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(text[strings.Index(text, "{"):strings.LastIndex(text, "}")+1])); err != nil {
		t.Fatalf("%v in\n%s", err, screen)
	}
	return b.String()
}

// beside is the JSON that stands beside the fields of a wide form.
func (r *rig) beside() string {
	r.t.Helper()
	_, text, found := strings.Cut(r.screen(), "What will be sent")
	if !found {
		r.t.Fatalf("nothing beside the fields:\n%s", r.screen())
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		if _, part, ok := strings.Cut(strings.TrimRight(line, "\n"), "│ "); ok {
			b.WriteString(part)
		}
	}
	return b.String()
}

func wide(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.form.Resize(120, 38)
	return r
}

func TestAWideFormShowsWhatIsSentToTheByte(t *testing.T) {
	r := wide(t)
	r.sees("Stands here once every field is right.")
	r.fill()
	for _, text := range []string{"5%", "0.07"} {
		r.goTo("Stop loss")
		r.press(text)
		shown := r.beside()
		r.press("ctrl+s")
		r.settle()
		if got := r.jobs.sent[len(r.jobs.sent)-1].JSON; got != shown {
			t.Errorf("sent  %s\nshown %s", got, shown)
		}
		r.reopen()
	}
	if r.jobs.sent[0].JobID == r.jobs.sent[1].JobID {
		t.Error("the next job is not a new one")
	}
}

func TestWhoTakesAChangeBackSendsTheSameJobAgain(t *testing.T) {
	r := wide(t)
	r.jobs.err = errors.New("no Redis")
	r.fill()
	r.press("ctrl+s")
	r.settle()
	r.goTo("Stop loss")
	r.press("6%")
	other := r.beside()
	r.press("backspace", "backspace", "5%")
	shown := r.beside()
	r.press("ctrl+s")
	r.settle()
	if len(r.jobs.sent) != 2 || r.jobs.sent[0] != r.jobs.sent[1] || r.jobs.sent[1].JSON != shown || other == shown {
		t.Errorf("sent %v\nshown %s, then %s", r.jobs.sent, other, shown)
	}
}

func TestADraftThatCannotBeMadeIsNotShown(t *testing.T) {
	r := wide(t)
	r.jobs.draftErr = errors.New("no")
	r.fill()
	r.sees("Stands here")
	r.press("ctrl+s")
	r.sees("✗ no")
}

func TestThePreviewScrolls(t *testing.T) {
	r := newRig(t)
	r.form.Resize(60, 12)
	r.fill()
	r.press("ctrl+p")
	r.misses("symbols")
	r.press("pgdown", "pgdown", "pgdown")
	r.sees(`"MSFT"`)
}

func TestThePreviewOfAWrongRequestShowsWhatIsWrong(t *testing.T) {
	r := newRig(t)
	r.press("ctrl+p")
	r.sees("✗ name at least one symbol")
	if r.form.preview != nil {
		t.Error("there is a preview")
	}
}
