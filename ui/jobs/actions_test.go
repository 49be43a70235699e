package jobs

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tickdeck/model"
	"tickdeck/theme"
)

func TestOneQuestionIsAskedForAllThatAreMarked(t *testing.T) {
	d := open(t, 80, 24, someJobs()...)
	d.press("space", "space", "space", "G", "space", "x") // three that run, and one that was cancelled
	d.line("Of these 3 jobs 2 are yours, 1 of user_7.")
	if text := d.words(); !strings.Contains(text, "Cancel the 3 of 4 marked jobs that are left?") {
		t.Error(text)
	}
	d.press("y")
	if len(d.workers.cancelled) != 0 {
		t.Fatalf("y alone cancelled %v", d.workers.cancelled)
	}
	d.press("Y")
	if len(d.workers.cancelled) != 3 || d.toast != "asked 1 worker to cancel 3 jobs" {
		t.Errorf("cancelled %v, toast %q", d.workers.cancelled, d.toast)
	}
	if n := len(d.marked()); n != 0 || len(d.watch.asked) != 3 {
		t.Errorf("%d stay marked, %d are waited for", n, len(d.watch.asked))
	}
}

func TestCancellingASweepAsksForAllThatAreLeft(t *testing.T) {
	d := open(t, 80, 24, sweepJobs("sweep_4", 20, 12)...)
	d.press("x")
	d.line("Cancel the 8 of sweep_4 that are left?")
	d.press("y")
	if len(d.workers.cancelled) != 8 {
		t.Errorf("cancelled %d", len(d.workers.cancelled))
	}
	over := open(t, 80, 24, sweepJobs("sweep_4", 20, 20)...)
	over.press("x")
	if over.toast != "nothing of sweep_4 is left to cancel" {
		t.Errorf("it says %q", over.toast)
	}
}

func TestWhatRefusesToBeCancelledIsSaid(t *testing.T) {
	d := open(t, 80, 24, sweepJobs("sweep_4", 20, 12)...)
	d.workers.err = errors.New("no connection")
	d.press("x", "y")
	if d.workers.asks != 1 || !strings.HasPrefix(d.toast, "asked for 0 of 8 jobs. ") || !strings.HasSuffix(d.toast, " and 5 more: no connection") {
		t.Errorf("asked %d times, it says %q", d.workers.asks, d.toast)
	}
}

func TestOfManyThatAreCancelledAtOnceTheFewThatRefuseAreNamed(t *testing.T) {
	d := open(t, 80, 24, sweepJobs("sweep_4", 500, 100)...)
	left, _ := d.left(d.list.groups["sweep_4"].jobs)
	d.workers.refused = map[string]error{left[7]: errors.New("the job is completed already"), left[9]: errors.New("the job is failed already")}
	d.press("x", "y")
	want := "asked for 398 of 400 jobs. " + d.id(left[7]) + ": the job is completed already; " + d.id(left[9]) + ": the job is failed already"
	if d.workers.asks != 1 || d.toast != want {
		t.Errorf("asked %d times\n got %q\nwant %q", d.workers.asks, d.toast, want)
	}
}

func TestARetrySendsTheSameRequestAsANewJob(t *testing.T) {
	d := open(t, 80, 24, someJobs()...)
	d.workers.record.Request = &model.Request{Symbols: []string{"ENRN"}, Patterns: []string{"Doji"}}
	d.press("G", "k", "r")
	d.line("Send what bt_50aa (ENRN) asked for again, as a new job?")
	d.press("y")
	if len(d.workers.sent) != 1 || d.workers.drafted.Symbols[0] != "ENRN" || d.toast != "bt_50aa was sent again to 1 worker" {
		t.Errorf("sent %v of %v, toast %q", d.workers.sent, d.workers.drafted, d.toast)
	}
	if d.wanted.id != "bt_draft" {
		t.Errorf("the cursor goes to %v", d.wanted)
	}
}

func TestARetryOfWhatIsNotKeptSaysSo(t *testing.T) {
	d := open(t, 80, 24, someJobs()...)
	d.press("G", "k", "r", "y")
	if len(d.workers.sent) != 0 || d.toast != "bt_50aa was not sent again: what it asked for is not kept" {
		t.Errorf("sent %v, toast %q", d.workers.sent, d.toast)
	}
}

func TestARetryOfAnothersJobSaysWhoseItIs(t *testing.T) {
	d := open(t, 80, 24, someJobs()...)
	d.press("j", "j", "r")
	if text := d.words(); !strings.Contains(text, "user_7's job, not yours.") || !strings.Contains(text, "It is not over yet: cancelling.") {
		t.Error(d.text())
	}
}

func TestTheMarkedAreCompared(t *testing.T) {
	d := open(t, 80, 30, append(someJobs(), sweepJobs("sweep_4", 20, 20)...)...)
	var compared []string
	d.env.Compare = func(ids []string) { compared = slices.Clone(ids) }
	says := func(want string) {
		t.Helper()
		if d.press("="); !strings.HasPrefix(d.toast, want) || compared != nil {
			t.Errorf("it says %q, and compares %v", d.toast, compared)
		}
		d.toast = ""
	}
	says("Mark two to eight jobs")
	d.press("g", "space")
	says("One job alone")
	d.press("space")
	says("bt_7f3a and 1 more have no result to compare.")
	d.press("g", "space", "space")
	for d.current().id[:7] != "bt_fb48" {
		d.press("j")
	}
	d.press("space", "space", "=")
	if len(compared) != 2 || compared[0][:7] != "bt_fb48" {
		t.Errorf("it compares %v, says %q", compared, d.toast)
	}
	compared = nil
	for e := d.current(); !e.sweep; e = d.current() {
		d.press("k")
	}
	d.press("space")
	says("22 are marked")
}

func TestWhatIsUnderTheCursorOpensAndIsCloned(t *testing.T) {
	d := open(t, 80, 30, append(someJobs(), sweepJobs("sweep_4", 20, 12)...)...)
	var opened []string
	note := func(what string) func(string) { return func(id string) { opened = append(opened, what+" "+id[:7]) } }
	d.env.OpenResult, d.env.OpenSweep, d.env.Clone = note("result"), note("sweep"), note("form")
	d.press("enter", "e")
	if d.toast == "" {
		t.Error("a sweep was cloned without a word")
	}
	for d.current().id[:7] != "bt_fb48" {
		d.press("j")
	}
	d.press("enter", "e")
	if got := strings.Join(opened, ", "); got != "sweep sweep_4, result bt_fb48, form bt_fb48" {
		t.Errorf("opened %s", got)
	}
	d.press("G", "enter") // cancelled: there is no result
	d.line("status", "cancelled")
}

func (w *fakeJobs) Record(context.Context, string) (model.Record, error) { return w.record, nil }

func (w *fakeJobs) Draft(r model.Request) (model.Draft, error) {
	w.drafted = r
	return model.Draft{JobID: "bt_draft"}, nil
}

func (w *fakeJobs) Submit(_ context.Context, d model.Draft) (model.Receipt, error) {
	w.sent = append(w.sent, d)
	return model.Receipt{JobID: d.JobID, Listeners: 1}, nil
}

// words are those on the screen, without lines and breaks.
func (d *deck) words() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(d.text(), theme.GlyphSide, " ")), " ")
}

func TestThePageOfAResultHearsWhichJobsAreMarkedInTheOrderOfTheList(t *testing.T) {
	d := open(t, 80, 24, someJobs()...)
	if ids := d.env.MarkedJobs(); len(ids) != 0 {
		t.Errorf("%q are marked", ids)
	}
	d.press("G", "space", "k", "k", "space", "g", "space") // from the bottom up
	var want []string
	for _, i := range []int{0, 5, 7} {
		want = append(want, someJobs()[i].ID)
	}
	if got := d.env.MarkedJobs(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	d.press("/")
	d.types("status:failed")
	d.press("enter")
	if got := d.env.MarkedJobs(); d.count() != 1 || len(got) != 3 {
		t.Errorf("of those that the query hides %q are left", got)
	}
	s := open(t, 80, 24, sweepJobs("sweep_4", 20, 20)...)
	s.press("space")
	got := s.env.MarkedJobs()
	if len(got) != 20 || !slices.Equal(got, s.list.groups["sweep_4"].jobs) {
		t.Errorf("of the sweep %q", got)
	}
}
