package jobs

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/pane"
)

// cancelTimeout is how long a cancel command may take.
const cancelTimeout = 5 * time.Second

// The room for ids and symbols in a sentence, in cells.
const (
	sentenceID      = 16
	sentenceSymbols = 30
)

func (p *Pane) id(id string) string { return p.env.State.Jobs.ShortID(id, sentenceID) }

func (p *Pane) cancel() tea.Cmd {
	j, ok := p.Selected()
	switch {
	case !ok:
		return nil
	case j.Phase.Terminal():
		return pane.Toast(pane.Warning, p.ended(&j)+": there is nothing to cancel")
	}
	p.env.Open(pane.NewConfirm(p.env, p.question(&j), p.send(j.ID)))
	return nil
}

// ended says how a job ended, and when.
func (p *Pane) ended(j *model.Job) string {
	when := ""
	if !j.Finished.IsZero() {
		when = j.Finished.In(p.env.Zone).Format("15:04:05")
	}
	said := func(word, before string) string {
		if when == "" {
			return p.id(j.ID) + " " + word
		}
		return p.id(j.ID) + " " + word + " " + before + " " + when
	}
	switch j.Phase {
	case model.PhaseFailed:
		return said("failed", "at")
	case model.PhaseCancelled:
		return said("was cancelled", "at")
	}
	return said("is done", "since")
}

// question asks for what is one's own, and asks more strongly for what may be
// somebody else's.
func (p *Pane) question(j *model.Job) pane.Question {
	cancel := fmt.Sprintf("Cancel %s (%s)", p.id(j.ID), symbolList(j.Symbols, sentenceSymbols))
	switch j.User {
	case "":
		return pane.Question{
			Title: "Cancel a job that may not be yours", Yes: "cancel the job", Strong: true,
			Text: "Nobody said whose job it is. " + p.asked(j) + cancel + " all the same?" + loss(j),
		}
	case p.user:
		return pane.Question{Title: "Cancel job", Text: p.asked(j) + cancel + "?" + loss(j), Yes: "cancel the job"}
	}
	return pane.Question{
		Title: "Cancel the job of another user", Yes: "cancel the job of " + j.User, Strong: true,
		Text: "This is " + j.User + "'s job, not yours. " + p.asked(j) + cancel + " all the same?" + loss(j),
	}
}

// asked says that a job is to stop already.
func (p *Pane) asked(j *model.Job) string {
	switch {
	case j.Phase != model.PhaseCancelling:
		return ""
	case j.Asked.IsZero():
		return "It is to stop already, and no worker has confirmed it. "
	}
	return "It was asked to stop " + ago(p.env.Now.Sub(j.Asked)) + ", and no worker has confirmed it. "
}

// loss is what cancelling would mean.
func loss(j *model.Job) string {
	if j.Phase <= model.PhaseQueued {
		return " It has not begun yet."
	}
	return " What it has done so far is lost."
}

// send returns the command that asks the workers to stop a job.
func (p *Pane) send(id string) tea.Cmd {
	jobs, name := p.jobs, p.id(id)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), cancelTimeout)
		defer cancel()
		heard, err := jobs.Cancel(ctx, id)
		switch {
		case err != nil:
			return pane.ToastMsg{Level: pane.Failure, Text: err.Error()}
		case heard == 0:
			return pane.ToastMsg{Level: pane.Warning, Text: "asked to cancel " + name + ", but 0 workers are listening"}
		}
		return pane.ToastMsg{Level: pane.Success, Text: "asked " + plural(int(heard), "worker") + " to cancel " + name}
	}
}
