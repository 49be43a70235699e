package jobs

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"tickdeck/model"
	"tickdeck/ui/pane"
)

// retryTimeout is how long reading a request and sending it again may take.
const retryTimeout = 10 * time.Second

// retry sends what the job under the cursor asked for again, as a new job.
func (p *Pane) retry() tea.Cmd {
	e := p.current()
	if e == nil {
		return nil
	}
	if e.sweep {
		return pane.Toast(pane.Info, "A sweep is many jobs: "+p.env.Keys.Binding("job.unfold").Shown+" shows them, r on one of them sends it again.")
	}
	j, ok := p.Selected()
	if !ok {
		return nil
	}
	p.env.Open(pane.NewConfirm(p.env, p.again(&j), p.resend(j.ID)))
	return nil
}

// again asks whether to send the same once more, and whose it was.
func (p *Pane) again(j *model.Job) pane.Question {
	what := fmt.Sprintf("%s (%s)", p.id(j.ID), symbolList(j.Symbols, sentenceSymbols))
	q := pane.Question{Title: "Send again", Yes: "send it again", Text: "Send what " + what + " asked for again, as a new job?"}
	switch {
	case j.User == "":
		q.Text = "Nobody said whose job " + what + " is. Send what it asked for again, as a new job of yours?"
	case j.User != p.user:
		q.Title = "Send the request of another user"
		q.Yes = "send it as mine"
		q.Text = what + " is " + j.User + "'s job, not yours. Send what it asked for again, as a new job of yours?"
	}
	if !j.Phase.Terminal() {
		q.Text += " It is not over yet: " + j.Phase.String() + "."
	}
	return q
}

// resend returns the command that does it.
func (p *Pane) resend(id string) tea.Cmd {
	jobs, name := p.jobs, p.id(id)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), retryTimeout)
		defer cancel()
		fail := func(why string) tea.Msg {
			return pane.ToastMsg{Level: pane.Failure, Text: name + " was not sent again: " + why}
		}
		record, err := jobs.Record(ctx, id)
		switch {
		case err != nil:
			return fail(err.Error())
		case record.Request == nil:
			return fail("what it asked for is not kept")
		}
		draft, err := jobs.Draft(*record.Request)
		if err != nil {
			return fail(err.Error())
		}
		receipt, err := jobs.Submit(ctx, draft)
		if err != nil {
			return fail(err.Error())
		}
		return tea.Sequence(resent(name, receipt), func() tea.Msg { return pane.FollowJobMsg{ID: receipt.JobID} })()
	}
}

// resent says what became of it.
func resent(name string, r model.Receipt) tea.Cmd {
	if r.Listeners == 0 {
		return pane.Toast(pane.Warning, name+" was sent again, but 0 workers are listening: it waits in Redis until one starts")
	}
	return pane.Toast(pane.Success, name+" was sent again to "+plural(int(r.Listeners), "worker"))
}
